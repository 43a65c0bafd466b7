//! Printing to standard output and standard error. These macros replace those of the standard
//! library, which panic if the reader is gone.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write, stderr, stdout};
use std::process::exit;

macro_rules! print {
    ($($text:tt)*) => { $crate::out::print(format_args!($($text)*)) };
}
macro_rules! println {
    () => { $crate::out::print(format_args!("\n")) };
    ($($text:tt)*) => { $crate::out::print(format_args!("{}\n", format_args!($($text)*))) };
}
macro_rules! eprintln {
    ($($text:tt)*) => { $crate::out::complain(format_args!("{}\n", format_args!($($text)*))) };
}

/// The exit status of a program that a closed pipe has ended: 128 + SIGPIPE.
const CLOSED_PIPE: i32 = 141;

/// Prints to standard output. Ends the process if it is closed.
pub(crate) fn print(text: Arguments<'_>) {
    if let Err(error) = stdout().write_fmt(text).and_then(|()| stdout().flush()) {
        if error.kind() == ErrorKind::BrokenPipe {
            exit(CLOSED_PIPE);
        }
        complain(format_args!("error-catalog: standard output: {error}\n"));
        exit(2);
    }
}

/// Prints to standard error. Errors are ignored.
pub(crate) fn complain(text: Arguments<'_>) {
    let _ = stderr().write_fmt(text);
}
