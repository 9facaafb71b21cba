//! The installed Keepalived, asked about many texts in a root and a network of its own.
//!
//! The root is an overlay over this machine's, so that scripts and users can be made without a trace;
//! network and processes are in namespaces. Each test runs as the first process of a namespace: that
//! is what keeps 2.2.5–2.2.7 from killing itself when scripts run as another user.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cases::Case;
use super::environment::Environment;

/// How `keepalived -t` ended.
pub(crate) struct Verdict {
    pub(crate) code: Option<i32>,
    pub(crate) text: String,
}

impl Verdict {
    /// Whether the text was refused: by exit code, or by a crash or a hang.
    pub(crate) fn rejects(&self) -> Option<bool> {
        match self.code? {
            0 => Some(false),
            2 | 4..=6 => Some(true),
            // Killed by the time limit, or by a signal of its own.
            124 | 128.. => Some(true),
            _ => None,
        }
    }

    /// What it wrote, without repetitions and without what it always writes.
    pub(crate) fn lines(&self) -> Vec<&str> {
        let mut lines: Vec<&str> = self.text.lines().collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }
}

const SCRIPT: &str = r#"
set -e
base=$1
mkdir "$base/fs"; mount -t tmpfs tmpfs "$base/fs"
mkdir "$base/fs/up" "$base/fs/work" "$base/fs/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$base/fs/up,workdir=$base/fs/work" "$base/fs/root"
mount -t proc proc "$base/fs/root/proc"
mount --bind /dev "$base/fs/root/dev"
mkdir -p "$base/fs/root/cases"; mount --bind "$base/cases" "$base/fs/root/cases"
exec chroot "$base/fs/root" sh -c '
    ip link set lo up
    . /cases/environment.sh >/cases/environment.log 2>&1
    cd /cases
    ls | grep "\.conf$" | xargs -P 2 -I{} sh -c "
        timeout -s KILL 10 unshare --pid --fork --kill-child keepalived -t -f {} >{}.out 2>&1
        echo \$? >{}.rc"'
"#;

/// The verdict on each case, in order; `None` when the namespaces cannot be made.
pub(crate) fn judge(cases: &[Case], environment: &Environment) -> Option<Vec<Verdict>> {
    let scratch = Scratch::new();
    let folder = scratch.0.join("cases");
    for (number, case) in cases.iter().enumerate() {
        fs::write(folder.join(format!("{number}.conf")), &case.text)
            .expect("the scratch directory can be written");
    }
    fs::write(folder.join("environment.sh"), environment.script())
        .expect("the scratch directory can be written");
    let status = Command::new("unshare")
        .args([
            "--net", "--mount", "--pid", "--fork", "sh", "-c", SCRIPT, "sh",
        ])
        .arg(&scratch.0)
        .status()
        .ok()?;
    let verdict = |number: usize| {
        let read = |suffix: &str| fs::read(folder.join(format!("{number}.conf.{suffix}")));
        let code = read("rc")
            .ok()
            .and_then(|code| String::from_utf8(code).ok());
        let text = read("out").unwrap_or_default();
        Verdict {
            code: code.and_then(|code| code.trim().parse().ok()),
            text: String::from_utf8_lossy(&text).into_owned(),
        }
    };
    status
        .success()
        .then(|| (0..cases.len()).map(verdict).collect())
}

/// A directory that goes away with its owner.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let name = format!("keepalived-conf-agreement-{}", std::process::id());
        let path: &Path = &std::env::temp_dir().join(name);
        fs::create_dir_all(path.join("cases")).expect("a scratch directory can be made");
        Self(path.to_owned())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing rests on it: a directory left behind is only untidy.
        let _ = fs::remove_dir_all(&self.0);
    }
}
