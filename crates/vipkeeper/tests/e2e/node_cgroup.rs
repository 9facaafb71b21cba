//! The control group that holds every process of a test node, so that one write
//! ends them all.
//!
//! Works on a host with cgroup2 alone and on a hybrid one, where systemd's own
//! hierarchy of version 1 stands beside it.  Controllers are not needed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

/// How long killed processes may take to be gone.
const EMPTY_LIMIT: Duration = Duration::from_secs(10);

/// Moves the shell into the groups before `--`, then becomes the command.
const ENTER: &str = r#"
set -eu
while [ "$1" != -- ]; do
    echo $$ >"$1/cgroup.procs"
    shift
done
shift
exec "$@"
"#;

/// A group of one node, in each hierarchy that systemd looks at.
pub(crate) struct NodeCgroup {
    /// In the cgroup2 hierarchy: the one that can kill.
    unified: PathBuf,
    /// In systemd's version 1 hierarchy, on a hybrid host.
    legacy: Option<PathBuf>,
}

impl NodeCgroup {
    /// Make the group; `name` is unique on the host.
    pub(crate) fn make(name: &str) -> anyhow::Result<Self> {
        let root = Path::new("/sys/fs/cgroup");
        let pure = root.join("cgroup.controllers").exists();
        let (unified, legacy) = if pure {
            (root.into(), None)
        } else {
            hybrid(root)
        };
        let directory = format!("vipkeeper-{name}");
        let cgroup = Self {
            unified: unified.join(&directory),
            legacy: legacy.map(|hierarchy| hierarchy.join(&directory)),
        };
        for path in cgroup.directories().chain([cgroup.commands().as_path()]) {
            fs::create_dir(path).with_context(|| format!("make {}", path.display()))?;
        }
        let kill = cgroup.unified.join("cgroup.kill");
        ensure!(
            kill.exists(),
            "{} is missing: this needs Linux 5.14",
            kill.display()
        );
        Ok(cgroup)
    }

    /// Starts the words added to it in the node's group.
    pub(crate) fn boot_command(&self) -> Command {
        enter(self.directories())
    }

    /// Starts the words added to it in a group below the node's: the node's own
    /// may hold no process once the container has given controllers to its parts.
    pub(crate) fn inside_command(&self) -> Command {
        enter([self.commands().as_path()])
    }

    /// Kill every process of the node at once and wait until none is left.
    pub(crate) fn kill(&self) -> anyhow::Result<()> {
        let kill = self.unified.join("cgroup.kill");
        fs::write(&kill, "1").with_context(|| format!("write {}", kill.display()))?;
        let events = self.unified.join("cgroup.events");
        let is_empty = || {
            let text = fs::read_to_string(&events)?;
            Ok(text.lines().any(|line| line == "populated 0"))
        };
        wait_until(is_empty).with_context(|| format!("empty {}", self.unified.display()))
    }

    /// The group's directories, the cgroup2 one first.
    pub(crate) fn directories(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(self.unified.as_path()).chain(self.legacy.as_deref())
    }

    fn commands(&self) -> PathBuf {
        self.unified.join("commands")
    }
}

fn hybrid(root: &Path) -> (PathBuf, Option<PathBuf>) {
    let legacy = root.join("systemd");
    (root.join("unified"), legacy.exists().then_some(legacy))
}

fn enter<'a>(groups: impl IntoIterator<Item = &'a Path>) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", ENTER, "sh"]).args(groups).arg("--");
    command
}

/// Neither hierarchy announces what we wait for, so we look again and again.
fn wait_until(mut holds: impl FnMut() -> io::Result<bool>) -> io::Result<()> {
    let deadline = Instant::now() + EMPTY_LIMIT;
    while !holds()? {
        if Instant::now() > deadline {
            return Err(io::Error::new(
                io::ErrorKind::TimedOut,
                format!("not after {EMPTY_LIMIT:?}"),
            ));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}
