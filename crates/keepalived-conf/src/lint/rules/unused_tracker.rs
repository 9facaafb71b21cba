//! Something to watch that nobody watches.

use std::collections::BTreeSet;

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::{Model, Probe, Track, Trackers};

pub(super) static RULE: Rule = Rule {
    id: "unused-tracker",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words("A check is defined and not used", "检查已定义但未使用"),
    why: words(
        "Only what an instance or a sync group lists under track_script, track_file or \
        track_process has an effect. Keepalived drops the rest, and a failure moves nothing.",
        "只有写入实例或同步组的 track_script、track_file、track_process 中的检查才起作用；\
        其余会被丢弃，失败也不会触发漂移。",
    ),
    bad: Example::of(
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
vrrp_script db {
    script /usr/local/bin/check-db
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
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
    if model.instances.is_empty() {
        return;
    }
    let scripts = listed(model, |all| &all.scripts);
    let files = listed(model, |all| &all.files);
    let processes = listed(model, |all| &all.processes);
    let checked = checked_files(model);
    let whole = model
        .scripts
        .iter()
        .filter(|script| script.command.is_some());
    let idle_scripts = whole.filter(|script| !scripts.contains(script.name.value.as_str()));
    let idle_files = model.track_files.iter().filter(|file| {
        let name = file.name.value.as_str();
        !files.contains(name) && !checked.contains(name)
    });
    let idle_processes = model.track_processes.iter();
    let idle_processes =
        idle_processes.filter(|process| !processes.contains(process.name.value.as_str()));
    let all = idle_scripts.map(|script| (&script.name.value, script.at));
    let all = all.chain(idle_files.map(|file| (&file.name.value, file.at)));
    let all = all.chain(idle_processes.map(|process| (&process.name.value, process.at)));
    for (name, at) in all {
        found.report(
            at,
            Text::new(
                format!("nothing tracks {name}"),
                format!("没有任何实例跟踪 {name}"),
            ),
        );
    }
}

/// The names in one kind of list of all instances and groups.
fn listed(model: &Model, list: fn(&Trackers) -> &Vec<Track>) -> BTreeSet<&str> {
    let instances = model.instances.iter().map(|instance| &instance.trackers);
    let groups = model.sync_groups.iter().map(|group| &group.trackers);
    let tracks = instances.chain(groups).flat_map(list);
    tracks.map(|track| track.name.value.as_str()).collect()
}

/// The files that real servers look at.
fn checked_files(model: &Model) -> BTreeSet<&str> {
    let servers = model
        .virtual_servers
        .iter()
        .flat_map(|server| &server.real_servers);
    let checkers = servers.flat_map(|server| &server.checkers);
    let names = checkers.filter_map(|checker| match &checker.probe {
        Probe::File { name, .. } => name.as_ref(),
        _ => None,
    });
    names.map(|name| name.value.as_str()).collect()
}
