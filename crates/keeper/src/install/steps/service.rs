//! The service manager knows Keepalived, and runs it when it may.

use super::super::error::Trouble;
use super::super::plan::Installed;
use super::super::site::{Outcome, Site};
use crate::engine::Engine;
use crate::layout::Layout;
use crate::message::Message;
use crate::service::Service;
use crate::settings::Settings;

/// Defines the service, sets its autostart, and starts or restarts Keepalived
/// where that was asked for.
pub(in super::super) fn run(site: &mut Site<'_>) -> Result<Outcome, Trouble> {
    let service = service(site)?;
    let status = service.status()?;
    let was_running = status.pid.is_some();
    if was_running {
        service.stop()?;
        service.start()?;
        return Ok(Outcome::Done(Message::new("install-restarted")));
    }
    match may_start(site) {
        true => {
            service.start()?;
            Ok(Outcome::Done(Message::new("install-started")))
        }
        false => Ok(Outcome::Skipped(Message::new("install-not-started"))),
    }
}

/// A configuration that somebody else has written may name an address that is
/// not to be taken yet.
fn may_start(site: &Site<'_>) -> bool {
    let config = site.layout.config();
    config.exists() && (site.request.start || site.manifest.has_made(&config))
}

fn service(site: &Site<'_>) -> Result<Service, Trouble> {
    let settings = Settings::read(&site.layout.settings()).unwrap_or_default();
    let program = site.request.program.clone().into_os_string();
    Ok(Service::new(site.layout.clone(), &settings, program)?)
}

/// What there is after a plan that went well.
pub(in super::super) fn outcome(layout: &Layout) -> Installed {
    let program = layout.keepalived();
    let version = program
        .as_ref()
        .and_then(|path| Engine::new(path).version());
    let config = Some(layout.config()).filter(|path| path.exists());
    let settings = Settings::read(&layout.settings()).unwrap_or_default();
    let running = Service::new(layout.clone(), &settings, "vipkeeper".into())
        .and_then(|service| service.status())
        .is_ok_and(|status| status.pid.is_some());
    Installed {
        program,
        version,
        is_running: running,
        config,
    }
}
