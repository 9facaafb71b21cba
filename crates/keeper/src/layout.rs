//! Where things are on a machine.
//!
//! Every path derives from one root, so that two nodes can live side by side
//! on one machine.  Owns names only; nothing is made or read here.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use host::service::supervised::SupervisedPaths;

/// The paths of one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    preset: Preset,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Preset {
    /// The distribution's own paths.
    System,
    /// Everything under one server directory, as a web panel keeps it.
    Prefix(PathBuf),
}

impl Layout {
    /// The distribution's paths: `/etc/keepalived`, `/etc/vipkeeper`, ….
    #[must_use]
    pub fn system() -> Self {
        Self {
            preset: Preset::System,
        }
    }

    /// Everything under `server_path`, such as `/www/server`.
    #[must_use]
    pub fn prefix(server_path: impl Into<PathBuf>) -> Self {
        Self {
            preset: Preset::Prefix(server_path.into()),
        }
    }

    /// The server directory of the prefix layout.
    #[must_use]
    pub fn server_path(&self) -> Option<&Path> {
        match &self.preset {
            Preset::System => None,
            Preset::Prefix(path) => Some(path),
        }
    }

    fn choose(&self, system: &str, prefix: &str) -> PathBuf {
        match &self.preset {
            Preset::System => PathBuf::from(system),
            Preset::Prefix(path) => path.join("keepalived").join(prefix),
        }
    }

    /// keepalived.conf.
    #[must_use]
    pub fn config(&self) -> PathBuf {
        self.choose(
            "/etc/keepalived/keepalived.conf",
            "etc/keepalived/keepalived.conf",
        )
    }

    /// vipkeeper.toml.
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.choose("/etc/vipkeeper/vipkeeper.toml", "vipkeeper/vipkeeper.toml")
    }

    /// The user's own templates.
    #[must_use]
    pub fn templates(&self) -> PathBuf {
        self.choose("/etc/vipkeeper/templates", "vipkeeper/templates")
    }

    /// Pid files, the notify FIFO and Keepalived's dumps.
    #[must_use]
    pub fn run_dir(&self) -> PathBuf {
        self.choose("/run/vipkeeper", "vipkeeper/run")
    }

    /// The track files, one for each check.  Keepalived drops a tracker whose
    /// directory is missing when it reads its configuration.
    #[must_use]
    pub fn track_dir(&self) -> PathBuf {
        self.choose("/run/vipkeeper/track", "vipkeeper/track")
    }

    /// The track file by which a node is taken out of service; no check can
    /// have its name.
    #[must_use]
    pub fn drain_file(&self) -> PathBuf {
        self.track_dir().join(".drain")
    }

    /// Says that this node is drained, also after a reboot.
    #[must_use]
    pub fn drain_marker(&self) -> PathBuf {
        self.state_dir().join("drain.json")
    }

    /// Held by whoever drains this node or brings it back.
    #[must_use]
    pub fn drain_lock(&self) -> PathBuf {
        self.state_dir().join("drain.lock")
    }

    /// Keepalived's log, where the supervised service writes it.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.choose("/var/log/vipkeeper/keepalived.log", "keepalived.log")
    }

    /// The FIFO that Keepalived tells its transitions through.
    #[must_use]
    pub fn notify_fifo(&self) -> PathBuf {
        self.run_dir().join("notify.fifo")
    }

    /// Where our own builds of Keepalived live, beside everything of this node
    /// in the prefix layout.
    #[must_use]
    pub fn engine_home(&self) -> PathBuf {
        match &self.preset {
            Preset::System => PathBuf::from("/opt/vipkeeper/keepalived"),
            Preset::Prefix(path) => path.join("keepalived"),
        }
    }

    /// One built release; it is configured with this path and never moved.
    #[must_use]
    pub fn version_dir(&self, version: &str) -> PathBuf {
        self.engine_home().join("versions").join(version)
    }

    /// The link to the release in use; switching is replacing this link.
    #[must_use]
    pub fn current(&self) -> PathBuf {
        self.engine_home().join("current")
    }

    /// `sbin` beside `current`, by which web panels and their users know the
    /// program; the system layout has none.
    #[must_use]
    pub fn sbin_link(&self) -> Option<PathBuf> {
        self.server_path().map(|_| self.engine_home().join("sbin"))
    }

    /// The file that tells a web panel the version in use.
    #[must_use]
    pub fn version_file(&self) -> Option<PathBuf> {
        self.server_path()
            .map(|_| self.engine_home().join("version.pl"))
    }

    /// Downloaded releases, and the place where they are built.
    #[must_use]
    pub fn source_dir(&self) -> PathBuf {
        match &self.preset {
            Preset::System => PathBuf::from("/var/cache/vipkeeper/source"),
            Preset::Prefix(path) => path.join("source/keepalived"),
        }
    }

    /// What vipkeeper remembers over a reboot.
    #[must_use]
    pub fn state_dir(&self) -> PathBuf {
        self.choose("/var/lib/vipkeeper", "vipkeeper")
    }

    /// What an installation has made, for its removal.
    #[must_use]
    pub fn manifest(&self) -> PathBuf {
        self.state_dir().join("manifest.toml")
    }

    /// The lock that one installation or removal holds.
    #[must_use]
    pub fn install_lock(&self) -> PathBuf {
        self.state_dir().join("install.lock")
    }

    /// The log of installations.
    #[must_use]
    pub fn install_log(&self) -> PathBuf {
        self.choose("/var/log/vipkeeper/install.log", "vipkeeper/install.log")
    }

    /// Directories that hold nothing but ours, with everything in them.
    #[must_use]
    pub fn own_directories(&self) -> Vec<PathBuf> {
        match &self.preset {
            Preset::System => [
                "/etc/vipkeeper",
                "/var/lib/vipkeeper",
                "/var/log/vipkeeper",
                "/var/cache/vipkeeper",
                "/opt/vipkeeper",
                "/run/vipkeeper",
            ]
            .map(PathBuf::from)
            .to_vec(),
            Preset::Prefix(_) => vec![self.state_dir()],
        }
    }

    /// The program of a release that we have built and switched to.
    #[must_use]
    pub fn own_keepalived(&self) -> Option<PathBuf> {
        let program = self.current().join("sbin/keepalived");
        program.is_file().then_some(program)
    }

    /// Keepalived's program: our own build, else the one that lies under the
    /// server directory, else the distribution's.
    #[must_use]
    pub fn keepalived(&self) -> Option<PathBuf> {
        let in_prefix = || {
            let path = self.sbin_link()?.join("keepalived");
            path.is_file().then_some(path)
        };
        self.own_keepalived()
            .or_else(in_prefix)
            .or_else(|| host::package::find_program("keepalived"))
    }

    /// Where the running Keepalived writes its process id: the distribution's
    /// unit leaves Keepalived's default, our supervisor sets its own.
    #[must_use]
    pub fn pid_files(&self) -> Vec<PathBuf> {
        let mut files = vec![self.run_dir().join("keepalived.pid")];
        if self.preset == Preset::System {
            files.push(PathBuf::from("/run/keepalived.pid"));
        }
        files
    }

    /// The scripts that this node's user keeps: checks, notifications.
    #[must_use]
    pub fn scripts_dir(&self) -> PathBuf {
        self.choose("/etc/vipkeeper/scripts", "scripts")
    }

    /// What the scripts that we bring write down.
    #[must_use]
    pub fn scripts_log(&self) -> PathBuf {
        self.choose("/var/log/vipkeeper/scripts.log", "scripts.log")
    }

    /// What the supervised service needs to know.
    #[must_use]
    pub fn supervised(&self, program: PathBuf) -> SupervisedPaths {
        SupervisedPaths {
            program,
            config: self.config(),
            log: self.log(),
            run_dir: self.run_dir(),
        }
    }

    /// The global options that make a further vipkeeper use this layout.
    #[must_use]
    pub fn arguments(&self) -> Vec<OsString> {
        match &self.preset {
            Preset::System => Vec::new(),
            Preset::Prefix(path) => vec!["--server-path".into(), path.into()],
        }
    }

    /// The init script, where the machine's service manager has no place of
    /// its own for it.
    #[must_use]
    pub fn init_script(&self) -> PathBuf {
        self.choose("/etc/vipkeeper/init.d/keepalived", "init.d/keepalived")
    }

    /// Whether this program of Keepalived's is one that we have built.
    #[must_use]
    pub fn is_own_build(&self, program: &Path) -> bool {
        let own = match &self.preset {
            Preset::System => Path::new("/opt/vipkeeper/keepalived").to_owned(),
            Preset::Prefix(path) => path.join("keepalived"),
        };
        program.starts_with(own)
    }

    /// What `heal` remembers from one run to the next.
    #[must_use]
    pub fn heal_state(&self) -> PathBuf {
        self.choose("/var/lib/vipkeeper/heal.json", "vipkeeper/heal.json")
    }

    /// What `heal` has done, one line an action.
    #[must_use]
    pub fn heal_log(&self) -> PathBuf {
        self.choose("/var/log/vipkeeper/heal.log", "vipkeeper/heal.log")
    }

    /// The revisions.
    #[must_use]
    pub fn history(&self) -> PathBuf {
        self.state_dir().join("history.db")
    }

    /// The change that is under way, while one is.
    #[must_use]
    pub fn intent(&self) -> PathBuf {
        self.state_dir().join("apply.json")
    }

    /// Held by whoever makes a change.
    #[must_use]
    pub fn apply_lock(&self) -> PathBuf {
        self.state_dir().join("apply.lock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_keeps_every_path_under_the_server_directory() {
        let layout = Layout::prefix("/www/server");
        let paths = [
            layout.config(),
            layout.settings(),
            layout.templates(),
            layout.run_dir(),
            layout.track_dir(),
            layout.log(),
            layout.notify_fifo(),
            layout.version_dir("2.3.4"),
            layout.current(),
            layout.manifest(),
            layout.install_log(),
            layout.scripts_dir(),
            layout.history(),
            layout.intent(),
            layout.apply_lock(),
            layout.drain_file(),
            layout.drain_marker(),
            layout.drain_lock(),
        ];
        for path in paths.iter().chain(&layout.pid_files()) {
            assert!(path.starts_with("/www/server/keepalived"), "{path:?}");
        }
    }
}
