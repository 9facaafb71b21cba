//! Virtual servers as Keepalived completes them after it has read the file.
//!
//! Owns the values that several rules ask for, with the defaults of keepalived 2.2.7
//! `validate_check_config` in `check_data.c`. A real server whose address Keepalived cannot read does
//! not count.

use std::net::IpAddr;

use super::context::Context;
use super::scope::Statement;
use crate::syntax::Span;

/// What a virtual server listens on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// An address and a port; 0 stands for every port.
    Address(IpAddr, u16),
    /// A mark of the firewall.
    Mark,
    /// A group: whether it has addresses, whether it has marks, and the ports of its addresses.
    Group {
        /// The ports of its addresses.
        ports: Vec<u16>,
        /// Whether it has marks.
        has_marks: bool,
    },
}

/// How packets reach a real server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// The address is translated, so that ports may differ.
    Nat,
    /// The packet is sent on as it is.
    Direct,
    /// The packet travels in another, which may be of the other family.
    Tunnel,
}

/// A real or sorry server.
#[derive(Debug, Clone)]
pub(crate) struct Real {
    /// Its address.
    pub(crate) address: IpAddr,
    /// Its port; 0 when it takes the one of the virtual server.
    pub(crate) port: u16,
    /// Its own method.
    pub(crate) method: Option<Method>,
    /// Its weight, if it has one of its own.
    pub(crate) weight: Option<u64>,
    /// Where it is.
    pub(crate) span: Span,
}

/// A virtual server.
#[derive(Debug)]
pub(crate) struct Server {
    /// The index of its statement.
    pub(crate) index: usize,
    /// What it listens on; `None` when nothing can be told.
    pub(crate) target: Option<Target>,
    /// The method for servers that name none.
    pub(crate) method: Option<Method>,
    /// Its real servers.
    pub(crate) reals: Vec<Real>,
    /// Its sorry server.
    pub(crate) sorry: Option<Real>,
}

impl Server {
    /// Whether it listens on addresses, so that protocol and ports matter.
    pub(crate) fn has_addresses(&self) -> bool {
        match &self.target {
            Some(Target::Address(..)) => true,
            Some(Target::Group { ports, .. }) => !ports.is_empty(),
            Some(Target::Mark) | None => false,
        }
    }

    /// The method by which a server is reached; NAT is the default.
    pub(crate) fn method_of(&self, real: &Real) -> Method {
        real.method.or(self.method).unwrap_or(Method::Nat)
    }

    /// Real servers and the sorry server.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Real> {
        self.reals.iter().chain(&self.sorry)
    }
}

/// The virtual servers that have real ones; the others are ignored as a whole.
pub(super) fn servers(context: &Context<'_>) -> Vec<Server> {
    let blocks = context.all("", "virtual_server");
    blocks
        .map(|(index, statement)| read(context, index, statement))
        .filter(|server| !server.reals.is_empty())
        .collect()
}

fn read(context: &Context<'_>, index: usize, statement: &Statement<'_>) -> Server {
    let reals = context
        .children(index)
        .filter(|(_, child)| child.is_named("real_server"));
    let sorry = context.last(index, "sorry_server").and_then(|line| {
        let method = context.last(index, "sorry_server_lvs_method");
        real(line, method.and_then(method_word), None)
    });
    let own = ["lvs_method", "lb_kind"].map(|keyword| context.last(index, keyword));
    Server {
        index,
        target: target(context, statement),
        method: own.into_iter().flatten().find_map(method_word),
        reals: reals
            .filter_map(|(child, line)| {
                let method = context.last(child, "lvs_method").and_then(method_word);
                let weight = context.last(child, "weight").and_then(|line| line.word(0));
                real(line, method, weight.and_then(|weight| weight.parse().ok()))
            })
            .collect(),
        sorry,
    }
}

fn method_word(line: &Statement<'_>) -> Option<Method> {
    match line.word(0)?.as_str() {
        "NAT" => Some(Method::Nat),
        "DR" => Some(Method::Direct),
        "TUN" => Some(Method::Tunnel),
        _ => None,
    }
}

fn real(line: &Statement<'_>, method: Option<Method>, weight: Option<u64>) -> Option<Real> {
    Some(Real {
        address: line.word(0)?.parse().ok()?,
        port: line.word(1).and_then(|port| port.parse().ok()).unwrap_or(0),
        method,
        weight,
        span: line.node.header_span(),
    })
}

fn target(context: &Context<'_>, statement: &Statement<'_>) -> Option<Target> {
    let (first, second) = (statement.word(0)?, statement.word(1));
    let port = |word: Option<String>| word.and_then(|word| word.parse().ok()).unwrap_or(0);
    match first.as_str() {
        "fwmark" => Some(Target::Mark),
        "group" => {
            let mut groups = context.all("", "virtual_server_group");
            let (index, _) = groups.find(|(_, group)| group.word(0) == second)?;
            let lines: Vec<_> = context.children(index).map(|(_, line)| line).collect();
            let is_mark = |line: &&&Statement<'_>| line.word(0).as_deref() == Some("fwmark");
            let addresses = lines.iter().filter(|line| !is_mark(line));
            Some(Target::Group {
                ports: addresses.map(|line| port(line.word(1))).collect(),
                has_marks: lines.iter().any(|line| is_mark(&line)),
            })
        }
        address => Some(Target::Address(address.parse().ok()?, port(second))),
    }
}
