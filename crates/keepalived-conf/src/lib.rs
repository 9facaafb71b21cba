//! The language of `keepalived.conf`.
//!
//! Pure: no I/O, no clock, no async. A file's text is handed in, included files are asked of the
//! caller, and what comes back is data: a tree, an expanded text with its source map, a list of text
//! edits, a list of findings. A text of the user's never makes an error, only diagnostics.

pub mod catalog;
pub mod edit;
pub mod expand;
pub mod format;
pub mod lint;
pub mod model;
pub mod simulate;
pub mod syntax;
