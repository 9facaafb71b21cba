//! A protocol where a firewall mark decides.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::server::Target;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "protocol-with-mark",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A virtual server with a firewall mark needs no protocol",
        "使用防火墙标记的虚拟服务器不需要 protocol",
    ),
    why: words(
        "The mark decides which packets belong to the server. Keepalived reports the protocol and \
        ignores it.",
        "由防火墙标记决定哪些报文属于该服务器；protocol 会被报告并忽略。",
    ),
    bad: Example::of(
        "virtual_server fwmark 5 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    real_server 192.0.2.11 80 {
    }
}
",
    ),
    good: Example::of(
        "virtual_server fwmark 5 {
    lvs_sched rr
    lvs_method NAT
    real_server 192.0.2.11 80 {
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for server in &context.servers {
        let only_marks = match &server.target {
            Some(Target::Mark) => true,
            Some(Target::Group { ports, has_marks }) => *has_marks && ports.is_empty(),
            Some(Target::Address(..)) | None => false,
        };
        if let Some(line) = context
            .last(server.index, "protocol")
            .filter(|_| only_marks)
        {
            let title = Text::new("delete the line", "删除该行");
            found
                .report(
                    context.header(line),
                    Text::new(
                        "the mark decides; the protocol is ignored",
                        "由标记决定，protocol 会被忽略",
                    ),
                )
                .fix(context.delete(line, title, true));
        }
    }
}
