//! The checks and roles of the daemon: started, and kept to what vipkeeper.toml
//! says now.
//!
//! The file is read again when it, a file with credentials, or keepalived.conf
//! has changed, and on SIGHUP.  One that cannot be used is told and changes
//! nothing.

use std::convert::Infallible;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use keeper::checks::wiring::troubles;
use keeper::checks::{Board, Fleet, Refused, Sources};
use keeper::config::language::model::Model;
use keeper::config::{self, Source};
use keeper::message::Explain;
use keeper::observe::{Hub, NodeState};
use keeper::role::Residents;
use keeper::settings::ReadSettings;
use keeper::{Message, Settings};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::context::Context;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// The fleet, the roles, and what they follow.
pub(super) struct Checks<'a> {
    fleet: Fleet,
    roles: Residents,
    sources: Sources,
    node: watch::Receiver<Arc<NodeState>>,
    context: &'a Context,
    /// Given up to read the settings with: checks that have taken every
    /// descriptor could else not be told to go.
    spare: Option<File>,
    /// That the settings cannot be read was told already.
    is_told: bool,
}

impl<'a> Checks<'a> {
    /// Starts these checks.
    pub(super) fn start(
        settings: &Settings,
        board: Board,
        hub: &Hub,
        context: &'a Context,
    ) -> Self {
        let mut started = Self {
            fleet: Fleet::new(context.layout.clone(), board, hub.check_reports()),
            roles: Residents::new(context.layout.clone(), hub.subscribe()),
            sources: Sources::default(),
            node: hub.subscribe(),
            context,
            spare: spare(),
            is_told: false,
        };
        started.set(settings);
        started
    }

    /// Follows the files, the signal, and who is MASTER.
    pub(super) async fn keep(mut self) -> Infallible {
        let mut hangup = signal(SignalKind::hangup()).ok();
        let mut look = tokio::time::interval(LOOK);
        loop {
            tokio::select! {
                _ = look.tick() => {
                    if self.sources.have_changed() {
                        self.read_again();
                    }
                }
                () = received(hangup.as_mut()) => self.read_again(),
                Ok(()) = self.node.changed() => {
                    let masters = self.node.borrow_and_update().masters();
                    self.fleet.see(masters);
                }
            }
        }
    }

    fn read_again(&mut self) {
        self.spare = None;
        let path = self.context.layout.settings();
        match Settings::read(&path) {
            Ok(settings) => {
                tracing::info!(path = %path.display(), "the checks were read again");
                self.is_told = false;
                self.set(&settings);
            }
            Err(error) => self.keep_on(&error),
        }
        self.spare = spare();
    }

    /// Goes on with what was read before.  What is wrong in a text stays so until
    /// it is changed; what keeps us from reading it may pass, and is tried again.
    fn keep_on(&mut self, error: &ReadSettings) {
        let may_pass = matches!(error, ReadSettings::Read { .. });
        if !may_pass {
            self.sources = Sources::look(self.files(&Settings::default()));
        }
        if !(may_pass && self.is_told) {
            self.context.output.explain(&error.explain());
            let kept = Message::new("serve-settings-kept");
            self.context.output.warn(&kept);
        }
        self.is_told = may_pass;
    }

    fn set(&mut self, settings: &Settings) {
        // Before they are read: what changes meanwhile is read again.
        self.sources = Sources::look(self.files(settings));
        self.roles.set(&settings.roles);
        let own = model(self.context.layout.config());
        let peer = settings.peer.config.clone().map(model);
        for refused in self.fleet.set(&settings.checks, &own) {
            self.tell(&refused);
        }
        let track_dir = self.context.layout.track_dir();
        for trouble in troubles(&settings.checks, &track_dir, &own, peer.as_ref()) {
            self.context.output.warn(&trouble.message());
        }
    }

    fn files(&self, settings: &Settings) -> Vec<PathBuf> {
        let layout = &self.context.layout;
        let mut files = vec![layout.settings(), layout.config()];
        files.extend(settings.peer.config.clone());
        let checks = settings.checks.values();
        files.extend(checks.flat_map(|check| check.question.files()));
        files
    }

    /// A check that cannot be done is said and the others run: Keepalived's
    /// backstop refuses it as well, so the node stays out of the election.
    fn tell(&self, refused: &Refused) {
        let explanation = refused.error.explain();
        let messages = self.context.output.messages();
        let mut reason = messages.text(&explanation.message);
        for detail in &explanation.details {
            reason.push_str(": ");
            reason.push_str(detail);
        }
        let told = match refused.goes_on {
            true => "serve-check-kept",
            false => "serve-check-skipped",
        };
        let message = Message::new(told)
            .with("name", &refused.name)
            .with("reason", reason);
        self.context.output.warn(&message);
    }
}

fn spare() -> Option<File> {
    File::open("/dev/null").ok()
}

/// What keepalived.conf says; nothing, when it cannot be read.
fn model(path: PathBuf) -> Model {
    let expansion = config::expand_source(&Source::File(path));
    expansion.map_or_else(|_| Model::default(), |expansion| Model::read(&expansion))
}

async fn received(signal: Option<&mut tokio::signal::unix::Signal>) {
    match signal {
        Some(signal) => drop(signal.recv().await),
        None => std::future::pending().await,
    }
}
