//! What a drain would do, by the simulator.  Pure.

use std::path::Path;
use std::time::Duration;

use keepalived_conf::model::Model;
use keepalived_conf::simulate::{self, Case, CheckId, CheckKind, NodeState, Options, Scope};

/// This node among the two that are simulated.
const OWN: usize = 0;

/// What becomes of an election that this node has won.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// The instance on this node.
    pub instance: String,
    /// The longest time until the peer has it; `None` when the peer does not
    /// take it.
    pub within: Option<Duration>,
}

/// What happens when the lever of a healthy pair is pulled by one; without the
/// peer's file it is taken to be the same with a lower priority.
#[must_use]
pub fn forecast(own: &Model, peer: Option<&Model>, lever: &Path) -> Vec<Forecast> {
    let simulation = simulate::pair_with(own, peer, &Options::default());
    let scopes = simulation.scopes.iter();
    scopes
        .flat_map(|scope| of_scope(scope, own, lever))
        .collect()
}

fn of_scope(scope: &Scope, own: &Model, lever: &Path) -> Vec<Forecast> {
    let is_lever = |name: &str| {
        let mut files = own.track_files.iter();
        files.any(|file| {
            let path = file.path.as_ref();
            file.name.value == name && path.is_some_and(|path| Path::new(&path.value) == lever)
        })
    };
    let checks = scope.checks.iter();
    let found = checks.clone().position(|check| {
        check.node == OWN && check.kind == CheckKind::File && is_lever(&check.name)
    });
    let Some(drain) = found.map(CheckId) else {
        return Vec::new();
    };
    let mut cases = scope.cases.iter();
    let Some(pulled) = cases.find(|case| fails_alone(scope, case, drain)) else {
        return Vec::new();
    };
    let elections = scope.elections.iter().enumerate();
    elections
        .filter(|(index, _)| scope.healthy.outcomes[*index].holders == [OWN])
        .filter_map(|(index, election)| {
            let takeover = pulled.outcomes[index].takeover.as_ref();
            let moved = takeover.filter(|takeover| takeover.to != OWN);
            Some(Forecast {
                instance: election.seats[OWN].as_ref()?.name.clone(),
                within: moved.map(|takeover| takeover.within),
            })
        })
        .collect()
}

fn fails_alone(scope: &Scope, case: &Case, drain: CheckId) -> bool {
    let conditions = &case.conditions;
    let mut nodes = conditions.nodes.iter();
    let checks = scope.checks.iter().zip(&conditions.is_up).enumerate();
    let mut failing = checks.filter(|(_, (check, is_up))| **is_up != check.is_good_when_up);
    nodes.all(|node| *node == NodeState::Up)
        && failing.next().is_some_and(|(index, _)| index == drain.0)
        && failing.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepalived_conf::expand;

    fn model(weight: i32, priority: u8, more: &str) -> Model {
        let text = format!(
            "global_defs {{\n vrrp_version 3\n}}\n\
             track_file drain {{\n file /t/.drain\n weight {weight}\n}}\n\
             vrrp_instance A {{\n interface eth0\n virtual_router_id 1\n priority {priority}\n \
             advert_int 0.1\n {more}\n virtual_ipaddress {{\n 192.0.2.1\n }}\n \
             track_file {{\n drain\n }}\n}}\n"
        );
        let options = expand::Options::default();
        Model::read(&expand::expand_text(text, &options))
    }

    fn within(own: &Model, peer: Option<&Model>) -> Option<Duration> {
        let told = forecast(own, peer, Path::new("/t/.drain"));
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].instance, "A");
        told[0].within
    }

    #[test]
    fn a_peer_that_preempts_takes_over_within_its_down_interval() {
        let own = model(-253, 250, "");
        let time = within(&own, None).unwrap();
        // Three intervals of 100 ms and the skew of priority 240.
        assert!(time > Duration::from_millis(300), "{time:?}");
        assert!(time < Duration::from_millis(410), "{time:?}");
        assert_eq!(within(&own, Some(&model(-253, 240, ""))), Some(time));
    }

    #[test]
    fn one_that_waits_moves_only_when_this_node_leaves() {
        let waits = |weight| model(weight, 250, "nopreempt");
        assert_eq!(within(&waits(-253), None), None);
        let time = within(&waits(-254), None).unwrap();
        assert!(time < Duration::from_millis(100), "{time:?}");
    }

    #[test]
    fn an_election_that_this_node_has_not_won_is_not_told() {
        let own = model(-253, 240, "");
        let peer = model(-253, 250, "");
        assert_eq!(forecast(&own, Some(&peer), Path::new("/t/.drain")), []);
    }
}
