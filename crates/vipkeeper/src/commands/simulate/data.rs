//! A simulation as JSON.

use keeper::config::language::simulate::{
    Case, Cause, CheckKind, Failure, InstanceState, NodeState, Scope, Simulation, Verdict,
};
use serde_json::{Value, json};

/// The document: nodes, elections with their cases, and the failures that
/// move nothing.  Times are milliseconds.
pub(crate) fn simulation(simulation: &Simulation) -> Value {
    json!({
        "nodes": simulation.nodes,
        "scopes": simulation.scopes.iter().map(scope).collect::<Vec<_>>(),
    })
}

fn scope(scope: &Scope) -> Value {
    json!({
        "elections": scope.elections.iter().map(|election| json!({
            "vrid": election.vrid.value(),
            "instances": election.seats.iter().map(|seat| seat.as_ref().map(|seat| json!({
                "name": seat.name,
                "priority": seat.priority.value(),
                "addresses": seat.addresses,
            }))).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "checks": scope.checks.iter().map(|check| json!({
            "node": check.node,
            "kind": kind(check.kind),
            "name": check.name,
        })).collect::<Vec<_>>(),
        "cases": scope.cases.iter().map(|one| case(scope, one)).collect::<Vec<_>>(),
        "combinations": scope.combinations.to_string(),
        "stuck": scope.stuck.iter().map(|stuck| json!({
            "election": stuck.election,
            "node": stuck.node,
            "failure": failure(stuck.failure),
            "verdict": verdict(&stuck.verdict),
            "after_failover": stuck.after_failover,
        })).collect::<Vec<_>>(),
    })
}

fn case(scope: &Scope, case: &Case) -> Value {
    let nodes = case.conditions.nodes.iter();
    let failing = scope.checks.iter().zip(&case.conditions.is_up).enumerate();
    let failing = failing.filter(|(_, (check, is_up))| **is_up != check.is_good_when_up);
    json!({
        "nodes": nodes.map(|state| node_state(*state)).collect::<Vec<_>>(),
        "failing_checks": failing.map(|(index, _)| index).collect::<Vec<_>>(),
        "is_settled": case.is_settled,
        "outcomes": case.outcomes.iter().map(|outcome| json!({
            "holders": outcome.holders,
            "standings": outcome.standings.iter().map(|standing| standing.as_ref().map(|standing| json!({
                "state": state(standing.state),
                "priority": standing.priority.value(),
            }))).collect::<Vec<_>>(),
            "takeover": outcome.takeover.as_ref().map(|takeover| json!({
                "to": takeover.to,
                "cause": cause(takeover.cause),
                "within_ms": takeover.within.as_secs_f64() * 1e3,
                "detection_ms": takeover.detection.as_secs_f64() * 1e3,
            })),
        })).collect::<Vec<_>>(),
    })
}

fn kind(kind: CheckKind) -> &'static str {
    match kind {
        CheckKind::Interface => "interface",
        CheckKind::Script => "script",
        CheckKind::File => "file",
        CheckKind::Process => "process",
        CheckKind::Bfd => "bfd",
    }
}

fn failure(failure: Failure) -> Value {
    match failure {
        Failure::Check(check) => json!({ "check": check.0 }),
        Failure::FileMissing(check) => json!({ "file_missing": check.0 }),
        Failure::Stopped(node) => json!({ "stopped": node }),
        Failure::Lost(node) => json!({ "lost": node }),
    }
}

fn verdict(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Stays => "stays",
        Verdict::Nobody => "nobody",
        Verdict::Several(_) => "several",
    }
}

fn node_state(state: NodeState) -> &'static str {
    match state {
        NodeState::Up => "up",
        NodeState::Stopped => "stopped",
        NodeState::Lost => "lost",
    }
}

fn state(state: InstanceState) -> &'static str {
    match state {
        InstanceState::Absent => "ABSENT",
        InstanceState::Fault => "FAULT",
        InstanceState::Backup => "BACKUP",
        InstanceState::Master => "MASTER",
    }
}

fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Resigned => "resigned",
        Cause::Silence => "silence",
        Cause::Outranked => "outranked",
    }
}
