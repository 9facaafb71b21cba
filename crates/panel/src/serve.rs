//! Runs the routes on a socket until told to stop.
//!
//! A live stream never ends by itself, so a stop is made known to the handlers
//! as [`Stopping`]; what still hangs after [`GRACE`] is cut off.

use std::io;
use std::time::Duration;

use axum::serve::ListenerExt as _;
use axum::{Extension, Router};
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long answers under way may take once the panel was told to stop.
const GRACE: Duration = Duration::from_secs(2);

/// Tells a handler when the panel stops.
#[derive(Debug, Clone)]
pub(crate) struct Stopping(watch::Receiver<bool>);

impl Stopping {
    /// Resolves when the panel stops, or its server is gone.
    pub(crate) async fn wait(mut self) {
        // An error says that the server is gone, which is a stop as well.
        let _ = self.0.wait_for(|stopping| *stopping).await;
    }
}

/// Serves `router` on `listener` until `shutdown` resolves.
///
/// Live streams end at once; other answers get two seconds to finish.
///
/// # Errors
/// When the socket stops accepting.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stop, stopping) = watch::channel(false);
    let stopping = Stopping(stopping);
    let router = router.layer(Extension(stopping.clone()));
    // Events are small and rare: waiting to fill a packet would only delay them.
    let listener = listener.tap_io(|socket| {
        let _ = socket.set_nodelay(true);
    });
    let server = axum::serve(listener, router).with_graceful_shutdown(async move {
        shutdown.await;
        stop.send_replace(true);
    });
    tokio::select! {
        served = server => served,
        () = async { stopping.wait().await; tokio::time::sleep(GRACE).await } => Ok(()),
    }
}
