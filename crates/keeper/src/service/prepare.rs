//! What must be there, and what must not, before Keepalived starts.
//!
//! Called by `vipkeeper start`, and by the service manager itself when it
//! starts Keepalived at boot.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use host::exec;
use host::process::Process;

use super::ControlError;
use crate::config::{self, Source, language::model::Model};
use crate::drain;
use crate::layout::Layout;
use crate::observe::fifo;

/// How long the kernel may take to load a module.
const MODULE_LIMIT: Duration = Duration::from_secs(10);

/// Keepalived silently drops a tracker whose directory is missing, and a
/// notification whose FIFO is missing; and it refuses to start over a pid file
/// whose number another process has by now.
pub fn prepare(layout: &Layout) -> Result<(), ControlError> {
    for path in [layout.run_dir(), layout.track_dir()] {
        fs::create_dir_all(&path).map_err(failed(&path))?;
    }
    // Before Keepalived reads the file: a drained node must not serve for the
    // moment until the daemon is there.  A mark that makes no sense has kept it
    // out by now.
    match drain::uphold(layout) {
        Err(error) if error.kind() != ErrorKind::InvalidData => {
            return Err(failed(&layout.drain_marker())(error));
        }
        _ => {}
    }
    let path = layout.notify_fifo();
    fifo::make(&path).map_err(failed(&path))?;
    for path in pid_files(layout) {
        remove_if_stale(&path).map_err(failed(&path))?;
    }
    load_ip_vs(layout);
    Ok(())
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> ControlError {
    let path = path.to_owned();
    |source| ControlError::Prepare { path, source }
}

/// The pid files of the parent and of its children.
fn pid_files(layout: &Layout) -> Vec<PathBuf> {
    let mut files = layout.pid_files();
    let children = ["keepalived-vrrp.pid", "keepalived-checkers.pid"];
    files.extend(children.map(|name| layout.run_dir().join(name)));
    if layout.server_path().is_none() {
        let children = ["vrrp.pid", "checkers.pid", "bfd.pid"];
        files.extend(children.map(|name| Path::new("/run/keepalived").join(name)));
    }
    files
}

fn remove_if_stale(path: &Path) -> io::Result<()> {
    if Process::from_pid_file(path, "keepalived").is_some() {
        return Ok(());
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Our unit forbids Keepalived to load modules, so IPVS is loaded for it, when
/// the configuration has virtual servers.  Whether that works is Keepalived's
/// to say: it knows what it needs.
fn load_ip_vs(layout: &Layout) {
    if Path::new("/proc/net/ip_vs").exists() {
        return;
    }
    let Ok(expansion) = config::expand_source(&Source::File(layout.config())) else {
        return;
    };
    if !Model::read(&expansion).virtual_servers.is_empty() {
        let _ = exec::run(Command::new("modprobe").arg("ip_vs"), MODULE_LIMIT);
    }
}
