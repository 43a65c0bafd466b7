//! The checked catalog: every name is resolved, every text is parsed.
//!
//! Only the checks can create its structs, so code that takes a `&Catalog` never checks again.

mod attribute;
mod catalog;
mod error;
mod framework;
mod generate;
// Queries of documents and exports.
#[cfg_attr(not(any(feature = "markdown", feature = "serde_json")), allow(dead_code))]
mod lookups;
mod message;
mod param;
#[cfg_attr(not(any(feature = "markdown", feature = "serde_json")), allow(dead_code))]
mod queries;

pub use attribute::{AttributeDeclaration, AttributeType, AttributeValue};
pub use catalog::*;
pub use error::{Code, Deprecation, Error, Source, Trigger};
pub use framework::FrameworkStatus;
pub use generate::{ComponentSet, FileTemplate, Generate, Html, Merge, OpenApi, OpenApiVersion};
#[cfg(feature = "markdown")]
pub(crate) use lookups::EnvelopeField;
pub(crate) use lookups::Lookups;
pub use message::{Message, MessagePiece};
pub use param::Param;

pub use super::envelope::{Item, Member, Node, Over, Part, Slot};
pub use super::params::{ParamType, Scalar};
