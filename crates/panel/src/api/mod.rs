//! The endpoints, one file each, and what answers where there is none.

mod health;
mod state;
mod stream;

use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;
use axum::routing::get;
use axum::{Router, middleware};

use crate::{Panel, problem};

/// Everything under `/api`.
pub(crate) fn router(panel: Panel) -> Router {
    let v1 = Router::new()
        .route("/health", get(health::health))
        .route("/state", get(state::state))
        .route("/state/stream", get(stream::stream))
        .with_state(panel);
    Router::new()
        .nest("/v1", v1)
        .fallback(problem::unknown_endpoint)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(middleware::map_response(never_store))
}

/// What was true a moment ago must not be shown as true by a cache.
async fn never_store(mut response: Response) -> Response {
    let never = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, never);
    response
}

#[cfg(test)]
mod tests {
    use axum::http::{Method, StatusCode};

    use crate::testing::{Fixture, body_json, header};

    #[tokio::test]
    async fn an_unknown_path_is_a_problem_with_a_code() {
        let fixture = Fixture::new();
        for path in [
            "/api",
            "/api/",
            "/api/v1",
            "/api/v1/nothing",
            "/api/v9/state",
        ] {
            let answer = fixture.ask(path).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(
                header(&answer, "content-type"),
                "application/problem+json",
                "{path}"
            );
            let problem = body_json(answer).await;
            assert_eq!(problem["code"], "unknown_endpoint", "{path}");
            assert_eq!(problem["status"], 404, "{path}");
        }
    }

    #[tokio::test]
    async fn a_wrong_method_is_a_problem_with_a_code() {
        let fixture = Fixture::new();
        let answer = fixture.ask_with(Method::POST, "/api/v1/state").await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(header(&answer, "allow"), "GET,HEAD");
        assert_eq!(body_json(answer).await["code"], "method_not_allowed");
    }
}
