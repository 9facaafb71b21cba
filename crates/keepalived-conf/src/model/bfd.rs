//! `bfd_instance`: a session that finds a dead neighbour within milliseconds.

use std::net::IpAddr;

use super::reader::BlockReader;
use super::spanned::{Spanned, written};
use super::weight::Weight;
use crate::expand::Location;
use crate::syntax::{Node, NodeId};

/// `bfd_instance NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct BfdInstance {
    /// Its name.
    pub name: Spanned<String>,
    /// Its block in the expanded tree.
    pub node: NodeId,
    /// Its header.
    pub at: Location,
    /// `neighbor_ip` or `neighbour_ip`
    pub neighbor: Option<Spanned<IpAddr>>,
    /// `source_ip`
    pub source: Option<Spanned<IpAddr>>,
    /// `weight`
    pub weight: Option<Spanned<Weight>>,
    /// `multiplier`
    pub multiplier: Option<Spanned<u32>>,
}

impl BfdInstance {
    pub(super) fn read(node: Node<'_>, reader: &BlockReader<'_>) -> Self {
        let neighbor = reader.value("neighbor_ip");
        Self {
            name: reader.name(node),
            node: node.id(),
            at: reader.locate(node.header_span()),
            neighbor: neighbor.or_else(|| reader.value("neighbour_ip")),
            source: reader.value("source_ip"),
            weight: reader.value("weight"),
            multiplier: reader.value("multiplier"),
        }
    }

    /// The weight where the tracking line has none.
    pub fn weight(&self) -> Weight {
        written(&self.weight).unwrap_or(Weight::plain(0))
    }
}
