//! Two blocks of one name.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    id: "duplicate-name",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("A name is used twice", "名称重复"),
    why: words(
        "Keepalived reports the second block and skips it as a whole.",
        "Keepalived 报告第二个块并整个跳过。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 72
    virtual_ipaddress {
        192.0.2.11/24
    }
}
",
    ),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id 72
    virtual_ipaddress {
        192.0.2.11/24
    }
}
",
    ),
    check,
};

/// The blocks of which Keepalived skips the second. Of two scripts or track files the first counts,
/// which it does not report.
const SKIPPED: [&str; 4] = [
    "vrrp_instance",
    "vrrp_sync_group",
    "track_group",
    "bfd_instance",
];
const SILENT: [&str; 4] = [
    "vrrp_script",
    "vrrp_track_process",
    "virtual_server_group",
    "vrrp_track_file",
];

fn check(context: &Context<'_>, found: &mut Findings) {
    let mut seen = BTreeMap::new();
    for statement in &context.statements {
        let keyword = statement.name();
        let severity = if SKIPPED.contains(&keyword) {
            Severity::Error
        } else if SILENT.contains(&keyword) {
            Severity::Warning
        } else {
            continue;
        };
        let Some(name) = statement.word(0).filter(|_| statement.parent.is_none()) else {
            continue;
        };
        let at = context.header(statement);
        match seen.get(&(keyword, name.clone())) {
            None => {
                seen.insert((keyword, name), at);
            }
            Some(first) => {
                found
                    .report(
                        at,
                        Text::new(
                            format!("{keyword} {name} is defined already"),
                            format!("{keyword} {name} 已经定义过"),
                        ),
                    )
                    .severity(severity)
                    .note_at(*first, Text::new("here", "在此处"));
            }
        }
    }
}
