//! A dump file that Keepalived does not write.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "dump-file-ignored",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "The file is read and not used",
        "该文件设置会被读取但不使用",
    ),
    why: words(
        "stats_dump_file and json_dump_file are parsed by 2.3.3 to 2.4.3 and have no effect; \
        only state_dump_file has. Set TMPDIR in the service's environment to steer the \
        dumps.",
        "2.3.3 至 2.4.3 会解析 stats_dump_file 与 json_dump_file 但不生效，\
        只有 state_dump_file 有效。可在服务环境中设置 TMPDIR 来指定目录。",
    ),
    bad: Example::of(
        "global_defs {
    json_dump_file /run/keepalived/keepalived.json
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
    state_dump_file /run/keepalived/keepalived.data
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
    for keyword in ["stats_dump_file", "json_dump_file"] {
        for (_, statement) in context.all("global_defs", keyword) {
            found.report(
                context.header(statement),
                Text::new(
                    format!("{keyword} has no effect; set TMPDIR for the service"),
                    format!("{keyword} 不生效；请为服务设置 TMPDIR"),
                ),
            );
        }
    }
}
