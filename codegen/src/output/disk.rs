//! Reads files, with errors that contain the path.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::file;
use crate::printable::printable_path;

/// Reads at most this number of bytes of a file; `None` if there is none.
pub(super) fn content(path: &Path, at_most: u64) -> io::Result<Option<Vec<u8>>> {
    match file::read(path, at_most) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the same error with the path.
pub(super) fn about(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", printable_path(path)))
}
