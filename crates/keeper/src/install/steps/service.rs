//! The service manager knows Keepalived, and runs it when it may.

use std::path::Path;

use super::super::error::Trouble;
use super::super::manifest::Kind;
use super::super::service::Node;
use super::super::site::{Outcome, Site};
use super::switch;
use crate::message::Message;

/// Defines the service, sets its autostart, and starts or restarts Keepalived
/// where that was asked for.
pub(in super::super) fn run(site: &mut Site<'_>) -> Result<Outcome, Trouble> {
    let mut node = Node::of(site.layout, site.request)?;
    for path in node.files() {
        site.manifest.will_make(&path, Kind::File)?;
    }
    node.define()?;
    if !node.set_autostart(site.request.autostart)? && site.request.autostart {
        site.note(Message::new("install-no-autostart"));
    }
    match node.pid()? {
        Some(pid) if runs_another(site, pid) => {
            restart(site, &node)?;
            Ok(Outcome::Done(Message::new("install-restarted")))
        }
        // It runs without a configuration, or with one that is gone.
        Some(_) if site.has_configured => {
            node.reload()?;
            Ok(Outcome::Done(Message::new("install-reloaded")))
        }
        Some(_) => Ok(Outcome::Skipped(Message::new("install-running"))),
        None if may_start(site) => {
            node.start()?;
            Ok(Outcome::Done(Message::new("install-started")))
        }
        None => Ok(Outcome::Skipped(Message::new("install-not-started"))),
    }
}

/// Whether what runs is not the program that we have switched to: asked of the
/// process itself, so that a run that was killed in between is made good.
fn runs_another(site: &Site<'_>, pid: u32) -> bool {
    let Some(own) = site.layout.own_keepalived() else {
        return false;
    };
    let running = std::fs::read_link(Path::new("/proc").join(pid.to_string()).join("exe"));
    match (running, own.canonicalize()) {
        (Ok(running), Ok(own)) => running != own,
        _ => false,
    }
}

/// When the new release does not come up, the one before runs again.
fn restart(site: &mut Site<'_>, node: &Node) -> Result<(), Trouble> {
    let Err(trouble) = node.restart() else {
        return Ok(());
    };
    if let Some(before) = site.switched_from.take() {
        switch::to(site, &before)?;
        node.restart()?;
        site.note(Message::new("install-switched-back").with("version", before));
    }
    Err(trouble)
}

/// A configuration that was there before may name an address that is not to be
/// taken yet; one that we have made for this very request names the right one.
fn may_start(site: &Site<'_>) -> bool {
    let config = site.layout.config();
    let is_ours = site.manifest.has_made(&config) && !site.request.parameters.is_empty();
    config.exists() && (site.request.start || is_ours)
}
