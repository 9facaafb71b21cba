//! The tables: one module a block, or a part of one that belongs together.

mod auth;
mod bfd;
mod checker;
mod checkers;
mod global;
mod global_files;
mod global_firewall;
mod global_identity;
mod global_lvs;
mod global_monitoring;
mod global_notify;
mod global_process;
mod global_vrrp;
mod group;
mod http;
mod instance;
mod instance_address;
mod instance_election;
mod instance_garp;
mod instance_link;
mod instance_notify;
mod instance_track;
mod real_server;
mod top;
mod tracker;
mod virtual_server;

pub(super) use top::TOP;
