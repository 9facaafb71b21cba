//! Keepalived's program: which release it is, and what it says of a file.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use host::exec::{self, Ending, ExecError, Finished};

use crate::message::{Explain, Explanation, Message};

/// What stands before the release, in what the program prints and in itself.
const BANNER: &str = "Keepalived v";
/// Keepalived with everything has about a megabyte, statically linked ten.
const LONGEST_PROGRAM: u64 = 64 << 20;
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

    /// Its release as it stands in the program's file, which takes a
    /// millisecond where starting the program takes ten; asks the program
    /// where it does not stand there.
    #[must_use]
    pub fn written_version(&self) -> Option<String> {
        let written = || {
            let file = fs::File::open(&self.program).ok()?;
            let mut bytes = Vec::new();
            file.take(LONGEST_PROGRAM).read_to_end(&mut bytes).ok()?;
            banner(&bytes).and_then(release)
        };
        written().or_else(|| self.version())
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
        let mut finished = self.run(&mut command)?;
        if let Ending::Signalled(_) = finished.ending {
            // 2.2.5–2.2.7 take their parent for a daemon that has gone and end
            // themselves when a script runs as another user; the first process
            // of a pid namespace has no parent that they could see.
            let mut alone = Command::new("unshare");
            alone.args(["--pid", "--fork"]).arg(&self.program);
            alone.arg("--config-test").arg("--use-file").arg(config);
            match self.run(&mut alone) {
                Ok(again) if verdict_of_keepalived(&again) => finished = again,
                _ => {}
            }
        }
        Ok(match finished.ending {
            Ending::Exited(0) => ConfigTest::Accepted,
            Ending::Exited(status) => ConfigTest::Rejected {
                status,
                lines: distinct_lines(&finished.stderr_text()),
            },
            ending => ConfigTest::NotTested { ending },
        })
    }

    fn run(&self, command: &mut Command) -> Result<Finished, TestConfig> {
        exec::run(command, TEST_LIMIT).map_err(|source| TestConfig::Run {
            program: self.program.clone(),
            source,
        })
    }
}

/// Whether the status is Keepalived's own: unshare(1) ends with 1 when it may
/// not do what it is asked for.
fn verdict_of_keepalived(finished: &Finished) -> bool {
    matches!(finished.ending, Ending::Exited(0 | 4..=6))
}

/// The banner within a program, up to the byte that ends it.
fn banner(program: &[u8]) -> Option<&str> {
    let start = program
        .windows(BANNER.len())
        .position(|part| part == BANNER.as_bytes())?;
    let rest = &program[start..];
    let end = rest.iter().position(|byte| *byte == 0)?;
    std::str::from_utf8(&rest[..end]).ok()
}

/// `Keepalived v2.2.7 (01/16,2022)` → `2.2.7`.
fn release(text: &str) -> Option<String> {
    let rest = text.split_once(BANNER)?.1;
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
    fn the_program_that_is_installed_says_what_stands_in_it() {
        let engine = Engine::new("/usr/sbin/keepalived");
        let bytes = fs::read(engine.program()).unwrap();
        let written = banner(&bytes).and_then(release);
        assert!(written.is_some() && written == engine.version());
    }

    #[test]
    fn the_release_is_read_from_the_banner() {
        let banner = "Keepalived v2.2.7 (01/16,2022)\n\nCopyright";
        assert_eq!(release(banner).as_deref(), Some("2.2.7"));
        assert_eq!(release("something else"), None);
    }

    #[test]
    fn a_script_of_another_user_does_not_keep_it_from_a_verdict() {
        let Some(program) = host::package::find_program("keepalived") else {
            return;
        };
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("keepalived.conf");
        let text = "global_defs {\n enable_script_security\n script_user nobody\n}\n\
             vrrp_script chk {\n script \"/bin/true\"\n}\n";
        let engine = Engine::new(program);
        std::fs::write(&path, text).unwrap();
        assert_eq!(engine.test(&path).unwrap(), ConfigTest::Accepted);
        std::fs::write(&path, format!("{text}nonsense\n")).unwrap();
        let verdict = engine.test(&path).unwrap();
        assert!(
            matches!(verdict, ConfigTest::Rejected { status: 5, .. }),
            "{verdict:?}"
        );
    }

    #[test]
    fn a_file_that_does_not_exist_is_an_error_and_not_an_accepted_one() {
        let engine = Engine::new("/usr/sbin/keepalived");
        let error = engine.test(Path::new("/nonexistent/k.conf")).unwrap_err();
        assert!(matches!(error, TestConfig::Missing { .. }), "{error}");
    }
}
