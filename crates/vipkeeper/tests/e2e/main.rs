//! The product against real systems: Keepalived, MariaDB and systemd.
//!
//! Needs root and the programs that `cargo xtask test` installs.

mod bare_node;
mod browser;
mod browser_driver;
mod check;
mod cli;
mod cli_config;
mod cli_said;
mod cli_session;
mod cli_template;
mod demo;
mod failover;
mod file_tree;
mod heal;
mod install_interrupted;
mod install_package;
mod install_refused;
mod install_source;
mod installer;
mod logs;
mod lost_root;
mod lvs;
mod mirror;
mod network_of;
mod node_cgroup;
mod node_end;
mod node_plan;
mod prepared;
mod release;
mod sandbox;
mod sandbox_stands;
mod script;
mod stand_in;
mod systemd;
mod systemd_node;
mod systemd_node_boots;
mod systemd_units;
mod uninstall;
mod upgrade;
