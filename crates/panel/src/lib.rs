//! The web panel of one node: its HTTP API and the embedded user interface.
//!
//! Owns the wire shapes, the routes and what protects them.  It does not
//! observe or change anything itself: pictures of the node come in through a
//! channel, and whoever builds a [`Panel`] decides where they come from.
//!
//! ```text
//! GET /api/v1/state           the node now                     api/state.rs
//! GET /api/v1/state/stream    the same, again on every change  api/stream.rs
//! GET /api/v1/health          the panel answers                api/health.rs
//! GET /, /app.js, …           files of web/ and messages/      ui.rs
//! ```
//!
//! Every answer passes [`headers`] and every request [`guard`].

mod api;
mod guard;
mod headers;
mod problem;
mod serve;
mod ui;
pub mod wire;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::routing::any;
use axum::{Router, middleware};
use keeper::observe::NodeState;
use tokio::sync::watch;

pub use serve::serve;

/// What the panel needs to know of the world.
#[derive(Debug, Clone)]
pub struct Panel {
    /// Pictures of the node, the newest only.
    pub state: watch::Receiver<Arc<NodeState>>,
    /// Where the panel listens; requests that name another host are refused.
    pub listen: SocketAddr,
}

/// All routes of the panel.
pub fn router(panel: Panel) -> Router {
    let listen = panel.listen.ip();
    Router::new()
        .nest("/api", api::router(panel))
        // Nesting leaves out the bare prefix with a slash.
        .route("/api/", any(problem::unknown_endpoint))
        .merge(ui::router())
        .layer(middleware::from_fn_with_state(listen, guard::check_host))
        .layer(middleware::map_response(headers::protect))
}

#[cfg(test)]
mod testing;
