use axum::http::StatusCode;
use axum::response::IntoResponse;

#[derive(Debug, snafu::Snafu, strum::EnumDiscriminants)]
#[strum_discriminants(name(Code), derive(strum::EnumString, strum::IntoStaticStr), strum(serialize_all = "SCREAMING_SNAKE_CASE"))]
pub enum Error {
    #[snafu(display("Order {id} not found"))]
    OrderNotFound { id: u64 },
    #[snafu(display("Order {id} is closed since {since}"))]
    OrderClosed {
        id: u64,
        since: String,
        /// For logs alone.
        token: String,
    },
    #[snafu(display("Try again later"))]
    RateLimited,
}

pub enum Category {
    Orders,
    Limits,
}

impl Error {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::OrderNotFound { .. } => StatusCode::NOT_FOUND,
            Self::OrderClosed { .. } => StatusCode::CONFLICT,
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        }
    }

    pub fn category(&self) -> Category {
        match self {
            Self::OrderNotFound { .. } | Self::OrderClosed { .. } => Category::Orders,
            Self::RateLimited => Category::Limits,
        }
    }
}

#[derive(serde::Serialize)]
struct Body {
    code: &'static str,
    message: String,
}

impl IntoResponse for Error {
    fn into_response(self) -> axum::response::Response {
        let body = Body { code: Code::from(&self).into(), message: self.to_string() };
        (self.status(), axum::Json(body)).into_response()
    }
}

pub fn get_order(id: u64) -> Result<String, Error> {
    OrderNotFoundSnafu { id }.fail()
}
