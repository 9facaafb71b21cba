//! Keepalived's JSON dump: what its instances are, asked for by signal.
//!
//! The FIFO tells only changes; the dump tells the rest: interface, VRID,
//! addresses, and the state of instances that changed before we listened.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use host::exec::{self, Ending};
use host::process::{Process, real_time_signal};
use rustix::process::Signal;
use serde::Deserialize;

use super::state::InstanceState;

/// An instance as the dump shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DumpedInstance {
    pub(super) name: String,
    pub(super) interface: String,
    pub(super) vrid: u8,
    pub(super) state: Option<InstanceState>,
    pub(super) effective_priority: u8,
    pub(super) virtual_ips: Vec<String>,
}

/// The signal that asks for the dump: it differs between C libraries, so
/// Keepalived itself is asked for it (`--signum`, since 1.3.8).
pub(super) fn signal(program: &Path) -> Option<Signal> {
    let mut command = Command::new(program);
    command.arg("--signum=JSON");
    let finished = exec::run(&mut command, Duration::from_secs(5)).ok()?;
    let number: i32 = finished.stdout_text().trim().parse().ok()?;
    match finished.ending {
        Ending::Exited(0) => real_time_signal(number),
        _ => None,
    }
}

/// The same of a Keepalived that runs with glibc, where no program need be
/// started to learn it: SIGRTMIN + 2, and SIGRTMIN is 34 there (signal(7)).
/// Whether it was built to write a dump shows in whether it catches it.
pub(super) fn signal_with_glibc(keepalived: &Process) -> Option<Signal> {
    const GLIBC_SIGRTMIN: i32 = 34;
    keepalived
        .has_loaded("libc.so.6")
        .then(|| real_time_signal(GLIBC_SIGRTMIN + 2))
        .flatten()
}

/// Where this Keepalived writes its dump: `$TMPDIR` (2.2.5 and later) or
/// `/tmp`, as the process itself sees it.
pub(super) fn path(keepalived: &Process) -> PathBuf {
    let directory = keepalived
        .environment("TMPDIR")
        .unwrap_or_else(|| "/tmp".to_owned());
    keepalived.path_inside(&Path::new(&directory).join("keepalived.json"))
}

/// Reads a dump.  Fails while Keepalived is still writing it, because it puts
/// the file into place before it has filled it.
pub(super) fn parse(text: &str) -> io::Result<Vec<DumpedInstance>> {
    let dump: Dump = serde_json::from_str(text)?;
    let instances = match dump {
        Dump::Version1(instances) => instances,
        Dump::Version2 { vrrp } => vrrp,
    };
    Ok(instances
        .into_iter()
        .map(|instance| instance.data.into())
        .collect())
}

/// The two shapes of the file: a list, or since 2.2.8 with `json_version 2`
/// an object.
#[derive(Deserialize)]
#[serde(untagged)]
enum Dump {
    Version1(Vec<Instance>),
    Version2 { vrrp: Vec<Instance> },
}

#[derive(Deserialize)]
struct Instance {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    iname: String,
    #[serde(default)]
    ifp_ifname: String,
    vrid: u8,
    state: i64,
    effective_priority: u8,
    #[serde(default)]
    vips: Vec<String>,
    #[serde(default)]
    evips: Vec<String>,
}

impl From<Data> for DumpedInstance {
    fn from(data: Data) -> Self {
        // `10.0.0.1/24 dev eth0 scope global set`: the address comes first.
        let first_word = |text: String| text.split_whitespace().next().map(str::to_owned);
        Self {
            name: data.iname,
            interface: data.ifp_ifname,
            vrid: data.vrid,
            state: state(data.state),
            effective_priority: data.effective_priority,
            virtual_ips: data
                .vips
                .into_iter()
                .chain(data.evips)
                .filter_map(first_word)
                .collect(),
        }
    }
}

/// The numbers of keepalived 2.x vrrp.h.
fn state(number: i64) -> Option<InstanceState> {
    Some(match number {
        0 => InstanceState::Init,
        1 => InstanceState::Backup,
        2 => InstanceState::Master,
        3 => InstanceState::Fault,
        97 | 98 => InstanceState::Stop,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_of_the_dump_are_read() {
        let data = r#"{"data":{"iname":"VI","ifp_ifname":"eth0","vrid":51,"state":2,
            "effective_priority":250,"vips":["10.0.0.1\/24 dev eth0 scope global set"]},
            "stats":{}}"#;
        let expected = DumpedInstance {
            name: "VI".to_owned(),
            interface: "eth0".to_owned(),
            vrid: 51,
            state: Some(InstanceState::Master),
            effective_priority: 250,
            virtual_ips: vec!["10.0.0.1/24".to_owned()],
        };
        for text in [format!("[{data}]"), format!("{{\"vrrp\":[{data}]}}")] {
            assert_eq!(parse(&text).unwrap(), std::slice::from_ref(&expected));
        }
    }

    #[test]
    fn a_dump_that_is_still_being_written_is_not_read() {
        assert!(parse("").is_err());
        assert!(parse("[{\"data\":{\"iname\":").is_err());
    }
}
