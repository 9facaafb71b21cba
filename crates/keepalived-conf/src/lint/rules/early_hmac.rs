//! `auth_hmac` in a release whose format changed again.

use crate::catalog::Version;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "early-hmac",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "auth_hmac of this release does not understand later ones",
        "该版本的 auth_hmac 与后续版本不互通",
    ),
    why: words(
        "2.4.0 and 2.4.1 sign adverts in formats of their own: nodes of different releases \
        take each other's adverts for forged and are both MASTER. Use 2.4.2 or later on all \
        nodes.",
        "2.4.0 与 2.4.1 的签名格式各不相同：不同版本的节点会把对方通告当作伪造，\
        从而同时成为 MASTER。各节点请使用 2.4.2 以上。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
    auth_hmac {
        key 1 0123456789abcdef0123456789abcdef
        active_key 1
    }
}
",
    )
    .for_release(FIRST),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
    auth_hmac {
        key 1 0123456789abcdef0123456789abcdef
        active_key 1
    }
}
",
    )
    .for_release(GOOD),
    check,
};

const FIRST: Version = Version::new(2, 4, 0);
const GOOD: Version = Version::new(2, 4, 2);

fn check(context: &Context<'_>, found: &mut Findings) {
    let target = context.options.target_version;
    if !target.is_some_and(|target| target >= FIRST && target < GOOD) {
        return;
    }
    for instance in &context.outlook.model.instances {
        if let Some(at) = instance.auth_hmac {
            found.report(
                at,
                Text::new(
                    "auth_hmac before 2.4.2 does not understand other releases",
                    "2.4.2 之前的 auth_hmac 与其他版本不互通",
                ),
            );
        }
    }
}
