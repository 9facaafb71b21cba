//! A session at the command line, written down as its reader sees it.
//!
//! Every command runs on a machine that looks the same everywhere: a host
//! called `node-a` with an interface `eth0` that leads nowhere, vipkeeper in
//! `/usr/bin` and its files in `/www/server`.  Host and interface are
//! namespaces, the paths are put into the transcript afterwards.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use tempfile::TempDir;

use crate::cli_said::{PROGRAM, Said};

const ON_NODE_A: &str = r#"
set -e
hostname node-a
ip link set lo up
ip link add eth0 type bridge
ip link set eth0 up
exec "$@"
"#;

/// What the locale is called and how the transcript shows it.
const LOCALES: [(&str, &str); 2] = [("C.UTF-8", ""), ("zh_CN.UTF-8", "LANG=zh_CN.UTF-8 ")];

/// A transcript that grows with each command.
pub(crate) struct Session {
    server: TempDir,
    variables: Vec<(&'static str, &'static str)>,
    transcript: String,
}

impl Session {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self {
            server: TempDir::new()?,
            variables: Vec::new(),
            transcript: String::new(),
        })
    }

    /// The directory that stands for `/www/server`.
    pub(crate) fn server(&self) -> &Path {
        self.server.path()
    }

    /// Makes a file below `/www/server/keepalived`.
    pub(crate) fn file(&self, relative: &str, text: &str) -> Result<PathBuf> {
        let path = self.server.path().join("keepalived").join(relative);
        fs::create_dir_all(path.parent().unwrap_or(self.server.path()))?;
        fs::write(&path, text)?;
        Ok(path)
    }

    /// Sets a variable of the environment for what follows.
    pub(crate) fn set(&mut self, name: &'static str, value: &'static str) {
        self.variables.push((name, value));
    }

    /// Types the words after `vipkeeper`, once in each language.
    pub(crate) fn types(&mut self, line: &str) -> Result<()> {
        for (locale, shown) in LOCALES {
            let said = self.run(line, locale)?;
            let typed = format!("$ {shown}vipkeeper {line}");
            let _ = writeln!(self.transcript, "{}", typed.trim_end());
            self.write("1>", &said.out);
            self.write("2>", &said.err);
            let _ = writeln!(self.transcript, "exit {}\n", said.status);
        }
        Ok(())
    }

    /// Runs the words after `vipkeeper` in English without writing it down.
    pub(crate) fn asks(&self, line: &str) -> Result<Said> {
        self.run(line, LOCALES[0].0)
    }

    /// What has been written down.
    pub(crate) fn transcript(self) -> String {
        self.transcript
    }

    fn run(&self, line: &str, locale: &str) -> Result<Said> {
        let mut command = Command::new("unshare");
        command.args(["--net", "--uts", "sh", "-c", ON_NODE_A, "sh", PROGRAM]);
        command.arg("--server-path").arg(self.server.path());
        let server = self.server.path().display().to_string();
        command.args(
            line.split_whitespace()
                .map(|word| word.replace("/www/server", &server)),
        );
        command.env("LANG", locale);
        command.envs(self.variables.iter().copied());
        Said::by(&mut command)
    }

    fn write(&mut self, stream: &str, text: &str) {
        let text = text
            .replace(&self.server.path().display().to_string(), "/www/server")
            .replace(PROGRAM, "/usr/bin/vipkeeper");
        for line in text.lines() {
            let _ = writeln!(self.transcript, "{}", format!("{stream} {line}").trim_end());
        }
        if !text.is_empty() && !text.ends_with('\n') {
            let _ = writeln!(self.transcript, "{stream} (no newline at the end)");
        }
    }
}
