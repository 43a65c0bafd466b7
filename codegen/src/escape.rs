//! Escapes special characters of texts.

/// The first bytes of characters that can need an escape.
pub(crate) struct Special([bool; 256]);

impl Special {
    /// Creates the set of these bytes.
    pub(crate) const fn of(bytes: &[u8]) -> Self {
        let mut special = [false; 256];
        let mut at = 0;
        while at < bytes.len() {
            special[bytes[at] as usize] = true;
            at += 1;
        }
        Self(special)
    }

    /// Adds a range of bytes.
    pub(crate) const fn and(mut self, first: u8, last: u8) -> Self {
        let mut byte = first as usize;
        while byte <= last as usize {
            self.0[byte] = true;
            byte += 1;
        }
        self
    }

    /// Returns the length of the plain text at the beginning.
    pub(crate) fn plain_len(&self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && !self.0[bytes[at] as usize] {
            at += 1;
        }
        at
    }

    /// Adds a text. `put` adds the replacements of special characters.
    pub(crate) fn escape(&self, text: &str, out: &mut String, mut put: impl FnMut(char, &mut String)) {
        let mut rest = text;
        loop {
            let plain = self.plain_len(rest);
            out.push_str(&rest[..plain]);
            let Some(c) = rest[plain..].chars().next() else { return };
            put(c, out);
            rest = &rest[plain + c.len_utf8()..];
        }
    }
}
