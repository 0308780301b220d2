//! Rows gathered by a code, and the counts that every table keeps of such a group. Counting sort on
//! codes: linear, and the order of rows inside a group stays that of arrival.

use crate::ask::outcome::is_failure;
use crate::ask::service::Service;

/// The rows of each code, in order of code.
pub(super) struct Groups {
    rows: Vec<u32>,
    ends: Vec<usize>,
}

impl Groups {
    /// Gathers rows by `codes`; codes from `distinct` on are left out.
    pub(super) fn by(codes: &[u32], distinct: usize) -> Self {
        let mut ends = vec![0; distinct];
        for &code in codes {
            if let Some(count) = ends.get_mut(code as usize) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum - *end;
        }
        // `ends` holds the starts now; filling moves each to its end.
        let mut rows = vec![0; sum];
        for (row, &code) in codes.iter().enumerate() {
            if let Some(next) = ends.get_mut(code as usize) {
                if let Some(slot) = rows.get_mut(*next) {
                    *slot = row as u32;
                }
                *next += 1;
            }
        }
        Self { rows, ends }
    }

    /// The groups that have rows: code and rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).enumerate().filter_map(|(code, (start, &end))| {
            let rows = self.rows.get(start..end).filter(|rows| !rows.is_empty())?;
            Some((code as u32, rows))
        })
    }
}

/// What every table counts of a group of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) requests: i64,
    pub(super) failures: i64,
    /// Sum of the sizes; `None` where no row has one.
    pub(super) bytes: Option<i64>,
}

impl Counts {
    /// Counts some rows of a service.
    pub(super) fn of(service: &Service, rows: &[u32]) -> Self {
        let failed =
            |row: &&u32| service.status.get(**row as usize).copied().is_some_and(is_failure);
        Self {
            requests: rows.len() as i64,
            failures: rows.iter().filter(failed).count() as i64,
            bytes: sum_present(rows.iter().filter_map(|&row| service.bytes.get(row as usize))),
        }
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

/// Counts the distinct codes of a group, without hashing: a mark a code, renewed by group.
pub(super) struct Distinct {
    marks: Vec<u32>,
    group: u32,
}

impl Distinct {
    /// For codes below `distinct`; one higher code is counted as a value too (a row without one).
    pub(super) fn new(distinct: usize) -> Self {
        Self { marks: vec![0; distinct + 1], group: 0 }
    }

    /// Distinct values among `codes`; `missing` codes (from `distinct` on) are not counted.
    pub(super) fn count(&mut self, codes: impl Iterator<Item = u32>) -> i64 {
        self.group += 1;
        let mut count = 0;
        for code in codes {
            if let Some(mark) = self.marks.get_mut(code as usize)
                && *mark != self.group
            {
                *mark = self.group;
                count += 1;
            }
        }
        count
    }
}

/// The values of a column at some rows.
pub(super) fn at<'a>(values: &'a [u32], rows: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    rows.iter().filter_map(|&row| values.get(row as usize).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_keep_the_order_of_rows() {
        let groups = Groups::by(&[2, 0, 2, u32::MAX, 0], 3);
        let found: Vec<(u32, Vec<u32>)> = groups.iter().map(|(c, r)| (c, r.to_vec())).collect();
        assert_eq!(found, [(0, vec![1, 4]), (2, vec![0, 2])]);
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
        let mut distinct = Distinct::new(3);
        assert_eq!(distinct.count([0, 1, 0, u32::MAX].into_iter()), 2);
        assert_eq!(distinct.count([0, 0].into_iter()), 1);
    }
}
