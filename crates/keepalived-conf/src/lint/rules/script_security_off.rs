//! Scripts without script security.

use crate::catalog::Kind;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::{Role, Statement};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "script-security-off",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "Scripts run without enable_script_security",
        "运行脚本却没有 enable_script_security",
    ),
    why: words(
        "Keepalived runs scripts as root unless told otherwise. Without enable_script_security it \
        does not look whether others may write to them, and `-t` ends with exit code 6.",
        "Keepalived 默认以 root 运行脚本；\
        没有 enable_script_security 时不会检查他人能否改写脚本，\
        `-t` 以退出码 6 结束。",
    ),
    bad: Example::of(
        "vrrp_script check {
    script /usr/local/bin/check
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    track_script {
        check
    }
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
vrrp_script check {
    script /usr/local/bin/check
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    track_script {
        check
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let secured = context
        .all("global_defs", "enable_script_security")
        .next()
        .is_some();
    let serves = !context.instances.is_empty();
    let checks = context.all("", "virtual_server").next().is_some();
    if secured {
        return;
    }
    // One cause, one finding: the first script stands for all.
    let first = context.statements.iter().find(|statement| {
        let needs = match statement.role {
            Role::Keyword(block, _) if block.path.starts_with("virtual_server") => checks,
            Role::Keyword(block, keyword) if block.path == "global_defs" => {
                // The script of a start or a stop is looked at without an instance, too.
                matches!(keyword.name, "startup_script" | "shutdown_script") || serves || checks
            }
            _ => serves,
        };
        needs && runs_script(statement)
    });
    if let Some(statement) = first {
        found.report(
            context.header(statement),
            Text::new(
                "a script runs, but global_defs has no enable_script_security",
                "会运行脚本，但 global_defs 中没有 enable_script_security",
            ),
        );
    }
}

/// A command, unless it only opens a file: `</path`.
fn runs_script(statement: &Statement<'_>) -> bool {
    let args = statement
        .keyword()
        .map_or(&[][..], |keyword| keyword.line.head.args(&[]));
    let is_command = args.iter().any(|arg| arg.kind == Kind::Command);
    let word = statement.word(0).filter(|_| is_command);
    word.is_some_and(|word| {
        let opens = word.strip_prefix('<').map(str::trim_start);
        !word.is_empty() && !opens.is_some_and(|path| path.starts_with('/'))
    })
}
