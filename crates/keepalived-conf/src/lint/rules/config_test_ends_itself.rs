//! A release whose own test kills itself on this file.

use crate::catalog::Version;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "config-test-ends-itself",
    severity: Severity::Hint,
    stage: Stage::Meaning,
    title: words(
        "keepalived -t of this release ends itself on this file",
        "该版本的 keepalived -t 会在此文件上自杀",
    ),
    why: words(
        "From 2.2.5 to 2.2.7 the configuration test kills itself, without a word, as soon as \
        a script runs as another user than root, and reload_check_config then refuses every \
        reload. Start the test with `unshare -p -f`, or use 2.2.8.",
        "2.2.5 至 2.2.7 中，只要有脚本以非 root 用户运行，配置测试就会无声地杀死自己，\
        reload_check_config 也会拒绝每次重载。请用 `unshare -p -f` 启动测试，\
        或使用 2.2.8。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user keepalived_script
}
vrrp_script db {
    script /usr/local/bin/check-db
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
",
    )
    .for_release(LAST),
    good: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script /usr/local/bin/check-db
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
",
    )
    .for_release(LAST),
    check,
};

const FIRST: Version = Version::new(2, 2, 5);
const LAST: Version = Version::new(2, 2, 7);

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    let target = context.options.target_version;
    if !target.is_some_and(|target| (FIRST..=LAST).contains(&target)) {
        return;
    }
    let global = model.globals.script_user.as_ref();
    let scripts = model
        .scripts
        .iter()
        .map(|script| script.user.as_ref().or(global));
    // One cause, one finding: the first user stands for all scripts.
    let user = scripts
        .flatten()
        .find(|user| user.value.first().is_some_and(|name| name != "root"));
    if let Some(user) = user {
        let name = user.value.join(" ");
        found.report(
            user.at,
            Text::new(
                format!("a script runs as {name}: keepalived -t of this release ends itself"),
                format!("脚本以 {name} 运行：该版本的 keepalived -t 会自杀"),
            ),
        );
    }
}
