//! Something that moves the addresses lies where everybody may write.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "shared-temporary-path",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "A path lies in a directory where everybody may write",
        "路径位于任何人可写的目录",
    ),
    why: words(
        "Whoever has an account on the machine can put a file of that name there first, and \
        then decides where the addresses are or what runs as root. Use a directory of root's \
        under /run.",
        "本机任何账号都可抢先创建同名文件，从而左右地址归属或让 root 执行任意内容。\
        请使用 /run 下属于 root 的目录。",
    ),
    bad: Example::of(
        "track_file health {
    file /tmp/health
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
    let files = model
        .track_files
        .iter()
        .filter_map(|file| file.path.as_ref());
    let files = files.map(|path| (path.value.as_str(), path.at));
    let scripts = model
        .scripts
        .iter()
        .filter_map(|script| script.command.as_ref());
    let scripts = scripts.map(|command| (command.value.program(), command.at));
    let fifos = model
        .globals
        .fifos
        .iter()
        .filter_map(|fifo| fifo.path.as_ref());
    let fifos = fifos.filter_map(|path| Some((path.value.first()?.as_str(), path.at)));
    for (path, at) in files.chain(scripts).chain(fifos) {
        if path.starts_with("/tmp/") || path.starts_with("/var/tmp/") {
            found.report(
                at,
                Text::new(
                    format!("everybody may write where {path} lies"),
                    format!("{path} 所在目录任何人可写"),
                ),
            );
        }
    }
}
