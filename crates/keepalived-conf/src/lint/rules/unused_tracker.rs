//! Something to watch that nobody watches.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::{Model, Probe, Spanned, Track, Trackers};

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
    let instances = model.instances.iter().map(|instance| &instance.trackers);
    let groups = model.sync_groups.iter().map(|group| &group.trackers);
    let all: Vec<&Trackers> = instances.chain(groups).collect();
    let listed = |name: &Spanned<String>, list: fn(&Trackers) -> &Vec<Track>| {
        let mut tracks = all.iter().flat_map(|trackers| list(trackers));
        tracks.any(|track| track.name.value == name.value)
    };
    let whole = model
        .scripts
        .iter()
        .filter(|script| script.command.is_some());
    let scripts = whole.map(|script| (&script.name, script.at));
    let scripts = scripts.filter(|(name, _)| !listed(name, |all| &all.scripts));
    let files = model.track_files.iter().map(|file| (&file.name, file.at));
    let files =
        files.filter(|(name, _)| !listed(name, |all| &all.files) && !is_checked(model, name));
    let processes = model
        .track_processes
        .iter()
        .map(|process| (&process.name, process.at));
    let processes = processes.filter(|(name, _)| !listed(name, |all| &all.processes));
    for (name, at) in scripts.chain(files).chain(processes) {
        let name = &name.value;
        found.report(
            at,
            Text::new(
                format!("nothing tracks {name}"),
                format!("没有任何实例跟踪 {name}"),
            ),
        );
    }
}

/// Whether a real server looks at the file.
fn is_checked(model: &Model, file: &Spanned<String>) -> bool {
    let servers = model
        .virtual_servers
        .iter()
        .flat_map(|server| &server.real_servers);
    let mut checkers = servers.flat_map(|server| &server.checkers);
    checkers.any(|checker| match &checker.probe {
        Probe::File { name, .. } => name.as_ref().is_some_and(|name| name.value == file.value),
        _ => false,
    })
}
