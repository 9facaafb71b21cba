//! A real server of the other family.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::server::{Method, Target};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "server-family-differs",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A real server is of the other address family",
        "真实服务器的地址族不同",
    ),
    why: words(
        "Only tunnels carry one family over the other. Keepalived reports the server and skips \
        it.",
        "只有隧道能跨地址族；Keepalived 会报告并跳过该服务器。",
    ),
    bad: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    real_server 2001:db8::1 80 {
    }
    real_server 192.0.2.12 80 {
    }
}
",
    ),
    good: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    real_server 192.0.2.11 80 {
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for server in &context.servers {
        let named = context
            .last(server.index, "ip_family")
            .and_then(|line| line.word(0));
        let mut is_ipv6 = match (&server.target, named.as_deref()) {
            (Some(Target::Address(address, _)), _) => Some(address.is_ipv6()),
            (_, Some("inet")) => Some(false),
            (_, Some("inet6")) => Some(true),
            _ => None,
        };
        for real in server
            .all()
            .filter(|real| server.method_of(real) != Method::Tunnel)
        {
            if *is_ipv6.get_or_insert(real.address.is_ipv6()) != real.address.is_ipv6() {
                let address = real.address;
                found.report(
                    context.locate(real.span),
                    Text::new(
                        format!("{address} is of the other family and is skipped"),
                        format!("{address} 属于另一地址族，会被跳过"),
                    ),
                );
            }
        }
    }
}
