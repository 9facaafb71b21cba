//! What can be wrong with a template or with what it was given.

use super::value::Kind;
use crate::message::{Explain, Explanation, Message};

/// Why a template could not be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// There is no template of this name.
    #[error("there is no template {name}")]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// The head is not TOML, or not a head.
    #[error("the head of template {name} cannot be read: {reason}")]
    Head {
        /// The template.
        name: String,
        /// What the TOML reader said.
        reason: String,
    },
    /// A value was given for a parameter that is not declared.
    #[error("template {template} has no parameter {name}")]
    UnknownParameter {
        /// The template.
        template: String,
        /// The parameter.
        name: String,
        /// The parameters that there are.
        known: Vec<String>,
    },
    /// A parameter without a default was not given.
    #[error("template {template} needs a value for {name}")]
    MissingValue {
        /// The template.
        template: String,
        /// The parameter, as the command line writes it.
        name: String,
    },
    /// A value is not of the parameter's kind.
    #[error("{value} cannot be the value of {name}")]
    BadValue {
        /// The parameter, as the command line writes it.
        name: String,
        /// The value.
        value: String,
        /// What was expected.
        kind: Kind,
    },
    /// A placeholder that neither the head nor the surroundings know.
    #[error("unknown placeholder {{${name}}} in line {line} of template {template}")]
    UnknownPlaceholder {
        /// The template.
        template: String,
        /// The placeholder's name.
        name: String,
        /// The line, from 1.
        line: usize,
    },
}

impl Explain for TemplateError {
    fn explain(&self) -> Explanation {
        match self {
            Self::Unknown { name, known } => {
                Explanation::new(Message::new("error-template-unknown").with("name", name))
                    .hint(Message::new("hint-template-unknown").with("known", known.join(", ")))
            }
            Self::Head { name, reason } => {
                Explanation::new(Message::new("error-template-head").with("name", name))
                    .detail(reason)
            }
            Self::UnknownParameter {
                template,
                name,
                known,
            } => Explanation::new(
                Message::new("error-template-parameter")
                    .with("template", template)
                    .with("name", name),
            )
            .hint(Message::new("hint-template-parameter").with("known", known.join(", "))),
            Self::MissingValue { template, name } => Explanation::new(
                Message::new("error-template-missing-value")
                    .with("template", template)
                    .with("name", name),
            )
            .hint(
                Message::new("hint-template-missing-value")
                    .with("template", template)
                    .with("name", name),
            ),
            Self::BadValue { name, value, kind } => Explanation::new(
                Message::new("error-template-bad-value")
                    .with("name", name)
                    .with("value", value),
            )
            .hint(Message::new(kind.expectation())),
            Self::UnknownPlaceholder {
                template,
                name,
                line,
            } => Explanation::new(
                Message::new("error-template-placeholder")
                    .with("template", template)
                    .with("name", format!("{{${name}}}"))
                    .with("line", line),
            ),
        }
    }
}
