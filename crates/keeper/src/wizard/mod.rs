//! The wizard: which questions lead from nothing to the two files of a pair.
//!
//! [`Interview`] is pure: answers in, questions out, and at the end what a
//! template is to be filled in with.  [`wire`] listens for who else is there.
//! How a question looks and where the answer comes from is the face's business.

mod facts;
mod interview;
mod question;
pub mod wire;

#[cfg(test)]
mod tests;

pub use facts::{Facts, Interface};
pub use interview::{Answers, Interview};
pub use question::{Choice, Question, Topic, Wording};
