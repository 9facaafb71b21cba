//! What goes wrong with a pair, in the reader's language.

use keeper::{Explanation, Message};
use lab::{LabError, PairError};

use crate::failure::{Failure, Status};

/// An error of the pair.
pub(crate) fn pair(error: &PairError) -> Failure {
    let (status, explanation) = match error {
        PairError::Lab(error) => return lab(error),
        PairError::Interrupted => (
            Status::Failed,
            Explanation::new(Message::new("demo-interrupted")),
        ),
        PairError::Command { command, said } => (
            Status::Failed,
            Explanation::new(Message::new("error-demo-command").with("command", command))
                .detail(said.trim_end()),
        ),
        PairError::NotOneMaster { holders } | PairError::NotHome { holders, .. } => (
            Status::Failed,
            Explanation::new(
                Message::new("error-demo-holders")
                    .with("count", if holders.is_empty() { "none" } else { "some" })
                    .with("holders", holders.join(", ")),
            ),
        ),
        other => (
            Status::Failed,
            Explanation::new(Message::new("error-demo")).detail(chain(other)),
        ),
    };
    Failure::new(status, explanation)
}

/// An error of the hosts.
pub(crate) fn lab(error: &LabError) -> Failure {
    let explanation = match error {
        LabError::NotRoot { .. } => return Failure::needs_root(),
        LabError::IpMissing => {
            Explanation::new(Message::new("error-demo-no-ip")).hint(Message::new("hint-demo-no-ip"))
        }
        LabError::NameTaken { name } => {
            Explanation::new(Message::new("error-demo-name-taken").with("name", name))
                .hint(Message::new("hint-demo-name-taken"))
        }
        other => Explanation::new(Message::new("error-demo")).detail(chain(other)),
    };
    Failure::new(Status::Failed, explanation)
}

/// The layers of an error in one line: the lab's errors are for people who
/// look into a failed demo, and each layer says something else.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}
