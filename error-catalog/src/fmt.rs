//! `Display` and `Debug` of catalog errors, written once for all of them.

use std::fmt;

use crate::CatalogError;

/// The public message.
pub fn message(error: &dyn CatalogError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    error.definition().message().write(f, &|slot| error.arg(slot))
}

/// Code and message, then what is for logs: the parameters that the message does not show, the field
/// issues and the causes. One line, so that it reads well from `fn main() -> Result<(), Error>`.
pub fn debug(error: &dyn CatalogError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let definition = error.definition();
    let message = definition.message();
    write!(f, "{}: ", definition.code())?;
    message.write(f, &|slot| error.arg(slot))?;
    let mut separator = " (";
    for (slot, param) in definition.params().enumerate() {
        let value = error.arg(slot);
        if !value.is_absent() && message.tail().all(|(shown, _)| shown != slot) {
            write!(f, "{separator}{}: {value:?}", param.name())?;
            separator = ", ";
        }
    }
    for issue in error.issues() {
        write!(f, "{separator}{}: {}", issue.path, issue.message)?;
        separator = ", ";
    }
    f.write_str(if separator == ", " { ")" } else { "" })?;
    std::iter::successors(error.source(), |cause| cause.source())
        .try_for_each(|cause| write!(f, "; caused by: {cause}"))
}
