//! A password where the protocol has no place for it.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Statement;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "authentication-in-version-3",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("Version 3 has no authentication", "版本 3 不支持认证"),
    why: words(
        "RFC 5798 dropped the passwords of version 2. Keepalived reports the block and sends \
        adverts without; an admin who counts on it is not protected.",
        "RFC 5798 取消了版本 2 的密码；\
        Keepalived 报告后发送不带认证的通告，因此实际上没有任何保护。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    version 3
    authentication {
        auth_type PASS
        auth_pass p4ss
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
    version 3
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.instances {
        let applies = instance.version == 3 && !instance.is_strict;
        if let Some(block) = auth(context, instance.index).filter(|_| applies) {
            let title = Text::new("delete the block", "删除该块");
            let name = &instance.name;
            found
                .report(
                    context.header(block),
                    Text::new(
                        format!("{name} has version 3, which has no authentication"),
                        format!("{name} 使用版本 3，没有认证功能"),
                    ),
                )
                .fix(context.delete(block, title, false));
        }
    }
}

/// The block, if it names a type.
fn auth<'c>(context: &'c Context<'_>, index: usize) -> Option<&'c Statement<'c>> {
    let mut blocks = context
        .children(index)
        .filter(|(_, block)| block.is_named("authentication"));
    blocks
        .find(|(block, _)| context.last(*block, "auth_type").is_some())
        .map(|(_, block)| block)
}
