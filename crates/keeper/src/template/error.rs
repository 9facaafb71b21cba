//! What can be wrong with a template or with what it was given.

use std::io;
use std::path::PathBuf;

use keepalived_conf::catalog::Version;

use super::profile::Profile;
use super::value::Kind;
use crate::config::ConfigError;
use crate::message::{Explain, Explanation, Message};

/// Why a template could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// There is no template of this name.
    #[error("there is no template {name}")]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// The directory of the user's own templates cannot be read.
    #[error("cannot read {}", path.display())]
    List {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A user's template cannot be read.
    #[error("cannot read template {name}")]
    Read {
        /// The template.
        name: String,
        /// What went wrong.
        #[source]
        source: ConfigError,
    },
    /// A user's template is not text in UTF-8.
    #[error("{} is not text in UTF-8", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
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
    /// A profile was asked for where profiles change nothing.
    #[error("template {0} has no profiles")]
    NoProfiles(String),
    /// The profile needs a newer Keepalived.
    #[error("profile {profile} needs Keepalived {needs}, and this is {release}")]
    ProfileTooNew {
        /// The profile.
        profile: Profile,
        /// The first release that has what it needs.
        needs: Version,
        /// The release that is to read the file.
        release: Version,
    },
    /// A value was given for a parameter that this profile does not have.
    #[error("profile {profile} has no {name}")]
    OtherProfile {
        /// The parameter, as the command line writes it.
        name: String,
        /// The profile.
        profile: Profile,
        /// The profiles that have it.
        profiles: Vec<Profile>,
    },
    /// A value of one node was given without the other node's.
    #[error("{name} is given without {peer}")]
    Half {
        /// The parameter that is given, as the command line writes it.
        name: String,
        /// The parameter that is missing.
        peer: String,
    },
    /// A placeholder that has no value on this machine.
    #[error("{{${name}}} has no value here")]
    NothingHere {
        /// The placeholder's name.
        name: String,
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
        let explained = Explanation::new(self.message());
        let explained = match self {
            Self::Head { reason, .. } => explained.detail(reason),
            Self::List { source, .. } => explained.cause(source),
            // What it says of the file is all there is to say.
            Self::Read { source, .. } => source.explain(),
            _ => explained,
        };
        match self.hint() {
            Some(hint) => explained.hint(hint),
            None => explained,
        }
    }
}

impl TemplateError {
    fn message(&self) -> Message {
        match self {
            Self::Unknown { name, .. } => Message::new("error-template-unknown").with("name", name),
            Self::List { path, .. } => Message::new("error-read-file").with("path", path.display()),
            Self::Read { name, .. } | Self::Head { name, .. } => {
                Message::new("error-template-head").with("name", name)
            }
            Self::NotText { path } => {
                Message::new("error-template-not-text").with("path", path.display())
            }
            Self::UnknownParameter { template, name, .. } => {
                let message = Message::new("error-template-parameter");
                message.with("template", template).with("name", name)
            }
            Self::MissingValue { template, name } => {
                let message = Message::new("error-template-missing-value");
                message.with("template", template).with("name", name)
            }
            Self::BadValue { name, value, .. } => {
                let message = Message::new("error-template-bad-value");
                message.with("name", name).with("value", value)
            }
            Self::NoProfiles(template) => {
                Message::new("error-template-no-profiles").with("template", template)
            }
            Self::ProfileTooNew {
                profile,
                needs,
                release,
            } => Message::new("error-template-profile-too-new")
                .with("profile", profile)
                .with("needs", needs)
                .with("release", release),
            Self::OtherProfile { name, profile, .. } => {
                let message = Message::new("error-template-other-profile");
                message.with("name", name).with("profile", profile)
            }
            Self::Half { name, peer } => {
                let message = Message::new("error-template-half");
                message.with("name", name).with("peer", peer)
            }
            Self::NothingHere { name } => {
                Message::new("error-template-nothing-here").with("name", format!("{{${name}}}"))
            }
            Self::UnknownPlaceholder {
                template,
                name,
                line,
            } => Message::new("error-template-placeholder")
                .with("template", template)
                .with("name", format!("{{${name}}}"))
                .with("line", line),
        }
    }

    /// The next step, where one can be named.
    fn hint(&self) -> Option<Message> {
        Some(match self {
            Self::Unknown { known, .. } => {
                Message::new("hint-template-unknown").with("known", known.join(", "))
            }
            Self::UnknownParameter { known, .. } => {
                Message::new("hint-template-parameter").with("known", known.join(", "))
            }
            Self::MissingValue { template, name } => Message::new("hint-template-missing-value")
                .with("template", template)
                .with("name", name),
            Self::BadValue { kind, .. } => Message::new(kind.expectation()),
            Self::ProfileTooNew { .. } => Message::new("hint-template-profile-too-new"),
            Self::OtherProfile { profiles, .. } => {
                let names: Vec<_> = profiles.iter().map(|profile| profile.name()).collect();
                Message::new("hint-template-other-profile").with("profiles", names.join(", "))
            }
            Self::Half { peer, .. } => Message::new("hint-template-half").with("peer", peer),
            Self::NothingHere { .. } => Message::new("hint-template-nothing-here"),
            _ => return None,
        })
    }
}
