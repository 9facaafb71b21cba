//! `vipkeeper prepare`: what the service manager runs before it starts
//! Keepalived.

use crate::context::Context;
use crate::failure::Failure;

/// Makes what must be there, removes what must not.
pub(crate) fn run(context: &Context) -> Result<(), Failure> {
    Ok(keeper::service::prepare(&context.layout)?)
}
