//! The VRID of every example.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "sample-vrid",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "VRID 51 is that of every example",
        "VRID 51 是各种示例共用的值",
    ),
    why: words(
        "Two pairs with the same VRID on one link disturb each other: addresses come and go. \
        51 is what most examples have, so it is the likeliest to be taken already. Choose \
        another, and listen first.",
        "同一链路上两组节点用相同 VRID 会互相干扰，地址反复漂移。51 是多数示例的值，\
        最可能已被占用；请另选，并先监听。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 250
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

const SAMPLE: u8 = 51;

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.outlook.model.instances {
        let vrid = instance.vrid.as_ref();
        if let Some(vrid) = vrid.filter(|vrid| vrid.value.value() == SAMPLE) {
            found.report(
                vrid.at,
                Text::new(
                    "51 is the VRID of most examples and may be taken on this link",
                    "51 是多数示例的 VRID，可能已在此链路上使用",
                ),
            );
        }
    }
}
