//! A service in a node as one process that can be killed, frozen and started again.

use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use host::netns;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open};

use crate::error::LabError;
use crate::greeting::{Greeting, Heard};
use crate::network::SERVICE_PORT;
use crate::node::Node;

/// Between two looks at a starting service. Nothing announces that a foreign process listens.
const PAUSE: Duration = Duration::from_millis(2);
/// For one look; a loopback connection takes microseconds.
const LOOK: Duration = Duration::from_millis(200);
/// Bytes of a log that go into an error message.
const LOG_TAIL: usize = 600;

/// A process in a node and the way to start it again. Dropping it kills it.
pub struct Process {
    node: Node,
    program: String,
    launch: Box<dyn Fn() -> Command + Send>,
    child: Child,
}

impl Process {
    /// Starts what `launch` describes in `node`.
    pub(crate) fn start(
        node: &Node,
        launch: impl Fn() -> Command + Send + 'static,
    ) -> Result<Self, LabError> {
        let command = launch();
        let program = command.get_program().to_string_lossy().into_owned();
        let child = node.spawn(command)?;
        Ok(Self {
            node: node.clone(),
            program,
            launch: Box::new(launch),
            child,
        })
    }

    /// Where it runs.
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// The number of the process started last.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a crash would, and waits until it is gone. Nothing happens when it is.
    pub fn kill(&mut self) -> Result<(), LabError> {
        let killed = self.child.kill().and_then(|()| self.child.wait());
        killed
            .map(drop)
            .map_err(|source| self.signal_error("kill", source))
    }

    /// Stops it as a hang would: its sockets stay, nobody serves them.
    pub fn freeze(&mut self) -> Result<(), LabError> {
        self.signal("freeze", Signal::STOP)
    }

    /// Lets it go on after [`Self::freeze`].
    pub fn thaw(&mut self) -> Result<(), LabError> {
        self.signal("thaw", Signal::CONT)
    }

    /// Kills it if it lives, and starts it anew.
    pub fn restart(&mut self) -> Result<(), LabError> {
        self.kill()?;
        self.child = self.node.spawn((self.launch)())?;
        Ok(())
    }

    fn signal(&mut self, action: &'static str, signal: Signal) -> Result<(), LabError> {
        // The child has not been waited for while this gives `None`, so the number is still its own.
        let ended = self.ended()?.is_some();
        match raw_pid(&self.child) {
            Some(pid) if !ended => {
                kill_process(pid, signal).map_err(|errno| self.signal_error(action, errno.into()))
            }
            _ => Err(self.signal_error(action, std::io::Error::other("it has ended"))),
        }
    }

    fn ended(&mut self) -> Result<Option<ExitStatus>, LabError> {
        self.child
            .try_wait()
            .map_err(|source| self.signal_error("look at", source))
    }

    fn signal_error(&self, action: &'static str, source: std::io::Error) -> LabError {
        LabError::Signal {
            action,
            pid: self.pid(),
            node: self.node.name().to_owned(),
            source,
        }
    }

    /// Returns when the process has ended or `pause` has passed.
    fn pause(&self, pause: Duration) {
        let process = raw_pid(&self.child).map(|pid| pidfd_open(pid, PidfdFlags::empty()));
        match (process, Timespec::try_from(pause)) {
            (Some(Ok(process)), Ok(timeout)) => {
                let _ = poll(&mut [PollFd::new(&process, PollFlags::IN)], Some(&timeout));
            }
            _ => std::thread::sleep(pause),
        }
    }

    fn log_tail(&self) -> String {
        let bytes = fs::read(self.node.log_path(&self.program)).unwrap_or_default();
        let tail = &bytes[bytes.len().saturating_sub(LOG_TAIL)..];
        String::from_utf8_lossy(tail).trim().to_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// What faults and tests do with a service, whichever it is.
pub trait Service: Send {
    /// The process behind it.
    fn process(&mut self) -> &mut Process;

    /// How it shows that it is alive.
    fn greeting(&self) -> Greeting;

    /// Waits until it greets on its node's loopback address, [`SERVICE_PORT`], and gives the time
    /// that took. Fails early when the process ends.
    fn wait_ready(&mut self, limit: Duration) -> Result<Duration, LabError> {
        let (greeting, process) = (self.greeting(), self.process());
        let begun = Instant::now();
        loop {
            if greets(process.node(), greeting)? {
                return Ok(begun.elapsed());
            }
            let node = process.node().name().to_owned();
            if let Some(status) = process.ended()? {
                let (status, log) = (status.to_string(), process.log_tail());
                return Err(LabError::ServiceEnded { node, status, log });
            }
            if begun.elapsed() >= limit {
                return Err(LabError::NotReady { node, limit });
            }
            process.pause(PAUSE);
        }
    }
}

/// Whether the service in `node` greets a new connection now.
fn greets(node: &Node, greeting: Greeting) -> Result<bool, LabError> {
    let target = SocketAddr::from((Ipv4Addr::LOCALHOST, SERVICE_PORT));
    Ok(netns::within(node.ns(), || {
        let Ok(mut stream) = TcpStream::connect_timeout(&target, LOOK) else {
            return false;
        };
        let mut bytes = [0; Greeting::LENGTH];
        stream.set_read_timeout(Some(LOOK)).is_ok()
            && stream.read_exact(&mut bytes).is_ok()
            && greeting.judge(&bytes) == Heard::Greeting
    })?)
}

fn raw_pid(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().and_then(Pid::from_raw)
}
