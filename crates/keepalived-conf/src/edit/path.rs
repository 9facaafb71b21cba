//! Paths into a text, and what they lead to.
//!
//! A path is keywords and names joined by dots. A keyword selects the statements that begin with it;
//! the part after it may be the name of one of them, `[n]` (from 0) chooses by number. A keyword that
//! stands several times and is not narrowed down means the last one, which is the one that counts for
//! Keepalived. `[n]` after a single block without a name chooses the n-th line in it.

use std::fmt;
use std::str::FromStr;

use super::EditError;
use crate::syntax::{Node, Tree};

/// A path, one [`Segment`] at a time. The empty path is the whole text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path {
    /// Its parts, outermost first.
    pub segments: Vec<Segment>,
}

/// A keyword or a name, perhaps with a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The keyword, or the name as it is written without quotes, its words joined by one space.
    pub text: String,
    /// The number in brackets.
    pub index: Option<usize>,
}

/// Why a text is not a path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// A part is empty.
    #[error("part {part} of the path is empty")]
    EmptyPart {
        /// Which, from 1.
        part: usize,
    },
    /// A quoted part is not closed.
    #[error("the quoted part {part} is not closed")]
    OpenQuote {
        /// Which, from 1.
        part: usize,
    },
    /// The brackets hold no number, or something follows them.
    #[error("part {part} must end in a number in brackets")]
    BadIndex {
        /// Which, from 1.
        part: usize,
    },
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let mut segments = Vec::new();
        let mut rest = Some(text).filter(|text| !text.is_empty());
        while let Some(text) = rest {
            let part = segments.len() + 1;
            let (name, after) = name(text, part)?;
            let (index, after) = index(after, part)?;
            segments.push(Segment { text: name, index });
            rest = match after.strip_prefix('.') {
                Some(rest) => Some(rest),
                None if after.is_empty() => None,
                None => return Err(PathError::BadIndex { part }),
            };
        }
        Ok(Self { segments })
    }
}

/// A bare part up to `.` or `[`, or a quoted one with `\"` and `\\` in it.
fn name(text: &str, part: usize) -> Result<(String, &str), PathError> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(['.', '[']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        return if name.is_empty() {
            Err(PathError::EmptyPart { part })
        } else {
            Ok((name.to_owned(), rest))
        };
    };
    let mut name = String::new();
    let mut chars = quoted.chars();
    loop {
        match chars.next() {
            None => return Err(PathError::OpenQuote { part }),
            Some('"') => return Ok((name, chars.as_str())),
            Some('\\') => name.extend(chars.next()),
            Some(other) => name.push(other),
        }
    }
}

fn index(text: &str, part: usize) -> Result<(Option<usize>, &str), PathError> {
    let Some(inside) = text.strip_prefix('[') else {
        return Ok((None, text));
    };
    let bad = PathError::BadIndex { part };
    let (number, rest) = inside.split_once(']').ok_or_else(|| bad.clone())?;
    Ok((Some(number.parse().map_err(|_| bad)?), rest))
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.segments.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            let bare =
                !segment.text.is_empty() && !segment.text.contains(['.', '[', ']', '"', '\\', ' ']);
            if bare {
                write!(out, "{dot}{}", segment.text)?;
            } else {
                let escaped = segment.text.replace('\\', "\\\\").replace('"', "\\\"");
                write!(out, "{dot}\"{escaped}\"")?;
            }
            if let Some(index) = segment.index {
                write!(out, "[{index}]")?;
            }
        }
        Ok(())
    }
}

impl Path {
    /// The path without its last part, and that part.
    pub(super) fn split_last(&self) -> Option<(Self, &Segment)> {
        let (last, parents) = self.segments.split_last()?;
        Some((
            Self {
                segments: parents.to_vec(),
            },
            last,
        ))
    }

    fn up_to(&self, count: usize) -> String {
        Self {
            segments: self.segments[..count].to_vec(),
        }
        .to_string()
    }
}

/// Where a path leads.
pub(super) struct Target<'t> {
    pub(super) node: Node<'t>,
    /// The path chose a line of a list by its number, not a keyword.
    pub(super) whole_line: bool,
}

/// The node that a path leads to; the root for the empty path.
pub fn find<'t>(tree: &'t Tree, path: &Path) -> Result<Node<'t>, EditError> {
    resolve(tree, path).map(|target| target.node)
}

pub(super) fn resolve<'t>(tree: &'t Tree, path: &Path) -> Result<Target<'t>, EditError> {
    let mut target = Target {
        node: tree.root(),
        whole_line: false,
    };
    let mut at = 0;
    while at < path.segments.len() {
        let missing = || EditError::NotFound {
            path: path.up_to(at + 1),
        };
        let (next, used) = step(target.node, &path.segments[at..]).ok_or_else(missing)?;
        target = next;
        at += used;
    }
    Ok(target)
}

/// From a block to the statement that the next one or two parts name.
fn step<'t>(block: Node<'t>, path: &[Segment]) -> Option<(Target<'t>, usize)> {
    let (keyword, rest) = path.split_first()?;
    let all: Vec<Node<'t>> = block.all(&keyword.text).collect();
    let target = |node, whole_line| Target { node, whole_line };
    if let Some(index) = keyword.index {
        if let ([list], []) = (all.as_slice(), rest)
            && list.has_block()
            && list.arg(0).is_none()
        {
            return Some((target(list.statements().nth(index)?, true), 1));
        }
        return Some((target(*all.get(index)?, false), 1));
    }
    if let Some(name) = rest.first() {
        let named = |node: &&Node<'t>| node.has_block() && has_name(**node, &name.text);
        let named: Vec<Node<'t>> = all.iter().filter(named).copied().collect();
        let index = name.index.unwrap_or(named.len().saturating_sub(1));
        if let Some(node) = named.get(index) {
            return Some((target(*node, false), 2));
        }
    }
    Some((target(*all.last()?, false), 1))
}

fn has_name(node: Node<'_>, name: &str) -> bool {
    let words: Vec<_> = node.args().map(|word| word.text().into_owned()).collect();
    !words.is_empty() && (words.join(" ") == name || words[0] == name)
}

#[cfg(test)]
mod tests {
    use super::{Path, PathError};

    fn path(text: &str) -> Result<Path, PathError> {
        text.parse()
    }

    #[test]
    fn paths_print_as_they_read() {
        for text in [
            "vrrp_instance.VI_1.priority",
            "a.\"b.c\"[2].d",
            "virtual_server.\"10.0.0.1 80\"",
            "",
        ] {
            assert_eq!(path(text).unwrap().to_string(), text);
        }
        assert_eq!(path(r#"a."x\"y""#).unwrap().segments[1].text, "x\"y");
    }

    #[test]
    fn what_is_not_a_path_says_which_part() {
        assert_eq!(path("a..b"), Err(PathError::EmptyPart { part: 2 }));
        assert_eq!(path("a.\"b"), Err(PathError::OpenQuote { part: 2 }));
        assert_eq!(path("a[x]"), Err(PathError::BadIndex { part: 1 }));
        assert_eq!(path("a[1]b"), Err(PathError::BadIndex { part: 1 }));
        assert_eq!(path("a."), Err(PathError::EmptyPart { part: 2 }));
    }
}
