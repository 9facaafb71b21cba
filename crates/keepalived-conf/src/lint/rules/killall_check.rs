//! A check that looks for a process by name.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "killall-check",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "A process that exists is not a service that answers",
        "进程存在不等于服务可用",
    ),
    why: words(
        "killall, pidof and pgrep say that a process of that name exists, which a hung server \
        also does, and they are missing on many machines. vrrp_track_process sees the end of \
        a process at once without running anything; a check that asks the service sees more.",
        "killall、pidof、pgrep 只说明有同名进程，挂起的服务也满足，\
        且许多系统没有这些命令。vrrp_track_process 无需运行命令即可立即发现进程退出；\
        真正询问服务的检查更可靠。",
    ),
    bad: Example::of(
        r#"global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script "/usr/bin/killall -0 mysqld"
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

const PROGRAMS: [&str; 4] = ["killall", "pidof", "pgrep", "pkill"];

fn check(context: &Context<'_>, found: &mut Findings) {
    for script in &context.outlook.model.scripts {
        let Some(command) = &script.command else {
            continue;
        };
        let path = command.value.program();
        let program = path.rsplit('/').next().unwrap_or(path);
        if PROGRAMS.contains(&program) {
            found.report(
                command.at,
                Text::new(
                    format!("{program} finds a process, not a service that answers"),
                    format!("{program} 只能判断进程存在，不能判断服务可用"),
                ),
            );
        }
    }
}
