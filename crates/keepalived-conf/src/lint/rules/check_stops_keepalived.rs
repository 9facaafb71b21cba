//! A check that stops or starts Keepalived itself.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::Probe;

pub(super) static RULE: Rule = Rule {
    id: "check-stops-keepalived",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "A check must not stop Keepalived",
        "检查不应停止 Keepalived",
    ),
    why: words(
        "A check that ends Keepalived takes away the very process that would see the \
        recovery, and somebody else must start it again. Let the check fail: weight 0 gives \
        the addresses up at once and takes part again when it succeeds.",
        "检查脚本若停止 Keepalived，就没有进程能发现恢复，还须另有人再启动它。\
        只需让检查失败：权重 0 会立即让出地址，恢复后自动重新参与。",
    ),
    bad: Example::of(
        r#"global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script "/bin/sh -c 'pidof mysqld || systemctl stop keepalived'"
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
"#,
    ),
    good: Example::of(
        r#"global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script "/usr/bin/mysqladmin ping"
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
"#,
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    let scripts = model
        .scripts
        .iter()
        .filter_map(|script| script.command.as_ref());
    let checkers = model
        .virtual_servers
        .iter()
        .flat_map(|server| &server.real_servers);
    let checkers = checkers.flat_map(|server| &server.checkers);
    let checkers = checkers.filter_map(|checker| match &checker.probe {
        Probe::Misc { command, .. } => command.as_ref(),
        _ => None,
    });
    for command in scripts.chain(checkers) {
        if stops_keepalived(&command.value.text()) {
            found.report(
                command.at,
                Text::new(
                    "this check stops or starts keepalived; let it fail instead",
                    "该检查会停止或启动 keepalived；应改为返回失败",
                ),
            );
        }
    }
}

/// Whether a program that ends or starts others is given the name.
fn stops_keepalived(text: &str) -> bool {
    const PROGRAMS: [&str; 7] = [
        "systemctl",
        "service",
        "killall",
        "pkill",
        "rc-service",
        "kill",
        "/etc/init.d/keepalived",
    ];
    const DEEDS: [&str; 4] = ["stop", "start", "restart", "kill"];
    let words: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || ";&|()\"'`$".contains(sign))
        .collect();
    let program = |word: &&str| {
        PROGRAMS.contains(word) || PROGRAMS.contains(&word.rsplit('/').next().unwrap_or(word))
    };
    let named = words.iter().any(|word| word.contains("keepalived"));
    let kills = words
        .iter()
        .any(|word| word.contains("kill") && program(word));
    let acts = kills || words.iter().any(|word| DEEDS.contains(word));
    named && acts && words.iter().any(program)
}
