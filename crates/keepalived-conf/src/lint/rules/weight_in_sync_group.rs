//! A weight that a sync group or the owner takes back.

use crate::lint::instance::{Instance, OWNER};
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Statement;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "weight-in-sync-group",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("A weight does not work here", "权重在此无效"),
    why: words(
        "The members of a sync group must not drift apart, and the owner's priority is fixed. \
        Unless sync_group_tracking_weight is set, Keepalived reports weighted trackers and drops \
        them.",
        "同步组成员不能各自改变优先级，地址拥有者的优先级也是固定的；\
        除非设置 sync_group_tracking_weight，\
        带权重的跟踪项会被报告并丢弃。",
    ),
    bad: Example::of(
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
        check weight -20
    }
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
vrrp_sync_group SG {
    group {
        VI_1
        VI_2
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
        check weight 0
    }
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
vrrp_sync_group SG {
    group {
        VI_1
        VI_2
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.instances {
        let cause = if instance.priority == OWNER {
            "priority 255"
        } else if is_rigid(context, instance) {
            "the sync group"
        } else {
            continue;
        };
        for (list, default, blocks) in LISTS {
            for line in context.entries(instance.index, list) {
                let weight = weight(context, line, default, blocks);
                if weight.is_some_and(|weight| weight != 0) {
                    found.report(
                        context.header(line),
                        Text::new(
                            format!("{cause} does not allow a weight; this tracker is dropped"),
                            format!("{cause} 不允许使用权重，该跟踪项会被丢弃"),
                        ),
                    );
                }
            }
        }
    }
}

/// List, weight of what it lists when nothing names one, and the blocks that may name one.
const LISTS: [(&str, i32, &[&str]); 4] = [
    ("track_interface", 0, &[]),
    ("track_script", 0, &["vrrp_script"]),
    ("track_file", 1, &["track_file", "vrrp_track_file"]),
    ("track_bfd", 0, &["bfd_instance"]),
];

/// Whether the group of the instance keeps the priorities of its members fixed.
fn is_rigid(context: &Context<'_>, instance: &Instance) -> bool {
    instance.sync_group.is_some_and(|group| {
        let floating = ["sync_group_tracking_weight", "global_tracking"];
        floating
            .iter()
            .all(|keyword| context.last(group, keyword).is_none())
    })
}

/// The weight of a line; `None` when what it tracks does not exist.
fn weight(
    context: &Context<'_>,
    line: &Statement<'_>,
    default: i32,
    blocks: &[&str],
) -> Option<i32> {
    let named = (line.word(1).as_deref() == Some("weight")).then(|| line.word(2));
    if let Some(Some(weight)) = named {
        return weight.parse().ok();
    }
    let name = line.word(0);
    let mut defined = blocks.iter().flat_map(|block| context.all("", block));
    let found = defined.find(|(_, statement)| statement.word(0) == name);
    match found {
        Some((index, _)) => {
            let weight = context.last(index, "weight").and_then(|line| line.word(0));
            Some(
                weight
                    .and_then(|weight| weight.parse().ok())
                    .unwrap_or(default),
            )
        }
        None => blocks.is_empty().then_some(default),
    }
}
