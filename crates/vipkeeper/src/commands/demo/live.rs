//! Follows the nodes' panels, as a browser does, for the terminal.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde::Deserialize;

/// Between two tries to reach a panel whose daemon is gone.
const RETRY: Duration = Duration::from_millis(200);

/// What the screen shows of a node.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Node {
    /// In the order of keepalived.conf.
    pub(crate) instances: Vec<Instance>,
    /// By name.
    pub(crate) checks: Vec<Check>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Instance {
    pub(crate) state: Option<String>,
    pub(crate) effective_priority: Option<u8>,
    pub(crate) virtual_ips: Vec<VirtualIp>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct VirtualIp {
    pub(crate) held: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Check {
    pub(crate) health: String,
    pub(crate) latency_us: Option<u64>,
}

/// The latest picture of one node; `None` while its panel does not answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Live(Arc<Mutex<Option<Node>>>);

impl Live {
    /// Follows the panel at this address for as long as the program runs.
    pub(crate) fn follow(panel: SocketAddr) -> Self {
        let live = Self::default();
        let writer = live.clone();
        thread::spawn(move || {
            loop {
                // Why it ended does not matter: it is tried again.
                let _ = read_stream(panel, &writer);
                writer.set(None);
                thread::sleep(RETRY);
            }
        });
        live
    }

    /// The latest picture.
    pub(crate) fn node(&self) -> Option<Node> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set(&self, node: Option<Node>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = node;
    }
}

fn read_stream(panel: SocketAddr, live: &Live) -> Result<(), Box<dyn std::error::Error>> {
    let url = format!("http://{panel}/api/v1/state/stream");
    let agent: ureq::Agent = ureq::Agent::config_builder()
        // The panel is on this machine, where no proxy of the environment is.
        .proxy(None)
        // The stream says that it is alive every 5 s.
        .timeout_recv_response(Some(Duration::from_secs(2)))
        .build()
        .into();
    let response = agent.get(&url).call()?;
    for line in BufReader::new(response.into_body().into_reader()).lines() {
        if let Some(data) = line?.strip_prefix("data:")
            && let Ok(node) = serde_json::from_str(data.trim_start())
        {
            live.set(Some(node));
        }
    }
    Ok(())
}
