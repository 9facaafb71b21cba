//! A command that is not named by its path.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "command-without-path",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words("A command is looked up in PATH", "命令依赖 PATH 查找"),
    why: words(
        "Keepalived looks the name up in the PATH it was started with, which differs between \
        a shell and the service manager. Where it finds nothing, the check fails for ever. \
        Write the whole path.",
        "Keepalived 按自身启动时的 PATH 查找命令，\
        而 shell 与服务管理器的 PATH 并不相同；找不到时检查一直失败。请写绝对路径。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script check-db
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
    let scripts = model
        .scripts
        .iter()
        .filter_map(|script| script.command.as_ref());
    let notifies = model
        .instances
        .iter()
        .flat_map(|instance| &instance.notifies);
    for command in scripts.chain(notifies.map(|notify| &notify.command)) {
        let program = command.value.program();
        let is_file_test = program.starts_with('<');
        if !program.starts_with('/') && !is_file_test {
            found.report(
                command.at,
                Text::new(
                    format!("`{program}` is no absolute path"),
                    format!("`{program}` 不是绝对路径"),
                ),
            );
        }
    }
}
