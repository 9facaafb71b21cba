//! Asks the installed Keepalived about many configurations at once.

pub(crate) mod context;
pub(crate) mod explained;
pub(crate) mod probes;

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use keepalived_conf::catalog::{Feature, Version};
use probes::Probe;

/// The installed release and what it was built with.
pub(crate) struct Release {
    pub(crate) version: Version,
    options: Vec<String>,
}

impl Release {
    /// What `keepalived -v` tells; `None` when there is no Keepalived.
    pub(crate) fn installed() -> Option<Self> {
        let output = Command::new("keepalived").arg("-v").output().ok()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let version = text.split_whitespace().find_map(|word| word.parse().ok())?;
        let options = text
            .lines()
            .filter(|line| line.starts_with("Config options") || line.starts_with("System options"))
            .flat_map(str::split_whitespace)
            .map(str::to_owned)
            .collect();
        Some(Self { version, options })
    }

    pub(crate) fn has(&self, feature: Option<Feature>) -> bool {
        let listed = |word: &str| self.options.iter().any(|option| option == word);
        match feature {
            None => true,
            Some(Feature::With(word)) => listed(word),
            Some(Feature::WithAny(words)) => words.iter().any(|word| listed(word)),
            Some(Feature::Without(word)) => !listed(word),
        }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "keepalived {}", self.version)
    }
}

/// How `keepalived -t` ended: its exit code, and the lines it wrote.
pub(crate) struct Verdict {
    code: Option<i32>,
    text: String,
}

impl Verdict {
    /// Whether the configuration was taken; `None` when the test did not come to an end by itself.
    pub(crate) fn accepts(&self) -> Option<bool> {
        match self.code? {
            0 => Some(true),
            2 | 4..=6 => Some(false),
            _ => None,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines: Vec<&str> = self.text.lines().collect();
        lines.dedup();
        write!(f, "exits {:?}: {}", self.code, lines.join(" | "))
    }
}

/// Makes `eth0` in a fresh namespace and tests every file named on standard input, as many at a
/// time as there are processors. Keepalived can hang on some inputs, hence the time limit.
const SCRIPT: &str = r#"
set -e
ip link add eth0 type veth peer name eth1
ip addr add 10.9.0.1/24 dev eth0
ip addr add 10.9.0.11/24 dev eth1
ip addr add fd00:9::11/64 dev eth1 nodad
ip addr add fd00:9::1/64 dev eth0 nodad
ip link set lo up; ip link set eth1 up; ip link set eth0 up
cd "$1"
ls | grep '\.conf$' | xargs -P "$(nproc)" -I{} sh -c '
    timeout -s KILL 20 keepalived -t -f {} >{}.out 2>&1
    echo $? >{}.rc'
"#;

/// The verdict on each probe, in order; `None` when no namespace can be made.
pub(crate) fn judge(probes: &[Probe]) -> Option<Vec<Verdict>> {
    let directory = Scratch::new();
    for (number, probe) in probes.iter().enumerate() {
        let file = directory.0.join(format!("{number}.conf"));
        std::fs::write(file, &probe.config).expect("the scratch directory can be written");
    }
    let status = Command::new("unshare")
        .args(["--net", "sh", "-c", SCRIPT, "sh"])
        .arg(&directory.0)
        .status()
        .ok()?;
    let verdict = |number: usize| {
        let read = |suffix: &str| {
            let file = directory.0.join(format!("{number}.conf.{suffix}"));
            std::fs::read(file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        Verdict {
            code: read("rc").ok().and_then(|code| code.trim().parse().ok()),
            text: read("out").unwrap_or_default(),
        }
    };
    status
        .success()
        .then(|| (0..probes.len()).map(verdict).collect())
}

/// A directory that goes away with its owner.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let name = format!("keepalived-conf-oracle-{}", std::process::id());
        let path: &Path = &std::env::temp_dir().join(name);
        std::fs::create_dir_all(path).expect("a scratch directory can be made");
        Self(path.to_owned())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing rests on it: a directory left behind is only untidy.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
