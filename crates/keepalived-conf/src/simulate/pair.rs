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
    pair_with(own, peer, &Options { max_cases: 1 })
}

/// The same with as many cases as the options say.
pub fn pair_with(own: &Model, peer: Option<&Model>, options: &Options) -> Simulation {
    let run =
        |own: &Model, peer: &Model| simulate(&[Node::new("0", own), Node::new("1", peer)], options);
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

#[cfg(test)]
mod tests {
    use super::super::Failure;
    use super::*;
    use crate::expand;

    /// Whether the file's absence is held against the configuration.
    fn is_missed(file: &str) -> bool {
        let text = format!(
            "track_file it {{\n file /run/{file}\n weight -50\n}}\n\
             vrrp_instance A {{\n interface eth0\n virtual_router_id 1\n priority 250\n \
             virtual_ipaddress {{\n 192.0.2.1\n }}\n track_file {{\n it\n }}\n}}\n"
        );
        let model = Model::read(&expand::expand_text(text, &expand::Options::default()));
        let simulation = pair(&model, None);
        let mut stuck = simulation.failures_that_do_not_move();
        stuck.any(|(_, stuck)| matches!(stuck.failure, Failure::FileMissing(_)))
    }

    #[test]
    fn nobody_expects_a_switch_to_be_there() {
        assert!(is_missed("lag"));
        assert!(!is_missed(".lag"));
    }
}
