//! A `state` that is neither MASTER nor BACKUP.

use crate::catalog::closest_word;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::{Span, Word};

pub(super) static RULE: Rule = Rule {
    id: "unknown-state",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "A state is neither MASTER nor BACKUP",
        "state 既不是 MASTER 也不是 BACKUP",
    ),
    why: words(
        "Keepalived takes the first word after `state` and knows only MASTER and BACKUP, in \
        capitals; on anything else, such as a sentence from a manual, it falls back to BACKUP.",
        "Keepalived 只取 `state` 后的第一个单词，\
        且只认识大写的 MASTER 和 BACKUP；\
        其他内容（例如文档里的一句话）一律按 BACKUP 处理。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    state primary server
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    state BACKUP
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for (problem, statement) in context.wrong_words(RULE.id) {
        let word = &problem.word;
        let meant = closest_word(word, STATES);
        let known = STATES.iter().any(|state| state.eq_ignore_ascii_case(word));
        let title = Text::new("write BACKUP on every node", "各节点都写 BACKUP");
        let named = meant.map(|meant| Text::new(format!("write {meant}"), format!("改为 {meant}")));
        let args = statement.node.args().map(Word::span);
        let sentence = args.reduce(Span::cover).unwrap_or(problem.span);
        let fix = context.replace(
            sentence,
            meant.unwrap_or("BACKUP"),
            named.unwrap_or(title),
            known,
        );
        found
            .report(
                context.locate(sentence),
                Text::new(
                    format!(
                        "`{word}` is no state: it must be MASTER or BACKUP, and becomes BACKUP"
                    ),
                    format!("`{word}` 不是有效状态：只能是 MASTER 或 BACKUP，此处会按 BACKUP 处理"),
                ),
            )
            .fix(fix);
    }
}

const STATES: [&str; 2] = ["MASTER", "BACKUP"];
