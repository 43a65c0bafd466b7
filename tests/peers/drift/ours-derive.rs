use error_catalog::ErrorCatalog;

#[derive(Debug, ErrorCatalog)]
#[error_catalog("errors.toml", code_enum = "Code", category_enum = "Category", methods)]
pub enum Error {
    OrderNotFound { id: u64 },
    OrderClosed {
        id: u64,
        since: String,
        /// For logs alone.
        token: String,
    },
    RateLimited,
}

/// What `get_order` answers with.
#[derive(Debug, ErrorCatalog)]
#[error_catalog("errors.toml", operation = "get_order")]
pub enum GetOrderError {
    OrderNotFound { id: u64 },
    RateLimited,
}

pub fn get_order(id: u64) -> Result<String, GetOrderError> {
    Err(GetOrderError::OrderNotFound { id })
}
