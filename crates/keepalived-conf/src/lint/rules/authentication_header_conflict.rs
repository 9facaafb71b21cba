//! An IPsec header where it cannot be.

use crate::lint::instance::OWNER;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Statement;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "authentication-header-conflict",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("auth_type AH does not work here", "auth_type AH 在此无效"),
    why: words(
        "The sequence of AH must be learnt from another node before one takes over, so that a \
        node that starts as MASTER cannot use it; IPv6 has no version 2. Keepalived reports it \
        and makes it BACKUP, or drops the authentication.",
        "AH 的序列号须先从其他节点学习，因此以 MASTER 启动的节点无法使用；\
        IPv6 没有版本 2。Keepalived 报告后改为 BACKUP 或取消认证。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    state MASTER
    priority 250
    authentication {
        auth_type AH
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
    state BACKUP
    priority 250
    authentication {
        auth_type AH
        auth_pass p4ss
    }
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
        if instance.version != 2 || instance.is_strict {
            continue;
        }
        let Some((line, has_pass)) = auth_type(context, instance.index) else {
            continue;
        };
        let is_ipv6 = instance.is_ipv6 == Some(true);
        let starts_as_master = instance.is_master && instance.priority != OWNER;
        if has_pass && line.word(0).as_deref() == Some("AH") && (is_ipv6 || starts_as_master) {
            let message = if is_ipv6 {
                Text::new("AH does not work with IPv6", "AH 不能用于 IPv6")
            } else {
                Text::new(
                    "AH does not work with state MASTER",
                    "AH 不能与 state MASTER 同用",
                )
            };
            found.report(context.header(line), message);
        }
    }
}

/// The type, and whether there is a password with it.
fn auth_type<'c>(context: &'c Context<'_>, index: usize) -> Option<(&'c Statement<'c>, bool)> {
    let blocks = context
        .children(index)
        .filter(|(_, block)| block.is_named("authentication"));
    let (block, _) = blocks.last()?;
    let has_pass = context.last(block, "auth_pass").is_some();
    Some((context.last(block, "auth_type")?, has_pass))
}
