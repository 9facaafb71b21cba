//! A password of more than eight bytes.

use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "auth-pass-too-long",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words("A password is longer than eight bytes", "密码超过 8 字节"),
    why: words(
        "The advert has room for eight bytes. Keepalived reports the password and cuts it, so \
        that two passwords that differ later are the same to it.",
        "通告报文只有 8 字节的空间；Keepalived 报告后会截断密码，\
        因此后面才不同的两个密码对它是一样的。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    authentication {
        auth_type PASS
        auth_pass s3cret-pass
    }
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
    authentication {
        auth_type PASS
        auth_pass s3cret-p
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    )
    .also(&["password-in-clear"]),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for (problem, _) in context.wrong_words(RULE.id) {
        let word = &problem.word;
        let bytes = word.len();
        let mut end = MAX;
        while !word.is_char_boundary(end) {
            end -= 1;
        }
        let kept = &word[..end];
        let title = Text::new("cut it as Keepalived does", "按 Keepalived 的方式截断");
        let quoted = context.text(problem.span).starts_with('"');
        let insert = if quoted {
            format!("\"{kept}\"")
        } else {
            kept.to_owned()
        };
        let safe = kept.len() == MAX;
        found
            .report(
                context.locate(problem.span),
                Text::new(
                    format!("this password has {bytes} bytes; only the first {MAX} count"),
                    format!("该密码有 {bytes} 字节，只有前 {MAX} 字节有效"),
                ),
            )
            .fix(context.replace(problem.span, insert, title, safe));
    }
}

/// Bytes in an advert, RFC 2338 §5.3.6.
const MAX: usize = 8;
