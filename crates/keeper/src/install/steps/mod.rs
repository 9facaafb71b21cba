//! The steps of an installation, one file each.
//!
//! Each looks first whether its work is done; none leaves anything half done
//! under a name that another step trusts.

pub(super) mod build;
pub(super) mod configuration;
pub(super) mod configure;
pub(super) mod fetch;
pub(super) mod install;
pub(super) mod package;
pub(super) mod preflight;
pub(super) mod service;
pub(super) mod smoke;
pub(super) mod switch;
pub(super) mod unpack;
pub(super) mod verify;

use super::site::Outcome;
use super::source::Source;
use crate::message::Message;

/// Steps before the switch have nothing to do for a release that is built.
fn built_already(source: &Source) -> Option<Outcome> {
    source.is_built().then(|| {
        let message = Message::new("install-built").with("version", source.release.version);
        Outcome::Skipped(message)
    })
}
