//! Texts with something in place of some of their characters.

/// Bytes that characters begin with which are not copied as they are.
pub(crate) struct Special([bool; 256]);

impl Special {
    /// These bytes.
    pub(crate) const fn of(bytes: &[u8]) -> Self {
        let mut special = [false; 256];
        let mut at = 0;
        while at < bytes.len() {
            special[bytes[at] as usize] = true;
            at += 1;
        }
        Self(special)
    }

    /// These, and all from one to another.
    pub(crate) const fn and(mut self, first: u8, last: u8) -> Self {
        let mut byte = first as usize;
        while byte <= last as usize {
            self.0[byte] = true;
            byte += 1;
        }
        self
    }

    /// How much of a text, from its beginning on, is copied as it is.
    pub(crate) fn plain_len(&self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && !self.0[bytes[at] as usize] {
            at += 1;
        }
        at
    }

    /// Adds a text, with whatever `put` adds in place of special characters.
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
