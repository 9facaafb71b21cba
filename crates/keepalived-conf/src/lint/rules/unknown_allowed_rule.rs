//! An allow comment that names no rule.

use crate::catalog::closest_word;
use crate::lint;
use crate::lint::allow::allowed;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "unknown-allowed-rule",
    severity: Severity::Hint,
    stage: Stage::Syntax,
    title: words("An allow comment names no rule", "allow 注释中的规则不存在"),
    why: words(
        "The comment silences nothing, although it looks as if it did.",
        "该注释不会屏蔽任何规则，只是看起来有作用。",
    ),
    bad: Example::of(
        "# vipkeeper: allow(no-such-rule)
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
        "# vipkeeper: allow(unknown-keyword)
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
    for allow in allowed(context.expansion) {
        if lint::rule(&allow.id).is_none() {
            let finding = found.report(
                allow.at,
                Text::new(
                    format!("there is no rule `{}`", allow.id),
                    format!("没有规则 `{}`", allow.id),
                ),
            );
            let known = lint::rules().iter().map(|rule| rule.id);
            if let Some(meant) = closest_word(&allow.id, known) {
                finding.note(Text::new(
                    format!("did you mean `{meant}`?"),
                    format!("是否想写 `{meant}`？"),
                ));
            }
        }
    }
}
