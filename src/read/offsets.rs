//! Where lines begin: growing offsets in, four bytes a line kept, the same offsets out.

use super::exhibit::map::in_large_pages;

/// Offsets of lines. Each is kept as its distance from a base; a new base is needed every 4 GiB.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offsets {
    /// First row of a base, and the base.
    bases: Vec<(usize, i64)>,
    within: Vec<u32>,
}

impl Offsets {
    /// Appends an offset.
    #[inline]
    pub fn push(&mut self, offset: i64) {
        let base = self.bases.last().map(|(_, base)| offset.wrapping_sub(*base));
        match base.and_then(|distance| u32::try_from(distance).ok()) {
            Some(distance) => self.within.push(distance),
            None => {
                self.bases.push((self.within.len(), offset));
                self.within.push(0);
            }
        }
    }

    /// The offset of a row; 0 for a row that is not there.
    pub fn get(&self, row: usize) -> i64 {
        let after = self.bases.partition_point(|(first, _)| *first <= row);
        let base = after.checked_sub(1).and_then(|at| self.bases.get(at));
        base.zip(self.within.get(row))
            .map_or(0, |((_, base), distance)| base + i64::from(*distance))
    }

    /// The offsets in order.
    pub fn iter(&self) -> impl Iterator<Item = i64> {
        let mut next = self.bases.iter().peekable();
        let mut base = 0;
        self.within.iter().enumerate().map(move |(row, distance)| {
            if let Some((_, new)) = next.next_if(|(first, _)| *first == row) {
                base = *new;
            }
            base + i64::from(*distance)
        })
    }

    /// Keeps the offsets of the rows of which `keep` is true of their number.
    pub(super) fn retain(&mut self, keep: &impl Fn(usize) -> bool) {
        let kept: Vec<i64> =
            self.iter().enumerate().filter(|(row, _)| keep(*row)).map(|(_, at)| at).collect();
        *self = Self::default();
        kept.into_iter().for_each(|offset| self.push(offset));
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.within.len()
    }

    /// None?
    pub fn is_empty(&self) -> bool {
        self.within.is_empty()
    }

    /// Makes room for so many rows. Memory that no row reaches is never touched.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.within.reserve_exact(rows);
        in_large_pages(&self.within);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_come_back_however_far_apart() {
        let all = [7, 9, 7 + (1 << 32) - 1, 7 + (1 << 32), 1 << 40, (1 << 40) + 3, 5];
        let mut offsets = Offsets::default();
        all.iter().for_each(|offset| offsets.push(*offset));
        assert_eq!(offsets.iter().collect::<Vec<_>>(), all);
        assert_eq!((0..all.len()).map(|row| offsets.get(row)).collect::<Vec<_>>(), all);
        assert_eq!((offsets.bases.len(), offsets.get(99)), (4, 0));
    }
}
