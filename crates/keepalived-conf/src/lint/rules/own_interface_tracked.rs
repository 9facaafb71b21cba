//! An instance that tracks its own interface.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "own-interface-tracked",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "An instance tracks its own interface",
        "实例跟踪了自己的网卡",
    ),
    why: words(
        "The interface of the instance is watched anyway. Keepalived reports the line in \
        track_interface and ignores it, its weight too.",
        "实例自身的网卡本来就会被监视；\
        Keepalived 会报告 track_interface 中的这一行并忽略它（包括权重）。\
        ",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    track_interface {
        eth0
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    track_interface {
        eth1
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.instances {
        let own = context
            .last(instance.index, "interface")
            .and_then(|line| line.word(0));
        for line in context.entries(instance.index, "track_interface") {
            if line.word(0) == own {
                let title = Text::new("delete the line", "删除该行");
                found
                    .report(
                        context.header(line),
                        Text::new(
                            "this is the instance's own interface, which is watched anyway",
                            "这是实例自身的网卡，本来就会被监视",
                        ),
                    )
                    .fix(context.delete(line, title, true));
            }
        }
    }
}
