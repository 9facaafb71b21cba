//! vipkeeper.toml: what this node is called, who runs Keepalived, what is
//! checked, and whose role follows the VIP.
//!
//! Owns the file's format.  A missing file means defaults and no checks.

mod check;
mod duration;
mod mistake;
mod policy;
mod role;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use serde::Deserialize;

pub use check::{Check, Scope};
pub(crate) use duration::duration;
pub use mistake::Mistake;
pub use policy::{FailurePolicy, WeightLoss};
pub use role::{Role, WhenBehind};

use crate::message::{Explain, Explanation, Message};

/// vipkeeper.toml.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `[node]`.
    #[serde(default)]
    pub node: Node,
    /// `[service]`.
    #[serde(default)]
    pub service: Service,
    /// `[heal]`.
    #[serde(default)]
    pub heal: Heal,
    /// `[peer]`.
    #[serde(default)]
    pub peer: Peer,
    /// `[checks.NAME]`.
    #[serde(default)]
    pub checks: BTreeMap<String, Check>,
    /// `[roles.NAME]`.
    #[serde(default)]
    pub roles: BTreeMap<String, Role>,
}

/// `[node]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// The node's name; the host's by default.
    pub name: Option<String>,
}

/// `[service]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Who runs Keepalived.
    #[serde(default)]
    pub manager: Manager,
}

/// Who runs Keepalived.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Manager {
    /// What the machine has, else our own supervisor; a node in a server
    /// directory only once the machine's has been told of it.
    #[default]
    Auto,
    /// systemd.
    Systemd,
    /// OpenRC.
    Openrc,
    /// System V's init scripts.
    Sysv,
    /// The rc.d of FreeBSD.
    Rcd,
    /// macOS: the init script, run directly.
    Macos,
    /// Our own supervisor.
    Supervised,
}

/// `[peer]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    /// A copy of the other node's keepalived.conf, to simulate with.
    pub config: Option<PathBuf>,
}

/// `[heal]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heal {
    /// How long after one action the next may come; a minute by default.
    #[serde(default, deserialize_with = "duration")]
    pub cooldown: Option<Duration>,
}

/// Why vipkeeper.toml could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ReadSettings {
    /// The file is there and cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// It is not what it should be.
    #[error("{} is not valid", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its line.
        #[source]
        source: Mistake,
    },
    /// A check's or role's name cannot be the name of a file.
    #[error("{} names a check {name:?}", path.display())]
    CheckName {
        /// The file.
        path: PathBuf,
        /// The name.
        name: String,
    },
}

impl Settings {
    /// Reads vipkeeper.toml; a file that does not exist means defaults.
    pub fn read(path: &Path) -> Result<Self, ReadSettings> {
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(ReadSettings::Read {
                path: path.to_owned(),
                source,
            }),
        }
    }

    fn parse(text: &str, path: &Path) -> Result<Self, ReadSettings> {
        let settings: Self = toml::from_str(text).map_err(|source| ReadSettings::Parse {
            path: path.to_owned(),
            source: Mistake::of(text, source),
        })?;
        // The name becomes the name of a track file, or of a lock.
        let mut names = settings.checks.keys().chain(settings.roles.keys());
        match names.find(|name| !is_check_name(name)) {
            Some(name) => Err(ReadSettings::CheckName {
                path: path.to_owned(),
                name: name.clone(),
            }),
            None => Ok(settings),
        }
    }
}

fn is_check_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty() && name.len() <= 64 && name.chars().all(is_plain)
}

impl Explain for ReadSettings {
    fn explain(&self) -> Explanation {
        match self {
            Self::Read { path, source } => {
                Explanation::new(Message::new("error-read-file").with("path", path.display()))
                    .cause(source)
            }
            Self::Parse { path, source } => source.explain_in(Explanation::new(
                Message::new("error-settings").with("path", path.display()),
            )),
            Self::CheckName { path, name } => Explanation::new(
                Message::new("error-check-name")
                    .with("path", path.display())
                    .with("name", name),
            )
            .hint(Message::new("hint-check-name")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, ReadSettings> {
        Settings::parse(text, Path::new("/etc/vipkeeper/vipkeeper.toml"))
    }

    #[test]
    fn durations_are_written_with_their_unit() {
        let text = "[checks.mysql]\nkind = 'mysql'\ntarget = 'a:1'\n\
                    interval = '250ms'\ntimeout = '2s'\n";
        let check = parse(text).unwrap().checks.remove("mysql").unwrap();
        assert_eq!(check.interval, Some(Duration::from_millis(250)));
        assert_eq!(check.timeout, Some(Duration::from_secs(2)));
    }

    #[test]
    fn mistakes_are_refused() {
        for text in [
            "[check.mysql]\n",
            "[checks.mysql]\nkind = 'oracle'\ntarget = 'a:1'\n",
            "[checks.mysql]\ntarget = 'a:1'\n",
            "[checks.mysql]\nkind = 'mysql'\ntarget = 'a:1'\ntimout = '1s'\n",
            "[checks.mysql]\nkind = 'mysql'\ntarget = 'a:1'\ninterval = '0s'\n",
            "[checks.mysql]\nkind = 'mysql'\ntarget = 'a:1'\nfall = 0\n",
            "[checks.'../etc']\nkind = 'tcp'\ntarget = 'a:1'\n",
            "[roles.'../etc']\ntarget = 'a:1'\ncredentials = '/c'\n",
            "[roles.mysql]\ntarget = 'a:1'\n",
            "[roles.mysql]\ntarget = 'a:1'\ncredentials = '/c'\nwhen_behind = 'always'\n",
            "[roles.mysql]\ntarget = 'a:1'\ncredentials = '/c'\npromte = true\n",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_role_does_nothing_unless_it_is_asked_for() {
        let text = "[roles.mysql]\ntarget = 'a:1'\ncredentials = '/c'\n";
        let role = parse(text).unwrap().roles.remove("mysql").unwrap();
        assert!(!role.promote && !role.demote);
        assert_eq!(role.when_behind, WhenBehind::Nothing);
        assert_eq!(role.patience(), Duration::from_secs(10));
        let more = format!("{text}promote = true\napply_within = '2s'\nwhen_behind = 'stale'\n");
        let role = parse(&more).unwrap().roles.remove("mysql").unwrap();
        assert!(role.promote && !role.demote);
        assert_eq!(role.when_behind, WhenBehind::Stale);
        assert_eq!(role.patience(), Duration::from_secs(2));
    }

    #[test]
    fn a_missing_file_means_defaults() {
        let settings = Settings::read(Path::new("/nonexistent/vipkeeper.toml")).unwrap();
        assert_eq!(settings, Settings::default());
    }
}
