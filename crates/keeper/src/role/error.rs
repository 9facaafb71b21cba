//! Why a server's role could not be brought in line with the VIP.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use health::Failure;
use host::capture::CaptureError;
use host::net::Netlink;

use super::decide::Step;
use crate::checks::{self, PlanError};
use crate::config::ConfigError;
use crate::message::{Explain, Explanation, Message};

/// Why a server's role could not be brought in line with the VIP.
#[derive(Debug, thiserror::Error)]
pub enum RoleError {
    /// keepalived.conf could not be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// There is not exactly one instance, and none is named.
    #[error("{} has not exactly one vrrp_instance", path.display())]
    WhichInstance {
        /// keepalived.conf.
        path: PathBuf,
        /// Its instances.
        instances: Vec<String>,
    },
    /// The instance that is named is not there.
    #[error("{} has no vrrp_instance {name}", path.display())]
    NoInstance {
        /// As vipkeeper.toml names it.
        name: String,
        /// keepalived.conf.
        path: PathBuf,
        /// Its instances.
        instances: Vec<String>,
    },
    /// The instance has no interface or no number.
    #[error("vrrp_instance {instance} in {} lacks interface or virtual_router_id", path.display())]
    Incomplete {
        /// The instance.
        instance: String,
        /// keepalived.conf.
        path: PathBuf,
    },
    /// The server cannot be logged in to as it is written.
    #[error(transparent)]
    Access(#[from] PlanError),
    /// The kernel did not tell its addresses.
    #[error(transparent)]
    Netlink(#[from] Netlink),
    /// The wire could not be heard.
    #[error(transparent)]
    Capture(#[from] CaptureError),
    /// The server could not be asked, or did not do what it was told to.
    #[error("{0}")]
    Server(Failure),
    /// The server said that it did, and is as before.
    #[error("the step {step:?} had no effect")]
    NoEffect {
        /// What it was told to do.
        step: Step,
    },
    /// Another one kept the server for too long.
    #[error("another one has been changing the role for {limit:?}")]
    Busy {
        /// How long was waited.
        limit: Duration,
    },
    /// The lock could not be made.
    #[error("cannot lock {}", path.display())]
    Lock {
        /// The lock's file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl Explain for RoleError {
    fn explain(&self) -> Explanation {
        match self {
            Self::Config(error) => error.explain(),
            Self::WhichInstance { path, instances } => instances_of(
                Message::new("error-role-which-instance").with("path", path.display()),
                instances,
            ),
            Self::NoInstance {
                name,
                path,
                instances,
            } => instances_of(
                Message::new("error-role-no-instance")
                    .with("name", name)
                    .with("path", path.display()),
                instances,
            ),
            Self::Incomplete { instance, path } => Explanation::new(
                Message::new("error-role-incomplete")
                    .with("name", instance)
                    .with("path", path.display()),
            ),
            Self::Access(error) => error.explain(),
            Self::Netlink(error) => Explanation::new(Message::new("error-netlink")).cause(error),
            Self::Capture(error) => Explanation::new(Message::new("error-role-wire")).detail(error),
            Self::Server(failure) => {
                Explanation::new(checks::reason(failure)).hint(Message::new("hint-role-server"))
            }
            Self::NoEffect { step } => {
                Explanation::new(Message::new("error-role-no-effect").with("step", step.word()))
            }
            Self::Busy { limit } => {
                Explanation::new(Message::new("error-role-busy").with("seconds", limit.as_secs()))
            }
            Self::Lock { path, source } => {
                Explanation::new(Message::new("error-write-file").with("path", path.display()))
                    .cause(source)
            }
        }
    }
}

fn instances_of(message: Message, instances: &[String]) -> Explanation {
    let hint = Message::new("hint-role-instance").with("instances", instances.join(", "));
    Explanation::new(message).hint(hint)
}
