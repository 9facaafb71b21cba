//! A server whose every byte the test decides.

use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use health::Target;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UnixListener};
use tokio::task::{AbortHandle, JoinSet};

pub(crate) const NONCE: &[u8; 20] = b"abcdefghijklmnopqrst";

trait Duplex: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Duplex for T {}

/// Listens, and serves each connection in its own task, until dropped.
pub(crate) struct Fake {
    pub(crate) target: Target,
    accepted: Arc<AtomicUsize>,
    task: AbortHandle,
}

impl Fake {
    /// On a free port of 127.0.0.1. `serve` gets each connection with its
    /// number, from 0.
    pub(crate) async fn tcp<F, Fut>(serve: F) -> Fake
    where
        F: Fn(usize, Conn) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let target = Target::Address(listener.local_addr().unwrap());
        let accepted = Arc::new(AtomicUsize::new(0));
        let count = accepted.clone();
        let task = tokio::spawn(async move {
            let mut served = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let number = count.fetch_add(1, Ordering::SeqCst);
                served.spawn(serve(number, Conn(Box::new(stream))));
            }
        });
        Fake {
            target,
            accepted,
            task: task.abort_handle(),
        }
    }

    /// On a Unix socket, for one connection.
    pub(crate) fn unix<F, Fut>(path: &Path, serve: F) -> Fake
    where
        F: FnOnce(Conn) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let listener = UnixListener::bind(path).unwrap();
        let accepted = Arc::new(AtomicUsize::new(0));
        let task = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            serve(Conn(Box::new(stream))).await;
        });
        Fake {
            target: Target::UnixSocket(path.to_owned()),
            accepted,
            task: task.abort_handle(),
        }
    }

    /// How many connections it has accepted.
    pub(crate) fn accepted(&self) -> usize {
        self.accepted.load(Ordering::SeqCst)
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One connection, on the server's side.
pub(crate) struct Conn(Box<dyn Duplex>);

impl Conn {
    pub(crate) async fn raw(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
    }

    pub(crate) async fn send(&mut self, sequence: u8, payload: &[u8]) {
        let length = u8::try_from(payload.len()).ok();
        let [low, high, ..] = payload.len().to_le_bytes();
        assert!(length.is_some() || high < 16, "a test's packet is small");
        self.raw(&[&[low, high, 0, sequence], payload].concat())
            .await;
    }

    /// The client's next packet; `None` when it has left.
    pub(crate) async fn receive(&mut self) -> Option<(u8, Vec<u8>)> {
        let mut header = [0; 4];
        self.0.read_exact(&mut header).await.ok()?;
        let mut payload = vec![0; usize::from(u16::from_le_bytes([header[0], header[1]]))];
        self.0.read_exact(&mut payload).await.ok()?;
        Some((header[3], payload))
    }

    pub(crate) async fn greet(&mut self, plugin: &str) {
        self.send(0, &greeting(plugin)).await;
    }

    pub(crate) async fn error(&mut self, sequence: u8, code: u16, message: &str) {
        let payload = [&[0xff], &code.to_le_bytes()[..], message.as_bytes()].concat();
        self.send(sequence, &payload).await;
    }

    pub(crate) async fn ok(&mut self, sequence: u8) {
        // No rows, no id, autocommit, and a warning for good measure.
        self.send(sequence, &[0, 0, 0, 2, 0, 1, 0]).await;
    }

    /// Greets and believes any password; then waits for commands.
    pub(crate) async fn log_in(&mut self) {
        self.greet("mysql_native_password").await;
        let (sequence, _) = self.receive().await.expect("a login");
        self.ok(sequence + 1).await;
    }

    /// Answers pings until the client quits or leaves.
    pub(crate) async fn answer_pings(&mut self) {
        while let Some((0, command)) = self.receive().await {
            match command[..] {
                [0x0e] => self.ok(1).await,
                _ => return,
            }
        }
    }

    /// Says nothing until the client leaves.
    pub(crate) async fn stay(&mut self) {
        while self.receive().await.is_some() {}
    }
}

pub(crate) fn greeting(plugin: &str) -> Vec<u8> {
    let mut payload = b"\x0a8.4.0-fake\0\x01\0\0\0".to_vec();
    payload.extend_from_slice(&NONCE[..8]);
    // Capabilities: all but TLS, compression and the extended lengths.
    payload.extend_from_slice(&[0, 0xdf, 0xf7, 45, 2, 0, 0x1f, 0x00, 21]);
    payload.extend_from_slice(&[0; 10]);
    payload.extend_from_slice(&NONCE[8..]);
    payload.push(0);
    payload.extend_from_slice(plugin.as_bytes());
    payload.push(0);
    payload
}
