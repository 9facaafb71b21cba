//! Gaps that delay the announcement of the addresses.

use std::time::Duration;

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "slow-announcements",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "The gap between announcements delays the takeover",
        "通告间隔拖慢接管",
    ),
    why: words(
        "After a takeover every address is announced several times, with this gap between two \
        packets. Until the last one is out, some neighbours still send to the old node.",
        "接管后每个地址都会通告多次，每个报文之间都隔这么久；全部发完之前，\
        部分邻居仍会把数据发往旧节点。",
    ),
    bad: Example::of(
        "global_defs {
    vrrp_garp_interval 1
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    vrrp_garp_interval 0.001
}
vrrp_instance VI_1 {
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

/// How long the announcements of one instance may take.
const LONGEST: Duration = Duration::from_secs(1);
/// How often an address is announced when nothing is said.
const REPEATS: u32 = 5;

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    let globals = &model.globals;
    let Some(gap) = &globals.garp_interval else {
        return;
    };
    let global = globals
        .garp_master_repeat
        .as_ref()
        .map(|repeat| repeat.value);
    let packets = model.instances.iter().map(|instance| {
        let own = instance
            .garp_master_repeat
            .as_ref()
            .map(|repeat| repeat.value);
        let addresses = instance.addresses.len() + instance.excluded.len();
        own.or(global)
            .unwrap_or(REPEATS)
            .saturating_mul(addresses as u32)
    });
    let most = packets.max().unwrap_or(0);
    let takes = gap.value.saturating_mul(most);
    if takes > LONGEST {
        let seconds = takes.as_secs();
        found.report(
            gap.at,
            Text::new(
                format!("announcing the addresses takes {seconds} s with this gap"),
                format!("按此间隔，通告完所有地址需要 {seconds} 秒"),
            ),
        );
    }
}
