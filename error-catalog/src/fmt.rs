//! `Display` and `Debug` of all catalog errors.

use std::error::Error;
use std::fmt::{self, Display, Write as _};

use crate::catalog_error::CatalogError;
use crate::definition::Template;

/// Writes the public message.
pub fn message(error: &dyn CatalogError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let message = error.definition().message();
    match message.constant() {
        Some(text) => f.write_str(text),
        None => filled(error, message, f),
    }
}

/// Returns a message with its values filled in.
#[inline(never)]
fn filled(error: &dyn CatalogError, message: Template, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut joined = Joined { out: f, bytes: [0; 128], len: 0 };
    message.write_plain(&mut joined, &|slot| error.arg(slot))?;
    joined.flush()
}

/// A writer that joins short pieces, so that the target string grows once and not with every piece.
struct Joined<'a, 'f> {
    out: &'a mut fmt::Formatter<'f>,
    /// Whole texts.
    bytes: [u8; 128],
    len: usize,
}

impl Joined<'_, '_> {
    fn flush(&mut self) -> fmt::Result {
        let text = std::str::from_utf8(&self.bytes[..self.len]).map_err(|_| fmt::Error)?;
        self.len = 0;
        self.out.write_str(text)
    }
}

impl fmt::Write for Joined<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        if let Some(place) = self.bytes.get_mut(self.len..end) {
            place.copy_from_slice(text.as_bytes());
            self.len = end;
            return Ok(());
        }
        self.flush()?;
        self.out.write_str(text)
    }
}

/// Writes the code and the text for logs, then in parentheses the values that the text does not
/// contain, then the causes. All of it is on one line, which suits
/// `fn main() -> Result<(), Error>`.
pub fn debug(error: &dyn CatalogError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{}: {}", error.definition().code(), Text(error))?;
    if let Some(details) = Details::of(error) {
        write!(f, " ({details})")?;
    }
    match Causes::of(error) {
        Some(causes) => write!(f, "; caused by: {causes}"),
        None => Ok(()),
    }
}

/// The catalog's text for logs, or else the message.
pub(crate) struct Text<'a>(pub(crate) &'a dyn CatalogError);

fn text(error: &dyn CatalogError) -> Template {
    error.definition().log().unwrap_or(error.definition().message())
}

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text(self.0).write_plain(&mut OneLine(f), &|slot| self.0.arg(slot))
    }
}

/// Writes the parameters that the text for logs does not contain, including internal ones, and the
/// field issues.
pub(crate) struct Details<'a>(&'a dyn CatalogError);

impl<'a> Details<'a> {
    /// `None` if there are none.
    pub(crate) fn of(error: &'a dyn CatalogError) -> Option<Self> {
        let some = !error.issues().is_empty() || unshown(error).next().is_some();
        some.then_some(Self(error))
    }
}

/// Iterates over the present parameters that the text for logs does not contain.
fn unshown(error: &dyn CatalogError) -> impl Iterator<Item = (&'static str, crate::param::Arg<'_>)> {
    let text = text(error);
    error.definition().params().enumerate().filter_map(move |(slot, param)| {
        let value = error.arg(slot);
        let shown = value.is_absent() || text.tail().any(|(shown, _)| shown == slot);
        (!shown).then_some((param.name(), value))
    })
}

impl Display for Details<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for (name, value) in unshown(self.0) {
            write!(f, "{separator}{name}: {value:?}")?;
            separator = ", ";
        }
        for issue in self.0.issues() {
            write!(OneLine(f), "{separator}{}: {}", issue.path, issue.message)?;
            separator = ", ";
        }
        Ok(())
    }
}

/// The maximum number of causes. An error of another crate can return itself as its cause.
const CHAIN: usize = 128;

/// Iterates over an error and its causes, from the nearest.
pub(crate) fn chain<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source()).take(CHAIN)
}

/// Writes the chain of causes, from the nearest.
pub(crate) struct Causes<'a>(&'a (dyn Error + 'static));

impl<'a> Causes<'a> {
    pub(crate) fn of(error: &'a dyn CatalogError) -> Option<Self> {
        error.source().map(Self)
    }
}

impl Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(OneLine(f), "{}", self.0)?;
        chain(self.0).skip(1).try_for_each(|cause| write!(OneLine(f), "; caused by: {cause}"))?;
        let has_more = chain(self.0).nth(CHAIN - 1).is_some_and(|last| last.source().is_some());
        f.write_str(if has_more { "; caused by: … (cut off after 128 causes)" } else { "" })
    }
}

/// A writer that escapes control characters, so that a value from a client cannot forge a line of
/// the log.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chain_of_an_error_that_is_its_own_cause() {
        #[derive(Debug)]
        struct Own;
        impl Display for Own {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("own")
            }
        }
        impl Error for Own {
            fn source(&self) -> Option<&(dyn Error + 'static)> {
                Some(self)
            }
        }
        assert_eq!(chain(&Own).count(), CHAIN);
        let text = Causes(&Own).to_string();
        assert_eq!(text.matches("own").count(), CHAIN);
        assert!(text.ends_with("; caused by: own; caused by: … (cut off after 128 causes)"), "{text}");
        let one = std::io::Error::other(std::fmt::Error);
        assert!(!Causes(&one).to_string().contains('…'));
    }
}
