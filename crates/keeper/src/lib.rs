//! What one can do with Keepalived: the use cases behind every face of
//! vipkeeper.
//!
//! The command line, the daemon, the panel and the plugin call these and have
//! no logic of their own.  Deliberately absent: output, argument parsing, HTTP.

pub mod apply;
pub mod checks;
pub mod config;
pub mod drain;
pub mod engine;
pub mod heal;
pub mod install;
pub mod layout;
pub mod logs;
pub mod message;
pub mod observe;
pub mod orphan;
pub mod role;
pub mod script;
pub mod service;
pub mod settings;
pub mod store;
pub mod template;
pub mod wizard;

/// The probes, for faces that ask once.
pub use ::health;
pub use layout::Layout;
pub use message::{Explain, Explanation, Lang, Message, Messages};
pub use settings::Settings;
