//! An arena for the texts of files. Trees borrow from the texts while more files are read.

use std::cell::OnceCell;
use std::sync::Arc;

/// The texts of files, each with a place for the next one. Texts can be added while trees borrow
/// from previous ones.
#[derive(Default)]
pub(crate) struct Texts(OnceCell<(Arc<str>, Box<Texts>)>);

impl Texts {
    /// Stores a text. Returns it with the place for the next one.
    pub(super) fn keep(&self, text: Arc<str>) -> (&str, &Texts) {
        let (text, next) = self.0.get_or_init(|| (text, Box::default()));
        (text, next)
    }
}

/// Drops the texts in a loop, because recursion could overflow the stack.
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
