//! A keyword in whose place another one stands today.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "deprecated-keyword",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("A keyword is deprecated", "关键字已弃用"),
    why: words(
        "It still works. Where `keepalived -t` reports it, `reload_check_config` and tools that \
        rest on the exit code refuse the whole file.",
        "它仍然有效；但凡 `keepalived -t` 会报告的，\
        `reload_check_config` 以及依赖退出码的工具都会拒绝整个文件。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    linkbeat_use_polling
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
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for statement in &context.statements {
        let deprecation = statement.keyword().and_then(|keyword| keyword.deprecated);
        let Some(deprecation) = deprecation else {
            continue;
        };
        let name = statement.name();
        let finding = found.report(
            context.header(statement),
            Text::new(
                format!("`{name}` is deprecated"),
                format!("`{name}` 已弃用"),
            ),
        );
        if !deprecation.rejected {
            finding.severity(Severity::Hint);
        }
        if let Some(instead) = deprecation.instead {
            finding.note(Text::new(
                format!("use `{instead}`"),
                format!("请改用 `{instead}`"),
            ));
        }
    }
}
