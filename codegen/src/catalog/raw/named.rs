//! Items with user-defined names.

use crate::catalog::tree::Text;

/// An item with a name in the catalog.
pub(crate) struct Named<'s, T> {
    pub(crate) name: Text<'s>,
    /// The Rust name that is derived from the name, if possible.
    pub(crate) type_name: Option<String>,
    /// `true` if one of its keys was unknown or of the wrong type.
    pub(crate) damaged: bool,
    pub(crate) item: T,
}

impl<T> std::ops::Deref for Named<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.item
    }
}
