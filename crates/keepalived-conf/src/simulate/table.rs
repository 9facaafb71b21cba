//! A simulation as a table: data for whoever draws it.

use super::Simulation;
use super::outcome::{Case, Election, Outcome, Scope};
use crate::lint::Text;

/// One election in all cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it is about.
    pub title: Text,
    /// Says that the cases are a sample, when they are.
    pub remark: Option<Text>,
    /// The heads of the columns.
    pub columns: [Text; 4],
    /// The cases, fewer failures first: what fails, who holds the addresses, how long it takes, why.
    pub rows: Vec<[Text; 4]>,
}

impl Simulation {
    /// A table for each election.
    pub fn tables(&self) -> Vec<Table> {
        let of_scope = |scope| self.scope_tables(scope);
        self.scopes.iter().flat_map(of_scope).collect()
    }

    fn scope_tables(&self, scope: &Scope) -> Vec<Table> {
        let elections = scope.elections.iter().enumerate();
        elections
            .map(|(index, election)| Table {
                title: title(election),
                remark: remark(scope),
                columns: [
                    Text::new("What fails", "故障"),
                    Text::new("Who holds the addresses", "地址持有者"),
                    Text::new("Takes at most", "最长耗时"),
                    Text::new("Why", "原因"),
                ],
                rows: scope
                    .cases
                    .iter()
                    .map(|case| self.row(scope, index, case))
                    .collect(),
            })
            .collect()
    }

    fn row(&self, scope: &Scope, election: usize, case: &Case) -> [Text; 4] {
        let outcome = &case.outcomes[election];
        [
            self.conditions(scope, case),
            self.holders(outcome),
            time(case, outcome),
            self.reasons(scope, outcome),
        ]
    }
}

fn title(election: &Election) -> Text {
    let seats = election.seats.iter().flatten();
    let mut names: Vec<&str> = seats.map(|seat| seat.name.as_str()).collect();
    names.dedup();
    let (vrid, names) = (election.vrid, names.join(", "));
    Text::new(
        format!("VRID {vrid}: {names}"),
        format!("VRID {vrid}：{names}"),
    )
}

fn remark(scope: &Scope) -> Option<Text> {
    let (shown, all) = (scope.cases.len(), scope.combinations);
    scope.is_sampled().then(|| {
        Text::new(
            format!("{shown} of {all} combinations: every single failure and a fixed sample"),
            format!("共 {all} 种组合，此处为 {shown} 种：全部单点故障及固定抽样"),
        )
    })
}

fn time(case: &Case, outcome: &Outcome) -> Text {
    match outcome.takeover {
        Some(takeover) => takeover.text(),
        None if !case.is_settled => Text::new("does not settle", "无法稳定"),
        None => Text::new("–", "–"),
    }
}
