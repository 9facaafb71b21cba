//! The wish that Keepalived stays stopped, as `vipkeeper stop` leaves it.
//!
//! A file beside the pid files: in the system layout a boot forgets it, as the
//! autostart then decides.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use super::ControlError;
use crate::layout::Layout;

fn path(layout: &Layout) -> PathBuf {
    layout.run_dir().join("stopped-by-hand")
}

pub(super) fn remember(layout: &Layout) -> Result<(), ControlError> {
    let path = path(layout);
    let write = || {
        fs::create_dir_all(layout.run_dir())?;
        fs::write(&path, "")
    };
    write().map_err(|source| ControlError::Prepare {
        path: path.clone(),
        source,
    })
}

pub(super) fn forget(layout: &Layout) -> Result<(), ControlError> {
    let path = path(layout);
    match fs::remove_file(&path) {
        Err(source) if source.kind() != ErrorKind::NotFound => {
            Err(ControlError::Prepare { path, source })
        }
        _ => Ok(()),
    }
}

pub(super) fn is_remembered(layout: &Layout) -> bool {
    path(layout).exists()
}
