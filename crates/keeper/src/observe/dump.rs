//! Keepalived's JSON dump: what its instances are, asked for by signal.
//!
//! The FIFO tells only changes; the dump tells the rest: interface, VRID,
//! addresses, the state of instances that changed before we listened, and
//! what Keepalived counts.

use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
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

/// An instance with everything that the dump says of it: what is running, to
/// be compared with what the file says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RunningInstance {
    pub(crate) name: String,
    pub(crate) interface: String,
    pub(crate) vrid: u8,
    pub(crate) state: Option<InstanceState>,
    pub(crate) base_priority: u8,
    /// The priority of the MASTER that it hears; 0 while it hears none.
    pub(crate) master_priority: u8,
    pub(crate) version: u8,
    /// In hundredths of a second.
    pub(crate) advert_centis: u16,
    pub(crate) addresses: Vec<RunningAddress>,
    /// What it counts, by Keepalived's names.
    pub(crate) counters: BTreeMap<String, u64>,
}

/// An address of a running instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RunningAddress {
    pub(crate) address: IpAddr,
    pub(crate) interface: Option<String>,
}

/// The signal that asks for the dump: it differs between C libraries, so
/// Keepalived itself is asked for it (`--signum`, since 1.3.8).
pub(crate) fn signal(program: &Path) -> Option<Signal> {
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

/// Asks for a dump and gives the file that will hold it; the last dump is
/// removed, because it would be taken for the new one.
///
/// Errors: among others `WouldBlock` while Keepalived is still starting.
pub(crate) fn ask(keepalived: &Process, signal: Signal) -> io::Result<PathBuf> {
    let path = path(keepalived);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    // While Keepalived starts, the signal that asks for a dump would kill it.
    let children = keepalived.children();
    let mut family = std::iter::once(keepalived).chain(&children);
    if !family.all(|process| process.survives(signal)) {
        return Err(io::ErrorKind::WouldBlock.into());
    }
    keepalived.signal(signal)?;
    Ok(path)
}

/// Where this Keepalived writes its dump: `$TMPDIR` (2.2.5 and later) or
/// `/tmp`, as the process itself sees it.
fn path(keepalived: &Process) -> PathBuf {
    let directory = keepalived
        .environment("TMPDIR")
        .unwrap_or_else(|| "/tmp".to_owned());
    keepalived.path_inside(&Path::new(&directory).join("keepalived.json"))
}

/// Reads a dump.  Fails while Keepalived is still writing it, because it puts
/// the file into place before it has filled it.
pub(super) fn parse(text: &str) -> io::Result<Vec<DumpedInstance>> {
    let instances = instances(text)?.into_iter();
    Ok(instances.map(|instance| instance.data.into()).collect())
}

/// As [`parse`], with everything that is known of each instance.
pub(crate) fn parse_running(text: &str) -> io::Result<Vec<RunningInstance>> {
    Ok(instances(text)?
        .into_iter()
        .map(RunningInstance::from)
        .collect())
}

fn instances(text: &str) -> io::Result<Vec<Instance>> {
    Ok(match serde_json::from_str(text)? {
        Dump::Version1(instances) => instances,
        Dump::Version2 { vrrp } => vrrp,
    })
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
    #[serde(default)]
    stats: BTreeMap<String, serde_json::Value>,
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
    base_priority: u8,
    #[serde(default)]
    master_priority: u8,
    #[serde(default)]
    version: u8,
    /// In seconds.
    #[serde(default)]
    adver_int: f64,
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

impl From<Instance> for RunningInstance {
    fn from(Instance { data, stats }: Instance) -> Self {
        let lines = data.vips.iter().chain(&data.evips);
        let counters = stats.into_iter();
        Self {
            state: state(data.state),
            // At most 255 s, so it fits and loses nothing.
            advert_centis: (data.adver_int * 100.0).round() as u16,
            addresses: lines
                .filter_map(|line| RunningAddress::read(line))
                .collect(),
            counters: counters
                .filter_map(|(name, count)| Some((name, count.as_u64()?)))
                .collect(),
            name: data.iname,
            interface: data.ifp_ifname,
            vrid: data.vrid,
            base_priority: data.base_priority,
            master_priority: data.master_priority,
            version: data.version,
        }
    }
}

impl RunningAddress {
    /// `10.0.0.1/24 dev eth0 scope global set`
    fn read(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let address = words.next()?.split('/').next()?.parse().ok()?;
        let interface = words.skip_while(|word| *word != "dev").nth(1);
        Some(Self {
            address,
            interface: interface.map(str::to_owned),
        })
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
            "effective_priority":250,"base_priority":240,"adver_int":0.1,"version":3,
            "vips":["10.0.0.1\/24 dev eth0 scope global set"]},
            "stats":{"auth_failure":3}}"#;
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
            let running = &parse_running(&text).unwrap()[0];
            assert_eq!((running.base_priority, running.advert_centis), (240, 10));
            assert_eq!(running.counters["auth_failure"], 3);
            let address = RunningAddress {
                address: "10.0.0.1".parse().unwrap(),
                interface: Some("eth0".to_owned()),
            };
            assert_eq!(running.addresses, [address]);
        }
    }

    #[test]
    fn a_dump_that_is_still_being_written_is_not_read() {
        assert!(parse("").is_err());
        assert!(parse("[{\"data\":{\"iname\":").is_err());
    }
}
