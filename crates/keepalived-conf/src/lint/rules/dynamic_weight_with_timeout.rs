//! A dynamic weight and a timeout.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::Probe;

pub(super) static RULE: Rule = Rule {
    id: "dynamic-weight-with-timeout",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "misc_dynamic with misc_timeout lets the weight grow",
        "misc_dynamic 与 misc_timeout 同用会使权重不断增大",
    ),
    why: words(
        "After a timeout Keepalived 2.2.8 and later lose track of the weight that the check \
        has set, and each further result adds to it. Let the check itself give up in time, \
        and leave misc_timeout out.",
        "超时之后，Keepalived 2.2.8 及以后版本会丢失检查设置的权重，\
        此后每次结果都会累加。请让检查自行限时，不写 misc_timeout。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    real_server 192.0.2.21 80 {
        MISC_CHECK {
            misc_path /usr/local/bin/load
            misc_timeout 5
            misc_dynamic
        }
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    real_server 192.0.2.21 80 {
        MISC_CHECK {
            misc_path /usr/local/bin/load
            misc_dynamic
        }
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let servers = context.outlook.model.virtual_servers.iter();
    let checkers = servers
        .flat_map(|server| &server.real_servers)
        .flat_map(|server| &server.checkers);
    for checker in checkers {
        let Probe::Misc {
            timeout: Some(timeout),
            is_dynamic: Some(dynamic),
            ..
        } = &checker.probe
        else {
            continue;
        };
        found
            .report(
                dynamic.at,
                Text::new(
                    "after a timeout the dynamic weight grows without bound",
                    "超时之后动态权重会无限增大",
                ),
            )
            .note_at(timeout.at, Text::new("the timeout", "超时设置"));
    }
}
