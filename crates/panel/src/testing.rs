//! What the endpoints' tests share: the real router around a made-up node.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{HOST, IF_NONE_MATCH};
use axum::http::{Method, Request};
use axum::response::Response;
use futures_util::stream::{self, Stream, StreamExt as _};
use keeper::Message;
use keeper::drain::{Marker, Purpose};
use keeper::observe::{
    CheckView, Health, InstanceState, InstanceView, KeepalivedState, NodeState, Transition,
    VirtualIpView,
};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tower::ServiceExt as _;

use crate::{Panel, router};

/// A panel of its own for one test.
pub(crate) struct Fixture {
    pub(crate) panel: Panel,
    state: watch::Sender<Arc<NodeState>>,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        let (sender, state) = watch::channel(Arc::new(full_state()));
        let listen = "127.0.0.1:8080".parse().unwrap();
        Self {
            panel: Panel { state, listen },
            state: sender,
        }
    }

    /// Publishes a picture of a node with this name.
    pub(crate) fn show(&self, node: &str) {
        let node = node.to_owned();
        self.state.send_replace(Arc::new(NodeState {
            node,
            ..full_state()
        }));
    }

    pub(crate) fn router(&self) -> Router {
        router(self.panel.clone())
    }

    pub(crate) async fn ask(&self, path: &str) -> Response {
        self.ask_with(Method::GET, path).await
    }

    pub(crate) async fn ask_with(&self, method: Method, path: &str) -> Response {
        let request = Request::builder().method(method).uri(path);
        self.send(
            request
                .header(HOST, "localhost:8080")
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    pub(crate) async fn ask_host(&self, target: &str, host: &str) -> Response {
        let request = Request::builder().uri(target).header(HOST, host);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn ask_if_none_match(&self, path: &str, known: &str) -> Response {
        let request = Request::builder().uri(path).header(HOST, "localhost");
        let request = request.header(IF_NONE_MATCH, known);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn send(&self, request: Request<Body>) -> Response {
        self.router().oneshot(request).await.unwrap()
    }
}

/// A picture with something in every field.
pub(crate) fn full_state() -> NodeState {
    NodeState {
        node: "db1".to_owned(),
        at: "2026-11-22T10:00:05.25Z".parse().unwrap(),
        keepalived: KeepalivedState { pid: Some(4242) },
        instances: vec![
            InstanceView {
                name: "VI_1".to_owned(),
                state: Some(InstanceState::Master),
                effective_priority: Some(250),
                interface: "eth0".to_owned(),
                vrid: 51,
                virtual_ips: vec![VirtualIpView {
                    address: "10.0.0.100/24".to_owned(),
                    held: true,
                }],
            },
            InstanceView {
                name: "VI_2".to_owned(),
                state: None,
                effective_priority: None,
                interface: "eth1".to_owned(),
                vrid: 52,
                virtual_ips: Vec::new(),
            },
        ],
        checks: vec![CheckView {
            name: "db".into(),
            kind: "mysql",
            target: "127.0.0.1:3306".into(),
            policy: keeper::settings::FailurePolicy::Fault,
            scope: keeper::settings::Scope::Always,
            health: Health::Down,
            reason: Some(Message::new("ui-health-down")),
            latency_us: Some(412),
            since: "2026-11-22T10:00:00Z".parse().unwrap(),
        }],
        transitions: vec![Transition {
            at: "2026-11-22T10:00:01Z".parse().unwrap(),
            instance: "VI_1".to_owned(),
            from: None,
            to: InstanceState::Master,
            priority: 250,
        }],
        drained: Some(Marker {
            purpose: Purpose::Maintenance,
            is_settled: true,
            since: "2026-11-22T09:00:00Z".parse().unwrap(),
            author: "root".to_owned(),
        }),
    }
}

/// A header's text, empty when it is missing.
pub(crate) fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

pub(crate) async fn body_text(answer: Response) -> String {
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

pub(crate) async fn body_json(answer: Response) -> Value {
    serde_json::from_str(&body_text(answer).await).unwrap()
}

/// Reads server-sent events one by one.
pub(crate) struct SseReader {
    chunks: Pin<Box<dyn Stream<Item = Bytes> + Send>>,
    text: String,
}

impl SseReader {
    pub(crate) fn new(answer: Response) -> Self {
        let chunks = answer
            .into_body()
            .into_data_stream()
            .map(|chunk| chunk.unwrap());
        Self {
            chunks: Box::pin(chunks),
            text: String::new(),
        }
    }

    /// Asks over TCP, as HTTP/1.0 so that the body comes without chunk sizes.
    pub(crate) async fn connect(address: SocketAddr, path: &str) -> Self {
        let mut socket = TcpStream::connect(address).await.unwrap();
        let request = format!("GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n");
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(socket.read_u8().await.unwrap());
        }
        assert!(
            head.starts_with(b"HTTP/1.0 200"),
            "{}",
            String::from_utf8_lossy(&head)
        );
        let chunks = stream::unfold(socket, |mut socket| async move {
            let mut chunk = vec![0; 4096];
            let length = socket.read(&mut chunk).await.unwrap();
            chunk.truncate(length);
            (length > 0).then(|| (Bytes::from(chunk), socket))
        });
        Self {
            chunks: Box::pin(chunks),
            text: String::new(),
        }
    }

    /// The next event's lines; `None` when the stream has ended.
    pub(crate) async fn next(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let event = event.to_owned();
                self.text = rest.to_owned();
                return Some(event);
            }
            let chunk = self.chunks.next().await?;
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    /// The next event's JSON; it must be a `state`.
    pub(crate) async fn next_state(&mut self) -> Value {
        let event = self.next().await.expect("the stream goes on");
        assert!(event.lines().any(|line| line == "event: state"), "{event}");
        let data = event.lines().find_map(|line| line.strip_prefix("data: "));
        serde_json::from_str(data.unwrap()).unwrap()
    }
}
