//! The plan: which steps, in which order.

use std::fs;
use std::path::{Path, PathBuf};

use host::atomic_file::WriteFile;

use super::error::{InstallFailed, Trouble};
use super::event::{Event, Step};
use super::lock::Lock;
use super::log::Log;
use super::manifest::{Kind, Manifest};
use super::request::Request;
use super::service::Node;
use super::site::Site;
use super::source::Source;
use super::steps;
use super::way::{self, Way};
use crate::engine::Engine;
use crate::layout::Layout;

/// What an installation came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The program in use.
    pub program: Option<PathBuf>,
    /// Its release.
    pub version: Option<String>,
    /// Whether Keepalived runs now.
    pub is_running: bool,
    /// keepalived.conf, when there is one.
    pub config: Option<PathBuf>,
}

/// Brings Keepalived onto this machine as `request` asks; `audience` hears what
/// happens.  What is done already is skipped, so that it can be run again.
pub fn run(
    layout: &Layout,
    request: &Request,
    audience: &mut dyn FnMut(Event),
) -> Result<Installed, InstallFailed> {
    let failed = |step, trouble| InstallFailed {
        step,
        log: layout.install_log(),
        trouble: Box::new(trouble),
    };
    let early = |trouble| failed(Step::Preflight, trouble);
    steps::preflight::require_plain_path(layout).map_err(early)?;
    let way = way::choose(layout, request).map_err(early)?;
    let mut site = open(layout, request, audience).map_err(early)?;
    let result = match &way {
        Way::Adopt(engine) => adopt(&mut site, engine),
        Way::Package => package(&mut site),
        Way::Source(source) => build(&mut site, source),
    };
    result.map_err(|trouble| failed(site.step, trouble))?;
    Ok(outcome(layout, request))
}

/// What there is after a plan that went well.
fn outcome(layout: &Layout, request: &Request) -> Installed {
    let program = layout.keepalived();
    let version = program
        .as_ref()
        .and_then(|path| Engine::new(path).version());
    let pid = Node::of(layout, request).and_then(|node| node.pid());
    Installed {
        program,
        version,
        is_running: pid.is_ok_and(|pid| pid.is_some()),
        config: Some(layout.config()).filter(|path| path.exists()),
    }
}

/// Takes the lock and reads the manifest.  The directories that this makes are
/// the first that it says.
pub(super) fn open<'a>(
    layout: &'a Layout,
    request: &'a Request,
    audience: &'a mut dyn FnMut(Event),
) -> Result<Site<'a>, Trouble> {
    let state = layout.state_dir();
    let missing = missing_directories(&state);
    make_directory(&state)?;
    let lock = Lock::take(&layout.install_lock())?;
    let mut manifest = Manifest::read(&layout.manifest())?;
    manifest.have_made(&missing, Kind::Directory)?;
    let log = layout.install_log();
    manifest.will_make(&log, Kind::Kept)?;
    let log = Log::open(&log).map_err(|source| WriteFile { path: log, source })?;
    Ok(Site {
        layout,
        request,
        manifest,
        log,
        lock,
        switched_from: None,
        has_configured: false,
        audience,
        step: Step::Preflight,
        number: 0,
        of: 0,
    })
}

fn missing_directories(path: &Path) -> Vec<PathBuf> {
    let missing = path.ancestors().take_while(|path| !path.exists());
    let mut missing: Vec<_> = missing.map(Path::to_owned).collect();
    missing.reverse();
    missing
}

fn make_directory(path: &Path) -> Result<(), Trouble> {
    fs::create_dir_all(path).map_err(|source| {
        Trouble::Write(WriteFile {
            path: path.to_owned(),
            source,
        })
    })
}

fn adopt(site: &mut Site<'_>, engine: &Engine) -> Result<(), Trouble> {
    site.of = 3;
    site.step(Step::Preflight, |site| {
        steps::preflight::adopt(site, engine)
    })?;
    finish(site)
}

fn package(site: &mut Site<'_>) -> Result<(), Trouble> {
    site.of = 3;
    site.step(Step::Package, steps::package::run)?;
    finish(site)
}

fn build(site: &mut Site<'_>, source: &Source) -> Result<(), Trouble> {
    site.of = 11;
    site.step(Step::Preflight, |site| {
        steps::preflight::build(site, source)
    })?;
    from_archive(site, source)?;
    finish(site)
}

/// From an archive to the program in use.
pub(super) fn from_archive(site: &mut Site<'_>, source: &Source) -> Result<(), Trouble> {
    site.step(Step::Fetch, |site| steps::fetch::run(site, source))?;
    site.step(Step::Verify, |site| steps::verify::run(site, source))?;
    site.step(Step::Unpack, |site| steps::unpack::run(site, source))?;
    site.step(Step::Configure, |site| steps::configure::run(site, source))?;
    site.step(Step::Build, |site| steps::build::run(site, source))?;
    site.step(Step::Install, |site| steps::install::run(site, source))?;
    site.step(Step::Smoke, |site| steps::smoke::run(site, source))?;
    site.step(Step::Switch, |site| steps::switch::run(site, source))
}

fn finish(site: &mut Site<'_>) -> Result<(), Trouble> {
    site.step(Step::Configuration, steps::configuration::run)?;
    site.step(Step::Service, steps::service::run)
}
