//! `GET /api/v1/health`: the panel answers.  Says nothing about the node.

use axum::http::StatusCode;

/// 200 and no body.
pub(super) async fn health() -> StatusCode {
    StatusCode::OK
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::testing::Fixture;

    #[tokio::test]
    async fn answers_200() {
        let answer = Fixture::new().ask("/api/v1/health").await;
        assert_eq!(answer.status(), StatusCode::OK);
    }
}
