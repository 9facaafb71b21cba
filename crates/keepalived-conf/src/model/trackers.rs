//! What can be watched: `vrrp_script`, `track_file`, `vrrp_track_process`.

use std::time::Duration;

use super::command::Command;
use super::preset::preset;
use super::reader::BlockReader;
use super::spanned::{Spanned, written};
use super::weight::Weight;
use crate::expand::Location;
use crate::syntax::{Node, NodeId};

/// `vrrp_script NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct VrrpScript {
    /// Its name.
    pub name: Spanned<String>,
    /// Its block in the expanded tree.
    pub node: NodeId,
    /// Its header.
    pub at: Location,
    /// `script`
    pub command: Option<Spanned<Command>>,
    /// `interval`
    pub interval: Option<Spanned<Duration>>,
    /// `timeout`
    pub timeout: Option<Spanned<Duration>>,
    /// `weight`
    pub weight: Option<Spanned<Weight>>,
    /// `rise`
    pub rise: Option<Spanned<u32>>,
    /// `fall`
    pub fall: Option<Spanned<u32>>,
    /// `user USER [GROUP]`
    pub user: Option<Spanned<Vec<String>>>,
    /// `init_fail`
    pub init_fail: Option<Spanned<()>>,
}

impl VrrpScript {
    pub(super) fn read(node: Node<'_>, reader: &BlockReader<'_>) -> Self {
        Self {
            name: reader.name(node),
            node: node.id(),
            at: reader.locate(node.header_span()),
            command: reader.command("script"),
            interval: reader.value("interval"),
            timeout: reader.value("timeout"),
            weight: reader.value("weight"),
            rise: reader.value("rise"),
            fall: reader.value("fall"),
            user: reader.value("user"),
            init_fail: reader.flag("init_fail"),
        }
    }

    /// The time between two runs.
    pub fn interval(&self) -> Duration {
        written(&self.interval)
            .or_else(|| preset("vrrp_script", "interval"))
            .unwrap_or_default()
    }

    /// How long a run may take.
    pub fn timeout(&self) -> Duration {
        written(&self.timeout).unwrap_or_else(|| self.interval())
    }

    /// The weight where the tracking line has none.
    pub fn weight(&self) -> Weight {
        let own = written(&self.weight).or_else(|| preset("vrrp_script", "weight"));
        own.unwrap_or(Weight::plain(0))
    }

    /// Failures in a row until it counts as down.
    pub fn fall(&self) -> u32 {
        let own = written(&self.fall).or_else(|| preset("vrrp_script", "fall"));
        own.unwrap_or(1)
    }

    /// Successes in a row until it counts as up again.
    pub fn rise(&self) -> u32 {
        let own = written(&self.rise).or_else(|| preset("vrrp_script", "rise"));
        own.unwrap_or(1)
    }
}

/// `track_file NAME` or `vrrp_track_file NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct TrackFile {
    /// Its name.
    pub name: Spanned<String>,
    /// Its block in the expanded tree.
    pub node: NodeId,
    /// Its header.
    pub at: Location,
    /// `file`
    pub path: Option<Spanned<String>>,
    /// `weight`
    pub weight: Option<Spanned<Weight>>,
    /// `init_file`
    pub init_file: Option<Spanned<Vec<String>>>,
}

impl TrackFile {
    pub(super) fn read(node: Node<'_>, reader: &BlockReader<'_>) -> Self {
        Self {
            name: reader.name(node),
            node: node.id(),
            at: reader.locate(node.header_span()),
            path: reader.value("file"),
            weight: reader.value("weight"),
            init_file: reader.value("init_file"),
        }
    }

    /// Whether it is a switch that somebody sets on purpose, and no verdict on a service: so it is
    /// understood when the file's name begins with a dot.
    pub fn is_switch(&self) -> bool {
        let path = self.path.as_ref().map(|path| path.value.as_str());
        let name = path.and_then(|path| path.rsplit('/').next());
        name.is_some_and(|name| name.starts_with('.'))
    }

    /// The weight where the tracking line has none.
    pub fn weight(&self) -> Weight {
        let own = written(&self.weight).or_else(|| preset("track_file", "weight"));
        own.unwrap_or(Weight::plain(1))
    }
}

/// `vrrp_track_process NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct TrackProcess {
    /// Its name.
    pub name: Spanned<String>,
    /// Its block in the expanded tree.
    pub node: NodeId,
    /// Its header.
    pub at: Location,
    /// `process`: the name of the process and its arguments.
    pub process: Option<Spanned<Vec<String>>>,
    /// `weight`
    pub weight: Option<Spanned<Weight>>,
    /// `quorum`
    pub quorum: Option<Spanned<u32>>,
    /// `quorum_max`
    pub quorum_max: Option<Spanned<u32>>,
    /// `delay`
    pub delay: Option<Spanned<Duration>>,
    /// `terminate_delay`
    pub terminate_delay: Option<Spanned<Duration>>,
    /// `fork_delay`
    pub fork_delay: Option<Spanned<Duration>>,
    /// `full_command`
    pub full_command: Option<Spanned<()>>,
}

impl TrackProcess {
    pub(super) fn read(node: Node<'_>, reader: &BlockReader<'_>) -> Self {
        Self {
            name: reader.name(node),
            node: node.id(),
            at: reader.locate(node.header_span()),
            process: reader.value("process"),
            weight: reader.value("weight"),
            quorum: reader.value("quorum"),
            quorum_max: reader.value("quorum_max"),
            delay: reader.value("delay"),
            terminate_delay: reader.value("terminate_delay"),
            fork_delay: reader.value("fork_delay"),
            full_command: reader.flag("full_command"),
        }
    }

    /// The weight where the tracking line has none.
    pub fn weight(&self) -> Weight {
        let own = written(&self.weight).or_else(|| preset("vrrp_track_process", "weight"));
        own.unwrap_or(Weight::plain(0))
    }

    /// How long the loss of the process must last until it counts.
    pub fn terminate_delay(&self) -> Duration {
        let (own, both) = (&self.terminate_delay, &self.delay);
        let last = [own, both]
            .into_iter()
            .flatten()
            .max_by_key(|set| set.read_at);
        last.map_or(Duration::ZERO, |set| set.value)
    }
}
