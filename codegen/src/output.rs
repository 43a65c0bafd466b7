//! Writes generated files atomically.

mod artifact;
mod disk;
pub(crate) mod mark;
#[cfg(feature = "minijinja")]
mod orphans;
mod writer;

pub use artifact::Artifact;
#[cfg(feature = "minijinja")]
pub use orphans::orphans;
pub use writer::Writer;
