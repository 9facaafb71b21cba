//! A password that everybody on the link can read.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::VrrpVersion;

pub(super) static RULE: Rule = Rule {
    id: "password-in-clear",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words("The password is sent in clear", "密码以明文发送"),
    why: words(
        "Whoever sees one advert knows the password; the RFC dropped it in 2004. Unicast \
        peers and a firewall keep others out better, and Keepalived 2.4.2 has auth_hmac.",
        "看到一个通告即可知道密码，RFC 于 2004 年已移除该机制。单播对端加防火墙更有效；\
        Keepalived 2.4.2 起可用 auth_hmac。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
    authentication {
        auth_type PASS
        auth_pass k3Vq8xZp
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

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    for instance in &model.instances {
        let Some(auth) = &instance.authentication else {
            continue;
        };
        let is_password = auth.kind.as_ref().is_some_and(|kind| kind.value == "PASS");
        let counts = instance.version(&model.globals) == VrrpVersion::V2
            && !instance.is_strict(&model.globals);
        if is_password && counts && auth.password.is_some() {
            found.report(
                auth.at,
                Text::new(
                    "every advert shows this password to everybody on the link",
                    "每个通告都会把该密码暴露给同一链路上的所有人",
                ),
            );
        }
    }
}
