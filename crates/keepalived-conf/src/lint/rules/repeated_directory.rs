//! A path in which the same directories stand twice.

use crate::edit::TextEdit;
use crate::expand::Location;
use crate::lint::rule::{Example, Findings, Rule, Stage, words};
use crate::lint::{Context, Fix, Severity, Text};
use crate::syntax::Span;

pub(super) static RULE: Rule = Rule {
    id: "repeated-directory",
    severity: Severity::Warning,
    stage: Stage::Meaning,
    title: words("A directory stands twice in the path", "路径中目录重复"),
    why: words(
        "A placeholder that already stands for the server's directory was followed by that \
        directory again. The file does not exist there, so the check always fails.",
        "占位符已代表服务器目录，后面又写了一次该目录。文件不在那里，检查永远失败。",
    ),
    bad: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script /www/server/www/server/keepalived/scripts/chk.sh
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
    ),
    good: Example::of(
        "global_defs {
    enable_script_security
    script_user root
}
vrrp_script db {
    script /www/server/keepalived/scripts/chk.sh
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
    ),
    check,
};

fn check(context: &Context<'_>, found: &mut Findings) {
    let model = &context.outlook.model;
    let scripts = model
        .scripts
        .iter()
        .filter_map(|script| script.command.as_ref());
    let notifies = model
        .instances
        .iter()
        .flat_map(|instance| &instance.notifies);
    let groups = model.sync_groups.iter().flat_map(|group| &group.notifies);
    let notifies = notifies.chain(groups).map(|notify| &notify.command);
    let paths = scripts.chain(notifies).flat_map(|command| {
        let words = command.value.words.iter();
        words.map(move |word| (word.as_str(), command.at))
    });
    let files = model
        .track_files
        .iter()
        .filter_map(|file| file.path.as_ref());
    let files = files.map(|path| (path.value.as_str(), path.at));
    for (path, at) in paths.chain(files) {
        let Some(repeated) = repeated(path) else {
            continue;
        };
        let once = path.replacen(&format!("{repeated}{repeated}"), repeated, 1);
        let fix = replace_in(context, at, path, &once);
        found
            .report(
                at,
                Text::new(
                    format!("{repeated} stands twice in {path}"),
                    format!("{path} 中 {repeated} 重复出现"),
                ),
            )
            .fix(fix);
    }
}

/// At least two directories that follow themselves at the start of a path: `/www/server`.
fn repeated(path: &str) -> Option<&str> {
    let ends = path.match_indices('/').map(|(at, _)| at).skip(2);
    let mut starts = ends.map(|end| &path[..end]);
    starts.find(|start| path[start.len()..].starts_with(&format!("{start}/")))
}

/// Puts `with` in the place of `what` within the words at `at`.
fn replace_in(context: &Context<'_>, at: Location, what: &str, with: &str) -> Option<Fix> {
    let file = context.expansion.file(at.file)?;
    let text = std::str::from_utf8(file.tree.slice(at.span)).ok()?;
    let start = at.span.start + u32::try_from(text.find(what)?).ok()?;
    let span = Span::new(start, start + u32::try_from(what.len()).ok()?);
    Some(Fix {
        title: Text::new("name the directory once", "只保留一次"),
        file: at.file,
        edits: vec![TextEdit::replace(span, with)],
        safe: true,
    })
}
