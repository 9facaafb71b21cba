//! An interval that the version cannot carry.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "advert-interval-unusable",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "The protocol version cannot carry this interval",
        "该协议版本无法表示此间隔",
    ),
    why: words(
        "Version 2 sends whole seconds up to 255, version 3 hundredths up to 40.95 seconds. \
        Keepalived reports other values and rounds them, so that two nodes may end up with \
        different intervals.",
        "版本 2 只能发送 255 以内的整秒，\
        版本 3 以百分之一秒为单位且不超过 40.95 秒；其他值会被报告并取整，\
        两个节点可能因此不一致。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    advert_int 0.5
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
    version 3
    advert_int 0.5
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.instances {
        let Some((micros, span)) = instance.advert else {
            continue;
        };
        let (bound, step) = match instance.version {
            2 => (256_000_000, 1_000_000),
            _ => (40_960_000, 10_000),
        };
        if micros < bound && micros % step == 0 {
            continue;
        }
        let (seconds, version) = (micros as f64 / 1e6, instance.version);
        let finding = found.report(
            context.locate(span),
            Text::new(
                format!("version {version} cannot carry an interval of {seconds} seconds"),
                format!("版本 {version} 无法表示 {seconds} 秒的间隔"),
            ),
        );
        if version == 2 {
            finding.note(Text::new(
                "version 2 takes whole seconds from 1 to 255; `version 3` takes 0.01 to 40.95",
                "版本 2 只支持 1 至 255 的整秒；`version 3` 支持 0.01 至 40.95 秒",
            ));
        }
    }
}
