//! A low priority makes the takeover slow.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::skew_time;

pub(super) static RULE: Rule = Rule {
    id: "slow-priority",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "A higher priority takes over faster",
        "优先级越高，接管越快",
    ),
    why: words(
        "Before a node takes over it waits (256 - priority) / 256 of an interval (version 2: \
        of a second). With priority 100 that is 0.6 s, with 240 it is 0.06 s. Only the order \
        of the priorities decides who wins, so use high ones such as 250 and 240.",
        "节点接管前要等待 (256 - 优先级) / 256 个通告间隔（版本 2 为 1 秒）：\
        优先级 100 需 0.6 秒，240 只需 0.06 秒。胜负只看高低，\
        因此应使用 250/240 这样的高优先级。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 100
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
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

/// Less than this is not worth a word, in milliseconds.
const WORTH_IT: u128 = 300;

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    for instance in &model.instances {
        let Some(priority) = &instance.priority else {
            continue;
        };
        let interval = instance.advert_interval(&model.globals);
        let skew = skew_time(instance.version(&model.globals), interval, priority.value);
        let millis = skew.as_millis();
        if millis >= WORTH_IT {
            let number = priority.value;
            found.report(
                priority.at,
                Text::new(
                    format!(
                        "with priority {number} this node waits {millis} ms before it takes over"
                    ),
                    format!("优先级 {number} 使该节点接管前多等 {millis} 毫秒"),
                ),
            );
        }
    }
}
