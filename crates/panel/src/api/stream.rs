//! `GET /api/v1/state/stream`: the node now, and again on every change.
//!
//! Server-sent events.  `state` carries the JSON of `GET /api/v1/state`: one at
//! once, then at most one each [`MIN_GAP`], and always the last.  `alive` comes
//! when there was nothing to tell for [`ALIVE_EVERY`].

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::stream::{self, Stream, StreamExt as _};
use keeper::observe::NodeState;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use crate::serve::Stopping;
use crate::{Panel, wire};

/// The least time between two pictures for one viewer.
const MIN_GAP: Duration = Duration::from_millis(50);

/// How long the stream may be silent.  An event and not a comment, because
/// browsers hide comments from the page, and the page must notice a node that
/// vanished without closing its connections.
const ALIVE_EVERY: Duration = Duration::from_secs(5);

/// How long a browser waits before it comes back after a lost stream.
const RETRY: Duration = Duration::from_secs(1);

/// The endless answer; it ends when the panel stops.
pub(super) async fn stream(
    State(panel): State<Panel>,
    stopping: Option<Extension<Stopping>>,
) -> Sse<impl Stream<Item = Result<Event, axum::Error>>> {
    let stopped = async move {
        match stopping {
            Some(Extension(stopping)) => stopping.wait().await,
            None => std::future::pending().await,
        }
    };
    let events = pictures(panel.state)
        .map(|state| picture_event(&state))
        .take_until(Box::pin(stopped));
    let alive = Event::default().event("alive").data("-");
    Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE_EVERY).event(alive))
}

fn picture_event(state: &NodeState) -> Result<Event, axum::Error> {
    Event::default()
        .event("state")
        .retry(RETRY)
        .json_data(wire::NodeState::from(state))
}

/// The picture now and every later one that a viewer has time for.
fn pictures(state: watch::Receiver<Arc<NodeState>>) -> impl Stream<Item = Arc<NodeState>> {
    stream::unfold((state, None), |(mut state, sent_at)| async move {
        if let Some(sent_at) = sent_at {
            state.changed().await.ok()?;
            sleep_until(sent_at + MIN_GAP).await;
        }
        let picture = Arc::clone(&state.borrow_and_update());
        Some((picture, (state, Some(Instant::now()))))
    })
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use tokio::net::TcpListener;
    use tokio::sync::oneshot;

    use super::*;
    use crate::testing::{Fixture, SseReader, header};

    #[tokio::test]
    async fn sends_the_picture_at_once_and_on_change() {
        let fixture = Fixture::new();
        let answer = fixture.ask("/api/v1/state/stream").await;
        assert_eq!(header(&answer, "content-type"), "text/event-stream");
        let mut events = SseReader::new(answer);
        let first = events.next_state().await;
        assert_eq!(first["node"], "db1");
        fixture.show("db2");
        assert_eq!(events.next_state().await["node"], "db2");
    }

    #[tokio::test(start_paused = true)]
    async fn a_burst_becomes_its_last_picture() {
        let fixture = Fixture::new();
        let mut pictures = pin!(pictures(fixture.panel.state.clone()));
        let started_at = Instant::now();
        assert_eq!(pictures.next().await.unwrap().node, "db1");
        for number in 2..=9 {
            fixture.show(&format!("db{number}"));
        }
        assert_eq!(pictures.next().await.unwrap().node, "db9");
        assert_eq!(started_at.elapsed(), MIN_GAP);
    }

    #[tokio::test(start_paused = true)]
    async fn what_changes_while_waiting_is_in_the_next_picture() {
        let fixture = Fixture::new();
        let mut pictures = pin!(pictures(fixture.panel.state.clone()));
        pictures.next().await;
        fixture.show("db2");
        let showing_later = async {
            tokio::time::sleep(MIN_GAP / 2).await;
            fixture.show("db3");
        };
        let (picture, ()) = tokio::join!(pictures.next(), showing_later);
        assert_eq!(picture.unwrap().node, "db3");
    }

    #[tokio::test(start_paused = true)]
    async fn the_last_picture_is_sent_even_when_its_source_is_gone() {
        let fixture = Fixture::new();
        let mut pictures = pin!(pictures(fixture.panel.state.clone()));
        pictures.next().await;
        fixture.show("db2");
        drop(fixture);
        assert_eq!(pictures.next().await.unwrap().node, "db2");
        assert!(pictures.next().await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_quiet_stream_shows_that_it_lives() {
        let fixture = Fixture::new();
        let mut events = SseReader::new(fixture.ask("/api/v1/state/stream").await);
        events.next_state().await;
        let quiet_since = Instant::now();
        let event = events.next().await.unwrap();
        assert_eq!(event, "event: alive\ndata: -");
        assert_eq!(quiet_since.elapsed(), ALIVE_EVERY);
    }

    #[tokio::test]
    async fn an_open_stream_does_not_hold_up_a_stop() {
        let fixture = Fixture::new();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async {
            let _ = stopped.await;
        };
        let server = tokio::spawn(crate::serve(listener, fixture.router(), shutdown));
        let mut events = SseReader::connect(address, "/api/v1/state/stream").await;
        assert_eq!(events.next_state().await["node"], "db1");
        stop.send(()).unwrap();
        assert_eq!(events.next().await, None, "the stream ends properly");
        server.await.unwrap().unwrap();
    }
}
