//! A change of a text, as data.

use super::EditError;
use crate::syntax::Span;

/// Puts bytes in the place of a span; an empty span inserts, empty bytes delete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// What goes away.
    pub span: Span,
    /// What comes in its place.
    pub insert: Vec<u8>,
}

impl TextEdit {
    /// Replaces `span` by `insert`.
    pub fn replace(span: Span, insert: impl Into<Vec<u8>>) -> Self {
        Self {
            span,
            insert: insert.into(),
        }
    }

    /// Inserts before the byte at `at`.
    pub fn insert(at: u32, insert: impl Into<Vec<u8>>) -> Self {
        Self::replace(Span::new(at, at), insert)
    }

    /// Deletes `span`.
    pub fn delete(span: Span) -> Self {
        Self::replace(span, Vec::new())
    }
}

/// Carries out the edits, all against the same text. They may come in any order but must not overlap.
pub fn apply(text: &[u8], edits: &[TextEdit]) -> Result<Vec<u8>, EditError> {
    let mut ordered: Vec<&TextEdit> = edits.iter().collect();
    ordered.sort_by_key(|edit| edit.span);
    let mut result = Vec::with_capacity(text.len());
    let mut at = 0;
    for edit in ordered {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        if start < at || end < start || end > text.len() {
            return Err(EditError::Overlap {
                at: edit.span.start,
            });
        }
        result.extend_from_slice(&text[at..start]);
        result.extend_from_slice(&edit.insert);
        at = end;
    }
    result.extend_from_slice(&text[at..]);
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::{EditError, Span, TextEdit, apply};

    #[test]
    fn edits_apply_in_any_order_and_never_over_each_other() {
        let edits = [
            TextEdit::replace(Span::new(2, 3), "X"),
            TextEdit::insert(0, "<"),
        ];
        assert_eq!(apply(b"abc", &edits).unwrap(), b"<abX");
        let overlap = [
            TextEdit::delete(Span::new(0, 2)),
            TextEdit::delete(Span::new(1, 3)),
        ];
        assert_eq!(apply(b"abc", &overlap), Err(EditError::Overlap { at: 1 }));
        assert!(apply(b"abc", &[TextEdit::insert(4, "x")]).is_err());
    }
}
