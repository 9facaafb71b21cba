//! The password of an example.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "sample-password",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words("The password is that of an example", "密码是示例中的值"),
    why: words(
        "A password in VRRP is sent in clear and keeps out mistakes, not people: a foreign \
        pair with the same VRID and the same password of the same example is believed.",
        "VRRP 密码以明文发送，只能防误配，不能防人；\
        若他人的节点用相同 VRID 和示例密码，其通告会被接受。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
    authentication {
        auth_type PASS
        auth_pass 1111
    }
}
",
    )
    .also(&["password-in-clear"]),
    good: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    priority 250
    virtual_ipaddress {
        192.0.2.10/24
    }
    authentication {
        auth_type PASS
        auth_pass k3Vq8xZp
    }
}
",
    )
    .also(&["password-in-clear"]),
    check,
};

const SAMPLES: [&str; 8] = [
    "1111", "1234", "12345", "123456", "password", "passwd", "secret", "keepaliv",
];

fn check(context: &Context<'_>, found: &mut Findings) {
    for instance in &context.outlook.model.instances {
        let password = instance
            .authentication
            .as_ref()
            .and_then(|auth| auth.password.as_ref());
        let sample = password.filter(|password| {
            let counted: String = password.value.chars().take(8).collect();
            SAMPLES.contains(&counted.as_str())
        });
        if let Some(password) = sample {
            let text = &password.value;
            found.report(
                password.at,
                Text::new(
                    format!("{text} is the password of examples"),
                    format!("{text} 是示例密码"),
                ),
            );
        }
    }
}
