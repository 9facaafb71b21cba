//! `GET /api/v1/state`: the node now, as [`wire::NodeState`].

use axum::Json;
use axum::extract::State;

use crate::{Panel, wire};

/// The newest picture.
pub(super) async fn state(State(panel): State<Panel>) -> Json<wire::NodeState> {
    Json(wire::NodeState::from(&**panel.state.borrow()))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::testing::{Fixture, body_json, header};

    #[tokio::test]
    async fn tells_the_newest_picture() {
        let fixture = Fixture::new();
        fixture.show("db7");
        let answer = fixture.ask("/api/v1/state").await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(header(&answer, "content-type"), "application/json");
        assert_eq!(header(&answer, "cache-control"), "no-store");
        assert_eq!(body_json(answer).await["node"], "db7");
    }
}
