//! This machine's own files, and a network and processes apart: what is done
//! in a sandbox is seen there and nowhere else, and is gone with it.
//!
//! Owns the overlay over `/` and the commands in it.  The changed files lie in
//! a layer of their own, so that a test can tell what was touched, wherever.
//! No init system runs in it; a `SystemdNode` has one.
//!
//! The overlay is mounted in a mount namespace of the sandbox's first process,
//! on a tmpfs at `/mnt`.  That process ends when the test lets go of its pipe,
//! by finishing or by being killed, and every other ends with it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::cli_said::{PROGRAM, Said};
use crate::file_tree::{self, FileTree};
use crate::network_of;

/// `$1` size of the layer, `$2` the program under test, `$3` prepared files.
///
/// Nothing of the machine that can be written is in reach: an installer that
/// went wild would find devices of its own and temporary files of nobody.
const BUILD: &str = r#"
set -eu
mount -t tmpfs -o size="$1",mode=755 vipkeeper-sandbox /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay vipkeeper-sandbox -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
cd /mnt/root
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 dev dev
for device in null zero full random urandom tty; do
    touch dev/$device
    mount --bind /dev/$device dev/$device
done
mount -t tmpfs -o mode=755 run run
mount -t tmpfs -o mode=1777 tmp tmp
touch usr/local/bin/vipkeeper
mount --bind -o ro "$2" usr/local/bin/vipkeeper
mkdir run/releases
mount --bind -o ro "$3" run/releases
ip link set lo up
ip link add eth0 type bridge
ip address add 192.0.2.11/24 dev eth0
ip link set eth0 up
ip route add default via 192.0.2.1
hostname node-a
exec chroot . sh -c 'echo built; while read -r line; do :; done'
"#;

/// Room for two builds.
const ROOMY: &str = "2g";

/// A running sandbox.
pub(crate) struct Sandbox {
    /// Shares the sandbox's view of the files, and is its first process's parent.
    outer: Child,
    /// The first process as the machine numbers it.
    inner: u32,
    /// Held open: its end is the end of the sandbox.
    _life: ChildStdin,
}

impl Sandbox {
    /// A sandbox with room for two builds; `releases` are seen in it below
    /// `/run/releases`.
    pub(crate) fn start(releases: &Path) -> Result<Self> {
        Self::start_sized(releases, ROOMY)
    }

    /// A sandbox in which files of `size`, as tmpfs(5) has it, can be written.
    pub(crate) fn start_sized(releases: &Path, size: &str) -> Result<Self> {
        let mut command = Command::new("unshare");
        command.args([
            "--mount",
            "--net",
            "--uts",
            "--pid",
            "--fork",
            "--kill-child",
        ]);
        command.args(["sh", "-c", BUILD, "sh", size, PROGRAM]);
        command.arg(releases);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut outer = command.spawn().context("start the sandbox")?;
        let life = outer.stdin.take().context("the sandbox's pipe")?;
        let stdout = outer.stdout.take().context("the sandbox's output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        ensure!(line == "built\n", "the sandbox was not built: {line:?}");
        Ok(Self {
            inner: only_child(outer.id())?,
            outer,
            _life: life,
        })
    }

    /// A command in the sandbox, as root.  What is started is the only child of
    /// the process that this starts.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["--target", &self.inner.to_string()]);
        command.args(["--mount", "--net", "--uts", "--pid", "--root", "--wd", "--"]);
        command.args(words);
        command
    }

    /// Runs vipkeeper in the sandbox to its end.
    pub(crate) fn vipkeeper(&self, words: &[&str]) -> Result<Said> {
        Said::by(&mut self.command(&[&["vipkeeper"], words].concat()))
    }

    /// Runs another program in the sandbox; its failure is the test's.
    pub(crate) fn run(&self, words: &[&str]) -> Result<String> {
        let said = Said::by(&mut self.command(words))?;
        ensure!(said.status == 0, "{words:?}: {said:?}");
        Ok(said.out)
    }

    /// Kills everything that runs in the sandbox at once.
    pub(crate) fn kill_all(&self) -> Result<()> {
        // To -1: every process of the namespace but its first and the sender.
        self.run(&["sh", "-c", "kill -KILL -1"]).map(drop)
    }

    /// Where the test finds the sandbox's file `path`.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.seen("root").join(path.trim_start_matches('/'))
    }

    /// What is not in the sandbox as it is on the machine, by its path below
    /// the root.
    pub(crate) fn changes(&self) -> Result<FileTree> {
        let mut layer = file_tree::read(&self.seen("upper"))?;
        // A directory is copied into the layer as soon as anything in it is touched.
        layer.retain(|path, now| {
            let machine = file_tree::entry_at(&Path::new("/").join(path));
            machine.ok().as_ref() != Some(now)
        });
        Ok(layer)
    }

    /// Makes room for two builds.
    pub(crate) fn grow(&self) -> Result<()> {
        let status = Command::new("nsenter")
            .args(["--mount", "--target", &self.outer.id().to_string(), "--"])
            .args(["mount", "-o", &format!("remount,size={ROOMY}"), "/mnt"])
            .status()?;
        ensure!(status.success(), "mount: {status}");
        Ok(())
    }

    /// A port of the sandbox's own loopback interface, served by the test.
    pub(crate) fn listen(&self) -> Result<TcpListener> {
        network_of::listen(self.inner, "127.0.0.1:0")
    }

    fn seen(&self, part: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root/mnt/{part}", self.outer.id()))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // `--kill-child` and the end of the first process take all the others.
        let _ = self.outer.kill();
        let _ = self.outer.wait();
    }
}

/// The one child of a process that has exactly one.
pub(crate) fn only_child(parent: u32) -> Result<u32> {
    let path = format!("/proc/{parent}/task/{parent}/children");
    let children = fs::read_to_string(&path).with_context(|| format!("read {path}"))?;
    let children = children.trim();
    children
        .parse()
        .with_context(|| format!("process {parent} has the children {children:?}"))
}
