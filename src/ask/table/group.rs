//! What tables count by a code: sums of the rows of each code, and the distinct values beside it. Rows
//! are read in their order and only what is counted is reached at random, so that a pass costs little
//! however many rows there are, and wherever they lie.

use std::borrow::Cow;
use std::hash::Hash;

use hashbrown::HashMap;

use crate::ask::outcome::is_failure;
use crate::ask::service::{NO_NUMBER, Service};

/// The code of every row of a service, as numbers without large gaps.
pub(super) struct Keys<'c> {
    numbers: Cow<'c, [u32]>,
    /// The code of each number, where these differ.
    codes: Option<Vec<u32>>,
    count: usize,
}

impl<'c> Keys<'c> {
    /// Numbers codes below `distinct`; rows with others have no key. A service with fewer rows than there
    /// are codes gets numbers of its own: many services and many clients must not cost their product.
    pub(super) fn of(rows: &'c [u32], distinct: usize) -> Self {
        if rows.len() >= distinct {
            return Self { numbers: rows.into(), codes: None, count: distinct };
        }
        let mut codes: Vec<u32> =
            rows.iter().copied().filter(|&code| (code as usize) < distinct).collect();
        codes.sort_unstable();
        codes.dedup();
        let number = |code| codes.binary_search(code).map_or(u32::MAX, |number| number as u32);
        let numbers = rows.iter().map(number).collect();
        Self { numbers, count: codes.len(), codes: Some(codes) }
    }

    /// The code of a number.
    pub(super) fn code(&self, number: usize) -> u32 {
        match &self.codes {
            Some(codes) => codes.get(number).copied().unwrap_or(u32::MAX),
            None => number as u32,
        }
    }

    /// The number of every row.
    pub(super) fn numbers(&self) -> &[u32] {
        &self.numbers
    }
}

/// The values of the rows of each key, in order of key; those of a key in order of row. A counting sort.
pub(super) struct Groups<T> {
    values: Vec<T>,
    ends: Vec<usize>,
}

impl<T: Copy + Default> Groups<T> {
    /// Gathers a value a row by the keys of the rows.
    pub(super) fn of(keys: &Keys<'_>, values: &[T]) -> Self {
        let mut sizes = vec![0; keys.count];
        for &key in keys.numbers() {
            if let Some(count) = sizes.get_mut(key as usize) {
                *count += 1;
            }
        }
        Self::within(keys, 0, &sizes, values.iter().copied())
    }

    /// The same for the keys from `first` on, as many as there are sizes: how many rows each has.
    pub(super) fn within(
        keys: &Keys<'_>,
        first: usize,
        sizes: &[usize],
        values: impl Iterator<Item = T>,
    ) -> Self {
        let mut sum = 0;
        let start = |size: &usize| {
            sum += size;
            sum - size
        };
        // `ends` holds the starts now; filling moves each to its end.
        let mut ends: Vec<usize> = sizes.iter().map(start).collect();
        let mut gathered = vec![T::default(); sum];
        for (&key, value) in keys.numbers().iter().zip(values) {
            if let Some(next) = ends.get_mut((key as usize).wrapping_sub(first)) {
                if let Some(slot) = gathered.get_mut(*next) {
                    *slot = value;
                }
                *next += 1;
            }
        }
        Self { values: gathered, ends }
    }

    /// The values of each key; none of a key without rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| self.values.get(start..end).unwrap_or_default())
    }
}

/// The distinct values, in order, and the place of each value among them. Few are distinct: they are found by
/// hashing, and only they are sorted.
pub(super) fn in_order<K: Copy + Ord + Hash>(
    values: impl Iterator<Item = K>,
) -> (Vec<K>, Vec<u32>) {
    let mut numbers: HashMap<K, u32> = HashMap::new();
    let mut distinct: Vec<(K, u32)> = Vec::new();
    let number = |value: K| {
        let number = *numbers.entry(value).or_insert(distinct.len() as u32);
        if number as usize == distinct.len() {
            distinct.push((value, number));
        }
        number
    };
    let mut places: Vec<u32> = values.map(number).collect();
    distinct.sort_unstable();
    let mut place_of = vec![0; distinct.len()];
    for (place, (_, number)) in (0..).zip(&distinct) {
        if let Some(slot) = place_of.get_mut(*number as usize) {
            *slot = place;
        }
    }
    for place in &mut places {
        *place = place_of.get(*place as usize).copied().unwrap_or(u32::MAX);
    }
    (distinct.into_iter().map(|(value, _)| value).collect(), places)
}

/// What every table counts of a group of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) requests: i64,
    pub(super) failures: i64,
    /// Sum of the sizes; `None` where no row has one.
    pub(super) bytes: Option<i64>,
}

impl Counts {
    /// Counts the rows of each key of a service.
    pub(super) fn by(keys: &Keys<'_>, service: &Service) -> Vec<Self> {
        let mut sums = vec![Sum::default(); keys.count];
        let rows = keys.numbers().iter().zip(&service.status).zip(&service.bytes);
        for ((&key, &status), &bytes) in rows {
            if let Some(sum) = sums.get_mut(key as usize) {
                sum.add(status, bytes);
            }
        }
        sums.into_iter().map(Self::from).collect()
    }

    /// Adds the rows of another group.
    pub(super) fn add_all(&mut self, other: &Self) {
        self.requests += other.requests;
        self.failures += other.failures;
        self.bytes = sum_present([self.bytes.unwrap_or(-1), other.bytes.unwrap_or(-1)].iter());
    }
}

/// The same while rows are added: half as large, for it is reached at random. Rows are numbered in 32 bits.
#[derive(Clone, Copy)]
struct Sum {
    requests: u32,
    failures: u32,
    /// [`NO_NUMBER`] where no row has a size.
    bytes: i64,
}

impl Default for Sum {
    fn default() -> Self {
        Self { requests: 0, failures: 0, bytes: NO_NUMBER }
    }
}

impl Sum {
    /// Adds a row.
    fn add(&mut self, status: i16, bytes: i64) {
        self.requests += 1;
        self.failures += u32::from(is_failure(status));
        if bytes >= 0 {
            self.bytes = self.bytes.max(0).saturating_add(bytes);
        }
    }
}

impl From<Sum> for Counts {
    fn from(sum: Sum) -> Self {
        let bytes = Some(sum.bytes).filter(|bytes| *bytes != NO_NUMBER);
        Self { requests: sum.requests.into(), failures: sum.failures.into(), bytes }
    }
}

/// The sum of the values that are present (not negative); a sum beyond 64 bits stays at the largest
/// number, which only forged sizes reach.
pub(super) fn sum_present<'a>(values: impl Iterator<Item = &'a i64>) -> Option<i64> {
    values.filter(|&&value| value >= 0).copied().reduce(i64::saturating_add)
}

/// The nearest-rank percentile: the smallest value that at least `percent` of the values do not
/// exceed, always one that was observed. Sorts its argument; `None` for no value.
pub(super) fn nearest_rank(values: &mut [i64], percent: usize) -> Option<i64> {
    values.sort_unstable();
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied()
}

/// Counts the distinct numbers of a group, without hashing: a mark a number, renewed by group.
pub(super) struct Distinct {
    marks: Vec<u32>,
    group: u32,
}

impl Distinct {
    /// For the numbers of these keys.
    pub(super) fn new(keys: &Keys<'_>) -> Self {
        Self { marks: vec![0; keys.count], group: 0 }
    }

    /// Distinct values among `numbers`; rows without a key are not counted.
    pub(super) fn count(&mut self, numbers: impl Iterator<Item = u32>) -> i64 {
        self.group += 1;
        let mut count = 0;
        for number in numbers {
            if let Some(mark) = self.marks.get_mut(number as usize)
                && *mark != self.group
            {
                *mark = self.group;
                count += 1;
            }
        }
        count
    }
}

/// How many distinct values the rows of each key have.
pub(super) fn distinct(keys: &Keys<'_>, values: &Keys<'_>) -> Vec<i64> {
    let mut distinct = Distinct::new(values);
    Groups::of(keys, values.numbers())
        .iter()
        .map(|group| distinct.count(group.iter().copied()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_keep_the_order_of_rows() {
        let codes = [2, 0, 2, u32::MAX, 0];
        let keys = Keys::of(&codes, 3);
        let groups = Groups::of(&keys, &[10, 11, 12, 13, 14]);
        let found: Vec<&[i64]> = groups.iter().collect();
        assert_eq!(found, [&[11, 14][..], &[], &[10, 12]]);
        let last = Groups::within(&keys, 1, &[0, 2], 10..15);
        assert_eq!(last.iter().collect::<Vec<&[i64]>>(), [&[][..], &[10, 12]]);
    }

    #[test]
    fn a_small_service_has_numbers_of_its_own() {
        let codes = [7, 900_000, 7, u32::MAX, 3];
        let (few, many) = (Keys::of(&codes, 1_000_000), Keys::of(&codes, 4));
        assert_eq!((few.numbers(), few.count), (&[1, 2, 1, u32::MAX, 0][..], 3));
        assert_eq!([0, 1, 2].map(|number| few.code(number)), [3, 7, 900_000]);
        assert_eq!((many.numbers(), many.code(3)), (&codes[..], 3));
        assert_eq!(distinct(&few, &Keys::of(&[1, 1, 2, 1, 1], 9)), [1, 2, 1]);
    }

    #[test]
    fn distinct_values_are_in_order_and_each_has_its_place() {
        let (values, places) = in_order(["se", "fr", "se", "de"].into_iter());
        assert_eq!((values, places), (vec!["de", "fr", "se"], vec![2, 1, 2, 0]));
    }

    #[test]
    fn percentiles_are_observed_values() {
        assert_eq!(nearest_rank(&mut [], 95), None);
        assert_eq!(nearest_rank(&mut [7], 50), Some(7));
        assert_eq!(nearest_rank(&mut [4, 1, 3, 2], 50), Some(2));
        let mut hundred: Vec<i64> = (1..=100).rev().collect();
        assert_eq!(nearest_rank(&mut hundred, 95), Some(95));
    }

    #[test]
    fn sums_do_not_wrap_and_absence_is_not_zero() {
        assert_eq!(sum_present([-1, -1].iter()), None);
        assert_eq!(sum_present([-1, 0].iter()), Some(0));
        assert_eq!(sum_present([i64::MAX, 1].iter()), Some(i64::MAX));
    }

    #[test]
    fn distinct_counts_start_anew() {
        let mut distinct = Distinct::new(&Keys::of(&[0; 4], 3));
        assert_eq!(distinct.count([0, 1, 0, u32::MAX].into_iter()), 2);
        assert_eq!(distinct.count([0, 0].into_iter()), 1);
    }
}
