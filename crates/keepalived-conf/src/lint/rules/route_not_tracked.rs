//! A route that Keepalived cannot watch.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Role;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "route-not-tracked",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A route has no interface to be watched by",
        "路由没有可供监视的网卡",
    ),
    why: words(
        "Keepalived watches the interface of a route to see whether it is gone. Without `dev` it \
        reports the route and does not watch it; `no_track` says that this is meant.",
        "Keepalived 通过网卡判断路由是否失效；\
        没有 `dev` 时会报告且不监视该路由，写 `no_track` 表明有意为之。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_routes {
        198.51.100.0/24 via 192.0.2.1
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_routes {
        198.51.100.0/24 via 192.0.2.1 dev eth0
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
    for (index, statement) in context.statements.iter().enumerate() {
        let Role::Entry(entry) = statement.role else {
            continue;
        };
        if !entry.name.ends_with("_routes entry") || has_problem(context, index) {
            continue;
        }
        let words: Vec<String> = (0..).map_while(|at| statement.word(at)).collect();
        // What follows `nexthop` belongs to the hops, whose interfaces are not watched.
        let hops = words
            .iter()
            .position(|word| matches!(word.as_str(), "nexthop" | "or"));
        let own = &words[..hops.unwrap_or(words.len())];
        let says = |names: &[&str]| own.iter().any(|word| names.contains(&word.as_str()));
        if !says(&["dev", "oif", "no_track"]) {
            found.report(
                context.header(statement),
                Text::new(
                    "this route has no `dev`, so that it is not watched",
                    "该路由没有 `dev`，不会被监视",
                ),
            );
        }
    }
}

fn has_problem(context: &Context<'_>, index: usize) -> bool {
    let mut problems = context.words_of(index).iter();
    problems.any(|problem| problem.wrong.is_rejected())
}
