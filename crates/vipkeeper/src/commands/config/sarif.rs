//! Findings as SARIF 2.1.0, for code hosts and editors.

use keeper::Lang;
use keeper::config::Examined;
use keeper::config::language::lint::{self, Diagnostic, Severity};
use serde_json::{Value, json};

use super::data;

/// One run with the rules that found something.
pub(crate) fn log(examined: &Examined, lang: Lang) -> Value {
    let mut ids: Vec<_> = examined.findings.iter().map(|found| found.rule).collect();
    ids.sort_unstable();
    ids.dedup();
    let rules: Vec<_> = ids.iter().map(|id| rule(id, lang)).collect();
    let results = examined.findings.iter();
    let results: Vec<_> = results.map(|found| result(found, examined, lang)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "vipkeeper",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(id: &str, lang: Lang) -> Value {
    let words = lint::rule(id).map(|rule| match lang {
        Lang::En => (rule.title.en, rule.why.en),
        Lang::ZhCn => (rule.title.zh, rule.why.zh),
    });
    let (title, why) = words.unwrap_or_default();
    json!({
        "id": id,
        "shortDescription": { "text": title },
        "fullDescription": { "text": why },
    })
}

fn result(found: &Diagnostic, examined: &Examined, lang: Lang) -> Value {
    let level = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    };
    let message = match lang {
        Lang::En => &found.message.en,
        Lang::ZhCn => &found.message.zh,
    };
    let place = data::place(found.at, &examined.expansion);
    json!({
        "ruleId": found.rule,
        "level": level,
        "message": { "text": message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": place.file },
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
        }}],
    })
}
