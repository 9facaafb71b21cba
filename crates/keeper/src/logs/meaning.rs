//! The meaning of an event in plain words: which message, with which values.

use super::event::{FaultCause, LogEvent, ScriptResult};
use crate::message::Message;
use crate::observe::InstanceState;

type Values = Vec<(&'static str, String)>;

impl LogEvent {
    /// The meaning in plain words. The id without `log-` names the kind of the event.
    #[must_use]
    pub fn message(&self) -> Message {
        let message = Message::new(self.id());
        self.values()
            .into_iter()
            .fold(message, |message, (name, value)| message.with(name, value))
    }

    fn id(&self) -> &'static str {
        match self {
            Self::Started { .. } => "log-started",
            Self::Stopped => "log-stopped",
            Self::Reloading => "log-reloading",
            Self::Reloaded => "log-reloaded",
            Self::Refused => "log-refused",
            Self::ConfigMissing { .. } => "log-config-missing",
            Self::ConfigError { .. } => "log-config-error",
            Self::ChildDied { .. } => "log-child-died",
            Self::State { .. } => "log-state",
            Self::GroupState { .. } => "log-group-state",
            Self::Silence { .. } => "log-silence",
            Self::Resigned { .. } => "log-resigned",
            Self::PeerResigned { .. } => "log-peer-resigned",
            Self::PeerHigher { .. } => "log-peer-higher",
            Self::PeerLower { .. } => "log-peer-lower",
            Self::LowerDiscarded { .. } => "log-lower-discarded",
            Self::PriorityChanged { .. } => "log-priority-changed",
            Self::Fault { cause, .. } => cause.id(),
            Self::Script { result, .. } => result.id(),
            Self::ScriptReturned { .. } => "log-script-returned",
            Self::ScriptStillRuns { .. } => "log-script-still-runs",
            Self::TimerExpired { .. } => "log-timer-expired",
            Self::Interface { .. } => "log-interface",
            Self::UnknownVrid { .. } => "log-unknown-vrid",
            Self::IntervalMismatch { .. } => "log-interval-mismatch",
            Self::AuthenticationMismatch { .. } => "log-authentication-mismatch",
            Self::AddressMismatch { .. } => "log-address-mismatch",
            Self::OwnerClash { .. } => "log-owner-clash",
            Self::ScriptsUnsafe => "log-scripts-unsafe",
            Self::ScriptDisabled { .. } => "log-script-disabled",
        }
    }

    fn values(&self) -> Values {
        let text = |name, value: &dyn ToString| (name, value.to_string());
        match self {
            Self::Stopped
            | Self::Reloading
            | Self::Reloaded
            | Self::Refused
            | Self::ScriptsUnsafe => Vec::new(),
            Self::Started { version } => vec![text("version", version)],
            Self::ConfigMissing { path } => vec![text("path", path)],
            Self::ConfigError {
                line,
                path,
                problem,
            } => {
                let path = path.as_deref().unwrap_or("keepalived.conf");
                vec![
                    text("line", line),
                    text("path", &path),
                    text("problem", problem),
                ]
            }
            Self::ChildDied { child } => vec![text("child", child)],
            Self::State { instance, state } => {
                vec![text("instance", instance), text("state", &key(*state))]
            }
            Self::GroupState { group, state } => {
                vec![text("group", group), text("state", &key(*state))]
            }
            Self::Silence { instance }
            | Self::Resigned { instance }
            | Self::PeerResigned { instance }
            | Self::AuthenticationMismatch { instance }
            | Self::AddressMismatch { instance }
            | Self::OwnerClash { instance } => vec![text("instance", instance)],
            Self::PeerHigher { .. } | Self::PeerLower { .. } | Self::LowerDiscarded { .. } => {
                self.election()
            }
            Self::PriorityChanged { instance, from, to } => {
                vec![
                    text("instance", instance),
                    text("from", from),
                    text("to", to),
                ]
            }
            Self::Fault { instance, cause } => {
                let mut values = vec![text("instance", instance)];
                values.extend(cause.name().map(|name| text("name", &name)));
                values
            }
            Self::Script { script, result } => {
                let mut values = vec![text("script", script)];
                values.extend(result.status().map(|status| ("status", status)));
                values
            }
            Self::ScriptReturned { script, status } => {
                vec![text("script", script), text("status", status)]
            }
            Self::ScriptStillRuns { script } | Self::ScriptDisabled { script } => {
                vec![text("script", script)]
            }
            Self::TimerExpired { seconds } => vec![text("seconds", seconds)],
            Self::Interface { interface, is_up } => {
                let state = if *is_up { "up" } else { "down" };
                vec![text("interface", interface), text("state", &state)]
            }
            Self::UnknownVrid { vrid, interface } => {
                vec![text("vrid", vrid), text("interface", interface)]
            }
            Self::IntervalMismatch {
                instance,
                own,
                received,
            } => vec![
                text("instance", instance),
                text("own", own),
                text("received", received),
            ],
        }
    }

    fn election(&self) -> Values {
        let (instance, peer, priority, own) = match self {
            Self::PeerHigher {
                instance,
                peer,
                priority,
                own,
            }
            | Self::PeerLower {
                instance,
                peer,
                priority,
                own,
            } => (instance, peer, priority, Some(own)),
            Self::LowerDiscarded {
                instance,
                peer,
                priority,
            } => (instance, peer, priority, None),
            _ => return Vec::new(),
        };
        let mut values = vec![
            ("instance", instance.clone()),
            ("peer", peer.clone()),
            ("priority", priority.to_string()),
        ];
        values.extend(own.map(|own| ("own", own.to_string())));
        values
    }
}

impl FaultCause {
    fn id(&self) -> &'static str {
        match self {
            Self::Script(_) => "log-fault-script",
            Self::Interface(_) => "log-fault-interface",
            Self::File(_) => "log-fault-file",
            Self::Process(_) => "log-fault-process",
            Self::Address => "log-fault-address",
        }
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::Script(name) | Self::Interface(name) | Self::File(name) | Self::Process(name) => {
                Some(name)
            }
            Self::Address => None,
        }
    }
}

impl ScriptResult {
    fn id(self) -> &'static str {
        match self {
            Self::Succeeded => "log-script-succeeded",
            Self::TimedOut => "log-script-timed-out",
            Self::Failed(_) => "log-script-failed",
        }
    }

    /// A script that a signal ended has no exit status.
    fn status(self) -> Option<String> {
        match self {
            Self::Failed(status) => Some(status.map_or("–".into(), |status| status.to_string())),
            Self::Succeeded | Self::TimedOut => None,
        }
    }
}

/// The key by which the catalogues choose their words.
fn key(state: InstanceState) -> &'static str {
    match state {
        InstanceState::Init => "init",
        InstanceState::Backup => "backup",
        InstanceState::Master => "master",
        InstanceState::Fault => "fault",
        InstanceState::Stop => "stop",
    }
}
