//! `virtual_server`, its real servers, and `virtual_server_group`.

use std::net::IpAddr;
use std::time::Duration;

use super::checker::{Checker, checkers};
use super::reader::BlockReader;
use super::spanned::Spanned;
use crate::expand::Location;
use crate::syntax::{Node, NodeId};

/// What a virtual server serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VirtualService {
    /// `IP [PORT]`
    Address {
        /// The address.
        address: IpAddr,
        /// The port; 0 or nothing means every port.
        port: Option<u16>,
    },
    /// `fwmark N`
    FirewallMark(u32),
    /// `group NAME`
    Group(String),
}

/// `virtual_server …`
#[derive(Debug, Clone, PartialEq)]
pub struct VirtualServer {
    /// What it serves; `None` when the header says nothing that could be served.
    pub service: Option<VirtualService>,
    /// Its block in the expanded tree.
    pub node: NodeId,
    /// Its header.
    pub at: Location,
    /// `lb_algo`, `lvs_sched`
    pub scheduler: Option<Spanned<String>>,
    /// `lb_kind`, `lvs_method`
    pub forwarding: Option<Spanned<String>>,
    /// `protocol`
    pub protocol: Option<Spanned<String>>,
    /// `delay_loop`
    pub delay_loop: Option<Spanned<Duration>>,
    /// `quorum`
    pub quorum: Option<Spanned<u32>>,
    /// `alpha`
    pub alpha: Option<Spanned<bool>>,
    /// `smtp_alert`
    pub smtp_alert: Option<Spanned<bool>>,
    /// `sorry_server IP [PORT]`
    pub sorry_server: Option<Spanned<Vec<String>>>,
    /// `real_server`
    pub real_servers: Vec<RealServer>,
}

/// `real_server IP [PORT]`
#[derive(Debug, Clone, PartialEq)]
pub struct RealServer {
    /// Its address.
    pub address: Option<IpAddr>,
    /// Its port.
    pub port: Option<u16>,
    /// Its block in the expanded tree.
    pub node: NodeId,
    /// Its header.
    pub at: Location,
    /// `weight`
    pub weight: Option<Spanned<i32>>,
    /// `inhibit_on_failure`
    pub inhibit_on_failure: Option<Spanned<bool>>,
    /// The checks that decide whether it is served.
    pub checkers: Vec<Checker>,
}

/// `virtual_server_group NAME`
#[derive(Debug, Clone, PartialEq)]
pub struct VirtualServerGroup {
    /// Its name.
    pub name: Spanned<String>,
    /// Its header.
    pub at: Location,
    /// Its lines: addresses, ranges, marks.
    pub members: Vec<Spanned<String>>,
}

impl VirtualServer {
    pub(super) fn read(node: Node<'_>, reader: &BlockReader<'_>) -> Self {
        let either = |one, other| reader.value(one).or_else(|| reader.value(other));
        let servers = reader.blocks("real_server").into_iter();
        Self {
            service: service(node),
            node: node.id(),
            at: reader.locate(node.header_span()),
            scheduler: either("lb_algo", "lvs_sched"),
            forwarding: either("lb_kind", "lvs_method"),
            protocol: reader.value("protocol"),
            delay_loop: reader.value("delay_loop"),
            quorum: reader.value("quorum"),
            alpha: reader.value("alpha"),
            smtp_alert: reader.value("smtp_alert"),
            sorry_server: reader.value("sorry_server"),
            real_servers: servers
                .map(|(node, block)| RealServer::read(node, &block))
                .collect(),
        }
    }
}

impl RealServer {
    fn read(node: Node<'_>, reader: &BlockReader<'_>) -> Self {
        Self {
            address: word(node, 0),
            port: word(node, 1),
            node: node.id(),
            at: reader.locate(node.header_span()),
            weight: reader.value("weight"),
            inhibit_on_failure: reader.value("inhibit_on_failure"),
            checkers: checkers(reader),
        }
    }
}

impl VirtualServerGroup {
    pub(super) fn read(node: Node<'_>, reader: &BlockReader<'_>) -> Self {
        let line = |line: Node<'_>| Spanned {
            value: line
                .words()
                .map(|word| word.text().into_owned())
                .collect::<Vec<_>>()
                .join(" "),
            at: reader.locate(line.span()),
            read_at: line.span().start,
        };
        Self {
            name: reader.name(node),
            at: reader.locate(node.header_span()),
            members: node.statements().map(line).collect(),
        }
    }
}

fn service(node: Node<'_>) -> Option<VirtualService> {
    let first = node.arg(0)?.text();
    Some(match first.as_ref() {
        "fwmark" => VirtualService::FirewallMark(word(node, 1)?),
        "group" => VirtualService::Group(node.arg(1)?.text().into_owned()),
        address => VirtualService::Address {
            address: address.parse().ok()?,
            port: word(node, 1),
        },
    })
}

fn word<T: std::str::FromStr>(node: Node<'_>, index: usize) -> Option<T> {
    node.arg(index)?.text().parse().ok()
}
