//! A command whose quotes do not close.

use crate::catalog::Kind;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::{CommandProblem, Span, Word, command_words};

pub(super) static RULE: Rule = Rule {
    id: "command-quotes",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "A command has a quote that does not close",
        "命令中的引号没有闭合",
    ),
    why: words(
        "Commands are read with single and double quotes and escapes. Where one is left open, \
        Keepalived has no command at all: it drops the script, or 2.2.7 crashes.",
        "命令按单引号、双引号与转义读取；若有引号未闭合，Keepalived 就得不到任何命令：\
        会丢弃脚本，2.2.7 还可能崩溃。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    notify_master /etc/keepalived/it's-me.sh
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    enable_script_security
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    notify_master /etc/keepalived/its-me.sh
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for statement in &context.statements {
        let Some(keyword) = statement.keyword() else {
            continue;
        };
        if !keyword
            .line
            .head
            .args(&[])
            .iter()
            .any(|arg| arg.kind == Kind::Command)
        {
            continue;
        }
        let args = statement.node.args().map(Word::span);
        let Some(span) = args.reduce(Span::cover) else {
            continue;
        };
        let problem = command_words(context.expansion.tree.slice(span)).err();
        let message = match problem {
            Some(CommandProblem::UnterminatedQuote(quote)) => Text::new(
                format!(
                    "the quote {} of this command is never closed",
                    quote as char
                ),
                format!("该命令的引号 {} 没有闭合", quote as char),
            ),
            Some(CommandProblem::DanglingBackslash) => Text::new(
                "the backslash at the end of this command escapes nothing",
                "该命令末尾的反斜杠没有转义任何字符",
            ),
            None => continue,
        };
        found.report(context.locate(span), message);
    }
}
