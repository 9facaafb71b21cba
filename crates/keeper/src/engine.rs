//! Keepalived's program: which release it is, and what it says of a file.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use host::exec::{self, Ending, ExecError};

use crate::message::{Explain, Explanation, Message};

/// 2.2.7 hangs for ever on some inputs.
const TEST_LIMIT: Duration = Duration::from_secs(10);

/// Keepalived's program.
#[derive(Debug, Clone)]
pub struct Engine {
    program: PathBuf,
}

/// What `keepalived --config-test` makes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigTest {
    /// Exit status 0.  Necessary, not sufficient: extra words and weights that
    /// cannot matter pass.
    Accepted,
    /// Exit status 4, 5 or 6, and what it said.
    Rejected {
        /// The exit status.
        status: i32,
        /// Its lines, each once (it repeats itself up to four times).
        lines: Vec<String>,
    },
    /// It did not come to a verdict: killed by a signal (2.2.5–2.2.7 do that
    /// to themselves when a script runs as another user) or out of time.
    NotTested {
        /// How it ended.
        ending: Ending,
    },
}

/// Why Keepalived could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum TestConfig {
    /// There is no such file; Keepalived itself would exit 0.
    #[error("{} does not exist", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The program could not be run.
    #[error("cannot run {}", program.display())]
    Run {
        /// The program.
        program: PathBuf,
        /// What the system said.
        #[source]
        source: ExecError,
    },
}

impl Engine {
    /// The engine whose program is at this path.
    #[must_use]
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
        }
    }

    /// Its program.
    #[must_use]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Its release, such as `2.2.7`; `None` when it does not say.
    #[must_use]
    pub fn version(&self) -> Option<String> {
        let mut command = Command::new(&self.program);
        let finished = exec::run(command.arg("--version"), TEST_LIMIT).ok()?;
        let text = finished.stderr_text().into_owned() + &finished.stdout_text();
        release(&text)
    }

    /// Asks Keepalived whether it would accept this file, on this machine.
    pub fn test(&self, config: &Path) -> Result<ConfigTest, TestConfig> {
        if !config.is_file() {
            return Err(TestConfig::Missing {
                path: config.to_owned(),
            });
        }
        let mut command = Command::new(&self.program);
        command.arg("--config-test").arg("--use-file").arg(config);
        let finished = exec::run(&mut command, TEST_LIMIT).map_err(|source| TestConfig::Run {
            program: self.program.clone(),
            source,
        })?;
        Ok(match finished.ending {
            Ending::Exited(0) => ConfigTest::Accepted,
            Ending::Exited(status) => ConfigTest::Rejected {
                status,
                lines: distinct_lines(&finished.stderr_text()),
            },
            ending => ConfigTest::NotTested { ending },
        })
    }
}

/// `Keepalived v2.2.7 (01/16,2022)` → `2.2.7`.
fn release(text: &str) -> Option<String> {
    let rest = text.split_once("Keepalived v")?.1;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    Some(rest[..end].to_owned())
}

fn distinct_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !lines.iter().any(|seen| seen == line) {
            lines.push(line.to_owned());
        }
    }
    lines
}

impl Explain for TestConfig {
    fn explain(&self) -> Explanation {
        match self {
            Self::Missing { path } => {
                Explanation::new(Message::new("error-config-missing").with("path", path.display()))
                    .hint(Message::new("hint-config-missing"))
            }
            Self::Run { program, source } => Explanation::new(
                Message::new("error-program-run").with("program", program.display()),
            )
            .cause(source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_is_read_from_the_banner() {
        let banner = "Keepalived v2.2.7 (01/16,2022)\n\nCopyright";
        assert_eq!(release(banner).as_deref(), Some("2.2.7"));
        assert_eq!(release("something else"), None);
    }

    #[test]
    fn a_file_that_does_not_exist_is_an_error_and_not_an_accepted_one() {
        let engine = Engine::new("/usr/sbin/keepalived");
        let error = engine.test(Path::new("/nonexistent/k.conf")).unwrap_err();
        assert!(matches!(error, TestConfig::Missing { .. }), "{error}");
    }
}
