//! Every port, without persistence.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::server::Target;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "every-port-without-persistence",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A server for every port needs persistence",
        "面向所有端口的服务器需要会话保持",
    ),
    why: words(
        "Port 0, or none, stands for every port, which IPVS has for persistent services only. \
        Keepalived reports it and sets a persistence_timeout.",
        "端口 0（或不写端口）表示所有端口，IPVS 只允许持久服务这样做；\
        Keepalived 报告后会设置 persistence_timeout。",
    ),
    bad: Example::of(
        "virtual_server 192.0.2.10 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    real_server 192.0.2.11 80 {
    }
}
",
    ),
    good: Example::of(
        "virtual_server 192.0.2.10 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    persistence_timeout 300
    real_server 192.0.2.11 80 {
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for server in &context.servers {
        let statement = &context.statements[server.index];
        let every = match &server.target {
            Some(Target::Address(_, port)) => *port == 0,
            Some(Target::Group { ports, .. }) => ports.contains(&0),
            Some(Target::Mark) | None => false,
        };
        if every && !context.has_or_means(server.index, "persistence_timeout") {
            found.report(
                context.header(statement),
                Text::new(
                    "every port is meant, and there is no persistence_timeout",
                    "面向所有端口，却没有 persistence_timeout",
                ),
            );
        }
    }
}
