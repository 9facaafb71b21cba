//! What a configuration says, typed, with the place of every value.
//!
//! ```
//! use keepalived_conf::{expand, model::Model};
//!
//! let text = "vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  priority 240\n}\n";
//! let model = Model::read(&expand::expand_text(text, &expand::Options::default()));
//! let instance = model.instance("VI_1").unwrap();
//! assert_eq!(instance.priority().value(), 240);
//! assert_eq!(instance.advert_interval(&model.globals).to_string(), "1 s");
//! ```
//!
//! - [`Model::read`] reads an expansion and never fails: a value that does not fit is as if it were
//!   not there, a keyword that is not known is in [`Model::unknown`].
//! - Fields hold what was written ([`Spanned`]); methods of the same name answer what holds, with the
//!   defaults of the [catalogue](crate::catalog) and of other blocks.
//! - Numbers with a meaning are types: [`Vrid`], [`Priority`], [`AdvertInterval`] in centiseconds,
//!   [`VrrpVersion`]; [`skew_time`] and [`down_interval`] tell how long an election takes.
//!
//! Deliberately absent: findings (lint's) and what follows from several nodes (simulate's).

mod address;
mod bfd;
mod checker;
mod command;
mod globals;
mod group;
mod instance;
mod notify;
mod preset;
mod reader;
mod server;
mod spanned;
mod timers;
mod track;
mod trackers;
mod units;
mod unknown;
mod weight;
mod words;

pub use address::{RouteOrRule, UnicastPeer, VirtualIp};
pub use bfd::BfdInstance;
pub use checker::{Checker, HttpUrl, Probe};
pub use command::Command;
pub use globals::{GlobalDefs, NotifyFifo};
pub use group::{SyncGroup, TrackGroup};
pub use instance::{Authentication, Family, InitialState, VrrpInstance};
pub use notify::Notify;
pub use server::{RealServer, VirtualServer, VirtualServerGroup, VirtualService};
pub use spanned::Spanned;
pub use timers::{down_interval, skew_time};
pub use track::{Track, Trackers};
pub use trackers::{TrackFile, TrackProcess, VrrpScript};
pub use units::{AdvertInterval, Priority, Vrid, VrrpVersion};
pub use unknown::UnknownKeyword;
pub use weight::Weight;

use std::collections::BTreeMap;

use crate::catalog;
use crate::expand::Expansion;
use crate::syntax::Node;
use reader::BlockReader;

/// A whole configuration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// `global_defs`
    pub globals: GlobalDefs,
    /// `vrrp_script`
    pub scripts: Vec<VrrpScript>,
    /// `track_file` and `vrrp_track_file`
    pub track_files: Vec<TrackFile>,
    /// `vrrp_track_process`
    pub track_processes: Vec<TrackProcess>,
    /// `bfd_instance`
    pub bfds: Vec<BfdInstance>,
    /// `vrrp_instance`
    pub instances: Vec<VrrpInstance>,
    /// `vrrp_sync_group`
    pub sync_groups: Vec<SyncGroup>,
    /// `track_group`
    pub track_groups: Vec<TrackGroup>,
    /// `static_ipaddress`
    pub static_addresses: Vec<VirtualIp>,
    /// `static_routes`
    pub static_routes: Vec<RouteOrRule>,
    /// `static_rules`
    pub static_rules: Vec<RouteOrRule>,
    /// `virtual_server`
    pub virtual_servers: Vec<VirtualServer>,
    /// `virtual_server_group`
    pub virtual_server_groups: Vec<VirtualServerGroup>,
    /// Keywords that are not known where they stand.
    pub unknown: Vec<UnknownKeyword>,
    names: Names,
}

/// Where in their lists the first things of each name are, so that a lookup does not search.
#[derive(Debug, Clone, Default, PartialEq)]
struct Names {
    scripts: Index,
    track_files: Index,
    track_processes: Index,
    bfds: Index,
    instances: Index,
    /// The first sync group that lists an instance of this name.
    sync_groups: Index,
}

type Index = BTreeMap<String, usize>;

impl Model {
    /// Reads an expanded configuration.
    pub fn read(expansion: &Expansion) -> Self {
        let root = expansion.tree.root();
        let top = BlockReader::new(expansion, vec![root], Some(catalog::top_level()));
        let mut track_files: Vec<_> = each(&top, "track_file", TrackFile::read);
        track_files.extend(each(&top, "vrrp_track_file", TrackFile::read));
        track_files.sort_by_key(|file| file.name.read_at);
        let mut model = Self {
            globals: globals(&top),
            scripts: each(&top, "vrrp_script", VrrpScript::read),
            track_files,
            track_processes: each(&top, "vrrp_track_process", TrackProcess::read),
            bfds: each(&top, "bfd_instance", BfdInstance::read),
            instances: each(&top, "vrrp_instance", VrrpInstance::read),
            sync_groups: each(&top, "vrrp_sync_group", SyncGroup::read),
            track_groups: each(&top, "track_group", TrackGroup::read),
            static_addresses: address::addresses(&top, "static_ipaddress"),
            static_routes: address::routes_or_rules(&top, "static_routes"),
            static_rules: address::routes_or_rules(&top, "static_rules"),
            virtual_servers: each(&top, "virtual_server", VirtualServer::read),
            virtual_server_groups: each(&top, "virtual_server_group", VirtualServerGroup::read),
            unknown: unknown::unknown_keywords(expansion),
            names: Names::default(),
        };
        model.names = Names::of(&model);
        model
    }

    /// The instance of this name.
    pub fn instance(&self, name: &str) -> Option<&VrrpInstance> {
        self.instances.get(*self.names.instances.get(name)?)
    }

    /// The script that a tracking line means: one of its name that is defined before it (keepalived
    /// 2.2.7 `vrrp_track.c` looks it up while reading).
    pub fn script(&self, track: &Track) -> Option<&VrrpScript> {
        let index = self.names.scripts.get(&track.name.value)?;
        let script = self.scripts.get(*index);
        script.filter(|script| script.name.read_at < track.name.read_at)
    }

    /// The track file that a tracking line means.
    pub fn track_file(&self, track: &Track) -> Option<&TrackFile> {
        let index = self.names.track_files.get(&track.name.value)?;
        let file = self.track_files.get(*index);
        file.filter(|file| file.name.read_at < track.name.read_at)
    }

    /// The process that a tracking line means.
    pub fn track_process(&self, track: &Track) -> Option<&TrackProcess> {
        let index = self.names.track_processes.get(&track.name.value)?;
        let process = self.track_processes.get(*index);
        process.filter(|process| process.name.read_at < track.name.read_at)
    }

    /// The BFD session that a tracking line means.
    pub fn bfd(&self, track: &Track) -> Option<&BfdInstance> {
        let index = self.names.bfds.get(&track.name.value)?;
        let bfd = self.bfds.get(*index);
        bfd.filter(|bfd| bfd.name.read_at < track.name.read_at)
    }

    /// The sync group that an instance is a member of: the first that lists it.
    pub fn sync_group(&self, instance: &VrrpInstance) -> Option<&SyncGroup> {
        let index = self.names.sync_groups.get(&instance.name.value)?;
        self.sync_groups.get(*index)
    }
}

impl Names {
    fn of(model: &Model) -> Self {
        let groups = model.sync_groups.iter().enumerate();
        let members = groups.flat_map(|(index, group)| {
            let members = group.members.iter();
            members.map(move |member| (index, member))
        });
        Self {
            scripts: index(model.scripts.iter().map(|item| &item.name).enumerate()),
            track_files: index(model.track_files.iter().map(|item| &item.name).enumerate()),
            track_processes: index(
                model
                    .track_processes
                    .iter()
                    .map(|item| &item.name)
                    .enumerate(),
            ),
            bfds: index(model.bfds.iter().map(|item| &item.name).enumerate()),
            instances: index(model.instances.iter().map(|item| &item.name).enumerate()),
            sync_groups: index(members),
        }
    }
}

/// The first number of each name.
fn index<'m>(named: impl Iterator<Item = (usize, &'m Spanned<String>)>) -> Index {
    let mut index = Index::new();
    for (number, name) in named {
        index.entry(name.value.clone()).or_insert(number);
    }
    index
}

fn each<T>(
    top: &BlockReader<'_>,
    keyword: &str,
    read: fn(Node<'_>, &BlockReader<'_>) -> T,
) -> Vec<T> {
    let blocks = top.blocks(keyword).into_iter();
    blocks.map(|(node, block)| read(node, &block)).collect()
}

fn globals(top: &BlockReader<'_>) -> GlobalDefs {
    let nodes = top.statements("global_defs");
    let at = nodes.first().map(|node| top.locate(node.header_span()));
    let block = catalog::block("global_defs");
    GlobalDefs::read(&BlockReader::new(top.expansion, nodes, block), at)
}
