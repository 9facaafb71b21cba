//! A check that asks the virtual address.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "check-of-own-address",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "A check must not ask the virtual address",
        "不应检查虚拟地址本身",
    ),
    why: words(
        "Only the master has the address, so the check asks the other node's service from the \
        backup, and when nobody has the address every node fails and none can take it. Check \
        127.0.0.1 or the node's own address.",
        "只有主节点持有该地址：备节点上的检查实际在问对方的服务；\
        无人持有时所有节点都失败，谁也无法接管。应检查 127.0.0.1 或本机地址。",
    ),
    bad: Example::of(
        r#"global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script "/usr/local/bin/check-db 192.0.2.10"
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
"#,
    ),
    good: Example::of(
        r#"global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script "/usr/local/bin/check-db 127.0.0.1"
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
"#,
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    let vips = model
        .instances
        .iter()
        .flat_map(|instance| &instance.addresses);
    let vips: BTreeSet<IpAddr> = vips.map(|vip| vip.address).collect();
    for script in &model.scripts {
        let Some(command) = &script.command else {
            continue;
        };
        let asked = addresses(&command.value.text());
        if let Some(address) = asked.iter().find(|address| vips.contains(address)) {
            let name = &script.name.value;
            found.report(
                command.at,
                Text::new(
                    format!("{name} asks the virtual address {address}"),
                    format!("{name} 检查的是虚拟地址 {address}"),
                ),
            );
        }
    }
}

/// The addresses in a text, with a port behind them or without.
fn addresses(text: &str) -> Vec<IpAddr> {
    let words = text.split(|sign: char| !(sign.is_ascii_hexdigit() || ".:".contains(sign)));
    let read = |word: &str| {
        let host = word.trim_end_matches(['.', ':']);
        let bare = host.rsplit_once(':').map_or(host, |(before, _)| before);
        host.parse().or_else(|_| bare.parse()).ok()
    };
    words.filter_map(read).collect()
}
