//! A list whose first item needs no allocation.

/// A list that stores its first item inline. Most lists of a response have a single item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SmallList<T> {
    first: Option<T>,
    others: Vec<T>,
}

/// An iterator over the items of a [`SmallList`].
pub(crate) type Iter<'a, T> = std::iter::Chain<std::option::Iter<'a, T>, std::slice::Iter<'a, T>>;

impl<T> Default for SmallList<T> {
    fn default() -> Self {
        Self { first: None, others: Vec::new() }
    }
}

impl<T> SmallList<T> {
    pub(crate) fn push(&mut self, item: T) {
        if self.first.is_none() {
            self.first = Some(item);
        } else {
            self.others.push(item);
        }
    }

    pub(crate) fn pop(&mut self) -> Option<T> {
        self.others.pop().or_else(|| self.first.take())
    }

    pub(crate) fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.others.len()
    }

    pub(crate) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        match index.checked_sub(1) {
            None => self.first.as_mut(),
            Some(index) => self.others.get_mut(index),
        }
    }

    pub(crate) fn split_first_mut(&mut self) -> Option<(&mut T, &mut [T])> {
        Some((self.first.as_mut()?, &mut self.others))
    }

    pub(crate) fn iter(&self) -> Iter<'_, T> {
        self.first.iter().chain(&self.others)
    }

    pub(crate) fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut T> {
        self.first.iter_mut().chain(&mut self.others)
    }
}

impl<T> IntoIterator for SmallList<T> {
    type Item = T;
    type IntoIter = std::iter::Chain<std::option::IntoIter<T>, std::vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.first.into_iter().chain(self.others)
    }
}

impl<T> FromIterator<T> for SmallList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items = items.into_iter();
        Self { first: items.next(), others: items.collect() }
    }
}
