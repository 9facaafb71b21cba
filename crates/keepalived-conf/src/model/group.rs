//! `vrrp_sync_group` and `track_group`: instances that belong together.

use super::notify::{Notify, notifies};
use super::reader::BlockReader;
use super::spanned::Spanned;
use super::track::Trackers;
use crate::expand::Location;
use crate::syntax::{Node, NodeId};

/// `vrrp_sync_group NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct SyncGroup {
    /// Its name.
    pub name: Spanned<String>,
    /// Its block in the expanded tree.
    pub node: NodeId,
    /// Its header.
    pub at: Location,
    /// The names in `group`.
    pub members: Vec<Spanned<String>>,
    /// `sync_group_tracking_weight`
    pub tracking_weight: Option<Spanned<()>>,
    /// `global_tracking`
    pub global_tracking: Option<Spanned<()>>,
    /// What the members watch together.
    pub trackers: Trackers,
    /// Whom it tells.
    pub notifies: Vec<Notify>,
    /// `smtp_alert`
    pub smtp_alert: Option<Spanned<bool>>,
}

impl SyncGroup {
    pub(super) fn read(node: Node<'_>, reader: &BlockReader<'_>) -> Self {
        Self {
            name: reader.name(node),
            node: node.id(),
            at: reader.locate(node.header_span()),
            members: reader.listed("group"),
            tracking_weight: reader.flag("sync_group_tracking_weight"),
            global_tracking: reader.flag("global_tracking"),
            trackers: Trackers::read(reader),
            notifies: notifies(reader),
            smtp_alert: reader.value("smtp_alert"),
        }
    }
}

/// `track_group NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct TrackGroup {
    /// Its name.
    pub name: Spanned<String>,
    /// Its header.
    pub at: Location,
    /// The names in `group`.
    pub members: Vec<Spanned<String>>,
}

impl TrackGroup {
    pub(super) fn read(node: Node<'_>, reader: &BlockReader<'_>) -> Self {
        Self {
            name: reader.name(node),
            at: reader.locate(node.header_span()),
            members: reader.listed("group"),
        }
    }
}
