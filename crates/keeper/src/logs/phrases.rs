//! Keepalived's phrases, from 2.2.7 to 2.4.3, and what they tell.
//!
//! A phrase must match a whole line, so that a script's output that contains one is not taken for
//! Keepalived's. `…` stands for a word or a name, at least one character long. Most were heard from
//! 2.2.7 and 2.3.4 (`tests/logs.rs`); those that need a fault hard to make are taken from the
//! sources, and the few that differ between releases stand twice.

use super::event::{FaultCause, LogEvent, ScriptResult};
use crate::observe::InstanceState;

type Build = fn(&[&str]) -> Option<LogEvent>;

/// What a line means; `None` for the many that only tell what Keepalived is busy with.
#[must_use]
pub fn parse(text: &str) -> Option<LogEvent> {
    let text = text.trim_end();
    PHRASES.iter().find_map(|(phrase, build)| {
        let parts = captures(phrase, text)?;
        build(&parts)
    })
}

/// What stands at each `…`, when the phrase matches the whole text. A name ends where the phrase
/// goes on for the first time; behind the last `…` the phrase must end as the text does.
fn captures<'text>(phrase: &str, text: &'text str) -> Option<Vec<&'text str>> {
    let mut pieces = phrase.split('…');
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let end = match pieces.peek() {
            None => rest.strip_suffix(piece)?.len(),
            Some(_) => rest.find(piece)?,
        };
        if end == 0 {
            return None;
        }
        found.push(&rest[..end]);
        rest = &rest[end + piece.len()..];
    }
    rest.is_empty().then_some(found)
}

const PHRASES: &[(&str, Build)] = &[
    ("(…) Entering … STATE (init)", state),
    ("(…) Entering … STATE", state),
    ("VRRP_Group(…) Syncing instances to … state", group),
    ("(…) Receive advertisement timeout", |p| {
        Some(LogEvent::Silence {
            instance: name(p, 0)?,
        })
    }),
    ("(…) sent 0 priority", |p| {
        Some(LogEvent::Resigned {
            instance: name(p, 0)?,
        })
    }),
    (
        "(…) Backup received priority 0 advertisement",
        peer_resigned,
    ),
    ("(…) Master received priority 0 message", peer_resigned),
    (
        "(…) Master received advert from … with higher priority …, ours …",
        |p| {
            Some(LogEvent::PeerHigher {
                instance: name(p, 0)?,
                peer: name(p, 1)?,
                priority: number(p, 2)?,
                own: number(p, 3)?,
            })
        },
    ),
    (
        "(…) Received advert from … with lower priority …, ours …, forcing new election",
        lower,
    ),
    (
        "(…) Received advert from … with lower priority …, ours …",
        lower,
    ),
    (
        "(…) received lower priority (…) advert from … - discarding",
        |p| {
            Some(LogEvent::LowerDiscarded {
                instance: name(p, 0)?,
                priority: number(p, 1)?,
                peer: name(p, 2)?,
            })
        },
    ),
    ("(…) Changing effective priority from … to …", |p| {
        Some(LogEvent::PriorityChanged {
            instance: name(p, 0)?,
            from: number(p, 1)?,
            to: number(p, 2)?,
        })
    }),
    ("(…): entering FAULT state due to script …", |p| {
        fault(p, FaultCause::Script(name(p, 1)?))
    }),
    ("(…): entering FAULT state (interface … down)", |p| {
        fault(p, FaultCause::Interface(name(p, 1)?))
    }),
    ("(…) interface … is down", |p| {
        fault(p, FaultCause::Interface(name(p, 1)?))
    }),
    (
        "(…): entering FAULT state (tracked file … has status …)",
        |p| fault(p, FaultCause::File(name(p, 1)?)),
    ),
    ("(…): tracked file … now FAULT state", |p| {
        fault(p, FaultCause::File(name(p, 1)?))
    }),
    (
        "(…) entering FAULT state (tracked process … quorum not achieved)",
        |p| fault(p, FaultCause::Process(name(p, 1)?)),
    ),
    (
        "(…): entering FAULT state (src address not configured)",
        |p| fault(p, FaultCause::Address),
    ),
    (
        "(…) entering FAULT state (no IPv… address for interface)",
        |p| fault(p, FaultCause::Address),
    ),
    ("VRRP_Script(…) succeeded", |p| {
        script(p, ScriptResult::Succeeded)
    }),
    ("VRRP_Script(…) timed_out", |p| {
        script(p, ScriptResult::TimedOut)
    }),
    ("VRRP_Script(…) timed out", |p| {
        script(p, ScriptResult::TimedOut)
    }),
    ("VRRP_Script(…) failed (exited with status …)", |p| {
        script(p, ScriptResult::Failed(number(p, 1)))
    }),
    ("VRRP_Script(…) failed (due to signal …)", |p| {
        script(p, ScriptResult::Failed(None))
    }),
    ("VRRP_Script(…) failed", |p| {
        script(p, ScriptResult::Failed(None))
    }),
    ("Script `…` now returning …", |p| {
        Some(LogEvent::ScriptReturned {
            script: name(p, 0)?,
            status: number(p, 1)?,
        })
    }),
    (
        "Track script … is already running, expect idle - skipping run",
        |p| {
            Some(LogEvent::ScriptStillRuns {
                script: name(p, 0)?,
            })
        },
    ),
    (
        "Track script … is being timed out, expect idle - skipping run",
        |p| {
            Some(LogEvent::ScriptStillRuns {
                script: name(p, 0)?,
            })
        },
    ),
    ("A thread timer expired … seconds ago", timer),
    ("VRRP thread timer expired … seconds ago", timer),
    ("Netlink reports … up", |p| interface(p, true)),
    ("Netlink reports … down", |p| interface(p, false)),
    (
        "Unknown VRID(…) received on interface(…) from …. ignoring...",
        unknown_vrid,
    ),
    (
        "Unknown VRID(…) received on interface(…). ignoring...",
        unknown_vrid,
    ),
    (
        "(…) advertisement interval mismatch with … mine=… sec rcv'd=… sec",
        |p| interval(name(p, 0)?, name(p, 2)?, name(p, 3)?),
    ),
    (
        "(…) advertisement interval mismatch mine=… sec rcv'd=… sec",
        |p| interval(name(p, 0)?, name(p, 1)?, name(p, 2)?),
    ),
    ("(…) received an invalid passwd!", authentication),
    ("(…) received a … auth, expecting …!", authentication),
    ("(…) No AH header but auth type is AH", authentication),
    (
        "(…) Received AH header but auth type not AH",
        authentication,
    ),
    ("(…) expected … VIPs but received …", addresses),
    (
        "(…) ip address associated with VRID … not present in MASTER advert: …",
        addresses,
    ),
    (
        "(…) WARNING - equal priority advert received from remote host with our IP address.",
        owner,
    ),
    (
        "(…) CONFIGURATION ERROR: local instance and a remote instance are both configured as address owner, please fix - reducing local priority",
        owner,
    ),
    (
        "(…) … is still advertising as address owner, please resolve - reducing our priority",
        owner,
    ),
    (
        "SECURITY VIOLATION - scripts are being executed but script_security not enabled.…",
        |_| Some(LogEvent::ScriptsUnsafe),
    ),
    (
        "SECURITY VIOLATION - scripts are being executed but script_security not enabled.",
        |_| Some(LogEvent::ScriptsUnsafe),
    ),
    ("Disabling track script … due to insecure", disabled),
    (
        "Disabling track script … since not found/accessible",
        disabled,
    ),
    ("Starting Keepalived v… (…)", |p| {
        Some(LogEvent::Started {
            version: name(p, 0)?,
        })
    }),
    ("Stopped Keepalived v…", |_| Some(LogEvent::Stopped)),
    ("Reloading ...", |_| Some(LogEvent::Reloading)),
    ("Reload complete", |_| Some(LogEvent::Reloaded)),
    ("… child process(…) died: Respawning", |p| {
        Some(LogEvent::ChildDied { child: name(p, 0)? })
    }),
    (
        "… exited with permanent error CONFIG. Terminating",
        |_| Some(LogEvent::Refused),
    ),
    ("Config files missing '…'.", |p| {
        Some(LogEvent::ConfigMissing { path: name(p, 0)? })
    }),
    ("(Line …) …", |p| {
        config(number(p, 0)?, None, name(p, 1)?)
    }),
    ("(…: Line …) …", |p| {
        config(number(p, 1)?, name(p, 0), name(p, 2)?)
    }),
];

fn name(parts: &[&str], index: usize) -> Option<String> {
    parts.get(index).map(|part| (*part).to_owned())
}

fn number<N: std::str::FromStr>(parts: &[&str], index: usize) -> Option<N> {
    parts.get(index)?.parse().ok()
}

fn instance_state(word: &str) -> Option<InstanceState> {
    Some(match word {
        "MASTER" => InstanceState::Master,
        "BACKUP" => InstanceState::Backup,
        "FAULT" => InstanceState::Fault,
        "STOP" => InstanceState::Stop,
        _ => return None,
    })
}

fn state(parts: &[&str]) -> Option<LogEvent> {
    Some(LogEvent::State {
        instance: name(parts, 0)?,
        state: instance_state(parts.get(1)?)?,
    })
}

fn group(parts: &[&str]) -> Option<LogEvent> {
    Some(LogEvent::GroupState {
        group: name(parts, 0)?,
        state: instance_state(parts.get(1)?)?,
    })
}

fn peer_resigned(parts: &[&str]) -> Option<LogEvent> {
    Some(LogEvent::PeerResigned {
        instance: name(parts, 0)?,
    })
}

fn lower(parts: &[&str]) -> Option<LogEvent> {
    Some(LogEvent::PeerLower {
        instance: name(parts, 0)?,
        peer: name(parts, 1)?,
        priority: number(parts, 2)?,
        own: number(parts, 3)?,
    })
}

fn fault(parts: &[&str], cause: FaultCause) -> Option<LogEvent> {
    Some(LogEvent::Fault {
        instance: name(parts, 0)?,
        cause,
    })
}

fn script(parts: &[&str], result: ScriptResult) -> Option<LogEvent> {
    Some(LogEvent::Script {
        script: name(parts, 0)?,
        result,
    })
}

/// Microseconds are more than anybody wants to read.
fn timer(parts: &[&str]) -> Option<LogEvent> {
    let seconds: f64 = number(parts, 0)?;
    Some(LogEvent::TimerExpired {
        seconds: format!("{seconds:.1}"),
    })
}

fn interface(parts: &[&str], is_up: bool) -> Option<LogEvent> {
    Some(LogEvent::Interface {
        interface: name(parts, 0)?,
        is_up,
    })
}

fn unknown_vrid(parts: &[&str]) -> Option<LogEvent> {
    Some(LogEvent::UnknownVrid {
        vrid: number(parts, 0)?,
        interface: name(parts, 1)?,
    })
}

fn interval(instance: String, own: String, received: String) -> Option<LogEvent> {
    Some(LogEvent::IntervalMismatch {
        instance,
        own,
        received,
    })
}

fn authentication(parts: &[&str]) -> Option<LogEvent> {
    Some(LogEvent::AuthenticationMismatch {
        instance: name(parts, 0)?,
    })
}

fn addresses(parts: &[&str]) -> Option<LogEvent> {
    Some(LogEvent::AddressMismatch {
        instance: name(parts, 0)?,
    })
}

fn owner(parts: &[&str]) -> Option<LogEvent> {
    Some(LogEvent::OwnerClash {
        instance: name(parts, 0)?,
    })
}

fn disabled(parts: &[&str]) -> Option<LogEvent> {
    Some(LogEvent::ScriptDisabled {
        script: name(parts, 0)?,
    })
}

fn config(line: u32, path: Option<String>, problem: String) -> Option<LogEvent> {
    Some(LogEvent::ConfigError {
        line,
        path,
        problem,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_inside_another_text_is_not_keepalived_speaking() {
        for text in [
            "notify.sh: (VI_1) Entering MASTER STATE",
            "(VI_1) Entering MASTER STATE now",
            "() Entering MASTER STATE",
            "(VI_1) Entering HAPPY STATE",
            "(VI_1) Changing effective priority from 250 to 999",
            "(VI_1) Entering MASTER",
            "",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn names_may_hold_what_phrases_hold() {
        let found = parse("VRRP_Script(check (old)) failed (exited with status 3)");
        let script = "check (old)".to_owned();
        let result = ScriptResult::Failed(Some(3));
        assert_eq!(found, Some(LogEvent::Script { script, result }));
    }

    #[test]
    fn a_problem_keeps_its_place() {
        let found = parse("(/etc/keepalived/keepalived.conf: Line 32) Unknown keyword 'prioritee'");
        assert_eq!(
            found,
            Some(LogEvent::ConfigError {
                line: 32,
                path: Some("/etc/keepalived/keepalived.conf".to_owned()),
                problem: "Unknown keyword 'prioritee'".to_owned(),
            })
        );
    }
}
