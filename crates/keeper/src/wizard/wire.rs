//! Which virtual routers are heard on a link.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::time::Duration;

use host::capture::VrrpListener;

pub use host::capture::CaptureError;

/// Long enough to hear everybody who advertises once a second, as most do.
pub const LISTENING: Duration = Duration::from_millis(3200);

/// The numbers that are heard on `interface` within a time, and who says them.
///
/// Nodes that stand by are not heard, and neither is unicast between others.
pub async fn vrids(
    interface: &str,
    listening: Duration,
) -> Result<BTreeMap<u8, BTreeSet<IpAddr>>, CaptureError> {
    let listener = VrrpListener::open(interface)?;
    let mut heard: BTreeMap<u8, BTreeSet<IpAddr>> = BTreeMap::new();
    let deadline = tokio::time::Instant::now() + listening;
    while let Ok(packet) = tokio::time::timeout_at(deadline, listener.receive()).await {
        if let Ok((carrier, advert)) = packet?.content {
            let speakers = heard.entry(advert.vrid.value()).or_default();
            speakers.insert(carrier.source);
        }
    }
    Ok(heard)
}
