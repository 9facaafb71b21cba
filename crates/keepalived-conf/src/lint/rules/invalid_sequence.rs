//! A `~SEQ` or `~LST` that cannot be carried out.

use crate::expand::ExpandProblem;
use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::SyntaxProblem;

pub(super) static RULE: Rule = Rule {
    id: "invalid-sequence",
    severity: Severity::Error,
    stage: Stage::Syntax,
    title: words("A repetition is not valid", "重复指令无效"),
    why: words(
        "Keepalived reports the `~SEQ` or `~LST` and does without all the lines that it should \
        have made.",
        "Keepalived 报告该 `~SEQ` 或 `~LST`，并丢弃它本应生成的所有行。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.9/24
        ~SEQ(N, 1, x) 192.0.2.$N/24
    }
}
",
    ),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.9/24
        ~SEQ(N, 1, 3) 192.0.2.${N}/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let malformed = problems::syntax(context, |problem| {
        problem == SyntaxProblem::MalformedSequence
    });
    for at in malformed {
        found.report(
            at,
            Text::new("the sequence has no closing `)`", "该序列缺少右括号 `)`"),
        );
    }
    for (at, problem) in problems::expansion(context) {
        let message = match problem {
            ExpandProblem::InvalidSequence => Text::new(
                "this `~SEQ` does not say from where to where",
                "该 `~SEQ` 没有给出有效的起止值",
            ),
            ExpandProblem::InvalidList => Text::new(
                "the names and the values of this `~LST` do not match",
                "该 `~LST` 的名称与值不匹配",
            ),
            _ => continue,
        };
        found.report(at, message);
    }
}
