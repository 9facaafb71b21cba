//! Words that Keepalived ignores in silence.

use crate::catalog::{Body, Extra, Kind, Presence};
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::{Span, Word};

pub(super) static RULE: Rule = Rule {
    id: "extra-words",
    severity: Severity::Warning,
    stage: Stage::Words,
    title: words("Words beyond the value are ignored", "值之后的单词被忽略"),
    why: words(
        "Keepalived reads as many words as the keyword takes and drops the others without a \
        word: `-t` exits 0. What they should have said does not hold.",
        "Keepalived 只读取关键字所需的单词，其余静默丢弃，`-t` 退出码为 0；\
        它们想表达的内容并不生效。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    advert_int 1 second
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
    advert_int 1
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
        let Some(keyword) = statement.keyword() else {
            continue;
        };
        let line = keyword.line;
        let is_open = !line.options.is_empty() || line.bare.is_some();
        if line.extra != Extra::Ignored || is_open || keyword.body != Body::None {
            continue;
        }
        let words: Vec<Word<'_>> = statement.node.args().collect();
        let texts: Vec<_> = words.iter().map(|word| word.text()).collect();
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        let args = line.head.args(&texts);
        let is_repeated = args.iter().any(|arg| arg.presence == Presence::Repeated);
        let is_command = args.iter().any(|arg| arg.kind == Kind::Command);
        let extra = words.get(args.len()..).unwrap_or_default();
        let span = extra.iter().map(|word| word.span()).reduce(Span::cover);
        if let Some(span) = span.filter(|_| !is_repeated && !is_command && !is_told(context, index))
        {
            let (name, said) = (statement.name(), context.text(span).into_owned());
            let title = Text::new("take them away", "删除多余单词");
            let fix = context.replace(span, "", title, false);
            found
                .report(
                    context.locate(span),
                    Text::new(
                        format!("`{said}` after {name} is ignored"),
                        format!("{name} 之后的 `{said}` 被忽略"),
                    ),
                )
                .fix(fix);
        }
    }
}

/// Whether the line has been found wrong already.
fn is_told(context: &Context<'_>, index: usize) -> bool {
    let header = context.header(&context.statements[index]);
    let mut problems = context.expansion.problems.iter();
    context
        .words
        .iter()
        .any(|problem| problem.statement == index)
        || problems.any(|problem| {
            problem.at.file == header.file && header.span.contains(problem.at.span.start)
        })
}
