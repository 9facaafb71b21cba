//! Everything that `status` tells, gathered at one moment.
//!
//! The questions go to different programs, so they are asked side by side.

use std::path::{Path, PathBuf};
use std::thread;

use keepalived_conf::lint::Severity;
use keepalived_conf::model::{Model, VirtualIp, VrrpInstance};

use super::{Autostart, ControlError, Service, ServiceStatus};
use crate::config::{self, Source};
use crate::drain::{self, Marker};
use crate::layout::Layout;
use crate::observe::{InstanceState, VirtualIpView, now};
use crate::orphan;

/// This node's Keepalived.
#[derive(Debug)]
pub struct Overview {
    /// What the service manager knows.
    pub service: ServiceStatus,
    /// The service manager's name.
    pub manager: &'static str,
    /// Whether it comes back after a boot; `None` when that could not be
    /// asked.
    pub autostart: Option<Autostart>,
    /// Keepalived's program.
    pub program: PathBuf,
    /// Where that is from.
    pub origin: Origin,
    /// Its release.
    pub version: Option<String>,
    /// keepalived.conf.
    pub config: PathBuf,
    /// What the linter makes of it.
    pub config_state: ConfigState,
    /// Its `vrrp_instance`s.
    pub instances: Vec<InstanceNow>,
    /// The mark of a node that is taken out of service.
    pub drained: Option<Marker>,
}

/// Where Keepalived's program is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Built by `vipkeeper install`.
    OwnBuild,
    /// The distribution's package.
    Package,
    /// Somebody put it there.
    Other,
}

/// What the linter makes of keepalived.conf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigState {
    /// There is none.
    Missing,
    /// It cannot be read.
    Unreadable,
    /// It was examined; valid is what has no errors.
    Examined {
        /// Findings that are errors.
        errors: usize,
        /// Findings that are warnings.
        warnings: usize,
    },
}

/// A `vrrp_instance` of keepalived.conf as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceNow {
    /// Its name.
    pub name: String,
    /// The interface that it speaks on.
    pub interface: Option<String>,
    /// Its state in Keepalived's own words; `None` when Keepalived does not
    /// run, or did not tell in time.
    pub state: Option<InstanceState>,
    /// The priority that counts in the election now; `None` as for the state.
    pub effective_priority: Option<u8>,
    /// Its addresses, and whether the kernel holds each of them here.
    pub virtual_ips: Vec<VirtualIpView>,
}

impl Service {
    /// Asks the service manager, Keepalived, the kernel and the linter.
    pub fn overview(&self) -> Result<Overview, ControlError> {
        thread::scope(|scope| {
            let version = scope.spawn(|| self.engine().written_version());
            let told = scope.spawn(|| now::instances(&self.layout, &self.program));
            let read = scope.spawn(|| read_config(&self.layout));
            let autostart = scope.spawn(|| self.autostart().ok());
            let service = self.status()?;
            let (config_state, mut instances) =
                read.join().unwrap_or((ConfigState::Unreadable, Vec::new()));
            let told = told.join().unwrap_or_default();
            for instance in &mut instances {
                let told = told.iter().find(|told| told.name == instance.name);
                instance.state = told.and_then(|told| told.state);
                instance.effective_priority = told.map(|told| told.effective_priority);
            }
            Ok(Overview {
                service,
                manager: self.manager(),
                autostart: autostart.join().unwrap_or_default(),
                program: self.program.clone(),
                origin: origin(&self.layout, &self.program),
                version: version.join().unwrap_or_default(),
                config: self.layout.config(),
                config_state,
                instances,
                drained: drain::drained(&self.layout),
            })
        })
    }
}

fn origin(layout: &Layout, program: &Path) -> Origin {
    let packaged = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];
    match program.parent() {
        _ if layout.is_own_build(program) => Origin::OwnBuild,
        Some(parent) if packaged.iter().any(|dir| parent == Path::new(dir)) => Origin::Package,
        _ => Origin::Other,
    }
}

/// The linter answers in a millisecond, where Keepalived's own test would take
/// hundreds.
fn read_config(layout: &Layout) -> (ConfigState, Vec<InstanceNow>) {
    let path = layout.config();
    if !path.exists() {
        return (ConfigState::Missing, Vec::new());
    }
    let Ok(examined) = config::check(&Source::File(path), None, None) else {
        return (ConfigState::Unreadable, Vec::new());
    };
    let count = |severity| {
        let findings = examined.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let state = ConfigState::Examined {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
    };
    let model = Model::read(&examined.expansion);
    let held = orphan::held().unwrap_or_default();
    let instances = model.instances.iter();
    let instances = instances.map(|instance| InstanceNow {
        name: instance.name.value.clone(),
        interface: instance.interface.as_ref().map(|name| name.value.clone()),
        state: None,
        effective_priority: None,
        virtual_ips: virtual_ips(instance)
            .map(|vip| VirtualIpView {
                address: written(vip),
                held: held.iter().any(|held| held.address == vip.address),
            })
            .collect(),
    });
    (state, instances.collect())
}

fn virtual_ips(instance: &VrrpInstance) -> impl Iterator<Item = &VirtualIp> {
    instance.addresses.iter().chain(&instance.excluded)
}

/// As Keepalived shows it: without a prefix it is one of its own.
fn written(vip: &VirtualIp) -> String {
    format!("{}/{}", vip.address, vip.prefix)
}
