//! A first word that the block does not know.

use crate::catalog::{Block, closest};
use crate::lint::confusable;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::Role;
use crate::lint::{Context, Severity, Text};

pub(super) static RULE: Rule = Rule {
    id: "unknown-keyword",
    severity: Severity::Error,
    stage: Stage::Words,
    title: words(
        "Keepalived does not know this keyword here",
        "此处 Keepalived 不认识该关键字",
    ),
    why: words(
        "Keepalived reports an unknown keyword, passes over the line and goes on with the default: \
         `prioritee 250` leaves the priority at 100. A reload applies the rest of the file all the same.",
        "Keepalived 报告未知关键字后忽略该行并使用默认值：`prioritee 250` 会使优先级仍为 100；\
         重载时文件其余部分照样生效。",
    ),
    bad: Example::of(
        "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 71\n    prioritee 250\n    \
         virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
    ),
    good: Example::of(
        "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 71\n    priority 250\n    \
         virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    for statement in &context.statements {
        let Role::Unknown(block) = statement.role else {
            continue;
        };
        let Some(word) = statement.node.keyword() else {
            continue;
        };
        let name = word.text();
        if confusable::ascii(&name).is_some() {
            continue;
        }
        let finding = found.report(context.locate(word.span()), message(&name, block));
        if let Some(meant) = closest(block.path, &name) {
            finding.note(Text::new(
                format!("did you mean `{meant}`?"),
                format!("是否想写 `{meant}`？"),
            ));
            finding.fix(context.replace(
                word.span(),
                meant,
                Text::new(format!("write `{meant}`"), format!("改为 `{meant}`")),
                is_beyond_doubt(&name, meant, block),
            ));
        }
    }
}

fn message(name: &str, block: &Block) -> Text {
    if block.path.is_empty() {
        return Text::new(
            format!("`{name}` is not a keyword of the top level"),
            format!("顶层没有关键字 `{name}`"),
        );
    }
    let place = block.path.rsplit('/').next().unwrap_or(block.path);
    Text::new(
        format!("`{name}` is not a keyword of `{place}`"),
        format!("`{place}` 中没有关键字 `{name}`"),
    )
}

/// One slip of the finger away from this keyword, and from no other one of the block.
fn is_beyond_doubt(name: &str, meant: &str, block: &Block) -> bool {
    let others = block.keywords().map(|keyword| keyword.name);
    let slips = |known: &str| is_one_slip(name, known);
    slips(meant) && others.filter(|known| slips(known)).count() == 1
}

/// Whether one insertion, deletion, substitution or swap of neighbours lies between two words.
fn is_one_slip(from: &str, to: &str) -> bool {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let same = from
        .iter()
        .zip(&to)
        .take_while(|(left, right)| left == right);
    let start = same.count();
    let (left, right) = (&from[start..], &to[start..]);
    let tails = [(1, 0), (0, 1), (1, 1)];
    let edited = tails.iter().any(|(skip, other)| {
        left.get(*skip..)
            .is_some_and(|tail| right.get(*other..) == Some(tail))
    });
    let swapped = matches!((left, right), ([a, b, rest @ ..], [c, d, other @ ..])
        if a == d && b == c && rest == other);
    edited || swapped
}

#[cfg(test)]
mod tests {
    use super::is_one_slip;

    #[test]
    fn slips() {
        for (from, to) in [
            ("priorty", "priority"),
            ("prioriity", "priority"),
            ("prioritx", "priority"),
            ("pirority", "priority"),
        ] {
            assert!(is_one_slip(from, to), "{from}");
        }
        assert!(!is_one_slip("prioritee", "priority"));
        assert!(!is_one_slip("priority", "state"));
    }
}
