//! `Display` and `Debug` of catalog errors, written once for all of them.

use std::fmt::{self, Write as _};

use crate::CatalogError;

/// The public message.
pub fn message(error: &dyn CatalogError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    error.definition().message().write(f, &|slot| error.arg(slot))
}

/// Code and the catalog's text for logs, or else the message; then the parameters that it does not show, the field
/// issues and the causes. One line, so that it reads well from `fn main() -> Result<(), Error>`.
pub fn debug(error: &dyn CatalogError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let definition = error.definition();
    let message = definition.log().unwrap_or(definition.message());
    write!(f, "{}: ", definition.code())?;
    message.write(&mut OneLine(f), &|slot| error.arg(slot))?;
    let mut separator = " (";
    for (slot, param) in definition.params().enumerate() {
        let value = error.arg(slot);
        if !value.is_absent() && message.tail().all(|(shown, _)| shown != slot) {
            write!(f, "{separator}{}: {value:?}", param.name())?;
            separator = ", ";
        }
    }
    for issue in error.issues() {
        write!(OneLine(f), "{separator}{}: {}", issue.path, issue.message)?;
        separator = ", ";
    }
    f.write_str(if separator == ", " { ")" } else { "" })?;
    std::iter::successors(error.source(), |cause| cause.source())
        .try_for_each(|cause| write!(OneLine(f), "; caused by: {cause}"))
}

/// Escapes control characters: a value from outside cannot forge a line of the log.
struct OneLine<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl fmt::Write for OneLine<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for part in text.split_inclusive(char::is_control) {
            match part.chars().next_back().filter(|c| c.is_control()) {
                Some(control) => {
                    self.0.write_str(&part[..part.len() - control.len_utf8()])?;
                    write!(self.0, "{}", control.escape_default())?;
                }
                None => self.0.write_str(part)?,
            }
        }
        Ok(())
    }
}
