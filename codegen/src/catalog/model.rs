//! The checked catalog: every name resolved, every text taken apart.
//!
//! Its structs can be read by anyone and made by nobody but the checks, so what takes a `&Catalog` never
//! has to check again.

mod attribute;
mod catalog;
mod error;
mod framework;
mod generate;
// What documents and exports ask.
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
