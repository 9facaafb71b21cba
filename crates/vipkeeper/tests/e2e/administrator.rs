//! A session of root's on a MariaDB of the lab, open also while the server lets
//! in nobody more.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, ensure};
use lab::Mariadb;

/// The session; it ends when dropped.
pub(crate) struct Administrator {
    client: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Administrator {
    pub(crate) fn start(server: &Mariadb) -> Result<Self> {
        let mut command = Command::new("mariadb");
        command.args(["--no-defaults", "--user=root", "--batch", "--unbuffered"]);
        command.arg("--skip-column-names");
        command.arg(format!("--socket={}", server.socket().display()));
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut client = command.spawn().context("run mariadb")?;
        let input = client.stdin.take().context("its input")?;
        let output = client.stdout.take().context("its output")?;
        Ok(Self {
            client,
            input,
            output: BufReader::new(output),
        })
    }

    /// Gives orders, and returns when they have been carried out.
    pub(crate) fn tells(&mut self, sql: &str) -> Result<()> {
        let done = self.answer(&format!("{sql}; SELECT 'done'"))?;
        ensure!(done == "done", "{sql}: {done:?}");
        Ok(())
    }

    /// One of the server's counters.
    pub(crate) fn status(&mut self, name: &str) -> Result<u64> {
        let answer = self.answer(&format!("SHOW GLOBAL STATUS LIKE '{name}'"))?;
        let number = answer.split_whitespace().nth(1);
        Ok(number
            .with_context(|| format!("{name}: {answer:?}"))?
            .parse()?)
    }

    fn answer(&mut self, sql: &str) -> Result<String> {
        writeln!(self.input, "{sql};")?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for Administrator {
    fn drop(&mut self) {
        let _ = self.client.kill();
        let _ = self.client.wait();
    }
}
