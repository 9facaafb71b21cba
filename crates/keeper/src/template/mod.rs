//! Templates: a keepalived.conf with places to fill in.
//!
//! A template is one text file of three kinds of lines.  `#:` lines are a
//! TOML head that declares title and parameters; `#>` lines are the part of
//! vipkeeper.toml that belongs to the configuration; every other line is
//! keepalived.conf.  `{$NAME}` is a place to fill in: one of the head's
//! parameters, or one of [`Surroundings`].
//!
//! A line that names an *optional* parameter which was left out is left out
//! itself; that is the only logic a template has.

mod error;
mod head;
mod library;
mod render;
mod surroundings;
mod value;

pub use error::TemplateError;
pub use head::{Head, Localized, Parameter};
pub use library::{Template, all, find};
pub use render::{Part, Rendered, as_written};
pub use surroundings::Surroundings;
pub use value::Kind;
