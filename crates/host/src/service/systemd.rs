//! systemd, over D-Bus.
//!
//! A job is awaited by its own signal, so "started" means that systemd says
//! so and not that the command returned.

use std::time::Duration;

use futures_util::StreamExt;
use jiff::Timestamp;
use zbus::OwnedObjectPath;

use super::{ServiceError, ServiceManager, ServiceStatus};
use crate::exec;

const MANAGER: &str = "systemd";
/// systemd's own default limit for a job is 90 s.
const JOB_LIMIT: Duration = Duration::from_secs(95);
/// How many lines of the journal go with a failure.
const LOG_LINES: &str = "8";

#[zbus::proxy(
    interface = "org.freedesktop.systemd1.Manager",
    default_service = "org.freedesktop.systemd1",
    default_path = "/org/freedesktop/systemd1"
)]
trait Manager {
    fn subscribe(&self) -> zbus::Result<()>;
    fn start_unit(&self, name: &str, mode: &str) -> zbus::Result<OwnedObjectPath>;
    fn stop_unit(&self, name: &str, mode: &str) -> zbus::Result<OwnedObjectPath>;
    fn reload_unit(&self, name: &str, mode: &str) -> zbus::Result<OwnedObjectPath>;
    fn load_unit(&self, name: &str) -> zbus::Result<OwnedObjectPath>;

    #[zbus(signal)]
    fn job_removed(
        &self,
        id: u32,
        job: OwnedObjectPath,
        unit: String,
        result: String,
    ) -> zbus::Result<()>;
}

#[zbus::proxy(
    interface = "org.freedesktop.systemd1.Unit",
    default_service = "org.freedesktop.systemd1"
)]
trait Unit {
    #[zbus(property)]
    fn active_state(&self) -> zbus::Result<String>;
    #[zbus(property)]
    fn load_state(&self) -> zbus::Result<String>;
    #[zbus(property)]
    fn active_enter_timestamp(&self) -> zbus::Result<u64>;
}

#[zbus::proxy(
    interface = "org.freedesktop.systemd1.Service",
    default_service = "org.freedesktop.systemd1"
)]
trait Service {
    #[zbus(property, name = "MainPID")]
    fn main_pid(&self) -> zbus::Result<u32>;
}

/// Keepalived as a unit of systemd.
#[derive(Debug, Clone)]
pub struct Systemd {
    unit: String,
}

/// The three jobs that a unit is asked for.
#[derive(Debug, Clone, Copy)]
enum Job {
    Start,
    Stop,
    Reload,
}

impl Job {
    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Reload => "reload",
        }
    }
}

impl Systemd {
    /// The service with this unit name, such as `keepalived.service`.
    #[must_use]
    pub fn new(unit: impl Into<String>) -> Self {
        Self { unit: unit.into() }
    }

    /// Whether systemd is this machine's init (sd_booted(3)).
    #[must_use]
    pub fn is_booted() -> bool {
        std::path::Path::new("/run/systemd/system").is_dir()
    }

    async fn run(&self, job: Job) -> Result<(), ServiceError> {
        let bus = connect().await?;
        self.require_unit(&bus).await?;
        let manager = ManagerProxy::new(&bus).await.map_err(reach)?;
        // The signal must be listened for before the job exists, or its end
        // could be missed.
        let mut removed = manager.receive_job_removed().await.map_err(reach)?;
        manager.subscribe().await.map_err(reach)?;
        let path = match job {
            Job::Start => manager.start_unit(&self.unit, "replace").await,
            Job::Stop => manager.stop_unit(&self.unit, "replace").await,
            Job::Reload => manager.reload_unit(&self.unit, "replace").await,
        };
        let path = path.map_err(|error| self.refused(job, &error))?;
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
            _ => Err(self.failed(job, result)),
        }
    }

    async fn require_unit(&self, bus: &zbus::Connection) -> Result<UnitProxy<'_>, ServiceError> {
        let manager = ManagerProxy::new(bus).await.map_err(reach)?;
        let path = manager.load_unit(&self.unit).await.map_err(reach)?;
        let unit = UnitProxy::new(bus, path).await.map_err(reach)?;
        match unit.load_state().await.map_err(reach)?.as_str() {
            "not-found" => Err(ServiceError::NoSuchUnit {
                manager: MANAGER,
                unit: self.unit.clone(),
            }),
            _ => Ok(unit),
        }
    }

    async fn query(&self) -> Result<ServiceStatus, ServiceError> {
        let bus = connect().await?;
        let unit = self.require_unit(&bus).await?;
        let service = ServiceProxy::new(&bus, unit.inner().path().to_owned())
            .await
            .map_err(reach)?;
        let state = unit.active_state().await.map_err(reach)?;
        let pid = service.main_pid().await.map_err(reach)?;
        let since = unit.active_enter_timestamp().await.map_err(reach)?;
        let is_active = matches!(state.as_str(), "active" | "reloading");
        Ok(ServiceStatus {
            pid: (is_active && pid != 0).then_some(pid),
            since: is_active.then(|| from_microseconds(since)).flatten(),
            state,
        })
    }

    fn refused(&self, job: Job, error: &zbus::Error) -> ServiceError {
        // A reload of a unit that is not active is refused before it is a job.
        if matches!(job, Job::Reload) && error.to_string().contains("JobTypeNotApplicable") {
            return ServiceError::NotRunning;
        }
        self.failed(job, error.to_string())
    }

    fn failed(&self, job: Job, result: String) -> ServiceError {
        ServiceError::Failed {
            action: job.name(),
            result,
            log: self.journal_tail(),
        }
    }

    /// The unit's last lines in the journal; empty when it cannot be read,
    /// because a failure must be told even so.
    fn journal_tail(&self) -> Vec<String> {
        let mut command = std::process::Command::new("journalctl");
        command.args(["-u", &self.unit, "-n", LOG_LINES, "-o", "cat", "--no-pager"]);
        exec::run(&mut command, Duration::from_secs(5))
            .map(|output| {
                String::from_utf8_lossy(&output.stdout)
                    .lines()
                    .map(str::to_owned)
                    .collect()
            })
            .unwrap_or_default()
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

    fn reload(&self) -> Result<(), ServiceError> {
        if self.status()?.pid.is_none() {
            return Err(ServiceError::NotRunning);
        }
        block_on(self.run(Job::Reload))
    }

    fn status(&self) -> Result<ServiceStatus, ServiceError> {
        block_on(self.query())
    }
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
