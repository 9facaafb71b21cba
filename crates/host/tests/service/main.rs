//! The service managers that this machine does not have, by stand-ins that
//! write down how they are called; and the init script, which needs none.

#![allow(clippy::unwrap_used, reason = "a test's set-up may fail loudly")]

mod foreign;
mod init_script;
mod stand_in;
