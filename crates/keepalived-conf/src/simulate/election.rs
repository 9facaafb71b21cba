//! Which instances of different nodes meet, and which elections depend on each other.

use super::Node;
use super::contender::Contender;
use crate::model::{Family, Vrid};

/// A contender and the number of its election.
#[derive(Debug, Clone)]
pub(super) struct Entry<'m> {
    pub(super) election: usize,
    pub(super) contender: Contender<'m>,
}

/// An election while the nodes' instances are entered for it.
struct Open<'m> {
    vrid: Vrid,
    family: Family,
    interface: Option<&'m str>,
    last_node: Option<usize>,
}

/// Enters every instance for an election: instances meet that have the same VRID and family. A VRID
/// that a node uses on several links is matched by the name of the interface first, then by order.
pub(super) fn enter<'m>(nodes: &[Node<'m>]) -> Vec<Entry<'m>> {
    let mut open: Vec<Open<'m>> = Vec::new();
    let mut entries = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let instances = node.model.instances.iter();
        let own = instances.filter_map(|instance| Contender::read(index, node, instance));
        let mut left: Vec<Contender<'m>> = Vec::new();
        for contender in own {
            match find(&mut open, &contender, true) {
                Some(election) => entries.push(Entry {
                    election,
                    contender,
                }),
                None => left.push(contender),
            }
        }
        for contender in left {
            let election = find(&mut open, &contender, false).unwrap_or_else(|| {
                open.push(Open {
                    vrid: contender.vrid,
                    family: contender.family,
                    interface: interface(&contender),
                    last_node: Some(index),
                });
                open.len() - 1
            });
            entries.push(Entry {
                election,
                contender,
            });
        }
    }
    entries
}

fn find<'m>(open: &mut [Open<'m>], contender: &Contender<'m>, same_link: bool) -> Option<usize> {
    let fits = |election: &Open<'m>| {
        election.vrid == contender.vrid
            && election.family == contender.family
            && election.last_node != Some(contender.node)
            && (!same_link || election.interface == interface(contender))
    };
    let found = open.iter().position(fits)?;
    open[found].last_node = Some(contender.node);
    Some(found)
}

fn interface<'m>(contender: &Contender<'m>) -> Option<&'m str> {
    contender
        .instance
        .interface
        .as_ref()
        .map(|name| name.value.as_str())
}

/// Entries whose elections are bound together by a sync group of some node, in one list each.
pub(super) fn scopes(entries: Vec<Entry<'_>>) -> Vec<Vec<Entry<'_>>> {
    let count = entries
        .iter()
        .map(|entry| entry.election + 1)
        .max()
        .unwrap_or(0);
    let mut scope_of: Vec<usize> = (0..count).collect();
    for (at, one) in entries.iter().enumerate() {
        for other in &entries[..at] {
            let is_bound = one.contender.is_grouped_with(&other.contender);
            let (from, to) = (scope_of[one.election], scope_of[other.election]);
            if is_bound && from != to {
                scope_of
                    .iter_mut()
                    .filter(|scope| **scope == from)
                    .for_each(|scope| *scope = to);
            }
        }
    }
    let mut scopes: Vec<(usize, Vec<Entry<'_>>)> = Vec::new();
    for entry in entries {
        let scope = scope_of[entry.election];
        match scopes.iter_mut().find(|(number, _)| *number == scope) {
            Some((_, list)) => list.push(entry),
            None => scopes.push((scope, vec![entry])),
        }
    }
    scopes.into_iter().map(|(_, list)| list).collect()
}
