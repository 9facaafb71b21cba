//! A check that may run longer than the time between two runs.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "timeout-beyond-interval",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "The timeout of a check is longer than its interval",
        "检查的超时时间长于间隔",
    ),
    why: words(
        "Keepalived does not start a run while the one before is still there: a check that \
        hangs is asked only after its timeout. Keep the timeout below the interval.",
        "上一次运行未结束时，Keepalived 会跳过下一次：\
        挂起的检查要等超时后才会再次运行。请让超时小于间隔。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script /usr/local/bin/check-db
    interval 2
    timeout 10
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
    interval 2
    timeout 1
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
    for script in &context.outlook.model.scripts {
        let Some(timeout) = &script.timeout else {
            continue;
        };
        let (own, interval) = (timeout.value.as_secs_f64(), script.interval().as_secs_f64());
        if timeout.value > script.interval() {
            let name = &script.name.value;
            found.report(
                timeout.at,
                Text::new(
                    format!("{name} may run {own} s but should run every {interval} s"),
                    format!("{name} 最长可运行 {own} 秒，而间隔只有 {interval} 秒"),
                ),
            );
        }
    }
}
