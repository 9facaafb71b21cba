//! More than is read.

use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "beyond-limits",
    severity: Severity::Warning,
    stage: Stage::Syntax,
    title: words("The text goes beyond what is read", "文本超出可读取的范围"),
    why: words(
        "Depth, length and repetitions are bounded here so that no file can exhaust the machine; \
        what lies beyond was not examined. Keepalived has limits too, or none.",
        "为避免耗尽资源，嵌套深度、长度与重复次数都有上限，超出部分未检查；\
        Keepalived 自身的限制不同，甚至没有限制。",
    ),
    bad: Example::of(
        "a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
a {
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
",
    )
    .also(&["unknown-keyword"]),
    good: Example::of(
        "vrrp_instance VI_1 {
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
    for (at, message) in problems::limits(context) {
        found.report(
            at,
            Text::new(
                format!("not read further: {message}"),
                format!("未继续读取：{message}"),
            ),
        );
    }
}
