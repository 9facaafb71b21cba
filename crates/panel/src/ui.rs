//! The user interface: the files of `web/` and the messages, from the binary.
//!
//! `build.rs` lists them.  A browser keeps its copy but asks each time whether
//! it is still the one, so that an upgrade is seen at the next load.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// One file.
#[derive(Debug)]
struct Asset {
    /// Where it is served.
    path: &'static str,
    content_type: &'static str,
    /// Part of the body's SHA-256, in quotes.
    etag: &'static str,
    body: &'static [u8],
}

/// A route for each file.
pub(crate) fn router() -> Router {
    ASSETS.iter().fold(Router::new(), |router, asset| {
        let answer = async move |headers: HeaderMap| asset.answer(&headers);
        router.route(asset.path, get(answer))
    })
}

impl Asset {
    fn answer(&'static self, request: &HeaderMap) -> Response {
        let caching = [(CACHE_CONTROL, "no-cache"), (ETAG, self.etag)];
        if self.is_known_to(request) {
            return (StatusCode::NOT_MODIFIED, caching).into_response();
        }
        (caching, [(CONTENT_TYPE, self.content_type)], self.body).into_response()
    }

    /// Whether the browser's copy is this one (RFC 9110 §13.1.2).
    fn is_known_to(&self, request: &HeaderMap) -> bool {
        request
            .get_all(IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .any(|tag| tag == "*" || tag.trim_start_matches("W/") == self.etag)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::*;
    use crate::testing::{Fixture, body_text, header};

    #[tokio::test]
    async fn each_kind_has_its_content_type() {
        let fixture = Fixture::new();
        for (path, content_type) in [
            ("/", "text/html; charset=utf-8"),
            ("/app.js", "text/javascript; charset=utf-8"),
            (
                "/vendor/preact/preact.mjs",
                "text/javascript; charset=utf-8",
            ),
            ("/style/tokens.css", "text/css; charset=utf-8"),
            ("/icon.svg", "image/svg+xml"),
            ("/messages/en.ftl", "text/plain; charset=utf-8"),
            ("/messages/zh-CN.ftl", "text/plain; charset=utf-8"),
        ] {
            let answer = fixture.ask(path).await;
            assert_eq!(answer.status(), StatusCode::OK, "{path}");
            assert_eq!(header(&answer, "content-type"), content_type, "{path}");
            assert_eq!(header(&answer, "cache-control"), "no-cache", "{path}");
        }
    }

    #[tokio::test]
    async fn a_known_copy_is_not_sent_again() {
        let fixture = Fixture::new();
        let etag = header(&fixture.ask("/app.js").await, "etag").to_owned();
        for known in [etag.clone(), format!("\"other\", W/{etag}"), "*".to_owned()] {
            let answer = fixture.ask_if_none_match("/app.js", &known).await;
            assert_eq!(answer.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(header(&answer, "etag"), etag, "{known}");
            assert_eq!(body_text(answer).await, "", "{known}");
        }
        let answer = fixture.ask_if_none_match("/app.js", "\"other\"").await;
        assert_eq!(answer.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn all_that_the_page_names_is_served() {
        let fixture = Fixture::new();
        let page = body_text(fixture.ask("/").await).await;
        let named: Vec<&str> = page
            .split('"')
            .filter_map(|part| part.strip_prefix('.'))
            .collect();
        assert!(named.len() > 5, "{named:?}");
        for path in named {
            assert_eq!(fixture.ask(path).await.status(), StatusCode::OK, "{path}");
        }
    }

    #[tokio::test]
    async fn vendored_code_comes_with_its_licence() {
        let fixture = Fixture::new();
        for asset in ASSETS
            .iter()
            .filter(|asset| asset.path.starts_with("/vendor/"))
        {
            let folder = asset.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let answer = fixture.ask(&format!("{folder}/LICENSE")).await;
            assert_eq!(answer.status(), StatusCode::OK, "{folder}");
        }
    }

    #[tokio::test]
    async fn there_is_nothing_else() {
        let fixture = Fixture::new();
        for path in ["/index.php", "/types.d.ts", "/../Cargo.toml", "/vendor/"] {
            assert_eq!(
                fixture.ask(path).await.status(),
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        let answer = fixture.ask_with(Method::POST, "/").await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    }
}
