//! What a test node is to be before it boots: its base system, its files, what
//! it sees of the host, and the command line that makes a container of that.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use tempfile::TempDir;

use crate::node_cgroup::NodeCgroup;
use crate::systemd_node::SystemdNode;

/// The host's own environment is not the node's business.
pub(crate) const SYSTEM_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Mounts the overlay, makes the switch the node is plugged into, and becomes
/// the container.
///
/// `$1` overlay options, `$2` mount point, then the command.  A shell does it
/// because this must happen between entering the namespaces and the start of
/// the container.
const MOUNT_AND_BOOT: &str = r#"
set -eu
mount -t overlay vipkeeper-node -o "$1" "$2"
ip link add br0 type bridge
ip link set br0 up
shift 2
exec "$@"
"#;

/// The container boots by itself, tells when it has, and writes nothing on the
/// host but to its console.
const NSPAWN_OPTIONS: &[&str] = &[
    "--quiet",
    "--boot",
    "--network-bridge=br0",
    "--register=no",
    "--keep-unit",
    "--notify-ready=yes",
    "--console=pipe",
    "--link-journal=no",
    "--resolv-conf=off",
    "--timezone=off",
];

/// The index is made by us and nobody has signed it.
const APT_SOURCES: &str = "deb [trusted=yes] file:/srv/packages ./\n";

/// A node that is described but not running.
pub(crate) struct NodePlan {
    name: String,
    directory: TempDir,
    base: PathBuf,
    binds: Vec<OsString>,
}

impl NodePlan {
    /// Describe a node called `name` on the base system `base`.
    pub(crate) fn new(base: &Path, name: &str) -> anyhow::Result<Self> {
        ensure!(
            base.join("usr/lib/systemd/systemd").exists(),
            "no systemd in {}",
            base.display()
        );
        // Not in /tmp: an overlay's upper directory cannot be on every tmpfs.
        let directory = tempfile::Builder::new()
            .prefix("vipkeeper-node-")
            .tempdir_in("/var/tmp")
            .context("make the node's directory")?;
        for part in ["root", "upper", "work"] {
            fs::create_dir(directory.path().join(part)).with_context(|| format!("make {part}"))?;
        }
        let name = format!("{name}-{}", std::process::id());
        Ok(Self {
            name,
            directory,
            base: base.to_owned(),
            binds: Vec::new(),
        })
    }

    /// Show the host's `on_host` to the node as `on_node`, read-only.
    pub(crate) fn bind(mut self, on_host: impl AsRef<Path>, on_node: &str) -> Self {
        let mut bind = OsString::from("--bind-ro=");
        bind.push(on_host.as_ref());
        bind.push(":");
        bind.push(on_node);
        self.binds.push(bind);
        self
    }

    /// Put `text` into the node's file `on_node` before it boots.
    pub(crate) fn file(self, on_node: &str, text: &str) -> anyhow::Result<Self> {
        let path = self.upper().join(on_node.trim_start_matches('/'));
        let parent = path.parent().context("a file is in a directory")?;
        fs::create_dir_all(parent).with_context(|| format!("make {}", parent.display()))?;
        fs::write(&path, text).with_context(|| format!("write {}", path.display()))?;
        Ok(self)
    }

    /// Let apt in the node install from the directory `packages`, and from
    /// nowhere else.
    pub(crate) fn packages(self, packages: impl AsRef<Path>) -> anyhow::Result<Self> {
        self.bind(packages, "/srv/packages")
            .file("/etc/apt/sources.list", APT_SOURCES)?
            .file("/etc/dpkg/dpkg.cfg.d/test-node", "force-unsafe-io\n")
    }

    /// Start the node and wait until its systemd has finished booting.
    pub(crate) fn boot(self) -> anyhow::Result<SystemdNode> {
        SystemdNode::start_planned(self)
    }

    /// The name on the host, unique while the test runs.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// What belongs to the node on the host, its console's log included.
    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// The container as a process of `cgroup` that tells its progress at `notify_path`.
    pub(crate) fn command(
        &self,
        cgroup: &NodeCgroup,
        notify_path: &Path,
    ) -> anyhow::Result<Command> {
        let console = fs::File::create(self.console_path()).context("make the console's log")?;
        let root = self.directory.path().join("root");
        let mut command = cgroup.boot_command();
        command.args(["unshare", "--mount", "--net"]);
        command.args(["sh", "-c", MOUNT_AND_BOOT, "sh"]);
        command.arg(self.overlay_options()).arg(&root);
        command.arg("systemd-nspawn").args(NSPAWN_OPTIONS);
        command.arg(format!("--machine={}", self.name));
        command.arg("--directory").arg(&root).args(&self.binds);
        command.env_clear().env("PATH", SYSTEM_PATH);
        // A node of its own sees cgroup2 only, whatever layout the host has.
        command
            .env("UNIFIED_CGROUP_HIERARCHY", "1")
            .env("NOTIFY_SOCKET", notify_path);
        command
            .stdin(Stdio::null())
            .stdout(console.try_clone()?)
            .stderr(console);
        Ok(command)
    }

    fn overlay_options(&self) -> OsString {
        let mut options = OsString::from("lowerdir=");
        options.push(&self.base);
        options.push(",upperdir=");
        options.push(self.upper());
        options.push(",workdir=");
        options.push(self.directory.path().join("work"));
        options
    }

    fn upper(&self) -> PathBuf {
        self.directory.path().join("upper")
    }

    /// What the node has written to its console.
    pub(crate) fn console(&self) -> String {
        fs::read_to_string(self.console_path()).unwrap_or_else(|error| error.to_string())
    }

    fn console_path(&self) -> PathBuf {
        self.directory.path().join("console.log")
    }
}
