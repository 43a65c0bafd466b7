//! Reads a file as text.

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::printable::printable_path;

/// The maximum size of a file of a catalog, in bytes. 100,000 errors with all their texts have
/// about 45 MB. The parser needs up to 80 bytes of memory per byte of invalid TOML.
pub(crate) const LARGEST_CATALOG: u64 = 48 << 20;

/// The maximum size of other files. Pages and documents can contain a whole catalog, and offsets in
/// them have 32 bits.
pub(crate) const LARGEST: u64 = 1 << 30;

/// The reason why a file cannot be read, with its help.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) kind: ErrorKind,
    why: String,
    pub(crate) help: &'static str,
}

impl Unreadable {
    fn new(kind: ErrorKind, why: impl Into<String>, help: &'static str) -> Self {
        Self { kind, why: why.into(), help }
    }

    fn no_text(why: impl Into<String>, help: &'static str) -> Self {
        Self::new(ErrorKind::InvalidData, why, help)
    }

    /// Returns the message for the file at this path, in one sentence.
    pub(crate) fn message(&self, path: &Path) -> String {
        format!("`{}` cannot be read: {}", printable_path(path), self.why)
    }
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::new(error.kind(), error.to_string(), "use a file that can be read")
    }
}

impl From<Unreadable> for io::Error {
    fn from(unreadable: Unreadable) -> Self {
        let Unreadable { kind, why, help } = unreadable;
        io::Error::new(kind, if kind == ErrorKind::NotFound { why } else { format!("{why}; {help}") })
    }
}

/// Reads the text of a file up to a maximum size.
pub(crate) fn text(path: &Path, largest: u64) -> Result<String, Unreadable> {
    text_of(read(path, largest + 1)?, largest)
}

/// Reads the text of a catalog from a reader, such as standard input.
pub(crate) fn catalog_text(reader: impl Read) -> Result<String, Unreadable> {
    let mut bytes = Vec::new();
    reader.take(LARGEST_CATALOG + 1).read_to_end(&mut bytes)?;
    text_of(bytes, LARGEST_CATALOG)
}

fn text_of(bytes: Vec<u8>, largest: u64) -> Result<String, Unreadable> {
    if bytes.len() as u64 > largest {
        let why = format!("it is larger than {} MiB", largest >> 20);
        const SPLIT: &str = "split the catalog into several files and join them with `include`";
        return Err(Unreadable::new(ErrorKind::FileTooLarge, why, SPLIT));
    }
    decode(bytes)
}

/// Reads the bytes of a file up to a maximum size.
pub(crate) fn read(path: &Path, at_most: u64) -> io::Result<Vec<u8>> {
    is_file(&std::fs::metadata(path)?)?;
    let mut bytes = Vec::new();
    File::open(path)?.take(at_most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a regular file. Pipes and devices are not opened, because they can block or have no end.
fn is_file(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_dir() {
        Err(io::Error::new(ErrorKind::IsADirectory, "it is a directory"))
    } else if !metadata.is_file() {
        Err(io::Error::new(ErrorKind::Unsupported, "it is a pipe, a device or a socket, not a file"))
    } else {
        Ok(())
    }
}

fn decode(bytes: Vec<u8>) -> Result<String, Unreadable> {
    const SAVE: &str = "save it as UTF-8";
    // With or without a byte order mark, because TOML, Markdown and JSON begin with an ASCII character.
    if bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || matches!(bytes[..], [_, 0, ..] | [0, _, ..])
    {
        return Err(Unreadable::no_text("it is UTF-16", SAVE));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let (before, rest) = error.as_bytes().split_at(at);
        let before = String::from_utf8_lossy(before);
        Unreadable::no_text(format!("invalid UTF-8: byte 0x{:02X} at {}", rest[0], place(&before)), SAVE)
    })?;
    if let Some(at) = text.find('\0') {
        let why = format!("it is not text: NUL byte at {}", place(&text[..at]));
        return Err(Unreadable::no_text(why, "remove the byte, or use a text file"));
    }
    if text.contains('\r') && !text.contains('\n') {
        return Err(Unreadable::no_text(
            "its line endings are CR without LF",
            "save it with LF or CRLF line endings",
        ));
    }
    Ok(text)
}

/// Returns the line and column after a text, from 1.
fn place(before: &str) -> String {
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    format!("{line}:{}", before[line_start..].trim_start_matches('\u{FEFF}').chars().count() + 1)
}
