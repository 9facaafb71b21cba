//! The words that do not fit their line, found once for all rules that speak about words.

use super::scope::{Role, Statement};
use crate::catalog::{Body, Line, Version, Wrong};
use crate::syntax::Span;

/// A word that is wrong, or the place where one is missing.
#[derive(Debug, Clone)]
pub(crate) struct WordProblem {
    /// The index of its statement.
    pub(crate) statement: usize,
    /// Its index after the keyword, or in an entry.
    pub(crate) index: usize,
    /// The word as Keepalived sees it; empty when it is missing.
    pub(crate) word: String,
    /// Where it is, in the expanded text; of a missing word the place behind the last one.
    pub(crate) span: Span,
    /// What is wrong.
    pub(crate) wrong: Wrong,
}

impl WordProblem {
    /// The id of the one rule that speaks about it.
    pub(crate) fn rule(&self, statement: &Statement<'_>) -> &'static str {
        let keyword = statement.keyword().map_or("", |keyword| keyword.name);
        let of_instance = |name| statement.is("vrrp_instance", name);
        match self.wrong {
            Wrong::Missing { .. } => "missing-word",
            Wrong::Unexpected => "unexpected-word",
            Wrong::NotOneOf { .. } if of_instance("state") => "unknown-state",
            Wrong::TooLong { .. } if keyword == "auth_pass" => "auth-pass-too-long",
            Wrong::OutOfRange { .. } if of_instance("virtual_router_id") => "vrid-out-of-range",
            Wrong::OutOfRange { .. } if of_instance("priority") => "priority-out-of-range",
            Wrong::NotANumber | Wrong::TooManyDecimals { .. } => "not-a-number",
            Wrong::OutOfRange { .. } => "number-out-of-range",
            Wrong::Dropped { .. } => "ignored-value",
            Wrong::NotOneOf { .. } => "unknown-value",
            Wrong::TooLong { .. } => "value-too-long",
            Wrong::NotAnAddress => "not-an-address",
            Wrong::WrongFamily { .. } => "wrong-address-family",
            Wrong::PrefixLength { .. } => "prefix-length-too-large",
            Wrong::Malformed => "malformed-value",
        }
    }
}

pub(super) fn problems(statements: &[Statement<'_>], target: Option<Version>) -> Vec<WordProblem> {
    let numbered = statements.iter().enumerate();
    numbered
        .flat_map(|(index, statement)| of_statement(index, statement, target))
        .collect()
}

fn of_statement(
    index: usize,
    statement: &Statement<'_>,
    target: Option<Version>,
) -> Vec<WordProblem> {
    let Some(line) = grammar(statement, target) else {
        return Vec::new();
    };
    let skipped = usize::from(statement.has_keyword());
    let words: Vec<(String, Span)> = statement
        .node
        .words()
        .skip(skipped)
        .map(|word| (word.text().into_owned(), word.span()))
        .collect();
    let mut texts: Vec<&str> = words.iter().map(|(text, _)| text.as_str()).collect();
    let joined = ends_in_backslash(statement).then(|| texts.last().map(|last| format!("{last}\\")));
    if let (Some(Some(joined)), Some(last)) = (&joined, texts.last_mut()) {
        *last = joined;
    }
    let end = statement.node.header_span().end;
    line.check(&texts)
        .into_iter()
        .map(|problem| WordProblem {
            statement: index,
            index: problem.at,
            word: texts
                .get(problem.at)
                .copied()
                .unwrap_or_default()
                .to_owned(),
            span: words
                .get(problem.at)
                .map_or(Span::new(end, end), |(_, span)| *span),
            wrong: problem.wrong,
        })
        .collect()
}

/// The grammar of the words after the keyword, or of the entry.
fn grammar(statement: &Statement<'_>, target: Option<Version>) -> Option<&'static Line> {
    match statement.role {
        Role::Keyword(_, keyword) => Some(match target {
            Some(target) => keyword.line_for(target),
            None => &keyword.line,
        }),
        Role::Entry(entry) => Some(&entry.line),
        Role::Unknown(_) | Role::Names => None,
    }
}

/// A backslash at the end of the line, which Keepalived joins to the last word.
fn ends_in_backslash(statement: &Statement<'_>) -> bool {
    let source = statement.tree().source();
    let after = &source[statement.node.header_span().end as usize..];
    let rest = after.trim_ascii_start();
    let same_line = !after[..after.len() - rest.len()].contains(&b'\n');
    same_line
        && matches!(
            rest,
            [b'\\'] | [b'\\', b'\n', ..] | [b'\\', b'\r', b'\n', ..]
        )
}

/// Whether a block is a list of something, whose grammar is its entries'.
pub(crate) const fn takes_block(body: Body) -> bool {
    !matches!(body, Body::None)
}
