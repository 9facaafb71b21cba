//! Mistakes in the command line, in the reader's language.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use keeper::{Explanation, Message};

/// What is wrong with the command line; `None` when clap's own text is help
/// that was asked for by giving nothing.
pub(crate) fn explain(error: &Error) -> Option<Explanation> {
    let help = Message::new("hint-usage-help");
    Some(match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::MissingSubcommand => {
            Explanation::new(Message::new("error-usage-missing").with("arguments", "<COMMAND>"))
                .hint(help)
        }
        ErrorKind::UnknownArgument => Explanation::new(
            Message::new("error-usage-unknown-argument")
                .with("argument", context(error, ContextKind::InvalidArg)),
        )
        .hint(suggestion(error, ContextKind::SuggestedArg).unwrap_or(help)),
        ErrorKind::InvalidSubcommand => Explanation::new(
            Message::new("error-usage-unknown-command")
                .with("command", context(error, ContextKind::InvalidSubcommand)),
        )
        .hint(suggestion(error, ContextKind::SuggestedSubcommand).unwrap_or(help)),
        ErrorKind::MissingRequiredArgument => Explanation::new(
            Message::new("error-usage-missing")
                .with("arguments", context(error, ContextKind::InvalidArg)),
        )
        .hint(help),
        ErrorKind::ArgumentConflict => Explanation::new(
            Message::new("error-usage-conflict")
                .with("argument", context(error, ContextKind::InvalidArg))
                .with("other", context(error, ContextKind::PriorArg)),
        )
        .hint(help),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let explanation = Explanation::new(
                Message::new("error-usage-bad-value")
                    .with("value", context(error, ContextKind::InvalidValue))
                    .with("argument", context(error, ContextKind::InvalidArg)),
            )
            .hint(values(error).unwrap_or(help));
            match std::error::Error::source(error) {
                Some(source) => explanation.cause(source),
                None => explanation,
            }
        }
        _ => {
            Explanation::new(Message::new("error-usage").with("text", first_line(error))).hint(help)
        }
    })
}

fn context(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn suggestion(error: &Error, kind: ContextKind) -> Option<Message> {
    let suggestion = match error.get(kind)? {
        // clap has the most similar one last.
        ContextValue::Strings(texts) => texts.last()?.clone(),
        other => other.to_string(),
    };
    Some(Message::new("hint-usage-did-you-mean").with("suggestion", suggestion))
}

fn values(error: &Error) -> Option<Message> {
    let values = context(error, ContextKind::ValidValue);
    (!values.is_empty()).then(|| Message::new("hint-usage-values").with("values", values))
}

fn first_line(error: &Error) -> String {
    let text = error.render().to_string();
    let line = text.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}
