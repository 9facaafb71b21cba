//! Templates: a keepalived.conf with places to fill in.
//!
//! A template is one text file of three kinds of lines.  `#:` lines are a
//! TOML head that declares title and parameters; `#>` lines are the part of
//! vipkeeper.toml that belongs to the configuration; every other line is
//! keepalived.conf.  `#[en]` and `#[zh-CN]` begin a comment for readers of one
//! language.  `{$NAME}` is a place to fill in: one of the head's parameters,
//! or one of [`Surroundings`].  What goes with a parameter that was left out
//! is in `outline.rs`.

mod error;
mod fill;
mod head;
mod library;
mod outline;
mod output;
mod place;
mod profile;
mod render;
mod secret;
mod shared;
mod shipped;
mod surroundings;
#[cfg(test)]
mod tests;
mod value;

pub use error::TemplateError;
pub use fill::{Filled, Order, as_written};
pub use head::{DefaultValue, Head, Localized, Parameter};
pub use library::{Library, Template};
pub use output::{WriteRendered, write_new};
pub(crate) use place::proposed_vrid;
pub use profile::Profile;
pub use render::{Part, Rendered};
pub use secret::Secrets;
pub use surroundings::{NEW_SECRET, Surroundings, Unknowable};
pub use value::Kind;
