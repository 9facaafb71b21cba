//! `vipkeeper role`: bring a server's role in line with who holds the VIP.

use keeper::role::{self, Outcome, Rest, Wish};
use keeper::{Explanation, Message};
use serde::Serialize;

use crate::context::Context;
use crate::failure::{Failure, Status};

#[derive(Serialize)]
struct RoleData<'a> {
    role: &'a str,
    dry_run: bool,
    /// What was done, or would be, in its order.
    steps: Vec<&'static str>,
    /// Why nothing more.
    state: &'static str,
    /// What the server says of transactions that it cannot apply.
    error: Option<&'a str>,
}

/// Exit status 0 when the server is what it should be, or is left as it is.
pub(crate) fn run(name: &str, is_rehearsal: bool, context: &Context) -> Result<(), Failure> {
    let settings = context.settings()?;
    let role = settings
        .roles
        .get(name)
        .ok_or_else(|| unknown(name, context))?;
    let wish = if is_rehearsal {
        Wish::Rehearsed
    } else {
        Wish::Done
    };
    let following = role::follow(&context.layout, name, role, wish);
    let Some(outcome) = context.block_on(following)?? else {
        return Ok(());
    };
    if context.output.is_json() {
        context.output.data(&data(name, is_rehearsal, &outcome));
    } else {
        if is_rehearsal {
            context.output.line(&Message::new("role-dry-run"));
        }
        for message in outcome.messages(name, role) {
            context.output.line(&message);
        }
    }
    match outcome.rest.is_some_and(Rest::is_failure) {
        true => Err(Failure::told()),
        false => Ok(()),
    }
}

fn data<'a>(name: &'a str, dry_run: bool, outcome: &'a Outcome) -> RoleData<'a> {
    RoleData {
        role: name,
        dry_run,
        steps: outcome.steps.iter().map(|step| step.word()).collect(),
        state: outcome.rest.map_or("applying", Rest::word),
        error: (!outcome.error.is_empty()).then_some(outcome.error.as_str()),
    }
}

fn unknown(name: &str, context: &Context) -> Failure {
    let message = Message::new("error-role-unknown")
        .with("name", name)
        .with("path", context.layout.settings().display());
    Failure::new(
        Status::Failed,
        Explanation::new(message).hint(Message::new("hint-role-unknown").with("name", name)),
    )
}
