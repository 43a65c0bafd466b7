//! The catalog format as a reference page and as a JSON Schema, generated from the key table.

mod examples;
mod reference;
#[cfg(feature = "serde_json")]
mod schema;

pub use examples::EXAMPLES;
pub use reference::reference;
#[cfg(feature = "serde_json")]
pub use schema::schema;
