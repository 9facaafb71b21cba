//! Log files that others write: follow one, and keep one small.
//!
//! Owns the bytes only. What the lines mean is read above.

mod follow;
mod rotate;

pub use follow::{Follower, Start};
pub use rotate::{Rotated, Rotation};

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Where the older part of a log is: `keepalived.log.1`, and so on; 1 is the newest of them.
#[must_use]
pub fn older(path: &Path, number: u32) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(format!(".{number}"));
    name.into()
}
