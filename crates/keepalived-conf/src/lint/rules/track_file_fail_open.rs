//! A track file that looks healthy when it is missing.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::Weight;

pub(super) static RULE: Rule = Rule {
    id: "track-file-fail-open",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "A missing track file counts as healthy",
        "跟踪文件缺失被视为健康",
    ),
    why: words(
        "With weight 0 any number but 0 means FAULT, and a file that is missing or empty \
        counts as 0. When its writer dies nothing is noticed. `weight 0 reverse` turns it \
        round: 0 and missing mean FAULT.",
        "weight 0 时，非零才进入 FAULT，而文件缺失或为空按 0 处理，\
        写入者失效时不会被发现。`weight 0 reverse` 则相反：0 或缺失即进入 FAULT。",
    ),
    bad: Example::of(
        "track_file health {
    file /run/health/db
    weight 0
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
        let Some(file) = model.track_file(track) else {
            continue;
        };
        if track.weight(file.weight()) != Weight::plain(0) {
            continue;
        }
        let name = &track.name.value;
        let own = file.weight.as_ref().map(|weight| weight.at);
        let weight = track.weight.as_ref().map(|weight| weight.at).or(own);
        let finding = found.report(
            track.name.at,
            Text::new(
                format!("when the file of {name} is missing, the node counts as healthy"),
                format!("{name} 的文件缺失时，节点仍被视为健康"),
            ),
        );
        if let Some(at) = weight {
            finding.note_at(
                at,
                Text::new("write `weight 0 reverse`", "请写 `weight 0 reverse`"),
            );
        }
    }
}
