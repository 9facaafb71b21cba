//! Strict mode without `accept`.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};
use crate::model::VrrpVersion;

pub(super) static RULE: Rule = Rule {
    id: "strict-mode-silences-vip",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "Strict mode keeps the addresses from answering",
        "严格模式下 VIP 不响应",
    ),
    why: words(
        "In strict mode a node that does not own the addresses drops every packet to them: \
        neither ping nor MySQL answers. Version 3 with `accept` answers; better leave strict \
        mode out.",
        "严格模式下，非地址拥有者会丢弃所有发往 VIP 的数据包：ping 和 MySQL 都无响应。\
        版本 3 加 `accept` 可以响应；最好不用严格模式。",
    ),
    bad: Example::of(
        "global_defs {
    vrrp_version 3
    vrrp_strict
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
    vrrp_version 3
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

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    let global = model.globals.vrrp_strict.as_ref();
    for instance in &model.instances {
        let version = instance.version(&model.globals);
        let answers = instance.priority().is_owner()
            || (version == VrrpVersion::V3 && instance.accept.is_some());
        let strict = instance.strict_mode.as_ref().or(global);
        if let Some(strict) = strict.filter(|strict| strict.value && !answers) {
            let name = &instance.name.value;
            found
                .report(
                    strict.at,
                    Text::new(
                        format!("the addresses of {name} will not answer in strict mode"),
                        format!("严格模式下 {name} 的地址不会响应"),
                    ),
                )
                .note_at(instance.at, Text::new("the instance", "该实例"));
        }
    }
}
