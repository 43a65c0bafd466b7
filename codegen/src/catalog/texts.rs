//! An arena for the texts of files: a tree points into its text while more files are read.

use std::cell::OnceCell;
use std::sync::Arc;

/// The texts of files, each with a place for the next one. Texts are added while trees point into those before.
#[derive(Default)]
pub(crate) struct Texts(OnceCell<(Arc<str>, Box<Texts>)>);

impl Texts {
    /// The text, kept here, and the place for the next one.
    pub(super) fn keep(&self, text: Arc<str>) -> (&str, &Texts) {
        let (text, next) = self.0.get_or_init(|| (text, Box::default()));
        (text, next)
    }
}

/// One after the other: there may be more files than the stack has room for.
impl Drop for Texts {
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some((_, mut texts)) = next {
            next = texts.0.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_texts_than_the_stack_has_room_for() {
        let keep_many = || {
            let texts = Texts::default();
            let mut free = &texts;
            for _ in 0..100_000 {
                free = free.keep("text".into()).1;
            }
        };
        let thread = std::thread::Builder::new().stack_size(1 << 18).spawn(keep_many);
        assert!(thread.is_ok_and(|thread| thread.join().is_ok()));
    }
}
