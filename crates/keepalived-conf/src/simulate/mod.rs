//! What happens if … : who is MASTER when checks fail and nodes go, and how long it takes.
//!
//! ```
//! use keepalived_conf::{expand, model::Model, simulate};
//!
//! let text = |priority: u8| format!(
//!     "vrrp_script db {{\n script /bin/check\n weight -5\n}}\n\
//!      vrrp_instance VI_1 {{\n interface eth0\n virtual_router_id 51\n priority {priority}\n \
//!      virtual_ipaddress {{\n 192.0.2.10\n }}\n track_script {{\n db\n }}\n}}\n"
//! );
//! let read = |text: String| Model::read(&expand::expand_text(text, &expand::Options::default()));
//! let (a, b) = (read(text(100)), read(text(90)));
//! let nodes = [simulate::Node::new("a", &a), simulate::Node::new("b", &b)];
//! let simulation = simulate::simulate(&nodes, &simulate::Options::default());
//! // A weight of -5 does not bridge a difference of 10: the failing check moves nothing.
//! assert_eq!(simulation.failures_that_do_not_move().count(), 1);
//! ```
//!
//! - [`simulate`] takes the models of the nodes and gives a [`Simulation`]: for each [`Scope`] (an
//!   election, or several that sync groups bind together) the healthy [`Case`] and one for every
//!   combination of check outcomes and nodes, or a sample that is the same every time.
//! - An [`Outcome`] says who holds the addresses, each instance's priority and why, and how the
//!   [`Takeover`] went.
//! - [`Simulation::failures_that_do_not_move`] answers the question behind most outages.
//! - [`pair`] does so for one node whose peer may not be known.
//! - [`play`] follows a course of events, one after the other: down, back again, and what then.
//!
//! It runs Keepalived's own rules (2.2.7) in simulated time, event by event, on every instance of
//! every node; `tests/simulate_real.rs` compares it with Keepalived itself. Assumed: nodes that speak
//! the same way hear each other at once, checks answer at once, and a failure strikes right after an
//! advert, which is the slowest moment. Deliberately absent: packets lost on the way, and how the
//! network learns the new place of an address.

mod check;
mod combinations;
mod contender;
mod course;
mod election;
mod hearing;
mod machine;
mod outcome;
mod pair;
mod play;
mod question;
mod setup;
mod table;
mod watch;
mod words;
mod world;

use std::net::IpAddr;

pub use check::{Check, CheckId, CheckKind};
pub use hearing::Deafness;
pub use machine::InstanceState;
pub use outcome::{
    Case, Cause, Conditions, Election, NodeState, Outcome, Scope, Seat, Standing, Takeover,
};
pub use pair::{ASSUMED_DIFFERENCE, pair, pair_with};
pub use play::{Step, play};
pub use question::{Failure, Stuck, Verdict};
pub use table::Table;

use crate::lint::Text;
use crate::model::Model;
use combinations::Combinations;
use setup::Setup;

/// One machine that takes part.
#[derive(Debug, Clone)]
pub struct Node<'m> {
    /// What to call it.
    pub name: String,
    /// Its configuration.
    pub model: &'m Model,
    /// Its address, where it is known: equal priorities are decided by the higher one, and unicast
    /// peers are looked up by it. An instance that names its source needs none.
    pub address: Option<IpAddr>,
}

impl<'m> Node<'m> {
    /// A node whose address is not known.
    pub fn new(name: impl Into<String>, model: &'m Model) -> Self {
        Self {
            name: name.into(),
            model,
            address: None,
        }
    }
}

/// How much to look at.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How many cases of a scope are simulated at most; beyond it every single failure and a sample of
    /// the rest.
    pub max_cases: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_cases: 1024 }
    }
}

/// All scopes of some nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulation {
    /// The names of the nodes.
    pub nodes: Vec<String>,
    /// Elections that depend on each other, together.
    pub scopes: Vec<Scope>,
}

impl Simulation {
    /// Failures of one thing on the master after which the addresses stay with the struck node, or
    /// nobody has them, or several have.
    pub fn failures_that_do_not_move(&self) -> impl Iterator<Item = (&Scope, &Stuck)> {
        let scopes = self.scopes.iter();
        scopes.flat_map(|scope| scope.stuck.iter().map(move |stuck| (scope, stuck)))
    }
}

/// Plays through what can happen to these nodes. They start one after the other, in their order, which
/// decides between equal priorities and where nobody preempts.
pub fn simulate(nodes: &[Node<'_>], options: &Options) -> Simulation {
    let scopes = election::scopes(election::enter(nodes));
    let run = |entries| scope(&Setup::new(nodes.len(), entries), options);
    Simulation {
        nodes: nodes.iter().map(|node| node.name.clone()).collect(),
        scopes: scopes.into_iter().map(run).collect(),
    }
}

/// Sentences in a row, with what stands between them in each language.
fn join(all: &[Text], en: &str, zh: &str) -> Text {
    let english: Vec<&str> = all.iter().map(|text| text.en.as_str()).collect();
    let chinese: Vec<&str> = all.iter().map(|text| text.zh.as_str()).collect();
    Text::new(english.join(en), chinese.join(zh))
}

fn scope(setup: &Setup<'_>, options: &Options) -> Scope {
    let cold = course::cold_start(setup);
    let combinations = Combinations::new(setup);
    let (_, healthy) = course::follow(setup, &cold, &course::conditions(&cold));
    let list = combinations.list(options.max_cases.max(1));
    let cases = list.iter().map(|case| course::follow(setup, &cold, case).1);
    let deaf = setup.deafnesses().into_iter().map(|(from, to, reason)| {
        let node = |index: usize| setup.contenders[index].node;
        (setup.elections[from], node(from), node(to), reason)
    });
    Scope {
        elections: elections(setup),
        deaf: deaf.collect(),
        healthy,
        cases: cases.collect(),
        combinations: combinations.count(),
        stuck: question::stuck_failures(setup, &cold),
        checks: setup.checks.clone(),
    }
}

fn elections(setup: &Setup<'_>) -> Vec<Election> {
    let mut found: Vec<Election> = Vec::new();
    for (contender, election) in setup.contenders.iter().zip(&setup.elections) {
        if found.len() == *election {
            found.push(Election {
                vrid: contender.vrid,
                family: contender.family,
                seats: vec![None; setup.nodes],
            });
        }
        let instance = contender.instance;
        let addresses = instance.addresses.iter().chain(&instance.excluded);
        found[*election].seats[contender.node] = Some(Seat {
            name: instance.name.value.clone(),
            at: instance.at,
            priority: contender.priority,
            addresses: addresses.map(|vip| vip.address).collect(),
        });
    }
    found
}
