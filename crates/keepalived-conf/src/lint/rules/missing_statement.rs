//! A block without the line that makes it work.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "missing-statement",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A block lacks a line that it cannot do without",
        "块缺少必需的一行",
    ),
    why: words(
        "A script without a command, a track file without a path, a checker without its target: \
        Keepalived reports the block and removes it, and then nothing is checked.",
        "没有命令的脚本、没有路径的跟踪文件、没有目标的检查器：\
        Keepalived 会报告并删除该块，于是什么也不检查。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script check {
    interval 2
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
    enable_script_security
    script_user root
}
vrrp_script check {
    script /usr/local/bin/check
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    track_script {
        check
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

const REAL: &str = "virtual_server/real_server";

/// Block, keyword that opens it, and the lines of which it needs one.
const NEEDED: [(&str, &str, &[&str]); 12] = [
    ("", "vrrp_script", &["script"]),
    ("", "track_file", &["file"]),
    ("", "vrrp_track_file", &["file"]),
    ("", "vrrp_track_process", &["process"]),
    ("", "bfd_instance", &["neighbor_ip", "neighbour_ip"]),
    (REAL, "MISC_CHECK", &["misc_path"]),
    (REAL, "FILE_CHECK", &["track_file"]),
    (REAL, "BFD_CHECK", &["name"]),
    (REAL, "HTTP_GET", &["url"]),
    (REAL, "SSL_GET", &["url"]),
    ("virtual_server/real_server/HTTP_GET", "url", &["path"]),
    ("virtual_server/real_server/SSL_GET", "url", &["path"]),
];

fn check(context: &Context<'_>, found: &mut Findings) {
    for (path, keyword, needed) in NEEDED {
        for (index, statement) in context.all(path, keyword) {
            if needed.iter().any(|name| context.has_or_means(index, name)) {
                continue;
            }
            let name = needed[0];
            found.report(
                context.header(statement),
                Text::new(
                    format!("`{keyword}` lacks its `{name}` and is removed"),
                    format!("`{keyword}` 缺少 `{name}`，会被删除"),
                ),
            );
        }
    }
}
