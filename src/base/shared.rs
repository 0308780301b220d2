//! A column that several hold at once: the log that is stored and the services that are judged. Values in,
//! the same values out. Nobody changes them, so nobody needs a copy.

use std::ops::Deref;
use std::sync::Arc;

/// Values that are shared, not copied. It reads like a slice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared<T>(Arc<Vec<T>>);

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> Deref for Shared<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> From<Vec<T>> for Shared<T> {
    fn from(values: Vec<T>) -> Self {
        Self(Arc::new(values))
    }
}

impl<T> FromIterator<T> for Shared<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Vec::from_iter(values).into()
    }
}

impl<'s, T> IntoIterator for &'s Shared<T> {
    type Item = &'s T;
    type IntoIter = std::slice::Iter<'s, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Only small samples are changed, each for itself.
#[cfg(test)]
impl<T: Clone> std::ops::DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        Arc::<Vec<T>>::make_mut(&mut self.0)
    }
}

#[cfg(test)]
impl<T: Clone> Shared<T> {
    /// Appends a value.
    pub(crate) fn push(&mut self, value: T) {
        Arc::make_mut(&mut self.0).push(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_is_not_copied_and_does_not_change() {
        let mut one: Shared<u32> = [3, 1].into_iter().collect();
        let other = one.clone();
        assert!(std::ptr::eq(one.as_ptr(), other.as_ptr()));
        one.push(2);
        assert_eq!((&one[..], &other[..]), (&[3, 1, 2][..], &[3, 1][..]));
    }
}
