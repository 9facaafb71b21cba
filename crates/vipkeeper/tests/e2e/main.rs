//! The product against real systems: Keepalived, MariaDB and systemd.
//!
//! Needs root and the programs that `cargo xtask test` installs.

mod demo;
mod failover;
mod node_cgroup;
mod node_end;
mod node_plan;
mod systemd_node;
mod systemd_node_boots;
