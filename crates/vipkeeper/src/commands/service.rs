//! `vipkeeper start|stop|reload|status`.

use keeper::service::{ControlError, Service, ServiceError};
use keeper::{Message, message::Explain};
use serde::Serialize;

use crate::context::Context;
use crate::failure::{Failure, Status};

fn service(context: &Context) -> Result<Service, Failure> {
    let settings = context.settings()?;
    let program = context.program()?.into_os_string();
    Ok(Service::new(context.layout.clone(), &settings, program)?)
}

/// Changing the service is root's: the addresses of this machine change.
pub(crate) fn require_root() -> Result<(), Failure> {
    match rustix::process::geteuid().is_root() {
        true => Ok(()),
        false => Err(Failure::needs_root()),
    }
}

/// Starts Keepalived and says where it runs.
pub(crate) fn start(context: &Context) -> Result<(), Failure> {
    require_root()?;
    let service = service(context)?;
    service.start()?;
    let status = service.status()?;
    let pid = status.pid.map(|pid| pid.to_string()).unwrap_or_default();
    let message = Message::new("service-started")
        .with("pid", pid)
        .with("manager", service.manager());
    context.output.tell(&message);
    Ok(())
}

/// Stops it.
pub(crate) fn stop(context: &Context) -> Result<(), Failure> {
    require_root()?;
    service(context)?.stop()?;
    context.output.tell(&Message::new("service-stopped"));
    Ok(())
}

/// Makes it read its configuration again.
pub(crate) fn reload(context: &Context) -> Result<(), Failure> {
    require_root()?;
    service(context)?.reload()?;
    context.output.tell(&Message::new("service-reloaded"));
    Ok(())
}

#[derive(Serialize)]
struct StatusData {
    running: bool,
    pid: Option<u32>,
    since: Option<jiff::Timestamp>,
    manager: &'static str,
    state: String,
    version: Option<String>,
}

/// Tells whether it runs; exit status 0 when it does.
pub(crate) fn status(context: &Context) -> Result<(), Failure> {
    let service = service(context)?;
    let status = service.status()?;
    let data = StatusData {
        running: status.pid.is_some(),
        pid: status.pid,
        since: status.since,
        manager: service.manager(),
        state: status.state,
        version: service.engine().version(),
    };
    context.output.answer(&data, &in_words(&data));
    match data.running {
        true => Ok(()),
        false => Err(Failure::told()),
    }
}

fn in_words(data: &StatusData) -> Message {
    let Some(pid) = data.pid else {
        return Message::new("service-not-running")
            .with("manager", data.manager)
            .with("state", &data.state);
    };
    let since = data.since.map(|since| {
        let local = since.to_zoned(jiff::tz::TimeZone::system());
        local.strftime("%Y-%m-%d %H:%M:%S").to_string()
    });
    Message::new("service-running-since")
        .with("version", data.version.as_deref().unwrap_or("?"))
        .with("since", since.as_deref().unwrap_or("?"))
        .with("pid", pid)
        .with("manager", data.manager)
}

impl From<ControlError> for Failure {
    fn from(error: ControlError) -> Self {
        let status = match error {
            ControlError::Manager(ServiceError::Reach { .. }) => Status::Unreachable,
            _ => Status::Failed,
        };
        Self::new(status, error.explain())
    }
}
