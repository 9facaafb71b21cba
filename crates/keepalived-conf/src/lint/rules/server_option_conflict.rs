//! An option that the server cannot have.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::server::Target;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "server-option-conflict",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "An option does not go with this virtual server",
        "该选项与虚拟服务器不相容",
    ),
    why: words(
        "One-packet scheduling is for UDP, ha_suspend needs an address to look for, and what is \
        said of a sorry server must stand behind it. Keepalived reports the line and ignores it.",
        "单包调度只用于 UDP；ha_suspend 需要有地址可查；\
        关于 sorry_server 的设置必须写在它之后。否则会被报告并忽略。",
    ),
    bad: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    ops
    real_server 192.0.2.11 80 {
    }
}
",
    ),
    good: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol UDP
    ops
    real_server 192.0.2.11 80 {
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for server in &context.servers {
        let protocol = context
            .last(server.index, "protocol")
            .and_then(|line| line.word(0));
        let is_udp = protocol.is_none_or(|word| word.eq_ignore_ascii_case("UDP"));
        let has_marks = match &server.target {
            Some(Target::Group { has_marks, .. }) => *has_marks,
            Some(Target::Mark) => true,
            Some(Target::Address(..)) | None => false,
        };
        let mut has_sorry = false;
        for (_, line) in context.children(server.index) {
            let message = match line.name() {
                "sorry_server" => {
                    has_sorry = true;
                    continue;
                }
                "ops" if server.has_addresses() && !is_udp => {
                    Text::new("one-packet scheduling needs UDP", "单包调度需要 UDP")
                }
                "ha_suspend" if has_marks => Text::new(
                    "ha_suspend does not work with a mark",
                    "ha_suspend 不能与标记同用",
                ),
                "sorry_server_inhibit" | "sorry_server_lvs_method" if !has_sorry => Text::new(
                    "this must stand behind sorry_server",
                    "该行必须写在 sorry_server 之后",
                ),
                _ => continue,
            };
            found.report(context.header(line), message);
        }
    }
}
