//! The catalog format itself, from the key table: for people, and for editors.

mod examples;
mod reference;
#[cfg(feature = "serde_json")]
mod schema;

pub use examples::EXAMPLES;
pub use reference::reference;
#[cfg(feature = "serde_json")]
pub use schema::schema;
