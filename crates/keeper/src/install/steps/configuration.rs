//! The first configuration, only where there is none, and the scripts.

use std::fs;
use std::path::Path;

use host::atomic_file;
use keepalived_conf::catalog::Version;

use super::super::error::Trouble;
use super::super::manifest::Kind;
use super::super::site::{Outcome, Site};
use crate::engine::{ConfigTest, Engine};
use crate::layout::Layout;
use crate::message::Message;
use crate::script::shipped;
use crate::service::ControlError;
use crate::template::{Library, Order, Part, Unknowable};
use crate::wizard::Facts;

/// Renders the template, has Keepalived test it, and only then writes it.
pub(in super::super) fn run(site: &mut Site<'_>) -> Result<Outcome, Trouble> {
    let path = site.layout.config();
    // Keepalived needs the directory, and its user a place to put a file into.
    if let Some(directory) = path.parent() {
        site.manifest.directory(directory)?;
    }
    write_scripts(site)?;
    if path.exists() {
        let message = Message::new("install-config-kept").with("path", path.display());
        return Ok(Outcome::Skipped(message));
    }
    if site.request.parameters.is_empty() {
        let message = Message::new("install-config-none").with("path", path.display());
        return Ok(Outcome::Skipped(message));
    }
    let (config, checks) = render(site)?;
    test(site, &config)?;
    write_settings(site, &checks)?;
    // Last, because with it the node takes part in elections.
    site.manifest.will_make(&path, Kind::Kept)?;
    atomic_file::write(&path, config.as_bytes(), 0o640)?;
    site.has_configured = true;
    let message = Message::new("install-config-written")
        .with("path", path.display())
        .with("template", &site.request.template);
    Ok(Outcome::Done(message))
}

fn render(site: &mut Site<'_>) -> Result<(String, String), Trouble> {
    let (request, layout) = (site.request, site.layout);
    let template = Library::new(layout.templates()).find(&request.template)?;
    let facts = Facts::of_this_machine(layout, &request.program, installed(layout));
    let facts = block_on(facts)?;
    let mut given = request.parameters.clone();
    // Unicast takes both servers' addresses, and this one's own is known here.
    if given.contains_key("peer")
        && let Some(own) = facts.own_address(&given)
    {
        given.entry("address".to_owned()).or_insert(own.to_string());
    }
    let filled = template.fill(&Order {
        given: &given,
        profile: None,
        release: facts.release,
        surroundings: &facts.surroundings,
    })?;
    let config = filled.render(Part::Config, request.lang)?;
    let checks = filled.render(Part::Checks, request.lang)?;
    for warning in config.warnings {
        site.note(warning);
    }
    Ok((config.text, checks.text))
}

/// The release on this machine, so that nothing is rendered that it cannot run.
fn installed(layout: &Layout) -> Option<Version> {
    let program = layout.keepalived()?;
    Engine::new(program).version()?.parse().ok()
}

/// A configuration that Keepalived does not take is no beginning.
fn test(site: &mut Site<'_>, text: &str) -> Result<(), Trouble> {
    let program = site.layout.keepalived().ok_or(ControlError::NotInstalled)?;
    // Trackers whose directory is missing are dropped, which the test would report.
    for directory in [site.layout.run_dir(), site.layout.track_dir()] {
        site.manifest.directory(&directory)?;
    }
    let path = site.layout.state_dir().join("first.conf");
    site.manifest.will_make(&path, Kind::File)?;
    atomic_file::write(&path, text.as_bytes(), 0o600)?;
    let tested = Engine::new(program).test(&path)?;
    fs::remove_file(&path).map_err(super::unpack::written(&path))?;
    site.manifest.forget(|made| made.path == path)?;
    match tested {
        ConfigTest::Rejected { status, lines } => Err(Trouble::Rejected { status, lines }),
        ConfigTest::Accepted | ConfigTest::NotTested { .. } => Ok(()),
    }
}

/// vipkeeper.toml is written only where there is none, as keepalived.conf is.
fn write_settings(site: &mut Site<'_>, checks: &str) -> Result<(), Trouble> {
    let path = site.layout.settings();
    if path.exists() {
        site.note(Message::new("install-config-kept").with("path", path.display()));
        return Ok(());
    }
    site.manifest.will_make(&path, Kind::Kept)?;
    Ok(atomic_file::write(&path, checks.as_bytes(), 0o640)?)
}

/// What schedules and configurations call; one that is there stays.
fn write_scripts(site: &mut Site<'_>) -> Result<(), Trouble> {
    for script in shipped(site.layout, site.request.program.as_os_str()) {
        if !script.path.exists() {
            site.manifest.will_make(&script.path, Kind::Kept)?;
            atomic_file::write(&script.path, script.text.as_bytes(), 0o755)?;
        }
    }
    Ok(())
}

/// Netlink is asked asynchronously; an installation is not.
fn block_on<T>(question: impl Future<Output = Result<T, Unknowable>>) -> Result<T, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(super::unpack::written(Path::new("/dev/null")))?;
    Ok(runtime.block_on(question)?)
}
