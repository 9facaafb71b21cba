//! A setting that strict mode takes back.

use crate::lint::instance::{Instance, OWNER};
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Statement;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "strict-mode-conflict",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words("Strict mode takes a setting back", "严格模式会撤销该设置"),
    why: words(
        "vrrp_strict keeps to the letter of the RFC. Keepalived reports what contradicts it and \
        resets it: authentication, a state that is not the owner's, repeated gratuitous ARP, \
        other down timers.",
        "vrrp_strict 严格遵循 RFC；与之矛盾的设置会被报告并重置：认证、\
        与地址拥有者不符的 state、重复的免费 ARP、其他的超时次数等。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    strict_mode on
    authentication {
        auth_type PASS
        auth_pass p4ss
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .also(&["strict-mode-silences-vip"]),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    strict_mode on
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .also(&["strict-mode-silences-vip"]),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.instances {
        if !instance.is_strict {
            continue;
        }
        let is_owner = instance.priority == OWNER;
        if let Some(state) = instance.state.filter(|_| instance.is_master != is_owner) {
            found.report(
                context.locate(state),
                Text::new(
                    "strict mode: only the owner of the address, priority 255, is MASTER",
                    "严格模式：只有优先级 255 的地址拥有者才是 MASTER",
                ),
            );
        }
        for (index, line) in context.children(instance.index) {
            if takes_back(context, index, line, instance) {
                let name = line.name();
                found.report(
                    context.header(line),
                    Text::new(
                        format!("strict mode takes `{name}` back"),
                        format!("严格模式会撤销 `{name}`"),
                    ),
                );
            }
        }
    }
}

fn takes_back(
    context: &Context<'_>,
    index: usize,
    line: &Statement<'_>,
    instance: &Instance,
) -> bool {
    let word = line.word(0).unwrap_or_default();
    let is_on = !matches!(word.as_str(), "off" | "false" | "no");
    match line.name() {
        "authentication" => context.last(index, "auth_type").is_some(),
        "accept" => instance.version == 2 && instance.priority != OWNER,
        "garp_lower_prio_repeat" | "garp_lower_prio_delay" => word.parse() != Ok(0_u32),
        "lower_prio_no_advert" => !is_on,
        "higher_prio_send_advert" => is_on,
        "down_timer_adverts" => word != "3",
        "vmac_xmit_base" => context.last(instance.index, "use_vmac").is_some(),
        _ => false,
    }
}
