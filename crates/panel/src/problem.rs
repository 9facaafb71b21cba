//! Failures of the API as `application/problem+json` (RFC 9457).
//!
//! Programs go by `code`, which is stable; `title` and `detail` are for people
//! and may change.

use axum::Json;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// One failure.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) title: &'static str,
    pub(crate) detail: String,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "status": self.status.as_u16(),
            "code": self.code,
            "title": self.title,
            "detail": self.detail,
        });
        let mut response = (self.status, Json(body)).into_response();
        let content_type = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        response
    }
}

/// Nothing is served at this path of the API.
pub(crate) async fn unknown_endpoint(uri: Uri) -> Problem {
    Problem {
        status: StatusCode::NOT_FOUND,
        code: "unknown_endpoint",
        title: "Unknown endpoint",
        detail: format!("the API has no endpoint {}", uri.path()),
    }
}

/// The path exists, the method does not.
pub(crate) async fn method_not_allowed(method: Method, uri: Uri) -> Problem {
    Problem {
        status: StatusCode::METHOD_NOT_ALLOWED,
        code: "method_not_allowed",
        title: "Method not allowed",
        detail: format!("{} does not take {method}", uri.path()),
    }
}
