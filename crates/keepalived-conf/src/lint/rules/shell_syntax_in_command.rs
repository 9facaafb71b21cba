//! Pipes and redirections in a command that no shell reads.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "shell-syntax-in-command",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words("A command is not read by a shell", "命令不经过 shell"),
    why: words(
        "Keepalived runs the program itself: `|`, `>`, `&&` and `$( )` are given to it as \
        arguments. Put the line into a script, or after `/bin/sh -c` in quotes.",
        "Keepalived 直接运行程序：`|`、`>`、`&&`、`$( )` 都会作为参数传入。\
        请把这行写成脚本，或放在 `/bin/sh -c` 之后的引号内。",
    ),
    bad: Example::of(
        r#"global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script "/usr/bin/netstat -lnt | grep :3306"
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
    script "/bin/sh -c 'netstat -lnt | grep :3306'"
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

const SIGNS: [&str; 8] = ["|", "||", "&&", ">", ">>", "2>&1", "<", ";"];

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
        let mut arguments = command.value.words.iter().skip(1);
        let sign = arguments.find(|word| SIGNS.contains(&word.as_str()) || word.starts_with("$("));
        if let Some(sign) = sign {
            found.report(
                command.at,
                Text::new(
                    format!("`{sign}` is given to the program as an argument; no shell reads it"),
                    format!("`{sign}` 会作为参数传给程序，不会经过 shell"),
                ),
            );
        }
    }
}
