//! A FIFO that stands before `script_user`.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "fifo-before-script-user",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words(
        "notify_fifo stands before script_user",
        "notify_fifo 写在 script_user 之前",
    ),
    why: words(
        "Keepalived gives the FIFO to the user that is known when it reads the line. A \
        script_user that comes later works at start, but the FIFO is lost in silence at the \
        first reload.",
        "Keepalived 按读到该行时已知的用户设置 FIFO；\
        后写的 script_user 在启动时看似正常，但首次重载后 FIFO 会悄然失效。",
    ),
    bad: Example::of(
        "global_defs {
    notify_fifo /run/keepalived/events
    enable_script_security
    script_user root
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
    enable_script_security
    script_user root
    notify_fifo /run/keepalived/events
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
    let globals = &context.outlook.model.globals;
    let Some(user) = &globals.script_user else {
        return;
    };
    for fifo in &globals.fifos {
        let path = fifo.path.as_ref().map(|path| (path.at, path.read_at));
        let script = fifo
            .script
            .as_ref()
            .map(|script| (script.at, script.read_at));
        let places = [path, script].into_iter().flatten();
        let Some((at, read_at)) = places.min_by_key(|(_, read_at)| *read_at) else {
            continue;
        };
        if read_at < user.read_at {
            let keyword = fifo.keyword;
            found
                .report(
                    at,
                    Text::new(
                        format!("{keyword} before script_user is lost at the first reload"),
                        format!("{keyword} 写在 script_user 之前，首次重载后失效"),
                    ),
                )
                .note_at(
                    user.at,
                    Text::new("script_user is here", "script_user 在此处"),
                );
        }
    }
}
