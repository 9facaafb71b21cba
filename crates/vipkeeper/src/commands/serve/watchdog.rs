//! Telling the service manager that the daemon is alive, while it is.
//!
//! A daemon whose checks are stuck says nothing, and is started again.  Until
//! then Keepalived's backstop asks in its place.

use std::time::Instant;

use keeper::checks::Board;
use keeper::service::notify;

/// Says it twice as often as the manager wants to hear it, for ever.
pub(super) async fn keep(board: Board) {
    let Some(limit) = notify::watchdog() else {
        return;
    };
    let mut beat = tokio::time::interval(limit / 2);
    loop {
        beat.tick().await;
        if board.is_alive(Instant::now()) {
            super::tell_manager(notify::ALIVE);
        } else {
            tracing::error!("a check is stuck; the service manager is not told that we are alive");
        }
    }
}
