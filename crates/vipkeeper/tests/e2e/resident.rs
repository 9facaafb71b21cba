//! A daemon with nothing but checks: no Keepalived, no network of its own.
//! What it says of its checks is read from its panel, as a browser does.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::cli_said::{PROGRAM, Said};

const LIMIT: Duration = Duration::from_secs(30);

/// Between two looks at something that nothing announces.
const POLL: Duration = Duration::from_millis(5);

/// The daemon; ends when dropped.
pub(crate) struct Resident {
    directory: tempfile::TempDir,
    process: Child,
    panel: SocketAddr,
}

impl Resident {
    /// Starts it with these checks; `wrap` are the words before its own
    /// command, such as `prlimit --nofile=60`.
    pub(crate) fn start(settings: &str, wrap: &[&str]) -> Result<Self> {
        let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        Self::start_in(directory, settings, wrap)
    }

    /// The same in a directory that has been prepared.
    pub(crate) fn start_in(
        directory: tempfile::TempDir,
        settings: &str,
        wrap: &[&str],
    ) -> Result<Self> {
        let file = settings_in(directory.path());
        fs::create_dir_all(file.parent().context("it has a directory")?)?;
        fs::write(&file, settings)?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let panel = listener.local_addr()?;
        let words: Vec<&str> = wrap.iter().copied().chain([PROGRAM]).collect();
        let log = File::create(directory.path().join("daemon.log"))?;
        let process = Command::new(words[0])
            .args(&words[1..])
            .arg("--server-path")
            .arg(directory.path())
            .args(["--lang", "en", "serve", "--listen", "stdin"])
            .stdin(Stdio::from(OwnedFd::from(listener)))
            .stderr(log)
            .spawn()?;
        Ok(Self {
            directory,
            process,
            panel,
        })
    }

    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Replaces vipkeeper.toml.
    pub(crate) fn set(&self, settings: &str) -> Result<()> {
        Ok(fs::write(settings_in(self.directory.path()), settings)?)
    }

    /// What it has said so far.
    pub(crate) fn log(&self) -> Result<String> {
        Ok(fs::read_to_string(
            self.directory.path().join("daemon.log"),
        )?)
    }

    pub(crate) fn track_dir(&self) -> PathBuf {
        track_dir_in(self.directory.path())
    }

    pub(crate) fn track_file(&self, check: &str) -> PathBuf {
        self.track_dir().join(check)
    }

    /// The backstop's word on a check: whether it may hold the VIP.
    pub(crate) fn backstop(&self, check: &str) -> Result<bool> {
        let said = self.asks(&["check", check, "--backstop"], &[])?;
        Ok(said.status == 0)
    }

    /// Another command on the same files; `wrap` as for the daemon.
    pub(crate) fn asks(&self, words: &[&str], wrap: &[&str]) -> Result<Said> {
        let line: Vec<&str> = wrap.iter().copied().chain([PROGRAM]).collect();
        let mut command = Command::new(line[0]);
        command.args(&line[1..]).arg("--server-path");
        command.arg(self.directory.path()).args(words);
        Said::by(&mut command)
    }

    /// The check as the panel shows it.
    pub(crate) fn check(&self, name: &str) -> Result<Option<Value>> {
        let state = self.state()?;
        let checks = state["checks"].as_array().context("checks")?;
        Ok(checks.iter().find(|check| check["name"] == name).cloned())
    }

    /// Everything that the panel shows.
    pub(crate) fn state(&self) -> Result<Value> {
        let mut stream = TcpStream::connect(self.panel)?;
        let host = self.panel;
        write!(
            stream,
            "GET /api/v1/state HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let body = answer.split_once("\r\n\r\n").context("a whole answer")?.1;
        let start = body.find('{').context("a body of JSON")?;
        let end = body.rfind('}').context("a body of JSON")?;
        Ok(serde_json::from_str(&body[start..=end])?)
    }

    /// Waits until the check's health is this, and gives the reason's words.
    pub(crate) fn until_health(&self, name: &str, health: &str) -> Result<String> {
        let mut last = None;
        self.until(&format!("{name} is {health}"), || {
            last = self.check(name)?;
            Ok(last.as_ref().is_some_and(|check| check["health"] == health))
        })
        .with_context(|| format!("{name} was last seen as {last:?}"))?;
        let reason = last.map(|check| check["reason"]["en"].clone());
        Ok(reason
            .as_ref()
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned())
    }

    /// Waits until the file holds this text; not there is no text.
    pub(crate) fn until_holds(&self, path: &Path, text: &str) -> Result<()> {
        let what = format!("{} holds {text:?}", path.display());
        self.until(&what, || {
            Ok(fs::read_to_string(path).is_ok_and(|held| held == text))
        })
    }

    pub(crate) fn until(
        &self,
        what: &str,
        mut condition: impl FnMut() -> Result<bool>,
    ) -> Result<()> {
        let begun = Instant::now();
        while !condition()? {
            ensure!(
                begun.elapsed() < LIMIT,
                "not within {LIMIT:?}: {what}\n{}",
                self.log()?
            );
            std::thread::sleep(POLL);
        }
        Ok(())
    }

    /// How many files it has open.
    pub(crate) fn open_files(&self) -> Result<usize> {
        Ok(fs::read_dir(format!("/proc/{}/fd", self.pid()))?.count())
    }

    /// How many threads it has.
    pub(crate) fn threads(&self) -> Result<usize> {
        Ok(fs::read_dir(format!("/proc/{}/task", self.pid()))?.count())
    }

    /// How much memory it holds, in bytes.
    pub(crate) fn memory(&self) -> Result<usize> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next());
        Ok(kilobytes.context("its memory")?.parse::<usize>()? << 10)
    }

    /// How many processes it is the parent of.
    pub(crate) fn children(&self) -> Result<usize> {
        let mut count = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.pid()))? {
            // A thread may end while it is looked at; its children are another's.
            let children = fs::read_to_string(thread?.path().join("children"));
            count += children.unwrap_or_default().split_whitespace().count();
        }
        Ok(count)
    }
}

impl Drop for Resident {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) fn settings_in(directory: &Path) -> PathBuf {
    directory.join("keepalived/vipkeeper/vipkeeper.toml")
}

pub(crate) fn track_dir_in(directory: &Path) -> PathBuf {
    directory.join("keepalived/vipkeeper/track")
}

/// `[checks.NAME]` of kind tcp, asked often.
pub(crate) fn tcp(name: &str, target: SocketAddr) -> String {
    format!("[checks.{name}]\nkind = 'tcp'\ntarget = '{target}'\ninterval = '50ms'\n")
}
