//! The scripts that Keepalived runs: which there are, whether it will run
//! them, what they say, and whether they can say no.
//!
//! Owns the list, the conditions under which Keepalived runs a script, a run
//! under just those, and the writing of scripts.  What a check asks is the business of `health`.

mod edit;
mod error;
mod examine;
mod list;
mod quote;
mod run;
mod runner;
mod shipped;

pub use edit::{Question, create, replace, revise};
pub use error::ScriptError;
pub use examine::{Obstacle, examine};
pub use list::{Script, Use, find, list};
pub use run::{Proof, Run, prove, run};
pub use runner::Runner;
pub use shipped::{Shipped, shipped};

/// How a run ended, and where programs lie.
pub use host::{exec::Ending, package::find_program};
