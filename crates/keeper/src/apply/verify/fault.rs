//! What can be wrong with a change that was made.

use std::fmt;
use std::net::IpAddr;

use crate::message::Message;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Keepalived has ended.
    Ended,
    /// Another process runs than before.
    Restarted {
        /// Its process id before.
        before: u32,
        /// Its process id now.
        now: u32,
    },
    /// Keepalived complains in its log.
    Complaint {
        /// The line.
        line: String,
    },
    /// It was told and does not say that it has finished.
    NotReloaded,
    /// It does not tell what it runs.
    NoAnswer,
    /// An instance of the file does not run.
    InstanceMissing {
        /// The instance.
        instance: String,
    },
    /// An instance runs that the file does not have.
    InstanceLeft {
        /// The instance.
        instance: String,
    },
    /// A value is not the file's.
    Value {
        /// The instance.
        instance: String,
        /// The keyword.
        keyword: &'static str,
        /// What the file says.
        file: String,
        /// What runs.
        running: String,
    },
    /// An instance is neither MASTER nor BACKUP.
    NotSettled {
        /// The instance.
        instance: String,
        /// Keepalived's word for its state.
        state: &'static str,
    },
    /// An instance is MASTER and an address of it is not on its interface.
    AddressMissing {
        /// The instance.
        instance: String,
        /// The address.
        address: IpAddr,
        /// Where it should be.
        interface: String,
    },
    /// An address is here that should not be.
    AddressLeft {
        /// The address.
        address: IpAddr,
        /// Where it is.
        interface: String,
    },
    /// Adverts of another node are thrown away.
    Deaf {
        /// The instance.
        instance: String,
        /// Keepalived's counter.
        counter: String,
        /// By how much it grew.
        count: u64,
    },
    /// An instance is MASTER and so is another node.
    TwoMasters {
        /// The instance.
        instance: String,
        /// The other node.
        source: IpAddr,
    },
}

impl Fault {
    /// In words.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Ended => Message::new("fault-ended"),
            Self::Restarted { before, now } => Message::new("fault-restarted")
                .with("before", before)
                .with("now", now),
            Self::Complaint { line } => Message::new("fault-complaint").with("line", line),
            Self::NotReloaded => Message::new("fault-not-reloaded"),
            Self::NoAnswer => Message::new("fault-no-answer"),
            Self::InstanceMissing { instance } => {
                Message::new("fault-instance-missing").with("instance", instance)
            }
            Self::InstanceLeft { instance } => {
                Message::new("fault-instance-left").with("instance", instance)
            }
            Self::Value {
                instance,
                keyword,
                file,
                running,
            } => Message::new("fault-value")
                .with("instance", instance)
                .with("keyword", keyword)
                .with("file", file)
                .with("running", running),
            Self::NotSettled { instance, state } => Message::new("fault-not-settled")
                .with("instance", instance)
                .with("state", state),
            Self::AddressMissing {
                instance,
                address,
                interface,
            } => Message::new("fault-address-missing")
                .with("instance", instance)
                .with("address", address)
                .with("interface", interface),
            Self::AddressLeft { address, interface } => Message::new("fault-address-left")
                .with("address", address)
                .with("interface", interface),
            Self::Deaf {
                instance,
                counter,
                count,
            } => Message::new("fault-deaf")
                .with("instance", instance)
                .with("counter", counter)
                .with("count", count),
            Self::TwoMasters { instance, source } => Message::new("fault-two-masters")
                .with("instance", instance)
                .with("source", source),
        }
    }
}

/// In English: what the history keeps.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let messages = crate::message::Messages::new(crate::message::Lang::En);
        f.write_str(&messages.text(&self.message()))
    }
}
