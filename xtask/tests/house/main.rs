//! The rules of the repository itself, as tests: what may depend on what, where
//! `unsafe` may stand, what the two languages must share, how files are called,
//! and what comes with code that is not ours.

mod arrows;
mod file_names;
mod messages;
mod tree;
mod unsafe_code;
mod vendored;
