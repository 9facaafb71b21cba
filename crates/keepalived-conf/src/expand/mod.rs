//! What Keepalived reads once the directives of a text are carried out.
//!
//! `$NAME=` definitions with one line or many, `${_PWD}` and the other built-in names, `@id`
//! conditions, `~SEQ` and `~LST`, `include` and its variants: the result is a plain text without any
//! of them, its tree, and a map from it back to the files. Steps and order are those of keepalived
//! 2.2.7 `lib/parser.c`, `read_line`.
//!
//! It opens no file: an include is a request that the caller answers. It never fails and is bounded:
//! what is wrong or too much becomes a [`Problem`], and what could be read is still there.
//!
//! A line without directives comes through byte for byte, its comment too. Of lines that were built,
//! only what Keepalived sees is there.

mod definitions;
mod line_buf;
mod machine;
mod problem;
mod sequence;
mod source_map;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::syntax::{self, Tree};

pub use problem::{ExpandProblem, Problem, ProblemKind};
pub use source_map::{FileId, Location, SourceMap};

/// How many times one line may have a name replaced before it counts as expanding itself.
/// Keepalived 2.2.7 hangs on `$A=$A`.
pub const MAX_SUBSTITUTIONS: usize = 1024;

/// How many sequences may stand within each other, and how many definitions of several lines.
pub const MAX_NESTED: usize = 64;

/// How many lines a text may expand to, files and repetitions together.
pub const MAX_EXPANDED_LINES: usize = 2_000_000;

/// How many bytes a text may expand to.
pub const MAX_EXPANDED_BYTES: usize = syntax::MAX_SOURCE_BYTES;

/// How deep files may include each other.
pub const MAX_INCLUDE_DEPTH: usize = 32;

/// How many files may be included in all.
pub const MAX_INCLUDED_FILES: usize = 4096;

/// What the expansion depends on besides the text.
#[derive(Debug, Clone)]
pub struct Options {
    /// The name that `@id` lines are compared with and `${_INSTANCE}` stands for: `--config-id`, by
    /// default the host name up to its first dot. Without one no `@id` line counts.
    pub config_id: Option<String>,
    /// The variables that `${_ENV NAME}` (since 2.4.0) reads.
    pub environment: BTreeMap<String, String>,
    /// How many lines may be read; [`MAX_EXPANDED_LINES`] unless a caller wants less.
    pub max_lines: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            config_id: None,
            environment: BTreeMap::new(),
            max_lines: MAX_EXPANDED_LINES,
        }
    }
}

/// A file's text, as the caller read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Its path, for messages, and to know it again when it includes itself.
    pub name: String,
    /// The directory it lies in: what `${_PWD}` stands for and what relative includes start from.
    pub directory: String,
    /// Its bytes.
    pub text: Vec<u8>,
}

/// Which `include` it is: how much may be missing without an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IncludeKind {
    /// `include`: nothing is an error.
    Lenient,
    /// `includer`: a file that matches must be readable.
    Readable,
    /// `includem`: as `includer`, and a path without wildcards must exist.
    Match,
    /// `includew`: as `includem`, and a pattern with wildcards must match.
    Wildcard,
    /// `includeb`: as `includer`, and every alternative of a brace pattern must match.
    Brace,
    /// `includea`: all of them.
    All,
}

/// What a text asks of the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncludeRequest {
    /// A path or a glob pattern, as bytes of the text; quotes are part of it.
    pub pattern: Vec<u8>,
    /// Which include it is.
    pub kind: IncludeKind,
    /// The directory of the file that asks.
    pub directory: String,
    /// Where it asks.
    pub at: Location,
}

/// The caller's answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Included {
    /// The files that match, in the order in which they are to be read.
    pub files: Vec<InputFile>,
    /// Why some or all could not be read, for the diagnostic.
    pub trouble: Option<String>,
}

/// One file that took part.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its name as the caller gave it.
    pub name: String,
    /// The tree of its own text, directives unexpanded.
    pub tree: Arc<Tree>,
    /// The include that brought it; `None` for the first.
    pub included_at: Option<Location>,
}

/// The expanded text with everything needed to speak about it.
#[derive(Debug, Clone)]
pub struct Expansion {
    /// The tree of the expanded text; its spans go through [`map`](Self::map).
    pub tree: Arc<Tree>,
    /// From the expanded text to the files.
    pub map: SourceMap,
    /// All files, the first one first; [`FileId`] counts them.
    pub files: Vec<SourceFile>,
    /// What syntax and expansion find wrong, by file and place.
    pub problems: Vec<Problem>,
}

impl Expansion {
    /// The file of an id.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.index())
    }
}

/// Expands a file, asking `include` for the files that it includes.
pub fn expand(
    main: InputFile,
    options: &Options,
    include: &mut dyn FnMut(&IncludeRequest) -> Included,
) -> Expansion {
    let tree = Arc::new(syntax::parse(main.text));
    let file = SourceFile {
        name: main.name,
        tree: Arc::clone(&tree),
        included_at: None,
    };
    if !tree.has_directives() {
        let map = SourceMap::identity(tree.source().len());
        let problems = problem::of_syntax(std::slice::from_ref(&file), None, &map);
        return Expansion {
            tree,
            map,
            files: vec![file],
            problems,
        };
    }
    let output = machine::run(file, main.directory, options, include);
    let tree = Arc::new(syntax::parse_plain(output.text));
    let mut problems = output.problems;
    problems.extend(problem::of_syntax(&output.files, Some(&tree), &output.map));
    problems.sort_by_key(|found| (found.at.file, found.at.span));
    problems.dedup();
    Expansion {
        tree,
        map: output.map,
        files: output.files,
        problems,
    }
}

/// Expands a text that stands alone: an include is answered with nothing.
pub fn expand_text(text: impl Into<Vec<u8>>, options: &Options) -> Expansion {
    let main = InputFile {
        name: String::new(),
        directory: String::new(),
        text: text.into(),
    };
    expand(main, options, &mut |_| Included::default())
}

#[cfg(test)]
mod tests;
