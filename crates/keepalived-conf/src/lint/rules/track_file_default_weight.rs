//! A track file without a weight.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "track-file-default-weight",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "The default weight of a track file is 1",
        "跟踪文件的默认权重是 1",
    ),
    why: words(
        "Without a weight the number in the file is added to the priority: a missing or empty \
        file changes nothing, and 1 changes the priority by 1. Name the weight; `weight 0 \
        reverse` means FAULT when the file is missing or 0.",
        "不写权重时，文件中的数字直接加到优先级上：文件缺失或为空没有影响，\
        写 1 也只改变 1。请明确写出权重；\
        `weight 0 reverse` 表示文件缺失或为 0 时进入 FAULT。",
    ),
    bad: Example::of(
        "track_file health {
    file /run/health/db
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_file {
        health
    }
}
",
    ),
    good: Example::of(
        "track_file health {
    file /run/health/db
    weight 0 reverse
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_file {
        health
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    let instances = model.instances.iter().map(|instance| &instance.trackers);
    let groups = model.sync_groups.iter().map(|group| &group.trackers);
    for track in instances.chain(groups).flat_map(|trackers| &trackers.files) {
        let own = model.track_file(track).map(|file| &file.weight);
        if track.weight.is_none() && own.is_some_and(Option::is_none) {
            let name = &track.name.value;
            found.report(
                track.name.at,
                Text::new(
                    format!("{name} has no weight, so its number is added to the priority"),
                    format!("{name} 未写权重，其数值会直接加到优先级上"),
                ),
            );
        }
    }
}
