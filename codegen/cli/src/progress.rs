//! The progress line on a terminal.

use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr};

/// A progress line on standard error. It is removed when this value is dropped. Nothing else must
/// be printed before that.
#[must_use = "the line goes away with it"]
pub(crate) struct Step {
    is_shown: bool,
}

impl Step {
    /// Shows the line, unless it is disabled or standard error is not a terminal.
    pub(crate) fn new(is_wanted: bool, what: impl Display) -> Self {
        let is_dumb = std::env::var_os("TERM").is_none_or(|terminal| terminal == "dumb");
        let step = Self { is_shown: is_wanted && !is_dumb && stderr().is_terminal() };
        step.update(what);
        step
    }

    /// Updates the line.
    pub(crate) fn update(&self, what: impl Display) {
        if self.is_shown {
            // Errors are ignored.
            let _ = write!(stderr(), "\r\x1b[K{what} …").and_then(|()| stderr().flush());
        }
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if self.is_shown {
            let _ = write!(stderr(), "\r\x1b[K").and_then(|()| stderr().flush());
        }
    }
}
