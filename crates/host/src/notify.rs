//! Telling the service manager how we are (sd_notify(3)).
//!
//! The protocol is a datagram to the socket that `NOTIFY_SOCKET` names, so it
//! needs no library of systemd's.

use std::ffi::OsStr;
use std::io;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::time::Duration;

/// We serve.
pub const READY: &str = "READY=1";
/// We are alive; to be said more often than the manager waits for it.
pub const ALIVE: &str = "WATCHDOG=1";
/// We are about to end.
pub const STOPPING: &str = "STOPPING=1";

/// Tells the manager; nothing happens when there is none that listens.
pub fn notify(state: &str) -> io::Result<()> {
    match std::env::var_os("NOTIFY_SOCKET") {
        Some(socket) => send(&socket, state),
        None => Ok(()),
    }
}

/// How long the manager waits for [`ALIVE`] before it ends us and starts us
/// again (sd_watchdog_enabled(3)); `None` when it does not wait for it.
#[must_use]
pub fn watchdog() -> Option<Duration> {
    let number = |name| std::env::var(name).ok()?.parse::<u64>().ok();
    let is_for_us = number("WATCHDOG_PID").is_none_or(|pid| pid == std::process::id().into());
    let limit = Duration::from_micros(number("WATCHDOG_USEC")?);
    (is_for_us && !limit.is_zero()).then_some(limit)
}

fn send(socket: &OsStr, state: &str) -> io::Result<()> {
    // `@` stands for the abstract name space, where paths begin with a NUL.
    let address = match socket.as_bytes().split_first() {
        Some((b'@', name)) => SocketAddr::from_abstract_name(name)?,
        _ => SocketAddr::from_pathname(socket)?,
    };
    UnixDatagram::unbound()?.send_to_addr(state.as_bytes(), &address)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_is_told_by_its_path_and_by_its_abstract_name() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("notify");
        let abstract_name = format!("vipkeeper-test-{}", std::process::id());
        let address = SocketAddr::from_abstract_name(&abstract_name).unwrap();
        let sockets = [
            (UnixDatagram::bind(&path).unwrap(), path.into_os_string()),
            (
                UnixDatagram::bind_addr(&address).unwrap(),
                format!("@{abstract_name}").into(),
            ),
        ];
        for (socket, name) in sockets {
            send(&name, READY).unwrap();
            let mut buffer = [0; 64];
            let length = socket.recv(&mut buffer).unwrap();
            assert_eq!(&buffer[..length], READY.as_bytes());
        }
    }
}
