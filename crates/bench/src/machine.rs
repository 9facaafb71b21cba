//! What was measured, and on what: the line above every table.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context;
use host::digest::Digests;
use serde::{Deserialize, Serialize};

/// A machine and the programs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Machine {
    /// vipkeeper's version, and the beginning of its program's SHA-256.
    pub(crate) program: String,
    pub(crate) cores: usize,
    pub(crate) processor: String,
    pub(crate) kernel: String,
    pub(crate) keepalived: String,
    pub(crate) mariadb: String,
}

impl Machine {
    /// This machine, with `program` as vipkeeper.
    pub(crate) fn here(program: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            program: identity(program)?,
            cores: std::thread::available_parallelism()?.get(),
            processor: processor(&fs::read_to_string("/proc/cpuinfo")?),
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease")?
                .trim()
                .to_owned(),
            keepalived: version("keepalived", "--version", "Keepalived v")?,
            mariadb: version("mariadbd", "--version", "Ver ")?,
        })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} on {} cores ({}), Linux {}, Keepalived {}, MariaDB {}",
            self.program, self.cores, self.processor, self.kernel, self.keepalived, self.mariadb
        )
    }
}

fn identity(program: &Path) -> anyhow::Result<String> {
    let said = said(program, "--version")?;
    let digests =
        Digests::of_file(program).with_context(|| format!("read {}", program.display()))?;
    Ok(format!("{} ({})", said.trim(), &digests.sha256[..8]))
}

fn version(program: &str, argument: &str, before: &str) -> anyhow::Result<String> {
    let said = said(Path::new(program), argument)?;
    let found = version_after(&said, before);
    found.with_context(|| format!("{program} {argument} does not tell its version"))
}

/// Some programs tell their version on standard error.
fn said(program: &Path, argument: &str) -> anyhow::Result<String> {
    let output = Command::new(program)
        .arg(argument)
        .output()
        .with_context(|| format!("start {}", program.display()))?;
    let text = [output.stdout, output.stderr].concat();
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The digits and dots that follow `before`.
fn version_after(said: &str, before: &str) -> Option<String> {
    let (_, rest) = said.split_once(before)?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'));
    let version = &rest[..end.unwrap_or(rest.len())];
    (!version.is_empty()).then(|| version.to_owned())
}

fn processor(cpuinfo: &str) -> String {
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"));
    let name = line.and_then(|line| line.split_once(": "));
    name.map_or_else(|| "unknown".to_owned(), |(_, name)| name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Machine {
        /// Some machine.
        pub(crate) fn sample() -> Self {
            Self {
                program: "vipkeeper 0.1.0 (01234567)".to_owned(),
                cores: 2,
                processor: "Some Processor".to_owned(),
                kernel: "6.1.0".to_owned(),
                keepalived: "2.2.7".to_owned(),
                mariadb: "10.11.18".to_owned(),
            }
        }
    }

    #[test]
    fn versions_are_read_from_what_programs_say() {
        let keepalived = "Keepalived v2.2.7 (01/16,2022)\n\nCopyright";
        assert_eq!(
            version_after(keepalived, "Keepalived v").as_deref(),
            Some("2.2.7")
        );
        let mariadb = "mariadbd  Ver 10.11.18-MariaDB-0+deb12u1 for debian-linux-gnu";
        assert_eq!(version_after(mariadb, "Ver ").as_deref(), Some("10.11.18"));
        assert_eq!(version_after("Usage: …", "Ver "), None);
    }

    #[test]
    fn a_processor_without_a_name_is_unknown() {
        assert_eq!(processor("processor : 0\nmodel name\t: A 7 \n"), "A 7");
        assert_eq!(processor("processor : 0\n"), "unknown");
    }
}
