//! What would keep Keepalived from running a script.
//!
//! The rules are Keepalived's own (2.2.7 `lib/notify.c`, `check_security`):
//! with script security on, the file and every directory above it must be
//! root's and writable by nobody else, because what another user can replace
//! would run as root.

use std::fs::{self, Metadata};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use host::account::Account;

use super::list::Script;
use super::runner::Runner;
use crate::message::Message;

const GROUP_WRITE: u32 = 0o020;
const OTHERS_WRITE: u32 = 0o002;
const STICKY: u32 = 0o1000;
/// The longest first line that the kernel reads (Linux `BINPRM_BUF_SIZE`).
const FIRST_LINE: u64 = 256;

/// Something that keeps Keepalived from running a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The program's path is not absolute: it is searched for along a PATH
    /// that depends on how Keepalived was started.
    NotAbsolute {
        /// As it is written.
        program: String,
    },
    /// There is no such file.
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It is no plain file.
    NotAFile {
        /// What it is instead stands there.
        path: PathBuf,
    },
    /// Whom it runs under may not execute it.
    NotExecutable {
        /// The file.
        path: PathBuf,
        /// The user.
        user: String,
    },
    /// The user or group does not exist.
    NoSuchAccount {
        /// Its name.
        name: String,
    },
    /// Not root's, and run as root or under script security.
    NotRoots {
        /// The file, or a directory above it.
        path: PathBuf,
        /// The owner's number.
        owner: u32,
    },
    /// Others than root may change it.
    Writable {
        /// The file, or a directory above it.
        path: PathBuf,
        /// Its mode, of which the permissions.
        mode: u32,
    },
    /// Neither a program nor a file that names its interpreter.
    NoInterpreter {
        /// The file.
        path: PathBuf,
    },
    /// The interpreter of its first line is not there.
    InterpreterMissing {
        /// The file.
        path: PathBuf,
        /// The interpreter.
        interpreter: PathBuf,
    },
}

impl Obstacle {
    /// The words.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NotAbsolute { program } => {
                Message::new("script-not-absolute").with("program", program)
            }
            Self::Missing { path } => Message::new("script-missing").with("path", path.display()),
            Self::NotAFile { path } => {
                Message::new("script-not-a-file").with("path", path.display())
            }
            Self::NotExecutable { path, user } => Message::new("script-not-executable")
                .with("path", path.display())
                .with("user", user),
            Self::NoSuchAccount { name } => {
                Message::new("script-no-such-account").with("name", name)
            }
            Self::NotRoots { path, owner } => Message::new("script-not-roots")
                .with("path", path.display())
                .with("owner", owner),
            Self::Writable { path, mode } => Message::new("script-writable")
                .with("path", path.display())
                .with("mode", format!("{mode:o}")),
            Self::NoInterpreter { path } => {
                Message::new("script-no-interpreter").with("path", path.display())
            }
            Self::InterpreterMissing { path, interpreter } => {
                Message::new("script-interpreter-missing")
                    .with("path", path.display())
                    .with("interpreter", interpreter.display())
            }
        }
    }
}

/// What keeps Keepalived from running this script; empty when nothing does.
#[must_use]
pub fn examine(script: &Script, runner: &Runner) -> Vec<Obstacle> {
    let Some(program) = script.program() else {
        return Vec::new();
    };
    let account = match runner.account(script) {
        Ok(account) => account,
        Err(obstacle) => return vec![obstacle],
    };
    if !program.is_absolute() {
        let program = program.display().to_string();
        return vec![Obstacle::NotAbsolute { program }];
    }
    // Keepalived resolves links first, and looks at what they lead to.
    let path = fs::canonicalize(program).unwrap_or_else(|_| program.to_owned());
    match fs::metadata(&path) {
        Err(_) => vec![Obstacle::Missing { path }],
        Ok(metadata) if !metadata.is_file() => vec![Obstacle::NotAFile { path }],
        Ok(metadata) => examine_file(&path, &metadata, &account, runner.is_security_on),
    }
}

fn examine_file(
    path: &Path,
    metadata: &Metadata,
    account: &Account,
    is_security_on: bool,
) -> Vec<Obstacle> {
    let mut obstacles = Vec::new();
    if !may_execute(metadata, account) {
        obstacles.push(Obstacle::NotExecutable {
            path: path.to_owned(),
            user: account.name.clone(),
        });
    }
    if is_security_on && (account.uid == 0 || account.gid == 0) {
        obstacles.extend(unsafe_places(path));
    }
    obstacles.extend(interpreter(path));
    obstacles
}

/// As the kernel decides for a process of that user in its own group.
fn may_execute(metadata: &Metadata, account: &Account) -> bool {
    let mode = metadata.mode();
    if account.uid == 0 {
        return mode & 0o111 != 0;
    }
    let shift = match () {
        () if metadata.uid() == account.uid => 6,
        () if metadata.gid() == account.gid => 3,
        () => 0,
    };
    mode >> shift & 0o1 != 0
}

/// The file and every directory above it, from the root down.
fn unsafe_places(path: &Path) -> Vec<Obstacle> {
    let mut places: Vec<_> = path.ancestors().collect();
    places.reverse();
    let examine = |place: &&Path| -> Option<Obstacle> {
        let metadata = fs::symlink_metadata(place).ok()?;
        unsafe_place(place, &metadata)
    };
    places.iter().filter_map(examine).collect()
}

fn unsafe_place(path: &Path, metadata: &Metadata) -> Option<Obstacle> {
    let path = path.to_owned();
    if metadata.uid() != 0 {
        let owner = metadata.uid();
        return Some(Obstacle::NotRoots { path, owner });
    }
    let mode = metadata.mode();
    let is_sticky = metadata.is_dir() && mode & STICKY != 0;
    let by_group = mode & GROUP_WRITE != 0 && metadata.gid() != 0;
    let by_others = mode & OTHERS_WRITE != 0;
    (!is_sticky && (by_group || by_others)).then_some(Obstacle::Writable {
        path,
        mode: mode & 0o7777,
    })
}

/// A file that is neither a binary nor begins with `#!` cannot be executed.
fn interpreter(path: &Path) -> Option<Obstacle> {
    let mut head = Vec::new();
    let file = fs::File::open(path).ok()?;
    file.take(FIRST_LINE).read_to_end(&mut head).ok()?;
    if head.starts_with(b"\x7fELF") {
        return None;
    }
    let Some(line) = head.strip_prefix(b"#!") else {
        let path = path.to_owned();
        return Some(Obstacle::NoInterpreter { path });
    };
    let line = line.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    // A carriage return is part of the name, which is why such scripts fail.
    let interpreter = PathBuf::from(line.trim_matches([' ', '\t']).split([' ', '\t']).next()?);
    (!interpreter.is_file()).then(|| Obstacle::InterpreterMissing {
        path: path.to_owned(),
        interpreter,
    })
}
