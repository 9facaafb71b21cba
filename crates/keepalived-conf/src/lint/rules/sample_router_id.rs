//! The router_id of an example.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "sample-router-id",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words("router_id is that of an example", "router_id 是示例中的值"),
    why: words(
        "Mails and logs name the node by its router_id. With the one that every example has, \
        nobody can tell the nodes apart.",
        "邮件与日志用 router_id 指明节点；沿用示例的值就无法区分各节点。",
    ),
    bad: Example::of(
        "global_defs {
    router_id LVS_DEVEL
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

const SAMPLES: [&str; 4] = ["LVS_DEVEL", "LVS_MAIN", "LVS_BACKUP", "localhost"];

fn check(context: &Context<'_>, found: &mut Findings) {
    let router_id = context.outlook.model.globals.router_id.as_ref();
    let sample = router_id.filter(|id| SAMPLES.contains(&id.value.as_str()));
    if let Some(id) = sample {
        let name = &id.value;
        found.report(
            id.at,
            Text::new(
                format!("{name} is the router_id of examples; name this node"),
                format!("{name} 是示例中的 router_id，请改为本节点名称"),
            ),
        );
    }
}
