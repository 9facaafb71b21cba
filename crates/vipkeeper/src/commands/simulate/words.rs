//! A simulation in words: two lines a case, and the answer to the question
//! which failure moves nothing.  The cases' own words are the language's.

use std::fmt::Write as _;

use keeper::config::language::lint::Text;
use keeper::config::language::simulate::{Case, NodeState, Scope, Simulation};
use keeper::{Lang, Message, Messages};

/// Tells every single failure; with `all`, every combination.
pub(crate) fn tell(simulation: &Simulation, all: bool, messages: &Messages) -> String {
    let words = |text: &Text| match messages.lang() {
        Lang::En => text.en.clone(),
        Lang::ZhCn => text.zh.clone(),
    };
    let line = |id| messages.text(&Message::new(id)) + "\n";
    if simulation.scopes.is_empty() {
        return line("simulate-nothing");
    }
    let mut text = String::new();
    let scopes = simulation.scopes.iter();
    let scopes = scopes.flat_map(|scope| scope.elections.iter().map(move |_| scope));
    for (scope, table) in scopes.zip(simulation.tables()) {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{}", words(&table.title));
        for (case, [what, holder, time, why]) in scope.cases.iter().zip(&table.rows) {
            if all || failures(scope, case) <= 1 {
                let (holder, time, why) = (words(holder), words(time), words(why));
                let _ = writeln!(text, "  {}\n      → {holder}  {time}  {why}", words(what));
            }
        }
        if let Some(remark) = table.remark.filter(|_| all) {
            let _ = writeln!(text, "  {}", words(&remark));
        }
    }
    let mut stuck = simulation.failures_that_do_not_move().peekable();
    if stuck.peek().is_none() {
        return text + &line("simulate-every-failure-moves");
    }
    text.push_str(&line("simulate-stuck"));
    for (scope, stuck) in stuck {
        let failure = words(&simulation.failure(scope, stuck.failure));
        let verdict = words(&simulation.verdict(stuck));
        let _ = writeln!(text, "  {failure}: {verdict}");
    }
    text
}

/// How many things are not well.
fn failures(scope: &Scope, case: &Case) -> usize {
    let nodes = case.conditions.nodes.iter();
    let checks = scope.checks.iter().zip(&case.conditions.is_up);
    nodes.filter(|state| **state != NodeState::Up).count()
        + checks
            .filter(|(check, is_up)| **is_up != check.is_good_when_up)
            .count()
}
