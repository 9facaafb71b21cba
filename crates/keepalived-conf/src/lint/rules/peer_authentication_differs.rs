//! Nodes that do not believe each other.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::{VrrpInstance, VrrpVersion};

pub(super) static RULE: Rule = Rule {
    id: "peer-authentication-differs",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "The peer has another kind of authentication or password",
        "对端的认证方式或密码不同",
    ),
    why: words(
        "In version 2 a node throws adverts away whose authentication or password is not its \
        own, so both nodes are MASTER.",
        "版本 2 中，节点会丢弃认证方式或密码不符的通告，两个节点因此都是 MASTER。",
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
    )
    .with_peer(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 240
    virtual_ipaddress {
        192.0.2.10/24
    }
    authentication {
        auth_type PASS
        auth_pass x9Tw2bNm
    }
}
",
    )
    .also(&["password-in-clear"]),
    good: Example::of(
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
    )
    .with_peer(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 240
    virtual_ipaddress {
        192.0.2.10/24
    }
    authentication {
        auth_type PASS
        auth_pass k3Vq8xZp
    }
}
",
    )
    .also(&["password-in-clear"]),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let outlook = &context.outlook;
    for (own, peer) in outlook.pairs() {
        let is_old = own.version(&outlook.model.globals) == VrrpVersion::V2;
        let kind = |instance: &VrrpInstance| {
            let auth = instance.authentication.as_ref()?;
            let kind = auth.kind.as_ref()?.value.clone();
            let password = auth.password.as_ref()?.value.clone();
            Some((kind, password))
        };
        let (mine, theirs) = (kind(own), kind(peer));
        if !is_old || mine == theirs {
            continue;
        }
        let at = own.authentication.as_ref().map_or(own.at, |auth| auth.at);
        // The passwords themselves are nobody's business.
        let (en, zh) = match (&mine, &theirs) {
            (Some(_), None) => ("the peer has no authentication", "对端没有认证"),
            (None, _) => (
                "the peer has authentication, this node has none",
                "对端有认证，本机没有",
            ),
            (Some((kind, _)), Some((other, _))) if kind != other => {
                ("the peer has another auth_type", "对端的 auth_type 不同")
            }
            _ => ("the peer has another password", "对端的密码不同"),
        };
        found.report(
            at,
            Text::new(
                format!("{en}: both would be MASTER"),
                format!("{zh}：两者都会成为 MASTER"),
            ),
        );
    }
}
