//! One daemon with its checks: started, waited for, measured, killed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use lab::Node;
use tempfile::TempDir;

use super::settings::{self, Mix};
use super::usage;
use super::witness::Witnesses;
use super::{INTERVAL, LIMIT, Usage, hundredths, megabytes};
use crate::statistics::Summary;

const POLL: Duration = Duration::from_millis(50);

/// A daemon at work. Dropping it kills it.
pub(super) struct Daemon {
    process: Child,
    // Removed with it.
    _home: TempDir,
    mix: Mix,
    track_files: PathBuf,
}

impl Daemon {
    pub(super) fn start(
        program: &Path,
        node: &Node,
        home: TempDir,
        mix: Mix,
        settings: &str,
    ) -> anyhow::Result<Self> {
        let own = home.path().join("keepalived/vipkeeper");
        fs::create_dir_all(&own)?;
        fs::write(own.join("vipkeeper.toml"), settings)?;
        let mut command = node.command(&program.display().to_string())?;
        command.arg("--server-path").arg(home.path()).arg("serve");
        Ok(Self {
            process: command.spawn().context("start vipkeeper serve")?,
            _home: home,
            mix,
            track_files: own.join("track"),
        })
    }

    pub(super) fn measure(&mut self, witnesses: &Witnesses, seconds: u64) -> anyhow::Result<Usage> {
        let began_at = Instant::now();
        self.wait(|daemon| (0..daemon.mix.checks).all(|number| daemon.is_up(number)))?;
        let witnessed = self.mix.witnessed();
        self.wait(|_| witnesses.have_seen(witnessed, 5, began_at))?;
        let (since, before) = (Instant::now(), usage::processor_time(self.process.id())?);
        // Not a wait for something: it is how long is measured.
        thread::sleep(Duration::from_secs(seconds));
        let spent = usage::processor_time(self.process.id())? - before;
        let memory = usage::memory(self.process.id())?;
        let late = Summary::of(&witnesses.lateness(INTERVAL, since));
        let share = spent.as_secs_f64() / since.elapsed().as_secs_f64();
        Ok(Usage {
            checks: self.mix.checks,
            connecting_percent: self.mix.connecting_percent,
            seconds,
            processor_percent: hundredths(share * 100.0),
            resident_mb: megabytes(memory.resident),
            proportional_mb: megabytes(memory.proportional),
            late_ms: late.map(|late| [late.median, late.p99, late.max].map(hundredths)),
        })
    }

    fn is_up(&self, number: usize) -> bool {
        let file = self.track_files.join(settings::name(number));
        fs::read(file).is_ok_and(|text| text == b"1\n")
    }

    fn wait(&mut self, condition: impl Fn(&Self) -> bool) -> anyhow::Result<()> {
        let deadline = Instant::now() + LIMIT;
        while !condition(self) {
            let ended = self.process.try_wait()?;
            ensure!(ended.is_none(), "the daemon has ended: {ended:?}");
            let (checks, limit) = (self.mix.checks, LIMIT.as_secs());
            ensure!(
                Instant::now() < deadline,
                "{checks} checks were not all at work within {limit} s"
            );
            thread::sleep(POLL);
        }
        Ok(())
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // Both fail only when it is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
