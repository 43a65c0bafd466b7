#[derive(Debug, thiserror::Error, serde::Serialize, utoipa::ToSchema, doxa::ApiError)]
pub enum Error {
    #[error("Order {id} not found")]
    #[api(status = 404, code = "ORDER_NOT_FOUND")]
    OrderNotFound { id: u64 },
    #[error("Order {id} is closed since {since}")]
    #[api(status = 409, code = "ORDER_CLOSED")]
    OrderClosed { id: u64, since: String },
    #[error("Try again later")]
    #[api(status = 429, code = "RATE_LIMITED")]
    RateLimited,
}

pub fn get_order(id: u64) -> Result<String, Error> {
    Err(Error::OrderNotFound { id })
}
