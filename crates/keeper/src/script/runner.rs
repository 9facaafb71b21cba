//! Under whom, and with what environment, Keepalived runs a script.

use std::process::Command;

use host::account::{self, Account};
use host::process::Process;
use keepalived_conf::model::GlobalDefs;

use super::list::Script;
use super::{Obstacle, ScriptError};
use crate::config::{self, Source};
use crate::layout::Layout;

/// Whom Keepalived runs scripts under when nothing is said and the user is
/// there (keepalived 2.2.7 `lib/notify.c`); else root.
const DEFAULT_USER: &str = "keepalived_script";
/// What systemd gives a service that says nothing (systemd.exec(5)).
const SERVICE_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";
/// What of a running Keepalived's environment scripts commonly look at.
const TAKEN_OVER: [&str; 5] = ["PATH", "LANG", "LC_ALL", "TMPDIR", "HOME"];

/// The conditions under which Keepalived runs the scripts of this node.
#[derive(Debug, Clone)]
pub struct Runner {
    /// Whom scripts run under that name no user of their own.
    default: Account,
    /// Whether `enable_script_security` is on: then an unsafe path is refused.
    pub(super) is_security_on: bool,
    environment: Vec<(&'static str, String)>,
}

impl Runner {
    /// The conditions on this node now.
    pub fn of(layout: &Layout) -> Result<Self, ScriptError> {
        let path = layout.config();
        let globals = match path.exists() {
            true => globals(path)?,
            false => GlobalDefs::default(),
        };
        let named = globals.script_user.as_ref().map(|words| &words.value);
        let default = match named.and_then(|words| words.split_first()) {
            Some((user, group)) => {
                account(user, group.first().map(String::as_str)).map_err(ScriptError::ScriptUser)?
            }
            None => Account::find(DEFAULT_USER).unwrap_or_else(Account::root),
        };
        Ok(Self {
            default,
            is_security_on: globals.enable_script_security.is_some(),
            environment: environment(layout),
        })
    }

    /// Whom this script runs under.
    pub fn account(&self, script: &Script) -> Result<Account, Obstacle> {
        match &script.user {
            Some((user, group)) => account(user, group.as_deref()),
            None => Ok(self.default.clone()),
        }
    }

    /// The command, as Keepalived would start it.
    pub(super) fn command(&self, script: &Script, account: &Account) -> Command {
        let mut words = script.words.iter();
        let mut command = Command::new(words.next().map_or("", String::as_str));
        command.args(words).current_dir("/");
        command.env_clear().envs(self.environment.iter().cloned());
        // The supplementary groups go with the user, also where it is root.
        std::os::unix::process::CommandExt::uid(&mut command, account.uid);
        std::os::unix::process::CommandExt::gid(&mut command, account.gid);
        command
    }
}

fn globals(path: std::path::PathBuf) -> Result<GlobalDefs, ScriptError> {
    let expansion = config::expand_source(&Source::File(path))?;
    Ok(keepalived_conf::model::Model::read(&expansion).globals)
}

fn account(user: &str, group: Option<&str>) -> Result<Account, Obstacle> {
    let no_such = |name: &str| Obstacle::NoSuchAccount {
        name: name.to_owned(),
    };
    let found = Account::find(user).ok_or_else(|| no_such(user))?;
    match group {
        Some(group) => account::group(group)
            .map(|gid| found.in_group(gid))
            .ok_or_else(|| no_such(group)),
        None => Ok(found),
    }
}

/// The environment of the Keepalived that runs; else what a service gets.
fn environment(layout: &Layout) -> Vec<(&'static str, String)> {
    let running = layout
        .pid_files()
        .iter()
        .find_map(|path| Process::from_pid_file(path, "keepalived"));
    match running {
        Some(process) => TAKEN_OVER
            .into_iter()
            .filter_map(|name| Some((name, process.environment(name)?)))
            .collect(),
        None => vec![("PATH", SERVICE_PATH.to_owned())],
    }
}
