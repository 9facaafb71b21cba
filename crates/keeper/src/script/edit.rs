//! Writing scripts: new ones, and new words in old ones.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use host::atomic_file;
use host::exec;
use jiff::Timestamp;

use super::error::ScriptError;
use super::quote::quoted;
use crate::layout::Layout;
use crate::store::{Store, StoreError};

/// Readable by all, because scripts hold no secrets; writable by root alone.
const MODE: u32 = 0o755;
/// The shells that can read a script without running it.
const SHELLS: [&str; 5] = ["sh", "bash", "dash", "ash", "ksh"];
const SYNTAX_LIMIT: Duration = Duration::from_secs(5);

/// What a new script is to ask.
#[derive(Debug, Clone)]
pub struct Question {
    /// The kind of check, such as `mysql`.
    pub kind: String,
    /// What is asked; the kind's own default without one.
    pub target: Option<String>,
}

/// Makes a script in the scripts' directory and gives its path.
///
/// It hands the question to `launch`, our own program with its global options.
/// Without a question it says no until somebody has written what it asks:
/// a check that says yes by default protects nothing.
pub fn create(
    layout: &Layout,
    name: &str,
    comment: &str,
    launch: &[OsString],
    question: Option<&Question>,
) -> Result<PathBuf, ScriptError> {
    if !is_file_name(name) {
        return Err(ScriptError::Name {
            name: name.to_owned(),
        });
    }
    let directory = layout.scripts_dir();
    let path = directory.join(name);
    if path.symlink_metadata().is_ok() {
        return Err(ScriptError::Exists { path });
    }
    fs::create_dir_all(&directory).map_err(|source| ScriptError::ReadDirectory {
        path: directory,
        source,
    })?;
    let action = match question {
        Some(question) => asking(launch, question),
        None => "exit 1".to_owned(),
    };
    let text = format!("#!/bin/sh\n# {comment}\n{action}\n");
    atomic_file::write(&path, text.as_bytes(), MODE)?;
    Ok(path)
}

fn asking(launch: &[OsString], question: &Question) -> String {
    let asked = ["check", &question.kind].into_iter();
    let asked = asked.chain(question.target.as_deref()).map(quoted);
    let words = launch.iter().map(quoted).chain(asked);
    words.fold("exec".to_owned(), |line, word| line + " " + &word)
}

/// A visible name within one directory, as Keepalived can take it in a
/// command line without quotes.
fn is_file_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !name.is_empty() && name.len() <= 64 && !name.starts_with('.') && name.chars().all(is_plain)
}

/// Replaces a script's text in one step; owner and mode stay.
///
/// A text that its own shell cannot read is refused: Keepalived would take
/// every run of it for a failure and give the address up.
pub fn replace(path: &Path, text: &[u8]) -> Result<(), ScriptError> {
    if let Some(shell) = shell_of(text) {
        read_by(&shell, path, text)?;
    }
    Ok(atomic_file::write(path, text, MODE)?)
}

/// As [`replace`], and keeps what was there and what comes in the history.
/// A history that cannot be used does not stand in the way, and is given back.
pub fn revise(
    layout: &Layout,
    path: &Path,
    text: &[u8],
    author: &str,
) -> Result<Option<StoreError>, ScriptError> {
    let store = Store::open(&layout.history());
    let keep = |text: &[u8]| match &store {
        Ok(store) => store
            .keep_script(path, text, author, Timestamp::now())
            .err(),
        Err(_) => None,
    };
    // Before the change: what it replaces must not be lost.
    let old = fs::read(path).ok().and_then(|old| keep(&old));
    replace(path, text)?;
    let new = keep(text);
    Ok(store.err().or(old).or(new))
}

/// The shell that the first line names.
fn shell_of(text: &[u8]) -> Option<PathBuf> {
    let line = text
        .strip_prefix(b"#!")?
        .split(|byte| *byte == b'\n')
        .next()?;
    let line = std::str::from_utf8(line).ok()?;
    let mut words = line.split_ascii_whitespace();
    let mut program = PathBuf::from(words.next()?);
    if program.file_name()? == "env" {
        program = PathBuf::from(words.next()?);
    }
    let name = program.file_name()?.to_str()?;
    SHELLS.contains(&name).then_some(program)
}

fn read_by(shell: &Path, path: &Path, text: &[u8]) -> Result<(), ScriptError> {
    let finished = exec::run_with_input(Command::new(shell).arg("-n"), text, SYNTAX_LIMIT);
    match finished {
        Ok(finished) if finished.succeeded() => Ok(()),
        Ok(finished) => Err(ScriptError::Syntax {
            path: path.to_owned(),
            said: finished.stderr_text().into_owned(),
        }),
        // Another machine's shell; whether it is here is told by `examine`.
        Err(exec::ExecError::ProgramMissing { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn launch() -> Vec<OsString> {
        vec![
            "/opt/vip keeper".into(),
            "--server-path".into(),
            "/www".into(),
        ]
    }

    #[test]
    fn a_new_script_can_be_run_and_quotes_what_the_shell_would_split() {
        let root = tempfile::tempdir().unwrap();
        let layout = Layout::prefix(root.path());
        let question = Question {
            kind: "mysql".into(),
            target: Some("127.0.0.1:3306".into()),
        };
        let path = create(&layout, "chk", "Asks.", &launch(), Some(&question)).unwrap();
        assert_eq!(path, layout.scripts_dir().join("chk"));
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            "#!/bin/sh\n# Asks.\n\
             exec '/opt/vip keeper' --server-path /www check mysql 127.0.0.1:3306\n"
        );
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o755);
        let again = create(&layout, "chk", "Asks.", &launch(), None).unwrap_err();
        assert!(matches!(again, ScriptError::Exists { .. }), "{again}");
    }

    #[test]
    fn a_script_that_asks_nothing_yet_says_no() {
        let root = tempfile::tempdir().unwrap();
        let layout = Layout::prefix(root.path());
        let path = create(&layout, "chk", "Write me.", &launch(), None).unwrap();
        let said = Command::new(path).status().unwrap();
        assert_eq!(said.code(), Some(1));
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        let layout = Layout::prefix("/nonexistent");
        for name in ["", ".", "..", "a/b", ".hidden", "a b", "检查"] {
            let error = create(&layout, name, "", &launch(), None).unwrap_err();
            assert!(matches!(error, ScriptError::Name { .. }), "{name}: {error}");
        }
    }

    #[test]
    fn a_text_that_its_shell_cannot_read_is_refused_and_the_old_one_stays() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("chk.sh");
        replace(&path, b"#!/bin/sh\nexit 0\n").unwrap();
        for broken in ["#!/bin/sh\nif true\n", "#!/usr/bin/env sh\n(\n"] {
            let error = replace(&path, broken.as_bytes()).unwrap_err();
            assert!(matches!(error, ScriptError::Syntax { .. }), "{error}");
        }
        assert_eq!(fs::read(&path).unwrap(), b"#!/bin/sh\nexit 0\n");
        replace(&path, b"#!/usr/bin/perl\nif true\n").unwrap();
    }
}
