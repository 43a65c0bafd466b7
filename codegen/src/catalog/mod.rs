//! The catalog: its keys, its source, and the checked model.
//!
//! `load` reads the files to one `tree`. `shape` compares the tree with `keys`. `read` converts it
//! to `raw`, with types and spans. `resolve` converts `raw` to the `model`, which is the input of
//! the emitters.

pub(crate) mod builtin;
pub(crate) mod duration;
pub(crate) mod envelope;
pub(crate) mod envelope_reader;
pub(crate) mod filter;
pub(crate) mod interner;
pub(crate) mod json;
pub mod keys;
pub(crate) mod limits;
pub(crate) mod load;
pub(crate) mod message;
mod mistakes;
pub(crate) mod model;
pub(crate) mod naming;
pub(crate) mod nearest;
pub(crate) mod params;
pub(crate) mod parse;
pub(crate) mod raw;
pub(crate) mod read;
pub(crate) mod resolve;
pub(crate) mod route;
pub(crate) mod rust_type;
pub(crate) mod shape;
pub(crate) mod similar;
pub(crate) mod status;
pub(crate) mod suggest;
pub(crate) mod syntax_error;
pub(crate) mod texts;
pub(crate) mod timestamp;
pub(crate) mod tree;

pub use builtin::{BUILT_IN, BuiltIn};
pub use filter::{Encoding, Filter};
pub use model::*;
pub use route::Route;
pub use status::FRAMEWORK_STATUSES;
