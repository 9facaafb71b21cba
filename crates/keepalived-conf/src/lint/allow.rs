//! `# vipkeeper: allow(rule-id, …)`: a comment that silences rules on the next line that has text.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostic::Diagnostic;
use crate::expand::{Expansion, FileId, Location};
use crate::syntax::{LineIndex, Span, TokenKind, Tree};

/// A rule id in an allow comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Allowed {
    /// The id as it is written.
    pub(crate) id: String,
    /// Where it is written.
    pub(crate) at: Location,
    /// The line that it silences, from 1; `None` when no line with text follows.
    line: Option<u32>,
}

/// All ids that the comments of the files name.
pub(crate) fn allowed(expansion: &Expansion) -> Vec<Allowed> {
    let numbered = expansion.files.iter().enumerate();
    numbered
        .flat_map(|(index, file)| of_file(FileId(index as u32), &file.tree))
        .collect()
}

/// Takes out what a comment allows.
pub(super) fn silence(found: &mut Vec<Diagnostic>, expansion: &Expansion) {
    let allowed = allowed(expansion);
    if allowed.is_empty() {
        return;
    }
    let silent: BTreeSet<(FileId, u32, &str)> = allowed
        .iter()
        .filter_map(|allow| Some((allow.at.file, allow.line?, allow.id.as_str())))
        .collect();
    let lines: BTreeMap<FileId, LineIndex> = (0..)
        .map(FileId)
        .zip(&expansion.files)
        .map(|(id, file)| (id, file.tree.line_index()))
        .collect();
    found.retain(|finding| {
        let file = finding.at.file;
        let line = lines
            .get(&file)
            .map(|index| index.position(finding.at.span.start).line);
        line.is_none_or(|line| !silent.contains(&(file, line, finding.rule)))
    });
}

fn of_file(file: FileId, tree: &Tree) -> Vec<Allowed> {
    let mut found: Vec<Allowed> = Vec::new();
    let mut waiting = 0;
    let mut index = None;
    for token in tree.tokens() {
        match token.kind {
            TokenKind::Comment => {
                found.extend(ids(tree, token.span).map(|(id, span)| Allowed {
                    id,
                    at: Location { file, span },
                    line: None,
                }));
            }
            TokenKind::Blank | TokenKind::Newline | TokenKind::Bom => {}
            _ if waiting < found.len() => {
                let index = index.get_or_insert_with(|| tree.line_index());
                let line = index.position(token.span.start).line;
                found[waiting..]
                    .iter_mut()
                    .for_each(|allow| allow.line = Some(line));
                waiting = found.len();
            }
            _ => {}
        }
    }
    found
}

/// The ids in a comment, with their places.
fn ids(tree: &Tree, comment: Span) -> impl Iterator<Item = (String, Span)> {
    let text = String::from_utf8_lossy(tree.slice(comment));
    let list = text.split_once("vipkeeper:").and_then(|(before, rest)| {
        let open = rest.trim_start().strip_prefix("allow(")?;
        let is_marker = before
            .chars()
            .all(|sign| matches!(sign, '#' | '!' | ' ' | '\t'));
        let start = text.len() - open.len();
        is_marker.then(|| (start, open.split(')').next().unwrap_or(open).to_owned()))
    });
    // Bytes that are not UTF-8 would shift the places; such a comment allows nothing.
    let list = list.filter(|_| text.len() == comment.len());
    let mut found = Vec::new();
    if let Some((start, list)) = list {
        let mut at = start;
        for part in list.split(',') {
            let id = part.trim();
            let from = comment.start + (at + part.len() - part.trim_start().len()) as u32;
            if !id.is_empty() {
                found.push((id.to_owned(), Span::new(from, from + id.len() as u32)));
            }
            at += part.len() + 1;
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::allowed;
    use crate::expand::{Options, expand_text};

    #[test]
    fn ids_are_found_with_the_line_that_they_silence() {
        let text = "# vipkeeper: allow(a-b, c)\n# more\n\nvrrp_strict\n# vipkeeper: allow(d)\n";
        let expansion = expand_text(text, &Options::default());
        let found = allowed(&expansion);
        let seen: Vec<_> = found
            .iter()
            .map(|allow| (allow.id.as_str(), allow.line))
            .collect();
        assert_eq!(seen, [("a-b", Some(4)), ("c", Some(4)), ("d", None)]);
        let place = found[1].at.span;
        assert_eq!(&text[place.range()], "c");
    }

    #[test]
    fn a_comment_that_merely_speaks_of_it_allows_nothing() {
        let expansion = expand_text("# see vipkeeper: allow(a)\nx\n", &Options::default());
        assert_eq!(allowed(&expansion), []);
    }
}
