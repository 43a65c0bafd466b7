use axum::Json;
use axum::extract::Path;

#[derive(Debug, thiserror::Error, serde::Serialize, utoipa::ToSchema, doxa::ApiError)]
pub enum Error {
    #[error("Order {id} not found")]
    #[api(status = 404, code = "ORDER_NOT_FOUND")]
    OrderNotFound { id: u64 },
    #[error("Order {id} is closed since {since}")]
    #[api(status = 409, code = "ORDER_CLOSED")]
    OrderClosed {
        id: u64,
        since: String,
        /// For logs alone.
        #[serde(skip)]
        token: String,
    },
    #[error("Try again later")]
    #[api(status = 429, code = "RATE_LIMITED")]
    RateLimited,
}

#[doxa::get("/orders/{id}")]
pub async fn get_order(Path(id): Path<u64>) -> Result<Json<String>, Error> {
    Err(Error::OrderNotFound { id })
}
