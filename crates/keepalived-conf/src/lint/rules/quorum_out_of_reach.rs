//! A quorum that the real servers cannot make.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "quorum-out-of-reach",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("A quorum cannot be reached", "法定权重无法达到"),
    why: words(
        "All real servers together do not weigh as much as the quorum asks. Keepalived reports it \
        and lowers the quorum; a hysteresis that is not below the quorum is lowered too.",
        "所有真实服务器的权重之和仍低于 quorum；\
        Keepalived 报告后降低 quorum。\
        hysteresis 若不小于 quorum 也会被降低。",
    ),
    bad: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    quorum 3
    real_server 192.0.2.11 80 {
    }
}
",
    ),
    good: Example::of(
        "virtual_server 192.0.2.10 80 {
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    quorum 1
    real_server 192.0.2.11 80 {
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for server in &context.servers {
        let statement = &context.statements[server.index];
        let number = |keyword: &str, default: u64| {
            let line = context.last(server.index, keyword);
            let word = line.and_then(|line| line.word(0));
            word.map_or(Some(default), |word| word.parse().ok())
        };
        let (Some(quorum), Some(hysteresis)) = (number("quorum", 1), number("hysteresis", 0))
        else {
            continue;
        };
        let default = number("weight", 1).unwrap_or(1);
        let weights = server
            .reals
            .iter()
            .map(|real| real.weight.unwrap_or(default));
        let sum: u64 = weights.sum();
        let line = ["quorum", "hysteresis"]
            .iter()
            .find_map(|keyword| context.last(server.index, keyword));
        let at = context.header(line.unwrap_or(statement));
        if quorum > sum {
            found.report(
                at,
                Text::new(
                    format!("the real servers weigh {sum} together; a quorum of {quorum} cannot be reached"),
                    format!("真实服务器的权重之和为 {sum}，达不到 quorum {quorum}"),
                ),
            );
        } else if hysteresis >= quorum {
            found.report(
                at,
                Text::new(
                    format!("hysteresis {hysteresis} is not below the quorum {quorum}"),
                    format!("hysteresis {hysteresis} 不小于 quorum {quorum}"),
                ),
            );
        }
    }
}
