//! The first tables of any investigation, in one pass over the columns: requests a minute, status
//! classes, the busiest clients and paths, distinct clients, bytes. Columns in, tables out; it groups by
//! codes and looks at text only to order equals.

use std::collections::BTreeMap;

use crate::base::time::MINUTE_US;

use super::columns::{ABSENT, ABSENT_CODE, Columns, TextColumn};
use super::dictionary::Dictionary;
use super::merge::Rows;

/// Minutes between the first and the last request, up to which they are counted in a plain array: a
/// century. Stamps further apart are wrong somewhere, and are counted one by one.
const MINUTES_MAX: i64 = 53_000_000;

/// Rows whose bytes are added in 64 bits.
const BLOCK: usize = 1 << 12;

/// The tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tables {
    /// Start of a minute, microseconds since the epoch, and its requests; only minutes that have some.
    pub minutes: Vec<(i64, u64)>,
    /// Requests by the first digit of their status; 0 is none or another.
    pub status_classes: [u64; 6],
    /// The busiest clients and their requests; equals in order of their text.
    pub clients: Vec<(Vec<u8>, u64)>,
    /// The most requested paths; equals in order of their text.
    pub paths: Vec<(Vec<u8>, u64)>,
    /// Distinct clients.
    pub distinct_clients: u64,
    /// Bytes sent, all together.
    pub bytes: u128,
}

/// Counts everything; the longest lists have `top` rows.
pub fn tables(rows: &Rows, top: usize) -> Tables {
    let ((minutes, sums), (clients, paths)) = rayon::join(
        || rayon::join(|| minutes(rows), || sums(rows)),
        || rayon::join(|| counts(rows, |c| &c.client), || counts(rows, |c| &c.path)),
    );
    let (status_classes, bytes) = sums;
    Tables {
        minutes,
        status_classes,
        distinct_clients: clients.iter().filter(|count| **count > 0).count() as u64,
        clients: busiest(rows.dictionary(|c| &c.client), &clients, top),
        paths: busiest(rows.dictionary(|c| &c.path), &paths, top),
        bytes,
    }
}

fn sums(rows: &Rows) -> ([u64; 6], u128) {
    let (mut classes, mut sum) = ([0u64; 6], 0);
    for set in rows.sets() {
        let status = set.status.values();
        for status in status {
            let class = usize::try_from(status / 100).unwrap_or(0);
            if let Some(count) = classes.get_mut(if class > 5 { 0 } else { class }) {
                *count += 1;
            }
        }
        classes[0] += (set.len() - status.len()) as u64;
        // Each is below 2^50, so that a block of them stays below 2^63.
        let block = |bytes: &[i64]| bytes.iter().map(|bytes| (*bytes).max(0) as u64).sum::<u64>();
        sum += set.bytes.values().chunks(BLOCK).map(|bytes| u128::from(block(bytes))).sum::<u128>();
    }
    (classes, sum)
}

/// Requests by code.
pub fn counts(rows: &Rows, field: fn(&Columns) -> &TextColumn) -> Vec<u64> {
    let mut counts = vec![0; rows.dictionary(field).map_or(0, Dictionary::len)];
    rows.sets().iter().for_each(|set| field(set).codes.count(&mut counts));
    counts
}

fn busiest(values: Option<&Dictionary>, counts: &[u64], top: usize) -> Vec<(Vec<u8>, u64)> {
    let Some(values) = values else { return Vec::new() };
    let mut order: Vec<(u64, u32)> =
        (0..ABSENT_CODE).zip(counts).map(|(code, count)| (*count, code)).collect();
    // Values whose rows were all left out.
    order.retain(|(count, _)| *count > 0);
    let before = |one: &(u64, u32), other: &(u64, u32)| {
        other.0.cmp(&one.0).then_with(|| values.get(one.1).cmp(values.get(other.1)))
    };
    if order.len() > top {
        order.select_nth_unstable_by(top, before);
        order.truncate(top);
    }
    order.sort_by(before);
    order.into_iter().map(|(count, code)| (values.get(code).to_vec(), count)).collect()
}

fn minutes(rows: &Rows) -> Vec<(i64, u64)> {
    let stamps = || {
        let all = rows.sets().iter().flat_map(|set| set.ts_us.values());
        all.copied().filter(|stamp| *stamp != ABSENT)
    };
    let (low, high) =
        stamps().fold((i64::MAX, i64::MIN), |(low, high), at| (low.min(at), high.max(at)));
    if low > high {
        return Vec::new();
    }
    let (first, last) = (low.div_euclid(MINUTE_US), high.div_euclid(MINUTE_US));
    if last - first > MINUTES_MAX { far_apart(stamps()) } else { close(stamps(), first, last) }
}

/// Stamps come nearly in order, so that most are in the minute of the one before.
fn close(stamps: impl Iterator<Item = i64>, first: i64, last: i64) -> Vec<(i64, u64)> {
    let mut counts = vec![0u64; (last - first + 1) as usize];
    let (mut start, mut minute) = (first * MINUTE_US, 0);
    for stamp in stamps {
        if stamp.wrapping_sub(start) as u64 >= MINUTE_US as u64 {
            minute = (stamp.div_euclid(MINUTE_US) - first) as usize;
            start = stamp.div_euclid(MINUTE_US) * MINUTE_US;
        }
        if let Some(count) = counts.get_mut(minute) {
            *count += 1;
        }
    }
    let counted = (first..).zip(counts).filter(|(_, count)| *count > 0);
    counted.map(|(minute, count)| (minute * MINUTE_US, count)).collect()
}

fn far_apart(stamps: impl Iterator<Item = i64>) -> Vec<(i64, u64)> {
    let mut counts: BTreeMap<i64, u64> = BTreeMap::new();
    for stamp in stamps {
        *counts.entry(stamp.div_euclid(MINUTE_US) * MINUTE_US).or_default() += 1;
    }
    counts.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::format::kernel::row::{Filled, Row, append};
    use super::*;

    #[test]
    fn every_request_is_counted_and_equals_are_in_order() {
        let mut columns = Columns::default();
        for (at, (ts_us, status, bytes, client)) in [
            (0, 200, 5, Some("b")),
            (59_999_999, 404, ABSENT, Some("a")),
            (60_000_000, ABSENT, 7, Some("c")),
            (ABSENT, 700, 1 << 49, None),
            (-60_000_000, 200, 0, Some("c")),
        ]
        .into_iter()
        .enumerate()
        {
            let client = client.map(|name: &str| Cow::Borrowed(name.as_bytes()));
            append(
                &[Row { ts_us, status, bytes, client, ..Row::default() }],
                &[at as i64],
                Filled::Any,
                &mut columns,
            );
        }
        let stamps = columns.ts_us.values().to_vec();
        let rows = Rows::new(vec![columns]);
        let found = tables(&rows, 2);
        assert_eq!(found.minutes, [(-60_000_000, 1), (0, 2), (60_000_000, 1)]);
        assert_eq!(found.status_classes, [2, 0, 2, 0, 1, 0]);
        assert_eq!(found.clients, [(b"c".to_vec(), 2), (b"a".to_vec(), 1)]);
        assert_eq!((found.distinct_clients, found.bytes), (3, (1 << 49) + 12));
        assert_eq!(found.minutes, far_apart(stamps.into_iter().filter(|stamp| *stamp != ABSENT)));
        assert!(tables(&Rows::default(), 3).minutes.is_empty());
    }
}
