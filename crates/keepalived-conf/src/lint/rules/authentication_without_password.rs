//! An authentication type without its password.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "authentication-without-password",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("Authentication has no password", "认证没有密码"),
    why: words(
        "Without auth_pass Keepalived reports the block and sends adverts without authentication.",
        "没有 auth_pass 时 Keepalived 报告该块，并发送不带认证的通告。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    authentication {
        auth_type PASS
    }
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
    authentication {
        auth_type PASS
        auth_pass p4ss
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .also(&["password-in-clear"]),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.instances {
        if instance.version != 2 || instance.is_strict {
            continue;
        }
        let blocks = context.children(instance.index);
        for (index, block) in blocks.filter(|(_, block)| block.is_named("authentication")) {
            let has_type = context.last(index, "auth_type").is_some();
            if has_type && !context.has_or_means(index, "auth_pass") {
                found.report(
                    context.header(block),
                    Text::new(
                        "auth_type without auth_pass",
                        "有 auth_type 却没有 auth_pass",
                    ),
                );
            }
        }
    }
}
