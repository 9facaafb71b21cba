//! `vipkeeper autostart status|enable|disable`.

use keeper::Message;
use keeper::service::Autostart;
use serde::Serialize;

use super::service::{require_root, service};
use crate::cli::AutostartCommand;
use crate::context::Context;
use crate::failure::Failure;

/// Tells, or changes, whether Keepalived comes back after a boot.
pub(crate) fn run(command: AutostartCommand, context: &Context) -> Result<(), Failure> {
    match command {
        AutostartCommand::Status => status(context),
        AutostartCommand::Enable => set(true, context),
        AutostartCommand::Disable => set(false, context),
    }
}

#[derive(Serialize)]
struct AutostartData {
    autostart: &'static str,
}

/// The exit status is 0 when it is enabled, as of `systemctl is-enabled`.
fn status(context: &Context) -> Result<(), Failure> {
    let autostart = service(context)?.autostart()?;
    let data = AutostartData {
        autostart: word(autostart),
    };
    let message = Message::new("service-autostart").with("autostart", data.autostart);
    context.output.answer(&data, &message);
    match autostart {
        Autostart::Enabled => Ok(()),
        Autostart::Disabled | Autostart::Unsupported => Err(Failure::told()),
    }
}

fn set(on: bool, context: &Context) -> Result<(), Failure> {
    require_root()?;
    service(context)?.set_autostart(on)?;
    let autostart = match on {
        true => Autostart::Enabled,
        false => Autostart::Disabled,
    };
    let message = Message::new("service-autostart").with("autostart", word(autostart));
    context.output.tell(&message);
    Ok(())
}

/// The word in JSON, on which the catalogues select as well.
pub(crate) fn word(autostart: Autostart) -> &'static str {
    match autostart {
        Autostart::Enabled => "enabled",
        Autostart::Disabled => "disabled",
        Autostart::Unsupported => "unsupported",
    }
}
