//! Changes to a text that leave every other byte alone.
//!
//! Each function reads a [`Tree`] and gives a list of [`TextEdit`]s; [`apply`] carries them out, and
//! the new text is parsed again. Places are named by a [`Path`], such as
//! `vrrp_instance.VI_MYSQL.priority`, `vrrp_instance.VI_MYSQL.virtual_ipaddress[0]` or
//! `vrrp_instance."db.east".state`.
//!
//! It works on the text as it is written: definitions are not expanded, files not included. And it
//! knows no keyword, so it does not judge values; the lint does.

mod block;
mod check;
mod path;
mod rename;
mod text_edit;
mod value;

pub use block::{add, remove};
pub use path::{Path, PathError, Segment, find};
pub use rename::{Named, references, rename};
pub use text_edit::{TextEdit, apply};
pub use value::{Value, get, set};

#[cfg(doc)]
use crate::syntax::Tree;

/// Why an edit is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Nothing in the text has this path.
    #[error("{path} is not in the configuration")]
    NotFound {
        /// The path, up to the first part that is missing.
        path: String,
    },
    /// The path names a block where a value is needed.
    #[error("{path} is a block")]
    IsBlock {
        /// The path.
        path: String,
    },
    /// The path names a value where a block is needed.
    #[error("{path} is not a block")]
    IsValue {
        /// The path.
        path: String,
    },
    /// The block has no closing brace, so nothing can be added to it.
    #[error("{path} has no closing brace")]
    Unclosed {
        /// The path.
        path: String,
    },
    /// The text cannot stand where it is wanted: it has a comment, an open quote, a brace that does
    /// not match, or a line break where there can be none.
    #[error("{text:?} cannot stand here: {reason}")]
    InvalidText {
        /// The text.
        text: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The new name is in use already.
    #[error("the name {name} is taken")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// Edits overlap, or lie outside the text.
    #[error("an edit at byte {at} overlaps another or lies outside the text")]
    Overlap {
        /// Where the later edit begins.
        at: u32,
    },
}

#[cfg(test)]
mod tests;
