//! `vipkeeper start|stop|restart|reload`.

use keeper::service::{ControlError, Service, ServiceError};
use keeper::{Message, message::Explain};

use crate::context::Context;
use crate::failure::{Failure, Status};

/// This node's Keepalived.
pub(crate) fn service(context: &Context) -> Result<Service, Failure> {
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
    tell_running(&service, context)
}

fn tell_running(service: &Service, context: &Context) -> Result<(), Failure> {
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

/// Stops it if it runs, and starts it.
pub(crate) fn restart(context: &Context) -> Result<(), Failure> {
    require_root()?;
    let service = service(context)?;
    service.restart()?;
    tell_running(&service, context)
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
