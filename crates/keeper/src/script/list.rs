//! Which scripts there are: those that keepalived.conf names, and those that
//! lie in the scripts' directory.

use std::path::{Path, PathBuf};
use std::time::Duration;

use keepalived_conf::model::{Command, Model, Notify, VrrpScript};

use super::error::ScriptError;
use crate::config::{self, Source};
use crate::layout::Layout;

/// How long a script may take where nothing says otherwise.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

/// A script, and what Keepalived uses it for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// The name it is asked for by: of the `vrrp_script`, of the instance or
    /// group and its keyword (`VI_1.notify_master`), or of the file.
    pub name: String,
    /// The program and its arguments.
    pub words: Vec<String>,
    /// What it is for.
    pub used: Use,
    /// `user USER [GROUP]`, where the configuration names one.
    pub user: Option<(String, Option<String>)>,
    /// After this time Keepalived ends it.
    pub timeout: Duration,
}

/// What a script is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A `vrrp_script`: its exit status decides.
    Check,
    /// A `notify…` command: nothing waits for it.
    Notify,
    /// Keepalived does not know it: it lies in the scripts' directory.
    Unused,
}

impl Script {
    /// The program's file; `None` for the form `</path`, which opens a file
    /// and runs nothing (keepalived 2.2.7 `lib/notify.c`).
    #[must_use]
    pub fn program(&self) -> Option<&Path> {
        let program = self.words.first()?;
        (!program.starts_with('<')).then(|| Path::new(program))
    }

    fn check(script: &VrrpScript) -> Option<Self> {
        let command = &script.command.as_ref()?.value;
        let of_block = script.user.as_ref().and_then(|words| {
            let mut words = words.value.iter().cloned();
            Some((words.next()?, words.next()))
        });
        Some(Self {
            name: script.name.value.clone(),
            words: command.words.clone(),
            used: Use::Check,
            user: of_block.or_else(|| user_of(command)),
            timeout: script.timeout(),
        })
    }

    fn notify(of: &str, notify: &Notify) -> Self {
        Self {
            name: format!("{of}.{}", notify.keyword),
            words: notify.command.value.words.clone(),
            used: Use::Notify,
            user: user_of(&notify.command.value),
            timeout: DEFAULT_TIMEOUT,
        }
    }

    fn file(path: &Path) -> Option<Self> {
        Some(Self {
            name: path.file_name()?.to_str()?.to_owned(),
            words: vec![path.to_str()?.to_owned()],
            used: Use::Unused,
            user: None,
            timeout: DEFAULT_TIMEOUT,
        })
    }
}

fn user_of(command: &Command) -> Option<(String, Option<String>)> {
    Some((command.user.clone()?, command.group.clone()))
}

/// Every script of this node, in the order of keepalived.conf, then by name.
///
/// Without a keepalived.conf only the files are listed.
pub fn list(layout: &Layout) -> Result<Vec<Script>, ScriptError> {
    let mut scripts = configured(layout)?;
    for path in files(&layout.scripts_dir())? {
        let is_named = |script: &Script| script.words.iter().any(|word| Path::new(word) == path);
        if !scripts.iter().any(is_named) {
            scripts.extend(Script::file(&path));
        }
    }
    Ok(scripts)
}

/// The script of this name, or the one whose file has it.
pub fn find(layout: &Layout, name: &str) -> Result<Script, ScriptError> {
    let scripts = list(layout)?;
    let by_name = scripts.iter().find(|script| script.name == name);
    let by_file = || {
        scripts.iter().find(|script| {
            let program = script.program();
            program.is_some_and(|program| {
                program == Path::new(name) || program.file_name() == Some(name.as_ref())
            })
        })
    };
    by_name
        .or_else(by_file)
        .cloned()
        .ok_or_else(|| ScriptError::Unknown {
            name: name.to_owned(),
            known: scripts.into_iter().map(|script| script.name).collect(),
        })
}

fn configured(layout: &Layout) -> Result<Vec<Script>, ScriptError> {
    let path = layout.config();
    if !path.exists() {
        return Ok(Vec::new());
    }
    let model = Model::read(&config::expand_source(&Source::File(path))?);
    let checks = model.scripts.iter().filter_map(Script::check);
    let of_groups = model.sync_groups.iter().map(|it| (&it.name, &it.notifies));
    let of_instances = model.instances.iter().map(|it| (&it.name, &it.notifies));
    let notifies = of_groups
        .chain(of_instances)
        .flat_map(|(name, notifies)| notifies.iter().map(|it| Script::notify(&name.value, it)));
    Ok(checks.chain(notifies).collect())
}

/// The plain files of a directory that may be missing, by name.
fn files(directory: &Path) -> Result<Vec<PathBuf>, ScriptError> {
    let fail = |source| ScriptError::ReadDirectory {
        path: directory.to_owned(),
        source,
    };
    let entries = match std::fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fail(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(fail)?.path();
        let is_hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
        if path.is_file() && !path.file_name().is_some_and(is_hidden) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
