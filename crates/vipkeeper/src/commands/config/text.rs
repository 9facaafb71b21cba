//! A finding in the terminal: the message, the line, and where in it.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer as Drawing, Snippet};
use keeper::config::Examined;
use keeper::config::language::expand::{Location, SourceFile};
use keeper::config::language::lint::{Diagnostic, Severity, Text};
use keeper::{Lang, Messages};

/// Renders findings of one configuration.
pub(crate) struct Renderer<'a> {
    examined: &'a Examined,
    lang: Lang,
    names: [String; 5],
}

/// A line of a file, and where in it a finding is.  The file may hold any
/// bytes; what is shown is text.
struct Excerpt {
    text: String,
    number: usize,
    start: usize,
    end: usize,
}

impl<'a> Renderer<'a> {
    pub(crate) fn new(examined: &'a Examined, messages: &Messages) -> Self {
        let names = ["error", "warning", "hint", "note", "fix"].map(|level| {
            messages
                .plain(&format!("level-{level}"))
                .unwrap_or_default()
        });
        Self {
            examined,
            lang: messages.lang(),
            names,
        }
    }

    /// The finding with its excerpt, notes and fix, ready for a terminal.
    pub(crate) fn render(&self, finding: &Diagnostic) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR.with_name(self.names[0].as_str()),
            Severity::Warning => Level::WARNING.with_name(self.names[1].as_str()),
            Severity::Hint => Level::HELP.with_name(self.names[2].as_str()),
        };
        let mut group = Group::with_title(
            level
                .primary_title(self.words(&finding.message))
                .id(finding.rule),
        );
        if let Some(file) = self.examined.expansion.file(finding.at.file) {
            group = group.element(snippet(file, finding.at, None));
        }
        let note = Level::NOTE.with_name(self.names[3].as_str());
        for remark in &finding.notes {
            let words = self.words(&remark.text);
            let file = remark
                .at
                .and_then(|at| Some((at, self.examined.expansion.file(at.file)?)));
            group = match file {
                Some((at, file)) => group.element(snippet(file, at, Some(words))),
                None => group.element(note.clone().message(words)),
            };
        }
        if let Some(fix) = &finding.fix {
            let help = Level::HELP.with_name(self.names[4].as_str());
            group = group.element(help.message(self.words(&fix.title)));
        }
        format!("{}\n\n", Drawing::styled().render(&[group]))
    }

    fn words<'t>(&self, text: &'t Text) -> &'t str {
        match self.lang {
            Lang::En => &text.en,
            Lang::ZhCn => &text.zh,
        }
    }
}

fn snippet<'t>(
    file: &SourceFile,
    at: Location,
    label: Option<&'t str>,
) -> Snippet<'t, annotate_snippets::Annotation<'t>> {
    let excerpt = excerpt(file, at);
    let kind = match label {
        None => AnnotationKind::Primary,
        Some(_) => AnnotationKind::Context,
    };
    let mut annotation = kind.span(excerpt.start..excerpt.end);
    if let Some(label) = label {
        annotation = annotation.label(label);
    }
    Snippet::source(excerpt.text)
        .line_start(excerpt.number)
        .path(file.name.clone())
        .annotation(annotation)
}

/// The first line of a place.  Only that line is handed on, so that a finding
/// in a large file costs as much as one in a small file.
fn excerpt(file: &SourceFile, at: Location) -> Excerpt {
    let index = file.tree.line_index();
    let source = file.tree.source();
    let number = index.position(at.span.start).line;
    let line = index.line(number).unwrap_or(at.span);
    let bytes = |start: u32, end: u32| {
        let (start, end) = (start as usize, end as usize);
        let part = source.get(start.min(end)..end).unwrap_or_default();
        String::from_utf8_lossy(part).replace(['\r', '\n'], "")
    };
    let end = at.span.end.clamp(at.span.start, line.end);
    let before = bytes(line.start, at.span.start);
    let marked = bytes(at.span.start, end);
    let after = bytes(end, line.end);
    Excerpt {
        number: number as usize,
        start: before.len(),
        end: before.len() + marked.len(),
        text: before + &marked + &after,
    }
}
