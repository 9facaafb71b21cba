//! A line beyond the buffer of the reader.

use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::{MAX_LINE_BYTES, SyntaxProblem};

pub(super) static RULE: Rule = Rule {
    id: "line-too-long",
    severity: Severity::Error,
    stage: Stage::Syntax,
    title: words(
        "The line is longer than Keepalived reads at once",
        "该行超过 Keepalived 一次能读取的长度",
    ),
    why: words(
        "Keepalived reads lines into 1024 bytes. What is beyond is read as a line of its own, and \
        then usually is an unknown keyword.",
        "Keepalived 用 1024 字节的缓冲区读行，超出部分会被当作新的一行，\
        通常因此成为未知关键字。",
    ),
    bad: Example::of(
        "# long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long 
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "# long
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let too_long = |problem| matches!(problem, SyntaxProblem::LineTooLong { .. });
    for at in problems::syntax(context, too_long) {
        let bytes = at.span.len();
        found.report(
            at,
            Text::new(
                format!("the line is {bytes} bytes long; what is beyond {MAX_LINE_BYTES} is read as another line"),
                format!("该行长 {bytes} 字节，超过 {MAX_LINE_BYTES} 的部分会被当作另一行"),
            ),
        );
    }
}
