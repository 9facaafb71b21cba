//! A check that needs long to notice a failure.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "slow-check",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words("A failure is noticed late", "故障发现过慢"),
    why: words(
        "A script must fail `fall` times in a row, once in an interval, before Keepalived \
        acts. Until then clients talk to a service that is not there.",
        "脚本须连续失败 `fall` 次（每个间隔一次）Keepalived 才会动作；\
        在此之前客户端面对的是已失效的服务。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script /usr/local/bin/check-db
    interval 10
    fall 6
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
    fall 2
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

/// What is taken for long, in seconds.
const LONG: u64 = 30;

fn check(context: &Context<'_>, found: &mut Findings) {
    for script in &context.outlook.model.scripts {
        let needs = script.interval() * script.fall();
        if needs.as_secs() >= LONG {
            let (name, seconds) = (&script.name.value, needs.as_secs());
            found.report(
                script.at,
                Text::new(
                    format!("{name} needs {seconds} s to notice a failure"),
                    format!("{name} 需要 {seconds} 秒才能发现故障"),
                ),
            );
        }
    }
}
