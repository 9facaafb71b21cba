//! A weight beside `nopreempt`.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::{Model, Track, TrackFile, TrackProcess, Trackers, VrrpScript, Weight};

pub(super) static RULE: Rule = Rule {
    id: "nopreempt-with-weight",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "nopreempt makes a weight useless",
        "nopreempt 使权重失去作用",
    ),
    why: words(
        "A peer with nopreempt never takes over from a living master, whatever the priorities \
        are. A failing check moves the addresses only when it means FAULT, that is with \
        weight 0.",
        "带 nopreempt 的对端绝不会从仍在运行的主节点接管，无论优先级如何；\
        只有权重为 0、使主节点进入 FAULT 的检查失败才会触发漂移。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script /usr/local/bin/check-db
    weight -20
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    nopreempt
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        db
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script /usr/local/bin/check-db
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    nopreempt
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        db
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    let waiting = model.instances.iter().filter_map(|instance| {
        let nopreempt = instance.nopreempt.as_ref()?;
        Some((instance, nopreempt.at))
    });
    for (instance, nopreempt) in waiting {
        for (track, weight) in weighted(model, &instance.trackers) {
            let name = &track.name.value;
            found
                .report(
                    track.name.at,
                    Text::new(
                        format!("weight {weight} of {name} moves nothing: nobody preempts"),
                        format!("{name} 的权重 {weight} 不起作用：没有节点会抢占"),
                    ),
                )
                .note_at(
                    nopreempt,
                    Text::new("nopreempt is here", "nopreempt 在此处"),
                );
        }
    }
}

fn weighted<'m>(model: &'m Model, trackers: &'m Trackers) -> Vec<(&'m Track, i32)> {
    let none = Weight::plain(0);
    let scripts = trackers.scripts.iter();
    let scripts = scripts.map(|track| (track, model.script(track).map(VrrpScript::weight)));
    let files = trackers.files.iter();
    let files = files.filter(|track| !is_fault(model, track));
    let files = files.map(|track| (track, model.track_file(track).map(TrackFile::weight)));
    let processes = trackers.processes.iter();
    let processes =
        processes.map(|track| (track, model.track_process(track).map(TrackProcess::weight)));
    let interfaces = trackers.interfaces.iter().map(|track| (track, Some(none)));
    let all = scripts.chain(files).chain(processes).chain(interfaces);
    let weights = all.filter_map(|(track, own)| Some((track, track.weight(own?).value)));
    weights.filter(|(_, weight)| *weight != 0).collect()
}

/// A file's 1 takes so much away that it means FAULT (keepalived 2.2.7
/// `vrrp_track.c`), which moves the addresses also where nobody preempts.
fn is_fault(model: &Model, track: &Track) -> bool {
    let own = model.track_file(track).map(TrackFile::weight);
    own.is_some_and(|own| {
        let Weight { value, reverse } = track.weight(own);
        !reverse && value <= -254
    })
}
