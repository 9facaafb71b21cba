//! Something that is named and not defined before.

use crate::catalog::closest_word;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::scope::{Role, Statement};
use crate::lint::{Context, Severity, Text};
use crate::syntax::Word;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    id: "undefined-reference",
    severity: Severity::Error,
    stage: Stage::Meaning,
    title: words(
        "A name refers to nothing that is defined before",
        "名称没有指向此前已定义的对象",
    ),
    why: words(
        "Keepalived looks the name up while it reads: what is defined further below does not \
        count. It reports the line and goes on without, so that a failing check moves nothing.",
        "Keepalived 在读取时查找名称，写在后面的定义不算数；它会报告该行并忽略，\
        于是检查失败也不会触发漂移。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    track_script {
        check
    }
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
}
vrrp_script check {
    script /usr/local/bin/check
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 71
    track_script {
        check
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
",
    ),
    check,
};

/// What is looked up while the file is read: list or keyword, and the blocks that define its names.
const LOOKED_UP: [(&str, &[&str]); 4] = [
    ("track_script", &["vrrp_script"]),
    ("track_file", &["track_file", "vrrp_track_file"]),
    ("track_process", &["vrrp_track_process"]),
    ("track_bfd", &["bfd_instance"]),
];

/// With how many names a misspelt one is compared, so that a long file stays quick.
const COMPARED: usize = 256;

fn check(context: &Context<'_>, found: &mut Findings) {
    let mut defined = BTreeMap::new();
    for (index, statement) in context.statements.iter().enumerate() {
        if statement.parent.is_none()
            && let (Some(keyword), Some(name)) = (statement.keyword(), statement.word(0))
        {
            defined.entry((keyword.name, name)).or_insert(index);
        }
    }
    for (index, statement) in context.statements.iter().enumerate() {
        let Some((blocks, word)) = reference(context, statement).or_else(|| group(statement))
        else {
            continue;
        };
        let name = word.text().into_owned();
        let places = blocks
            .iter()
            .filter_map(|block| defined.get(&(*block, name.clone())));
        match places.min() {
            Some(place) if *place < index => {}
            place => report(context, found, word, place.copied(), blocks, &defined),
        }
    }
}

/// The word that refers to something, and the blocks that may define it.
fn reference<'a>(
    context: &Context<'a>,
    statement: &Statement<'a>,
) -> Option<(&'static [&'static str], Word<'a>)> {
    let is_entry = matches!(statement.role, Role::Entry(_));
    let list = match statement.parent.filter(|_| is_entry) {
        Some(parent) => context.statements.get(parent)?.name(),
        None if statement.is("virtual_server/real_server/FILE_CHECK", "track_file") => "track_file",
        None => return None,
    };
    let (_, blocks) = LOOKED_UP.iter().find(|(name, _)| *name == list)?;
    let at = usize::from(!is_entry);
    Some((blocks, statement.node.words().nth(at)?))
}

/// The track group that a static address, route or rule names.
fn group<'a>(statement: &Statement<'a>) -> Option<(&'static [&'static str], Word<'a>)> {
    let Role::Entry(entry) = statement.role else {
        return None;
    };
    entry.line.option("track_group")?;
    let mut words = statement
        .node
        .words()
        .skip_while(|word| &*word.text() != "track_group");
    Some((&["track_group"], words.nth(1)?))
}

fn report(
    context: &Context<'_>,
    found: &mut Findings,
    word: Word<'_>,
    later: Option<usize>,
    blocks: &[&str],
    defined: &BTreeMap<(&'static str, String), usize>,
) {
    let (name, kind) = (word.text(), blocks.first().copied().unwrap_or_default());
    let at = context.locate(word.span());
    if let Some(later) = later {
        let place = context.header(&context.statements[later]);
        let message = Text::new(
            format!("{kind} {name} is defined only further below, which is too late"),
            format!("{kind} {name} 在后面才定义，已经太迟"),
        );
        found
            .report(at, message)
            .note_at(place, Text::new("here", "在此处"));
        return;
    }
    let message = Text::new(
        format!("there is no {kind} {name}"),
        format!("没有 {kind} {name}"),
    );
    let finding = found.report(at, message);
    let known = defined
        .keys()
        .filter(|(block, _)| blocks.contains(block))
        .take(COMPARED);
    if let Some(meant) = closest_word(&name, known.map(|(_, name)| name.as_str())) {
        let title = Text::new(format!("write `{meant}`"), format!("改为 `{meant}`"));
        finding.fix(context.replace(word.span(), meant, title, false));
    }
}
