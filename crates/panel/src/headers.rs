//! The headers that every answer carries to keep other sites out of the panel.

use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::Response;

use crate::ui::IMPORT_MAP_HASH;

const CROSS_ORIGIN_OPENER_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-opener-policy");
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

/// Adds them.
pub(crate) async fn protect(mut response: Response) -> Response {
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy()) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
        (CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Everything comes from the panel itself; the one inline script is the import
/// map, which browsers accept in no other form, and its hash names it.
fn content_security_policy() -> String {
    format!(
        "default-src 'self'; script-src 'self' '{IMPORT_MAP_HASH}'; object-src 'none'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::testing::{Fixture, header};

    #[tokio::test]
    async fn every_answer_is_protected() {
        let fixture = Fixture::new();
        for path in ["/", "/api/v1/state", "/api/nothing", "/nothing"] {
            let answer = fixture.ask(path).await;
            assert_eq!(
                header(&answer, "x-content-type-options"),
                "nosniff",
                "{path}"
            );
            assert_eq!(header(&answer, "referrer-policy"), "no-referrer", "{path}");
            let policy = header(&answer, "content-security-policy");
            assert!(
                policy.contains("frame-ancestors 'none'"),
                "{path}: {policy}"
            );
        }
    }

    #[tokio::test]
    async fn a_refusal_is_protected_too() {
        let answer = Fixture::new().ask_host("/", "evil.example").await;
        assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST);
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
    }
}
