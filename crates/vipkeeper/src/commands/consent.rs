//! Whether a change is meant: a script says so, a person is asked.

use std::io::{self, BufRead, IsTerminal};

use keeper::{Explanation, Message};

use crate::context::Context;
use crate::failure::{Failure, Status};

/// Asks on a terminal; where there is none, the option is missing.
pub(super) fn ask(question: &Message, context: &Context) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() || context.output.is_json() {
        return Err(Failure::new(
            Status::Usage,
            Explanation::new(Message::new("error-apply-yes")).hint(Message::new("hint-apply-yes")),
        ));
    }
    let question = context.output.messages().text(question);
    context.output.aside(&format!("{question} [y/N] "));
    let mut answer = String::new();
    let _ = io::stdin().lock().read_line(&mut answer);
    Ok(matches!(
        answer.trim().to_lowercase().as_str(),
        "y" | "yes" | "是"
    ))
}
