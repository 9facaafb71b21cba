//! A node and its peer, which may be one that nobody has shown.
//!
//! Such a peer is taken to be the same with a priority lower by ten, which is what most pairs have.

use super::{Node, Options, Simulation, simulate};
use crate::model::{Model, Priority, Spanned, VrrpInstance};

/// By how much the priority of a peer is lower that nobody has shown.
pub const ASSUMED_DIFFERENCE: u8 = 10;

/// Simulates this node, counted 0, with its peer, counted 1, for what single failures do; the table
/// holds the healthy case only.
pub fn pair(own: &Model, peer: Option<&Model>) -> Simulation {
    let options = Options { max_cases: 1 };
    let run = |own: &Model, peer: &Model| {
        simulate(&[Node::new("0", own), Node::new("1", peer)], &options)
    };
    if let Some(peer) = peer {
        return run(own, peer);
    }
    let mut own = own.clone();
    // Whom a peer like this would send to is not known; let them hear each other.
    own.instances
        .iter_mut()
        .for_each(|one| one.unicast_peers.clear());
    let mut peer = own.clone();
    peer.instances.iter_mut().for_each(lower);
    run(&own, &peer)
}

fn lower(instance: &mut VrrpInstance) {
    let number = instance
        .priority()
        .value()
        .saturating_sub(ASSUMED_DIFFERENCE);
    let value = Priority::clamped(i64::from(number));
    let at = instance.at;
    instance.priority = Some(Spanned {
        value,
        at,
        read_at: 0,
    });
}
