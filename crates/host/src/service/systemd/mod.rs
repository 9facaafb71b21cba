//! systemd, over D-Bus.
//!
//! A job is awaited by its own signal, so "started" means that systemd says
//! so and not that the command returned.  [`bus`] is what systemd offers,
//! [`units`] what we tell it about Keepalived.

mod bus;
mod units;

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use futures_util::StreamExt;
use jiff::Timestamp;
use zbus::{OwnedObjectPath, OwnedVariant};

use super::definition::{self, Definition, is_made_for};
use super::{Autostart, Machine, ServiceError, ServiceManager, ServiceStatus};
use crate::exec;
use bus::{ManagerProxy, PropertiesProxy};

const MANAGER: &str = "systemd";
/// systemd's own default limit for a job is 90 s.
const JOB_LIMIT: Duration = Duration::from_secs(95);
/// How many lines of the journal go with a failure.
const LOG_LINES: &str = "8";
/// The unit that the distributions call Keepalived by.
const UNIT: &str = "keepalived.service";
/// Looks after Keepalived while it is enabled.
const TIMER: &str = "vipkeeper-heal.timer";

/// Keepalived as a unit of systemd.
#[derive(Debug, Clone)]
pub struct Systemd {
    machine: Machine,
}

/// What a unit is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Job {
    Start,
    Stop,
    Restart,
    Reload,
}

impl Job {
    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Restart => "restart",
            Self::Reload => "reload",
        }
    }
}

impl Systemd {
    /// The systemd of this machine.
    #[must_use]
    pub fn new(machine: Machine) -> Self {
        Self { machine }
    }

    async fn run(&self, job: Job) -> Result<(), ServiceError> {
        let bus = connect().await?;
        require_unit(&bus).await?;
        let manager = ManagerProxy::new(&bus).await.map_err(reach)?;
        // The signal must be listened for before the job exists, or its end
        // could be missed.
        let mut removed = manager.receive_job_removed().await.map_err(reach)?;
        manager.subscribe().await.map_err(reach)?;
        let path = begin(&manager, job).await?;
        let result = tokio::time::timeout(JOB_LIMIT, async {
            while let Some(signal) = removed.next().await {
                if let Ok(args) = signal.args()
                    && args.job == path
                {
                    return args.result.clone();
                }
            }
            "disconnected".to_owned()
        })
        .await
        .map_err(|_| ServiceError::Timeout {
            action: job.name(),
            seconds: JOB_LIMIT.as_secs(),
        })?;
        match result.as_str() {
            "done" => Ok(()),
            _ => Err(failed(job.name(), result)),
        }
    }

    async fn define(&self, definition: &Definition) -> Result<(), ServiceError> {
        let files = units::files(&self.machine, definition)?;
        definition.make_directories()?;
        definition::write(&files, definition)?;
        daemon_reload().await
    }

    async fn undefine(&self, definition: &Definition) -> Result<(), ServiceError> {
        // What is linked into a target must not outlive its unit; whether the
        // distribution's own comes up at boot was not ours to decide.
        let is_whole = units::is_whole(&self.machine, definition);
        let own = &units::ENABLED[usize::from(!is_whole)..];
        set_autostart(own, false).await?;
        definition::remove(&self.files(definition), definition)?;
        // Its own directory goes with the drop-in, unless there are others.
        let drop_ins = self
            .machine
            .file("/etc/systemd/system/keepalived.service.d");
        let _ = fs::remove_dir(drop_ins);
        daemon_reload().await
    }
}

impl ServiceManager for Systemd {
    fn name(&self) -> &'static str {
        MANAGER
    }

    fn start(&self) -> Result<(), ServiceError> {
        block_on(self.run(Job::Start))
    }

    fn stop(&self) -> Result<(), ServiceError> {
        block_on(self.run(Job::Stop))
    }

    fn restart(&self) -> Result<(), ServiceError> {
        block_on(self.run(Job::Restart))
    }

    fn reload(&self) -> Result<(), ServiceError> {
        if self.status()?.pid.is_none() {
            return Err(ServiceError::NotRunning);
        }
        block_on(self.run(Job::Reload))
    }

    fn status(&self) -> Result<ServiceStatus, ServiceError> {
        block_on(query())
    }

    fn autostart(&self) -> Result<Autostart, ServiceError> {
        block_on(async {
            let bus = connect().await?;
            let manager = ManagerProxy::new(&bus).await.map_err(reach)?;
            Ok(match manager.get_unit_file_state(UNIT).await {
                Ok(state) if state.starts_with("enabled") => Autostart::Enabled,
                // No such file, or one that can only be enabled by other means.
                _ => Autostart::Disabled,
            })
        })
    }

    fn set_autostart(&self, on: bool) -> Result<(), ServiceError> {
        block_on(set_autostart(&units::ENABLED, on))
    }

    fn files(&self, definition: &Definition) -> Vec<PathBuf> {
        units::paths(&self.machine, definition)
    }

    fn define(&self, definition: &Definition) -> Result<(), ServiceError> {
        block_on(self.define(definition))
    }

    fn defines(&self, definition: &Definition) -> bool {
        is_made_for(
            &units::main_path(&self.machine, definition),
            &definition.config,
        )
    }

    fn undefine(&self, definition: &Definition) -> Result<(), ServiceError> {
        block_on(self.undefine(definition))
    }
}

async fn begin(manager: &ManagerProxy<'_>, job: Job) -> Result<OwnedObjectPath, ServiceError> {
    if matches!(job, Job::Start | Job::Restart) {
        // Who asks by hand wants a try, however often it failed before.  A
        // unit that has not failed has nothing to reset.
        let _ = manager.reset_failed_unit(UNIT).await;
    }
    let begun = match job {
        Job::Start => manager.start_unit(UNIT, "replace").await,
        Job::Stop => manager.stop_unit(UNIT, "replace").await,
        Job::Restart => manager.restart_unit(UNIT, "replace").await,
        Job::Reload => manager.reload_unit(UNIT, "replace").await,
    };
    begun.map_err(|error| match job {
        // A reload of a unit that is not active is refused before it is a job.
        Job::Reload if error.to_string().contains("JobTypeNotApplicable") => {
            ServiceError::NotRunning
        }
        _ => failed(job.name(), error.to_string()),
    })
}

/// The unit's object, if there is such a unit.
async fn require_unit(bus: &zbus::Connection) -> Result<OwnedObjectPath, ServiceError> {
    let manager = ManagerProxy::new(bus).await.map_err(reach)?;
    let path = manager.load_unit(UNIT).await.map_err(reach)?;
    let unit = properties(bus, &path, bus::UNIT).await?;
    match text(&unit, "LoadState").as_str() {
        "not-found" => Err(ServiceError::NoSuchUnit {
            manager: MANAGER,
            unit: UNIT.to_owned(),
        }),
        _ => Ok(path),
    }
}

async fn query() -> Result<ServiceStatus, ServiceError> {
    let bus = connect().await?;
    let path = require_unit(&bus).await?;
    let unit = properties(&bus, &path, bus::UNIT).await?;
    let service = properties(&bus, &path, bus::SERVICE).await?;
    let state = text(&unit, "ActiveState");
    let is_active = matches!(state.as_str(), "active" | "reloading");
    let pid = number(&service, "MainPID").and_then(|pid| u32::try_from(pid).ok());
    let since = number(&unit, "ActiveEnterTimestamp");
    Ok(ServiceStatus {
        pid: pid.filter(|pid| is_active && *pid != 0),
        since: since.filter(|_| is_active).and_then(from_microseconds),
        last_exit: (!is_active).then(|| last_exit(&service)).flatten(),
        state,
    })
}

/// How the main process ended, such as `exit-code 4` or `signal 9`; `None`
/// when there has been none since the boot.
fn last_exit(service: &HashMap<String, OwnedVariant>) -> Option<String> {
    let has_ended = number(service, "ExecMainCode").is_some_and(|code| code != 0);
    let result = text(service, "Result");
    match (has_ended, number(service, "ExecMainStatus")) {
        (true, Some(0)) | (true, None) => Some(result),
        (true, Some(status)) => Some(format!("{result} {status}")),
        (false, _) => (result != "success").then_some(result),
    }
}

async fn set_autostart(units: &[&str], on: bool) -> Result<(), ServiceError> {
    let bus = connect().await?;
    let manager = ManagerProxy::new(&bus).await.map_err(reach)?;
    let action = if on { "enable" } else { "disable" };
    let fail = |error: zbus::Error| failed(action, error.to_string());
    if on {
        let enabled = manager.enable_unit_files(units, false, false).await;
        enabled.map_err(fail)?;
    } else {
        // One by one: a unit that is not there must not keep the others on.
        for unit in units {
            match manager.disable_unit_files(&[unit], false).await {
                Err(error) if error.to_string().contains("NoSuchUnit") => {}
                disabled => drop(disabled.map_err(fail)?),
            }
        }
    }
    manager.reload().await.map_err(reach)?;
    // The timer looks after Keepalived from now on and not from the next boot.
    let timer = match on {
        true => manager.start_unit(TIMER, "replace").await,
        false => manager.stop_unit(TIMER, "replace").await,
    };
    match timer {
        Err(error) if on => Err(failed(action, error.to_string())),
        // A timer that is not there does not run either.
        _ => Ok(()),
    }
}

async fn daemon_reload() -> Result<(), ServiceError> {
    let bus = connect().await?;
    let manager = ManagerProxy::new(&bus).await.map_err(reach)?;
    manager.reload().await.map_err(reach)
}

async fn properties(
    bus: &zbus::Connection,
    path: &OwnedObjectPath,
    interface: &str,
) -> Result<HashMap<String, OwnedVariant>, ServiceError> {
    let proxy = PropertiesProxy::new(bus, path.clone())
        .await
        .map_err(reach)?;
    proxy.get_all(interface).await.map_err(reach)
}

fn text(properties: &HashMap<String, OwnedVariant>, name: &str) -> String {
    let value = properties.get(name);
    value
        .and_then(|value| <&str>::try_from(value).ok())
        .unwrap_or_default()
        .to_owned()
}

/// systemd has numbers of several widths.
fn number(properties: &HashMap<String, OwnedVariant>, name: &str) -> Option<u64> {
    let value = properties.get(name)?;
    u64::try_from(value)
        .ok()
        .or_else(|| u32::try_from(value).ok().map(u64::from))
        .or_else(|| u64::try_from(i32::try_from(value).ok()?).ok())
}

fn failed(action: &'static str, result: String) -> ServiceError {
    ServiceError::Failed {
        action,
        result,
        log: journal_tail(),
    }
}

/// The unit's last lines in the journal; empty when it cannot be read,
/// because a failure must be told even so.
fn journal_tail() -> Vec<String> {
    let mut command = std::process::Command::new("journalctl");
    command.args(["-u", UNIT, "-n", LOG_LINES, "-o", "cat", "--no-pager"]);
    exec::run(&mut command, Duration::from_secs(5))
        .map(|output| {
            String::from_utf8_lossy(&output.stdout)
                .lines()
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default()
}

async fn connect() -> Result<zbus::Connection, ServiceError> {
    zbus::Connection::system().await.map_err(reach)
}

fn reach(source: zbus::Error) -> ServiceError {
    ServiceError::Reach {
        manager: MANAGER,
        source: Box::new(source),
    }
}

fn from_microseconds(since_epoch: u64) -> Option<Timestamp> {
    Timestamp::from_microsecond(i64::try_from(since_epoch).ok()?).ok()
}

/// Runs one question to its end.  The service commands are short and their
/// callers are not asynchronous.
fn block_on<T>(question: impl Future<Output = Result<T, ServiceError>>) -> Result<T, ServiceError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| ServiceError::Reach {
            manager: MANAGER,
            source: Box::new(source),
        })?
        .block_on(question)
}
