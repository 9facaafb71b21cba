//! One real server twice.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    id: "duplicate-real-server",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("A real server is listed twice", "真实服务器重复"),
    why: words(
        "Keepalived reports the second and removes it, with its checks.",
        "Keepalived 报告第二个并连同其检查一起删除。",
    ),
    bad: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    real_server 192.0.2.11 80 {
    }
    real_server 192.0.2.11 80 {
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
    real_server 192.0.2.12 80 {
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for server in &context.servers {
        let mut seen = BTreeMap::new();
        for real in &server.reals {
            let at = context.locate(real.span);
            match seen.get(&(real.address, real.port)) {
                None => {
                    seen.insert((real.address, real.port), at);
                }
                Some(first) => {
                    let address = real.address;
                    found
                        .report(
                            at,
                            Text::new(
                                format!("{address} is listed already; this one is removed"),
                                format!("{address} 已经列出，此处会被删除"),
                            ),
                        )
                        .note_at(*first, Text::new("here", "在此处"));
                }
            }
        }
    }
}
