//! `vipkeeper supervise` (hidden): the process that keeps Keepalived running
//! where there is no init system.  `vipkeeper start` runs it.

use keeper::service;

use crate::context::{Context, internal};
use crate::failure::Failure;

/// Runs until told to stop.
pub(crate) fn run(context: &Context) -> Result<(), Failure> {
    service::supervise(&context.layout).map_err(|error| match error {
        service::Supervise::Control(error) => error.into(),
        service::Supervise::Run(error) => internal(&error),
    })
}
