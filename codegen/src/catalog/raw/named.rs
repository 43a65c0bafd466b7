//! Items under a name of the catalog's own.

use crate::catalog::tree::Text;

/// Something that has a name in the catalog.
pub(crate) struct Named<'s, T> {
    pub(crate) name: Text<'s>,
    /// The Rust name that follows from the name, if any does.
    pub(crate) type_name: Option<String>,
    /// Whether some key of it was unknown or of the wrong type.
    pub(crate) damaged: bool,
    pub(crate) item: T,
}

impl<T> std::ops::Deref for Named<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.item
    }
}
