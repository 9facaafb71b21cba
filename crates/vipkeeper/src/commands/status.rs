//! `vipkeeper status`.

use jiff::Timestamp;
use keeper::Message;
use keeper::checks::takeover::{self, Takeover};
use keeper::drain::Purpose;
use keeper::observe::InstanceState;
use keeper::service::{ConfigState, InstanceNow, Origin, Overview};
use keeper::settings::FailurePolicy;
use serde::Serialize;

use super::autostart;
use super::drain;
use super::service::service;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Serialize)]
struct StatusData {
    running: bool,
    pid: Option<u32>,
    since: Option<Timestamp>,
    manager: &'static str,
    state: String,
    version: Option<String>,
    last_exit: Option<String>,
    autostart: Option<&'static str>,
    program: String,
    origin: &'static str,
    config: ConfigData,
    instances: Vec<InstanceData>,
    /// `null` when the node is in service.
    drained: Option<DrainedData>,
    /// What the checks say that decide whether this node may take over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    takeover: Vec<TakeoverData>,
}

#[derive(Serialize)]
struct DrainedData {
    since: Timestamp,
    author: String,
    purpose: Purpose,
}

#[derive(Serialize)]
struct TakeoverData {
    check: String,
    policy: String,
    passed: bool,
    reason: Option<String>,
}

#[derive(Serialize)]
struct ConfigData {
    path: String,
    /// `null` when it could not be examined.
    valid: Option<bool>,
    errors: Option<usize>,
    warnings: Option<usize>,
    exists: bool,
}

#[derive(Serialize)]
struct InstanceData {
    name: String,
    interface: Option<String>,
    state: Option<&'static str>,
    effective_priority: Option<u8>,
    virtual_ips: Vec<VirtualIpData>,
}

#[derive(Serialize)]
struct VirtualIpData {
    address: String,
    held: bool,
}

/// Tells whether it runs, and why not; exit status 0 when it does.
pub(crate) fn run(context: &Context) -> Result<(), Failure> {
    let overview = service(context)?.overview()?;
    let takeovers = takeovers(&overview, context)?;
    let is_running = overview.service.pid.is_some();
    if context.output.is_json() {
        context.output.data(&data(overview, &takeovers, context));
    } else {
        let takeovers = takeovers.iter();
        let takeovers = takeovers.map(|takeover| takeover_line(takeover, context));
        for line in lines(&overview).into_iter().chain(takeovers) {
            context.output.line(&line);
        }
    }
    match is_running {
        true => Ok(()),
        false => Err(Failure::told()),
    }
}

/// Nothing is to be taken over by who is MASTER.
fn takeovers(overview: &Overview, context: &Context) -> Result<Vec<Takeover>, Failure> {
    let mut states = overview.instances.iter().map(|instance| instance.state);
    if states.all(|state| state == Some(InstanceState::Master)) {
        return Ok(Vec::new());
    }
    context.block_on(takeover::ask(&context.settings()?.checks))
}

fn takeover_line(takeover: &Takeover, context: &Context) -> Message {
    let may = match (&takeover.obstacle, takeover.policy) {
        (None, _) => "yes",
        (Some(_), FailurePolicy::Weight(_) | FailurePolicy::AlertOnly) => "last",
        (Some(_), FailurePolicy::Fault | FailurePolicy::StopKeepalived) => "no",
    };
    Message::new("status-takeover")
        .with("check", &takeover.check)
        .with("may", may)
        .with("reason", reason(takeover, context).unwrap_or_default())
}

fn reason(takeover: &Takeover, context: &Context) -> Option<String> {
    let obstacle = takeover.obstacle.as_ref()?;
    Some(context.output.messages().text(obstacle))
}

fn data(overview: Overview, takeovers: &[Takeover], context: &Context) -> StatusData {
    StatusData {
        running: overview.service.pid.is_some(),
        pid: overview.service.pid,
        since: overview.service.since,
        manager: overview.manager,
        state: overview.service.state,
        version: overview.version,
        last_exit: overview.service.last_exit,
        autostart: overview.autostart.map(autostart::word),
        program: overview.program.display().to_string(),
        origin: origin(overview.origin),
        config: config(overview.config.display().to_string(), overview.config_state),
        instances: overview.instances.into_iter().map(instance).collect(),
        drained: overview.drained.map(|marker| DrainedData {
            since: marker.since,
            author: marker.author,
            purpose: marker.purpose,
        }),
        takeover: takeovers
            .iter()
            .map(|takeover| TakeoverData {
                check: takeover.check.clone(),
                policy: takeover.policy.to_string(),
                passed: takeover.obstacle.is_none(),
                reason: reason(takeover, context),
            })
            .collect(),
    }
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::OwnBuild => "own-build",
        Origin::Package => "package",
        Origin::Other => "other",
    }
}

fn config(path: String, state: ConfigState) -> ConfigData {
    let (errors, warnings) = match state {
        ConfigState::Examined { errors, warnings } => (Some(errors), Some(warnings)),
        ConfigState::Missing | ConfigState::Unreadable => (None, None),
    };
    ConfigData {
        path,
        valid: errors.map(|errors| errors == 0),
        errors,
        warnings,
        exists: state != ConfigState::Missing,
    }
}

fn instance(instance: InstanceNow) -> InstanceData {
    let virtual_ips = instance.virtual_ips.into_iter();
    InstanceData {
        name: instance.name,
        interface: instance.interface,
        state: instance.state.map(state),
        effective_priority: instance.effective_priority,
        virtual_ips: virtual_ips
            .map(|vip| VirtualIpData {
                address: vip.address,
                held: vip.held,
            })
            .collect(),
    }
}

/// Keepalived's own words.
fn state(state: InstanceState) -> &'static str {
    match state {
        InstanceState::Init => "INIT",
        InstanceState::Backup => "BACKUP",
        InstanceState::Master => "MASTER",
        InstanceState::Fault => "FAULT",
        InstanceState::Stop => "STOP",
    }
}

fn lines(overview: &Overview) -> Vec<Message> {
    let mut lines = vec![first_line(overview)];
    lines.extend(overview.drained.as_ref().map(drain::told));
    if let Some(exit) = &overview.service.last_exit {
        lines.push(Message::new("status-last-exit").with("exit", exit));
    }
    lines.push(
        Message::new("status-program")
            .with("program", overview.program.display())
            .with("origin", origin(overview.origin)),
    );
    if let Some(autostart) = overview.autostart {
        let word = autostart::word(autostart);
        lines.push(Message::new("status-autostart").with("autostart", word));
    }
    lines.push(config_line(overview));
    for instance in &overview.instances {
        lines.push(instance_line(instance));
        lines.extend(instance.virtual_ips.iter().map(|vip| {
            Message::new("status-vip")
                .with("address", &vip.address)
                .with("held", vip.held)
        }));
    }
    lines
}

fn first_line(overview: &Overview) -> Message {
    let service = &overview.service;
    let Some(pid) = service.pid else {
        return Message::new("service-not-running")
            .with("manager", overview.manager)
            .with("state", &service.state);
    };
    let since = service.since.map(|since| {
        let local = since.to_zoned(jiff::tz::TimeZone::system());
        local.strftime("%Y-%m-%d %H:%M:%S").to_string()
    });
    Message::new("service-running-since")
        .with("version", overview.version.as_deref().unwrap_or("?"))
        .with("since", since.as_deref().unwrap_or("?"))
        .with("pid", pid)
        .with("manager", overview.manager)
}

fn config_line(overview: &Overview) -> Message {
    let path = overview.config.display();
    match overview.config_state {
        ConfigState::Missing => Message::new("status-config-missing").with("path", path),
        ConfigState::Unreadable => Message::new("status-config-unreadable").with("path", path),
        ConfigState::Examined { errors, warnings } => Message::new("status-config")
            .with("path", path)
            .with("valid", errors == 0)
            .with("errors", errors)
            .with("warnings", warnings),
    }
}

fn instance_line(instance: &InstanceNow) -> Message {
    let interface = instance.interface.as_deref().unwrap_or("?");
    match (instance.state, instance.effective_priority) {
        (Some(now), Some(priority)) => Message::new("status-instance")
            .with("name", &instance.name)
            .with("interface", interface)
            .with("state", state(now))
            .with("priority", priority),
        _ => Message::new("status-instance-unknown")
            .with("name", &instance.name)
            .with("interface", interface),
    }
}
