//! Why a node was not drained, or not brought back.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use host::capture::CaptureError;
use host::net::Netlink;

use super::marker::Marker;
use super::plan::Way;
use crate::config::ConfigError;
use crate::message::{Explain, Explanation, Message};

/// Why a node was not moved.
#[derive(Debug, thiserror::Error)]
pub enum DrainError {
    /// keepalived.conf cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The kernel could not be asked.
    #[error(transparent)]
    Kernel(#[from] Netlink),
    /// keepalived.conf has no election to leave.
    #[error("there is no vrrp_instance to drain")]
    NoInstance,
    /// An instance does not follow the file.
    #[error("{instance} does not follow {}", lever.display())]
    NotFollowed {
        /// The instance.
        instance: String,
        /// The file.
        lever: PathBuf,
    },
    /// It follows with a weight that does not take the node out.
    #[error("weight {weight} does not take {instance} out of the election")]
    Weight {
        /// The instance.
        instance: String,
        /// The weight.
        weight: i32,
    },
    /// Another process is moving this node.
    #[error("another process is moving this node")]
    Busy,
    /// The node is drained already.
    #[error("this node is drained since {}", .0.since)]
    Drained(Marker),
    /// The wire cannot be heard.
    #[error(transparent)]
    Wire(#[from] CaptureError),
    /// Nobody took the addresses; they are here.
    #[error("nobody took over {} within {} ms", instances.join(", "), waited.as_millis())]
    NotTaken {
        /// The instances.
        instances: Vec<String>,
        /// How long it was waited for.
        waited: Duration,
        /// Whether this node went on serving meanwhile.
        way: Way,
    },
    /// This node takes part again, and the addresses have not come back.
    #[error("{} did not come back within {} ms", instances.join(", "), waited.as_millis())]
    NotHome {
        /// The instances.
        instances: Vec<String>,
        /// How long it was waited for.
        waited: Duration,
    },
    /// The caller ended it.
    #[error("interrupted")]
    Stopped,
    /// Whether the node is drained cannot be read.
    #[error("cannot read {}", path.display())]
    Mark {
        /// The mark.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl Explain for DrainError {
    fn explain(&self) -> Explanation {
        match self {
            Self::Config(error) => error.explain(),
            Self::Kernel(source) => Explanation::new(Message::new("error-netlink")).cause(source),
            Self::NoInstance => Explanation::new(Message::new("error-drain-no-instance"))
                .hint(Message::new("hint-drain-no-instance")),
            Self::NotFollowed { instance, lever } => Explanation::new(
                Message::new("error-drain-not-followed").with("instance", instance),
            )
            .hint(Message::new("hint-drain-tracker").with("path", lever.display())),
            Self::Weight { instance, weight } => Explanation::new(
                Message::new("error-drain-weight")
                    .with("instance", instance)
                    .with("weight", weight),
            )
            .hint(Message::new("hint-drain-weight")),
            Self::Busy => Explanation::new(Message::new("error-drain-busy"))
                .hint(Message::new("hint-drain-busy")),
            Self::Drained(marker) => Explanation::new(
                Message::new("error-drain-drained")
                    .with("since", marker.since)
                    .with("author", &marker.author),
            )
            .hint(Message::new("hint-drain-undrain")),
            Self::Wire(source) => Explanation::new(Message::new("error-drain-wire")).detail(source),
            Self::NotTaken {
                instances,
                waited,
                way,
            } => Explanation::new(
                Message::new("error-drain-not-taken")
                    .with("instances", instances.join(", "))
                    .with("waited", waited.as_millis())
                    .with(
                        "served",
                        match way {
                            Way::Ask => "yes",
                            Way::Trial => "no",
                        },
                    ),
            )
            .hint(Message::new("hint-drain-not-taken")),
            Self::NotHome { instances, waited } => Explanation::new(
                Message::new("error-drain-not-home")
                    .with("instances", instances.join(", "))
                    .with("waited", waited.as_millis()),
            )
            .hint(Message::new("hint-drain-not-home")),
            Self::Stopped => Explanation::new(Message::new("error-drain-stopped")),
            Self::Mark { path, source } => {
                Explanation::new(Message::new("error-read-file").with("path", path.display()))
                    .cause(source)
                    .hint(Message::new("hint-drain-undrain"))
            }
            Self::File { path, source } => {
                Explanation::new(Message::new("error-write-file").with("path", path.display()))
                    .cause(source)
            }
        }
    }
}
