//! Another port where none can be translated.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::server::{Method, Target};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "real-server-port-differs",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "The port of a real server cannot differ",
        "真实服务器的端口不能不同",
    ),
    why: words(
        "Only NAT translates ports. With DR and TUN the packet arrives with the port of the \
        virtual server: Keepalived reports another one and resets it.",
        "只有 NAT 能转换端口；DR 与 TUN 的报文保持虚拟服务器的端口，\
        其他端口会被报告并重置。",
    ),
    bad: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method DR
    protocol TCP
    real_server 192.0.2.11 8080 {
    }
}
",
    ),
    good: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method DR
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
        for real in server.all().filter(|real| real.port != 0) {
            let fits = match &server.target {
                _ if server.method_of(real) == Method::Nat => true,
                Some(Target::Address(_, port)) => *port == real.port,
                Some(Target::Mark) => false,
                Some(Target::Group { ports, has_marks }) => {
                    !has_marks && ports.iter().all(|port| *port == real.port)
                }
                None => true,
            };
            if !fits {
                let port = real.port;
                found.report(
                    context.locate(real.span),
                    Text::new(
                        format!("port {port} differs, which only NAT can translate"),
                        format!("端口 {port} 不同，只有 NAT 能转换端口"),
                    ),
                );
            }
        }
    }
}
