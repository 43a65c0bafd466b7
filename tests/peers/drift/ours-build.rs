error_catalog::include_catalog!("orders");

pub fn get_order(id: u64) -> Result<String, GetOrderError> {
    Err(GetOrderError::OrderNotFound { id })
}
