//! A character that only looks like ASCII.

use crate::lint::confusable;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Role;
use crate::lint::words::takes_block;
use crate::lint::{Context, Severity, Text};
use crate::syntax::{Span, Word};

pub(super) static RULE: Rule = Rule {
    id: "confusable-character",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "A character only looks like the one that is meant",
        "字符只是看起来像所需的字符",
    ),
    why: words(
        "Word processors and Chinese input methods write dashes, digits, blanks and punctuation \
        that look right and are other characters. Keepalived reads `weight –5` as no number and \
        goes on without the weight.",
        "文字处理软件和中文输入法会写出外形相似但编码不同的横线、数字、空格和标点；\
        Keepalived 认为 `weight –5` 不是数字，并忽略该权重。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority ２50
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
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for (index, statement) in context.statements.iter().enumerate() {
        if !context.has_confusable(statement) {
            continue;
        }
        for word in statement.node.words().filter(|word| !word.is_quoted()) {
            let text = word.text();
            let Some(ascii) = confusable::ascii(&text) else {
                continue;
            };
            let rejected = is_rejected(context, index, word.span());
            let severity = if rejected {
                Severity::Error
            } else {
                Severity::Warning
            };
            let title = Text::new(format!("write `{ascii}`"), format!("改为 `{ascii}`"));
            found
                .report(context.locate(word.span()), message(&text))
                .severity(severity)
                .fix(context.replace(word.span(), ascii, title, rejected));
        }
    }
}

/// Whether Keepalived takes offence at the word: it fits nothing, or was to open a block.
fn is_rejected(context: &Context<'_>, index: usize, word: Span) -> bool {
    let statement = &context.statements[index];
    let is_first = statement.node.keyword().map(Word::span) == Some(word);
    let unknown = is_first && matches!(statement.role, Role::Unknown(_));
    let unopened = !statement.node.has_block()
        && statement
            .keyword()
            .is_some_and(|keyword| takes_block(keyword.body));
    let mut wrong = context.words_of(index).iter();
    unknown || unopened || wrong.any(|problem| problem.span == word && problem.wrong.is_rejected())
}

fn message(word: &str) -> Text {
    let signs = word
        .chars()
        .filter(|sign| confusable::meant(*sign).is_some());
    let named: Vec<String> = signs
        .map(|sign| format!("U+{:04X} `{sign}`", sign as u32))
        .collect();
    let list = named.join(", ");
    Text::new(
        format!("{list} only looks like ASCII"),
        format!("{list} 只是看起来像 ASCII 字符"),
    )
}
