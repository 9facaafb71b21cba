//! What a line of Keepalived's log tells.

use super::line::Level;
use crate::observe::InstanceState;

/// Something that happened, read off one line. Names and addresses are as Keepalived wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are named like Keepalived's words for them"
)]
pub enum LogEvent {
    /// Keepalived starts.
    Started { version: String },
    /// It has ended by itself, whatever the reason.
    Stopped,
    /// It reads its configuration again.
    Reloading,
    /// It has read it.
    Reloaded,
    /// It does not start, because of its configuration.
    Refused,
    /// It does not start, because the configuration is not there.
    ConfigMissing { path: String },
    /// Keepalived objects to a line of the configuration, and goes on.
    ConfigError {
        line: u32,
        path: Option<String>,
        problem: String,
    },
    /// A process of Keepalived's has died and is started again.
    ChildDied { child: String },
    /// An instance has a new state.
    State {
        instance: String,
        state: InstanceState,
    },
    /// A sync group has a new state.
    GroupState { group: String, state: InstanceState },
    /// The other node is not heard any more.
    Silence { instance: String },
    /// This node has given up its role and told so.
    Resigned { instance: String },
    /// The other node has given up its role and told so.
    PeerResigned { instance: String },
    /// Another node has the higher priority; this one stands back.
    PeerHigher {
        instance: String,
        peer: String,
        priority: u8,
        own: u8,
    },
    /// Another node of lower priority is MASTER too; this one insists.
    PeerLower {
        instance: String,
        peer: String,
        priority: u8,
        own: u8,
    },
    /// Another node of lower priority is MASTER, and this one waits to take over.
    LowerDiscarded {
        instance: String,
        peer: String,
        priority: u8,
    },
    /// The election weight has changed.
    PriorityChanged { instance: String, from: u8, to: u8 },
    /// An instance is out of the election, and why.
    Fault { instance: String, cause: FaultCause },
    /// A script's verdict is new.
    Script {
        script: String,
        result: ScriptResult,
    },
    /// A script's exit status is new; the verdict may follow.
    ScriptReturned { script: String, status: i32 },
    /// A script has not ended when it should run again.
    ScriptStillRuns { script: String },
    /// The process was not run for a while.
    TimerExpired { seconds: String },
    /// An interface came or went.
    Interface { interface: String, is_up: bool },
    /// Somebody else's virtual router is on this link.
    UnknownVrid { vrid: u8, interface: String },
    /// The nodes do not have the same `advert_int`, and do not hear each other.
    IntervalMismatch {
        instance: String,
        own: String,
        received: String,
    },
    /// The nodes do not have the same password or kind of authentication.
    AuthenticationMismatch { instance: String },
    /// The nodes do not have the same addresses.
    AddressMismatch { instance: String },
    /// Two nodes have priority 255, or one address.
    OwnerClash { instance: String },
    /// Scripts run as root although others could change them.
    ScriptsUnsafe,
    /// A script cannot be run, and its check is gone.
    ScriptDisabled { script: String },
}

/// Why an instance is out of the election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultCause {
    /// A script of this name failed.
    Script(String),
    /// This interface is down.
    Interface(String),
    /// The track file of this name says so.
    File(String),
    /// A process of this name is missing.
    Process(String),
    /// The interface or the address to send from is missing.
    Address,
}

/// A script's verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptResult {
    /// Healthy.
    Succeeded,
    /// Not healthy; the exit status, where it is told.
    Failed(Option<i32>),
    /// No answer in time.
    TimedOut,
}

impl LogEvent {
    /// How much it matters.
    #[must_use]
    pub fn level(&self) -> Level {
        match self {
            Self::Reloading
            | Self::Reloaded
            | Self::LowerDiscarded { .. }
            | Self::Script {
                result: ScriptResult::Succeeded,
                ..
            } => Level::Info,
            Self::State {
                state: InstanceState::Fault,
                ..
            }
            | Self::GroupState {
                state: InstanceState::Fault,
                ..
            }
            | Self::PeerLower { .. }
            | Self::Script { .. }
            | Self::ScriptStillRuns { .. }
            | Self::TimerExpired { .. }
            | Self::Interface { is_up: false, .. }
            | Self::UnknownVrid { .. }
            | Self::ScriptsUnsafe => Level::Warning,
            Self::Started { .. }
            | Self::Stopped
            | Self::State { .. }
            | Self::GroupState { .. }
            | Self::Silence { .. }
            | Self::Resigned { .. }
            | Self::PeerResigned { .. }
            | Self::PeerHigher { .. }
            | Self::PriorityChanged { .. }
            | Self::ScriptReturned { .. }
            | Self::Interface { .. } => Level::Notice,
            Self::Refused
            | Self::ConfigMissing { .. }
            | Self::ConfigError { .. }
            | Self::ChildDied { .. }
            | Self::Fault { .. }
            | Self::IntervalMismatch { .. }
            | Self::AuthenticationMismatch { .. }
            | Self::AddressMismatch { .. }
            | Self::OwnerClash { .. }
            | Self::ScriptDisabled { .. } => Level::Error,
        }
    }
}
