//! A variable of the environment that is not set.

use crate::catalog::Version;
use crate::expand::ExpandProblem;
use crate::lint::problems;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "unset-variable",
    severity: Severity::Hint,
    stage: Stage::Syntax,
    title: words(
        "A variable of the environment is not set",
        "环境变量没有设置",
    ),
    why: words(
        "`${_ENV NAME}` (since 2.4.0) reads the environment of the daemon; a variable that is not \
        set there becomes nothing.",
        "`${_ENV NAME}`（2.4.0 起）读取守护进程的环境变量；\
        未设置的变量会变成空。",
    ),
    bad: Example::of(
        "global_defs {
    router_id db${_ENV NODE}
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .for_release(Version::new(2, 4, 0)),
    good: Example::of(
        "global_defs {
    router_id db1
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .for_release(Version::new(2, 4, 0)),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for (at, problem) in problems::expansion(context) {
        let ExpandProblem::UnsetVariable(name) = problem else {
            continue;
        };
        found.report(
            at,
            Text::new(
                format!("the variable {name} is not set here"),
                format!("此处没有设置环境变量 {name}"),
            ),
        );
    }
}
