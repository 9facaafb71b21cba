//! System V's start links, and the three programs that make them.

use std::fs;

use super::super::{Machine, ServiceError};
use super::{lines, run};

/// Where the links of the multi-user runlevels are, on Debian and on Red Hat.
const RUNLEVELS: [&str; 2] = ["/etc", "/etc/rc.d"];

/// Whether some multi-user runlevel starts Keepalived.
pub(super) fn are_there(machine: &Machine) -> bool {
    let directories = RUNLEVELS
        .iter()
        .flat_map(|base| ('2'..='5').map(move |level| format!("{base}/rc{level}.d")));
    directories
        .filter_map(|directory| fs::read_dir(machine.file(directory)).ok())
        .flat_map(Iterator::flatten)
        .any(|entry| is_start_link(&entry.file_name().to_string_lossy()))
}

/// `S01keepalived`: S, two digits, the name.
fn is_start_link(name: &str) -> bool {
    let rest = name.strip_prefix('S').unwrap_or_default();
    rest.get(2..) == Some("keepalived") && rest.bytes().take(2).all(|b| b.is_ascii_digit())
}

/// Makes the links, or removes them.
pub(super) fn set(machine: &Machine, on: bool) -> Result<(), ServiceError> {
    let action = if on { "enable" } else { "disable" };
    for (program, arguments) in commands(on) {
        let Some(path) = machine.program(program) else {
            continue;
        };
        for words in arguments {
            let finished = run(&path, words)?;
            if !finished.succeeded() {
                return Err(ServiceError::Failed {
                    action,
                    result: format!("{program} {}", finished.ending),
                    log: lines(&finished),
                });
            }
        }
        return Ok(());
    }
    Err(ServiceError::NoAutostart { manager: "sysv" })
}

type Calls = &'static [&'static [&'static str]];

/// How each program is called, in the order of preference.
///
/// `update-rc.d NAME enable` changes only links that exist, so the defaults
/// are made first (update-rc.d(8)).
fn commands(on: bool) -> [(&'static str, Calls); 3] {
    match on {
        true => [
            (
                "update-rc.d",
                &[&["keepalived", "defaults"], &["keepalived", "enable"]],
            ),
            (
                "chkconfig",
                &[&["--add", "keepalived"], &["keepalived", "on"]],
            ),
            ("insserv", &[&["keepalived"]]),
        ],
        false => [
            ("update-rc.d", &[&["keepalived", "disable"]]),
            ("chkconfig", &[&["keepalived", "off"]]),
            ("insserv", &[&["-r", "keepalived"]]),
        ],
    }
}
