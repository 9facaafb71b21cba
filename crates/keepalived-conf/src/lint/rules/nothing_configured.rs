//! A file in which nothing is to be done.

use crate::expand::{FileId, Location};
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::syntax::Span;

pub(super) static RULE: Rule = Rule {
    id: "nothing-configured",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words("The file configures nothing", "文件没有配置任何内容"),
    why: words(
        "Keepalived takes a file without an instance and without a virtual server, `-t` exits \
        0, and then it runs and does nothing. It may be the wrong file, or an include that \
        brought nothing.",
        "没有实例也没有虚拟服务器的文件会被接受，`-t` 退出码为 0，但运行后什么也不做；\
        可能是写错了文件，或 include 未带来内容。",
    ),
    bad: Example::of(
        "global_defs {
    router_id db-a
}
",
    ),
    good: Example::of(
        "global_defs {
    router_id db-a
}
vrrp_instance VI_1 {
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
    let has_work = !model.instances.is_empty() || !model.virtual_servers.is_empty();
    // What is misspelt or left to an include may well be work.
    let is_unsure = !model.unknown.is_empty()
        || !context.expansion.problems.is_empty()
        || context.expansion.files.len() > 1;
    let is_part = context
        .expansion
        .tree
        .root()
        .statements()
        .any(|node| !node.is("global_defs"));
    if has_work || is_unsure || is_part {
        return;
    }
    let at = Location {
        file: FileId::MAIN,
        span: Span::new(0, 0),
    };
    found.report(
        at,
        Text::new(
            "there is no vrrp_instance and no virtual_server: Keepalived would do nothing",
            "没有 vrrp_instance 也没有 virtual_server，Keepalived 不会做任何事",
        ),
    );
}
