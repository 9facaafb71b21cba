//! "Did you mean": the known word nearest to a misspelt one.
//!
//! Owns the distance and the bound beyond which a guess would only confuse.

/// The word among `known` nearest to `word`, if one is near enough to be meant.
///
/// Near enough: at most one edit in three letters, and never more than three. On a tie the first
/// wins. A word that is itself known is returned as it is.
#[must_use]
pub(super) fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bound = (word.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(edits, _)| *edits <= bound)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other
/// (Damerau–Levenshtein, optimal string alignment), without regard to case.
fn distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.to_lowercase().chars().collect();
    let to: Vec<char> = to.to_lowercase().chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let substituted = last[column] + usize::from(letter != other);
            let mut edits = substituted
                .min(last[column + 1] + 1)
                .min(current[column] + 1);
            let swapped =
                row > 0 && column > 0 && *letter == to[column - 1] && from[row - 1] == *other;
            if swapped {
                edits = edits.min(before_last[column - 1] + 1);
            }
            current.push(edits);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let cases = [
            ("", "", 0),
            ("", "abc", 3),
            ("priority", "priority", 0),
            ("prioritee", "priority", 2),
            ("advert_itn", "advert_int", 1),
            ("State", "state", 0),
            ("ca", "abc", 3),
        ];
        for (from, to, edits) in cases {
            assert_eq!(distance(from, to), edits, "{from} → {to}");
            assert_eq!(distance(to, from), edits, "{to} → {from}");
        }
    }

    #[test]
    fn a_far_word_is_not_guessed() {
        let known = ["priority", "state", "interface"];
        assert_eq!(closest("prioritee", known), Some("priority"));
        assert_eq!(closest("stat", known), Some("state"));
        assert_eq!(closest("xyzzy", known), None);
        assert_eq!(closest("", known), None);
    }
}
