//! Findings as JSON.

use keeper::config::Examined;
use keeper::config::language::expand::{Expansion, Location};
use keeper::config::language::lint::{Diagnostic, Severity, Text};
use serde::Serialize;

/// The document.
#[derive(Serialize)]
pub(crate) struct FindingsData {
    findings: Vec<FindingData>,
}

#[derive(Serialize)]
struct FindingData {
    rule: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    at: PlaceData,
    message: TextData,
    notes: Vec<NoteData>,
    fix: Option<FixData>,
}

/// A place; lines and columns count from 1, columns in bytes.
#[derive(Serialize)]
pub(crate) struct PlaceData {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) end_line: u32,
    pub(crate) end_column: u32,
}

#[derive(Serialize)]
struct NoteData {
    #[serde(flatten)]
    at: Option<PlaceData>,
    text: TextData,
}

#[derive(Serialize)]
struct FixData {
    title: TextData,
    safe: bool,
}

#[derive(Serialize)]
struct TextData {
    en: String,
    #[serde(rename = "zh-CN")]
    zh_cn: String,
}

/// All findings of a configuration.
pub(crate) fn findings(examined: &Examined) -> FindingsData {
    let findings = examined.findings.iter();
    FindingsData {
        findings: findings
            .map(|found| finding(found, &examined.expansion))
            .collect(),
    }
}

fn finding(found: &Diagnostic, expansion: &Expansion) -> FindingData {
    FindingData {
        rule: found.rule,
        severity: severity(found.severity),
        at: place(found.at, expansion),
        message: text(&found.message),
        notes: found
            .notes
            .iter()
            .map(|note| NoteData {
                at: note.at.map(|at| place(at, expansion)),
                text: text(&note.text),
            })
            .collect(),
        fix: found.fix.as_ref().map(|fix| FixData {
            title: text(&fix.title),
            safe: fix.safe,
        }),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

fn text(text: &Text) -> TextData {
    TextData {
        en: text.en.clone(),
        zh_cn: text.zh.clone(),
    }
}

/// Where a location is, in lines and columns of its file.
pub(crate) fn place(at: Location, expansion: &Expansion) -> PlaceData {
    let file = expansion.file(at.file);
    let position = |offset| {
        file.map_or((1, 1), |file| {
            let position = file.tree.line_index().position(offset);
            (position.line, position.column)
        })
    };
    let (line, column) = position(at.span.start);
    let (end_line, end_column) = position(at.span.end);
    PlaceData {
        file: file.map(|file| file.name.clone()).unwrap_or_default(),
        line,
        column,
        end_line,
        end_column,
    }
}
