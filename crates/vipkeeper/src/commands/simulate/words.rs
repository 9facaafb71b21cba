//! A simulation in words: one line a case, and the answer to the question
//! which failure moves nothing.

use std::fmt::Write as _;

use keeper::config::language::simulate::{
    Case, Cause, CheckId, CheckKind, Conditions, Failure, InstanceState, NodeState, Outcome, Scope,
    Simulation, Stuck, Verdict,
};
use keeper::{Message, Messages};

/// Tells a simulation in one language.
pub(crate) struct Teller<'a> {
    simulation: &'a Simulation,
    messages: &'a Messages,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(simulation: &'a Simulation, messages: &'a Messages) -> Self {
        Self {
            simulation,
            messages,
        }
    }

    /// Every single failure; with `all`, every combination.
    pub(crate) fn tell(&self, all: bool) -> String {
        let mut text = String::new();
        if self.simulation.scopes.is_empty() {
            return self.line(&Message::new("simulate-nothing"));
        }
        for scope in &self.simulation.scopes {
            for (index, election) in scope.elections.iter().enumerate() {
                let addresses = election.seats.iter().flatten().next().map(|seat| {
                    let addresses = seat.addresses.iter().map(ToString::to_string);
                    addresses.collect::<Vec<_>>().join(" ")
                });
                let head = Message::new("simulate-election")
                    .with("vrid", election.vrid)
                    .with("addresses", addresses.unwrap_or_default());
                text.push_str(&self.line(&head));
                self.tell_cases(scope, index, all, &mut text);
            }
            if scope.is_sampled() {
                let sampled = Message::new("simulate-sampled")
                    .with("shown", scope.cases.len())
                    .with("all", scope.combinations);
                text.push_str(&self.line(&sampled));
            }
        }
        self.tell_stuck(&mut text);
        text
    }

    fn tell_cases(&self, scope: &Scope, election: usize, all: bool, text: &mut String) {
        for case in &scope.cases {
            let failed = self.failed(scope, &case.conditions);
            if !all && failed.len() > 1 {
                continue;
            }
            let what = match failed.is_empty() {
                true => self.words(&Message::new("simulate-all-well")),
                false => failed.join(" + "),
            };
            let outcome = self.outcome(scope, case, election);
            // Writing into a String cannot fail.
            let _ = writeln!(text, "  {what}\n      → {outcome}");
        }
    }

    /// What differs from everything being well.
    fn failed(&self, scope: &Scope, conditions: &Conditions) -> Vec<String> {
        let nodes = conditions.nodes.iter().enumerate();
        let nodes = nodes.filter_map(|(node, state)| {
            let id = match state {
                NodeState::Up => return None,
                NodeState::Stopped => "simulate-node-stopped",
                NodeState::Lost => "simulate-node-lost",
            };
            Some(self.words(&Message::new(id).with("node", self.node(node))))
        });
        let checks = scope.checks.iter().zip(&conditions.is_up).enumerate();
        let checks = checks
            .filter(|(_, (check, is_up))| **is_up != check.is_good_when_up)
            .map(|(index, _)| self.check(scope, CheckId(index)));
        nodes.chain(checks).collect()
    }

    fn check(&self, scope: &Scope, id: CheckId) -> String {
        let check = &scope.checks[id.0];
        let kind = match check.kind {
            CheckKind::Interface => "interface",
            CheckKind::Script => "script",
            CheckKind::File => "file",
            CheckKind::Process => "process",
            CheckKind::Bfd => "bfd",
        };
        let message = Message::new("simulate-check-fails")
            .with("node", self.node(check.node))
            .with("kind", kind)
            .with("name", &check.name);
        self.words(&message)
    }

    fn outcome(&self, scope: &Scope, case: &Case, election: usize) -> String {
        let outcome = &case.outcomes[election];
        let holder = match outcome.holders.as_slice() {
            [] => self.words(&Message::new("simulate-nobody")),
            [one] => self.words(&Message::new("simulate-master").with("node", self.node(*one))),
            several => {
                let names: Vec<_> = several.iter().map(|node| self.node(*node)).collect();
                self.words(&Message::new("simulate-several").with("nodes", names.join(", ")))
            }
        };
        let mut text = format!("{holder} ({})", self.standings(scope, outcome));
        if let Some(takeover) = &outcome.takeover {
            let id = match takeover.cause {
                Cause::Resigned => "simulate-after-resign",
                Cause::Silence => "simulate-after-silence",
                Cause::Outranked => "simulate-after-outranked",
            };
            let milliseconds =
                |time: std::time::Duration| format!("{:.0}", time.as_secs_f64() * 1e3);
            let message = Message::new(id)
                .with("within", milliseconds(takeover.within))
                .with("detection", milliseconds(takeover.detection));
            text.push_str(&self.words(&message));
        }
        if !case.is_settled {
            text.push_str(&self.words(&Message::new("simulate-unsettled")));
        }
        text
    }

    /// `node-a FAULT 250, node-b MASTER 240`, with what changed a priority.
    fn standings(&self, scope: &Scope, outcome: &Outcome) -> String {
        let standings = outcome.standings.iter().enumerate();
        let told = standings.filter_map(|(node, standing)| {
            let standing = standing.as_ref()?;
            let state = match standing.state {
                InstanceState::Absent => return None,
                InstanceState::Fault => "FAULT",
                InstanceState::Backup => "BACKUP",
                InstanceState::Master => "MASTER",
            };
            let changes: String = standing
                .changes
                .iter()
                .map(|(check, change)| format!(" {}{change:+}", scope.checks[check.0].name))
                .collect();
            Some(format!(
                "{} {state} {}{changes}",
                self.node(node),
                standing.priority
            ))
        });
        told.collect::<Vec<_>>().join(", ")
    }

    fn tell_stuck(&self, text: &mut String) {
        let mut stuck = self.simulation.failures_that_do_not_move().peekable();
        if stuck.peek().is_none() {
            text.push_str(&self.line(&Message::new("simulate-every-failure-moves")));
            return;
        }
        text.push_str(&self.line(&Message::new("simulate-stuck")));
        for (scope, stuck) in stuck {
            let _ = writeln!(text, "  {}", self.stuck(scope, stuck));
        }
    }

    fn stuck(&self, scope: &Scope, stuck: &Stuck) -> String {
        let failure = match stuck.failure {
            Failure::Check(check) => self.check(scope, check),
            Failure::FileMissing(check) => {
                let name = &scope.checks[check.0].name;
                let message = Message::new("simulate-file-missing")
                    .with("node", self.node(stuck.node))
                    .with("name", name);
                self.words(&message)
            }
            Failure::Stopped(node) => {
                self.words(&Message::new("simulate-node-stopped").with("node", self.node(node)))
            }
            Failure::Lost(node) => {
                self.words(&Message::new("simulate-node-lost").with("node", self.node(node)))
            }
        };
        let id = match stuck.verdict {
            Verdict::Stays => "simulate-verdict-stays",
            Verdict::Nobody => "simulate-verdict-nobody",
            Verdict::Several(_) => "simulate-verdict-several",
        };
        let verdict = self.words(&Message::new(id).with("node", self.node(stuck.node)));
        let after = match stuck.after_failover {
            true => self.words(&Message::new("simulate-after-failover")),
            false => String::new(),
        };
        format!("{failure}: {verdict}{after}")
    }

    fn node(&self, index: usize) -> &str {
        self.simulation.nodes.get(index).map_or("?", String::as_str)
    }

    fn words(&self, message: &Message) -> String {
        self.messages.text(message)
    }

    fn line(&self, message: &Message) -> String {
        format!("{}\n", self.words(message))
    }
}
