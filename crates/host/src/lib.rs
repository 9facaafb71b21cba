//! This machine, and the only crate that touches it.
//!
//! Everything that asks or changes the kernel, the service manager, the
//! package manager or a process goes through here, so that the crates above
//! can be read and tested without wondering what they do to a machine.
//! `unsafe` lives here and nowhere else.
//!
//! Deliberately absent: any knowledge of VRRP checks, templates or policy.

pub mod account;
pub mod atomic_file;
pub mod boot;
pub mod capture;
pub mod detached;
pub mod digest;
pub mod disk;
pub mod exec;
pub mod fetch;
pub mod journal;
pub mod limits;
pub mod lines;
pub mod log_file;
pub mod net;
pub mod netns;
pub mod notify;
pub mod package;
pub mod process;
pub mod service;
pub mod unpack;
