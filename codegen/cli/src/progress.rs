//! What the command is at, for who waits for it at a terminal.

use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr};

/// Something that may take long: a line on a terminal's standard error, which goes away with this value. Nothing else may be
/// printed until then.
#[must_use = "the line goes away with it"]
pub(crate) struct Step {
    is_shown: bool,
}

impl Step {
    /// Shows what is done, unless that is not wanted or nobody looks.
    pub(crate) fn new(is_wanted: bool, what: impl Display) -> Self {
        let is_dumb = std::env::var_os("TERM").is_none_or(|terminal| terminal == "dumb");
        let step = Self { is_shown: is_wanted && !is_dumb && stderr().is_terminal() };
        step.update(what);
        step
    }

    /// Shows how far it is.
    pub(crate) fn update(&self, what: impl Display) {
        if self.is_shown {
            // Who cannot be told does without.
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
