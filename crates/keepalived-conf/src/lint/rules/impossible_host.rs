//! A host of digits and dots that is no address.

use crate::catalog::Kind;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use std::net::IpAddr;

pub(super) static RULE: Rule = Rule {
    id: "impossible-host",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "A host can be neither an address nor a name",
        "主机既不是地址也不可能是域名",
    ),
    why: words(
        "A name whose last part is a number does not exist in the DNS. Keepalived fails to \
        resolve it, reports it and sends no mail.",
        "末段为数字的域名在 DNS 中不存在；Keepalived 无法解析，\
        会报告且不发送邮件。",
    ),
    bad: Example::of(
        "global_defs {
    smtp_server 192.0.2.300
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    smtp_server 192.0.2.30
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for statement in &context.statements {
        let args = statement
            .keyword()
            .map_or(&[][..], |known| known.line.head.args(&[]));
        for (arg, word) in args.iter().zip(statement.node.args()) {
            let text = word.text();
            let looks = text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.');
            if arg.kind == Kind::Host && looks && text.parse::<IpAddr>().is_err() {
                found.report(
                    context.locate(word.span()),
                    Text::new(
                        format!("{text} is neither an address nor a name"),
                        format!("{text} 既不是地址也不是域名"),
                    ),
                );
            }
        }
    }
}
