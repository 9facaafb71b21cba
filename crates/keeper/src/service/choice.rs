//! Which service manager runs this node's Keepalived.
//!
//! A machine has one `keepalived.service`.  In the system layout it is ours to
//! use; a node in a server directory uses it only once it has been defined for
//! that node, and our own supervisor until then.

use std::ffi::OsString;
use std::path::PathBuf;

use host::service::{
    Definition, InitScript, Kind, Machine, Openrc, Rcd, ServiceManager, Supervised, Systemd, detect,
};

use crate::layout::Layout;
use crate::settings::{Manager, Settings};

/// The manager in use, and the one that could be.
pub(super) struct Choice {
    native: Box<dyn ServiceManager>,
    /// In use while the native one has not been told of this node.
    until_defined: Option<Supervised>,
}

impl Choice {
    pub(super) fn of(layout: &Layout, wanted: Manager, definition: &Definition) -> Self {
        let machine = Machine::this();
        let kind = kind(wanted).unwrap_or_else(|| detect(&machine));
        let native = build(kind, machine, layout, definition);
        let is_native =
            layout.server_path().is_none() || wanted != Manager::Auto || native.defines(definition);
        Self {
            native,
            until_defined: (!is_native).then(|| supervised(layout, definition)),
        }
    }

    /// The manager that runs this node's Keepalived now.
    pub(super) fn current(&self) -> &dyn ServiceManager {
        match &self.until_defined {
            Some(supervised) => supervised,
            None => self.native(),
        }
    }

    /// The machine's own manager.
    pub(super) fn native(&self) -> &dyn ServiceManager {
        self.native.as_ref()
    }

    /// Whether the two are the same.
    pub(super) fn is_native(&self) -> bool {
        self.until_defined.is_none()
    }
}

fn kind(wanted: Manager) -> Option<Kind> {
    Some(match wanted {
        Manager::Auto => return None,
        Manager::Systemd => Kind::Systemd,
        Manager::Openrc => Kind::Openrc,
        Manager::Sysv => Kind::Sysv,
        Manager::Rcd => Kind::Rcd,
        Manager::Macos => Kind::Macos,
        Manager::Supervised => Kind::Supervised,
    })
}

fn build(
    kind: Kind,
    machine: Machine,
    layout: &Layout,
    definition: &Definition,
) -> Box<dyn ServiceManager> {
    let pid_files = layout.pid_files();
    match kind {
        Kind::Systemd => Box::new(Systemd::new(machine)),
        Kind::Openrc => Box::new(Openrc::new(machine, pid_files)),
        Kind::Sysv => Box::new(InitScript::sysv(machine, pid_files)),
        Kind::Rcd => Box::new(Rcd::new(machine, pid_files)),
        Kind::Macos => Box::new(InitScript::macos(machine, layout.init_script(), pid_files)),
        Kind::Supervised => Box::new(supervised(layout, definition)),
    }
}

fn supervised(layout: &Layout, definition: &Definition) -> Supervised {
    let mut launch = definition.vipkeeper.clone();
    launch.push("supervise".into());
    Supervised::new(layout.supervised(definition.engine.clone()), launch)
}

/// Whether systemd runs this node's Keepalived, and keeps its log therefore.
pub(crate) fn is_systemd(layout: &Layout, settings: &Settings) -> bool {
    let engine = layout.keepalived().unwrap_or_default();
    let definition = definition(layout, engine, OsString::new());
    let choice = Choice::of(layout, settings.service.manager, &definition);
    choice.current().name() == "systemd"
}

/// What a service manager is told of this node.
pub(super) fn definition(layout: &Layout, engine: PathBuf, program: OsString) -> Definition {
    let mut vipkeeper = vec![program];
    vipkeeper.extend(layout.arguments());
    Definition {
        // The distribution's unit runs the distribution's configuration.
        is_ours: layout.server_path().is_some() || layout.is_own_build(&engine),
        engine,
        config: layout.config(),
        log: layout.log(),
        run_dir: layout.run_dir(),
        track_dir: layout.track_dir(),
        vipkeeper,
    }
}
