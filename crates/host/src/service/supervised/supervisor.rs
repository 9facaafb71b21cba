//! The supervisor process: starts Keepalived, and starts it again.
//!
//! One loop over three things that can happen: a signal, Keepalived's end, a
//! wait that is over.  Keepalived writes straight into its log file and not
//! through us, so nothing is lost when the supervisor dies.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::Signal;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::SupervisedPaths;
use super::backoff::Backoff;
use super::lock::Lock;
use crate::log_file::Rotation;
use crate::process::Process;

/// How long Keepalived may take to give up its addresses before it is killed.
pub const STOP_LIMIT: Duration = Duration::from_secs(8);

/// Between two looks at whether a Keepalived that was started for the first
/// time is ready.  One that ends before it ever was is a failed start, and not
/// something to try again.
const LOOK: Duration = Duration::from_millis(10);

/// Between two looks at the size of the log.
const LOG_LOOK: Duration = Duration::from_secs(60);

/// Keepalived as we hold it: our own child, or one that an earlier supervisor
/// left running.
struct Engine {
    process: Process,
    child: Option<Child>,
    started_at: Instant,
}

/// What the loop was woken by.
enum Wake {
    Stop,
    Reload,
    EngineEnded,
    TimeUp,
}

/// Runs until told to stop by SIGTERM or SIGINT; SIGHUP is passed on.
///
/// Errors: another supervisor holds the lock, Keepalived cannot be started at
/// all, or it ended before it was ever ready.
pub fn run(paths: &SupervisedPaths) -> io::Result<()> {
    fs::create_dir_all(&paths.run_dir)?;
    let Some(_lock) = Lock::acquire(&paths.lock_file())? else {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            "another supervisor runs",
        ));
    };
    let mut signals = Signals::listen()?;
    let mut backoff = Backoff::default();
    let mut engine = adopt(paths).map_or_else(|| start(paths), Ok)?;
    let mut is_proved = engine.child.is_none();
    loop {
        let limit = if is_proved { LOG_LOOK } else { LOOK };
        match signals.wait(Some(&engine.process), Some(limit))? {
            Wake::Stop => return stop(engine),
            // One that is still starting reads the new configuration anyway,
            // and would end over the signal.
            Wake::Reload if engine.process.survives(Signal::HUP) => {
                engine.process.signal(Signal::HUP)?;
            }
            Wake::Reload => {}
            Wake::TimeUp if is_proved => {
                // A log that cannot be rotated goes on growing, which is told by its size.
                let _ = Rotation::KEEPALIVED.while_written(&paths.log);
            }
            Wake::TimeUp => is_proved = paths.is_ready(),
            Wake::EngineEnded => {
                let lived = engine.started_at.elapsed();
                reap(&mut engine);
                if !is_proved {
                    return Err(io::Error::other("Keepalived ended at once"));
                }
                if signals.sleep(backoff.after(lived))? {
                    return Ok(());
                }
                engine = start(paths)?;
            }
        }
    }
}

fn adopt(paths: &SupervisedPaths) -> Option<Engine> {
    paths.engine().map(|process| Engine {
        process,
        child: None,
        started_at: Instant::now(),
    })
}

fn start(paths: &SupervisedPaths) -> io::Result<Engine> {
    // Keepalived refuses to start over a pid file whose number is in use.
    for stale in [paths.pid_file(), paths.vrrp_pid_file()] {
        match fs::remove_file(stale) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    let _ = Rotation::KEEPALIVED.before_start(&paths.log);
    let log = File::options().append(true).create(true).open(&paths.log)?;
    let child = Command::new(&paths.program)
        .args(["--dont-fork", "--log-console", "--use-file"])
        .arg(&paths.config)
        .arg("--pid")
        .arg(paths.pid_file())
        .arg("--vrrp_pid")
        .arg(paths.vrrp_pid_file())
        .arg("--checkers_pid")
        .arg(paths.run_dir.join("keepalived-checkers.pid"))
        // Keepalived writes its dumps there (2.2.5 and later).
        .env("TMPDIR", &paths.run_dir)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()?;
    Ok(Engine {
        process: Process::open(child.id())?,
        child: Some(child),
        started_at: Instant::now(),
    })
}

fn stop(mut engine: Engine) -> io::Result<()> {
    engine.process.signal(Signal::TERM)?;
    if !engine.process.wait(STOP_LIMIT) {
        engine.process.signal(Signal::KILL)?;
        let _ = engine.process.wait(STOP_LIMIT);
    }
    reap(&mut engine);
    Ok(())
}

fn reap(engine: &mut Engine) {
    if let Some(child) = &mut engine.child {
        // It has ended: this only takes its exit status off the kernel.
        let _ = child.wait();
    }
}

/// Signals as bytes in sockets, so that one poll waits for everything.
struct Signals {
    stop: UnixStream,
    reload: UnixStream,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        let (stop, stop_end) = UnixStream::pair()?;
        let (reload, reload_end) = UnixStream::pair()?;
        signal_hook::low_level::pipe::register(SIGTERM, stop_end.try_clone()?)?;
        signal_hook::low_level::pipe::register(SIGINT, stop_end)?;
        signal_hook::low_level::pipe::register(SIGHUP, reload_end)?;
        stop.set_nonblocking(true)?;
        reload.set_nonblocking(true)?;
        Ok(Self { stop, reload })
    }

    fn wait(&mut self, engine: Option<&Process>, limit: Option<Duration>) -> io::Result<Wake> {
        let timeout = limit.and_then(|limit| Timespec::try_from(limit).ok());
        let mut fds = vec![
            PollFd::new(&self.stop, PollFlags::IN),
            PollFd::new(&self.reload, PollFlags::IN),
        ];
        if let Some(engine) = engine {
            fds.push(PollFd::from_borrowed_fd(engine.as_fd(), PollFlags::IN));
        }
        match poll(&mut fds, timeout.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let ready: Vec<bool> = fds.iter().map(|fd| !fd.revents().is_empty()).collect();
        drop(fds);
        Ok(match ready.as_slice() {
            [true, ..] => Wake::Stop,
            [_, true, ..] => {
                let _ = self.reload.read(&mut [0; 64]);
                Wake::Reload
            }
            [_, _, true] => Wake::EngineEnded,
            _ => Wake::TimeUp,
        })
    }

    /// Waits for a time, or until a start is asked for; tells whether a stop
    /// was asked for meanwhile.
    fn sleep(&mut self, wait: Duration) -> io::Result<bool> {
        let deadline = Instant::now() + wait;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(false);
            }
            match self.wait(None, Some(left))? {
                Wake::Stop => return Ok(true),
                Wake::Reload => return Ok(false),
                Wake::EngineEnded | Wake::TimeUp => {}
            }
        }
    }
}
