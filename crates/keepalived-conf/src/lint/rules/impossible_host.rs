//! A host of digits and dots that is no address.

use crate::catalog::Kind;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "impossible-host",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "A host can be neither an address nor a name",
        "主机既不是地址也不可能是域名",
    ),
    why: words(
        "A name whose last part is a number does not exist in the DNS. Keepalived fails to \
        resolve it, reports it and sends no mail.",
        "末段为数字的域名在 DNS 中不存在；Keepalived 无法解析，\
        会报告且不发送邮件。",
    ),
    bad: Example::of(
        "global_defs {
    smtp_server 192.0.2.300
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    good: Example::of(
        "global_defs {
    smtp_server 192.0.2.30
}
vrrp_instance VI_1 {
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
        let args = statement
            .keyword()
            .map_or(&[][..], |known| known.line.head.args(&[]));
        for (arg, word) in args.iter().zip(statement.node.args()) {
            let text = word.text();
            let looks = text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.');
            if arg.kind == Kind::Host && looks && !is_address(&text) {
                found.report(
                    context.locate(word.span()),
                    Text::new(
                        format!("{text} is neither an address nor a name"),
                        format!("{text} 既不是地址也不是域名"),
                    ),
                );
            }
        }
    }
}

/// Whether the resolver reads it as an IPv4 address, short and octal forms included: one to four
/// numbers, the last of which fills what the others leave.
fn is_address(text: &str) -> bool {
    let parts: Vec<Option<u64>> = text.split('.').map(number).collect();
    let Some((Some(last), rest)) = parts.split_last() else {
        return false;
    };
    let bytes = 4_usize.saturating_sub(rest.len());
    bytes > 0
        && rest.iter().all(|part| part.is_some_and(|byte| byte < 256))
        && *last < 1 << (8 * bytes)
}

fn number(part: &str) -> Option<u64> {
    let octal = part.strip_prefix('0').filter(|digits| !digits.is_empty());
    match octal {
        Some(digits) => u64::from_str_radix(digits, 8).ok(),
        None => part.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn the_resolver_takes_short_and_octal_forms() {
        for good in ["192.0.2.1", "192.168.20.01", "10.1", "1", "0.0.0.0"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "192.0.2.300",
            "192.168200.1",
            "192..0.2.1",
            "1.2.3.4.5",
            "192.0.2.08",
            "",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
