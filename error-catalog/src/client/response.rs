//! A received response.

use crate::packed::Table;

/// A response and the catalog that decodes it.
#[derive(Clone, Copy)]
pub(super) struct Response<'h, 'a> {
    pub(super) table: &'static Table,
    pub(super) status: u16,
    /// Looks up a header by its name.
    pub(super) header: &'h dyn Fn(&str) -> Option<&'a str>,
    pub(super) body: &'a [u8],
}
