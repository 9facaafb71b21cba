//! A service of a few lines, for machines without a database: it greets every connection with
//! `220 <name>` and keeps it open until the client goes.

use std::convert::Infallible;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use crate::error::LabError;
use crate::greeting::Greeting;
use crate::node::Node;
use crate::service::{Process, Service};

/// Serves on `address` until the process ends or the listener fails. The program offers this as a
/// hidden command, so that the service is a process of its own that can be killed.
pub fn serve(address: SocketAddr, name: &str) -> io::Result<Infallible> {
    let listener = TcpListener::bind(address)?;
    let line = format!("220 {name}\r\n");
    loop {
        match listener.accept() {
            Ok((stream, _)) => {
                let line = line.clone();
                // A client that is gone already is none of the server's concern.
                thread::spawn(move || drop(entertain(stream, &line)));
            }
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Greets a client and waits for it to go.
fn entertain(mut stream: TcpStream, line: &str) -> io::Result<()> {
    stream.write_all(line.as_bytes())?;
    io::copy(&mut stream, &mut io::sink()).map(drop)
}

/// The small service in a node.
pub struct TcpService {
    process: Process,
}

impl TcpService {
    /// Starts `program` with `arguments` in `node`; it is expected to call [`serve`] on
    /// [`crate::SERVICE_PORT`] of all addresses.
    pub fn start(
        node: &Node,
        program: PathBuf,
        arguments: Vec<OsString>,
    ) -> Result<Self, LabError> {
        let process = Process::start(node, move || {
            let mut command = Command::new(&program);
            command.args(&arguments);
            command
        })?;
        Ok(Self { process })
    }
}

impl Service for TcpService {
    fn process(&mut self) -> &mut Process {
        &mut self.process
    }

    fn greeting(&self) -> Greeting {
        Greeting::Line220
    }
}
