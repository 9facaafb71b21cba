//! A download site on loopback: HTTP/1.1, `GET` with one `Range`, and a
//! connection that can be told to break.
//!
//! Owns what RFC 9110 §14 asks of a server that a download is resumed from.
//! Serves one request for each connection.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};

/// A running mirror.  Its thread ends with the test's process.
pub(crate) struct Mirror {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// How many bytes of each answer are sent before the connection breaks, in
    /// the order of the requests.
    breaks: Vec<usize>,
    requests: Vec<Request>,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    /// As it stands in the request.
    pub(crate) path: String,
    /// The first byte asked for: 0 without a `Range`.
    pub(crate) from: usize,
}

impl Mirror {
    /// Serves the files of `directory` to whoever reaches `listener`.
    pub(crate) fn serve(listener: TcpListener, directory: &Path) -> Result<Self> {
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let (theirs, directory) = (Arc::clone(&state), directory.to_owned());
        std::thread::Builder::new()
            .name("mirror".to_owned())
            .spawn(move || {
                for stream in listener.incoming().flatten() {
                    // A client that goes away is none of the mirror's business.
                    let _ = answer(stream, &directory, &theirs);
                }
            })
            .context("start the mirror")?;
        Ok(Self { address, state })
    }

    /// What is given to `--mirror`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Lets the next answers break after so many bytes of the file each.
    pub(crate) fn break_after(&self, bytes: &[usize]) {
        lock(&self.state).breaks = bytes.to_vec();
    }

    /// What was asked for so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        lock(&self.state).requests.clone()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(mut stream: TcpStream, directory: &Path, state: &Mutex<State>) -> Result<()> {
    let request = read(&stream)?;
    let limit = {
        let mut state = lock(state);
        state.requests.push(request.clone());
        let has_break = !state.breaks.is_empty();
        has_break.then(|| state.breaks.remove(0))
    };
    let Ok(file) = fs::read(path_of(directory, &request)) else {
        write!(
            stream,
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )?;
        return Ok(());
    };
    let body = file.get(request.from..).unwrap_or_default();
    stream.write_all(head(request.from, body.len(), file.len()).as_bytes())?;
    stream.write_all(&body[..limit.unwrap_or(body.len()).min(body.len())])?;
    stream.shutdown(Shutdown::Write)?;
    Ok(())
}

fn read(stream: &TcpStream) -> Result<Request> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().context("no request")??;
    let path = first.split(' ').nth(1).context("no path")?.to_owned();
    let mut from = 0;
    for line in lines {
        let line = line?.to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(range) = line.strip_prefix("range: bytes=") {
            from = range.trim_end_matches('-').parse().context("the range")?;
        }
    }
    Ok(Request { path, from })
}

fn head(from: usize, length: usize, whole: usize) -> String {
    let (status, range) = if from == 0 {
        ("200 OK", String::new())
    } else {
        let last = whole.saturating_sub(1);
        let range = format!("Content-Range: bytes {from}-{last}/{whole}\r\n");
        ("206 Partial Content", range)
    };
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{range}Accept-Ranges: bytes\r\n\
         ETag: \"v1\"\r\nConnection: close\r\n\r\n"
    )
}

fn path_of(directory: &Path, request: &Request) -> PathBuf {
    let name = request.path.rsplit('/').next().unwrap_or_default();
    directory.join(name)
}
