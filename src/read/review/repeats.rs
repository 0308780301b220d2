//! Requests that two exhibits hold: overlapping rotations, the same traffic handed in twice. A reading
//! in, counts out, and on request a reading that holds each once. Only rows equal in every field are
//! the same, and only where the times of two exhibits overlap; within one exhibit nothing is looked
//! for, because a client may ask for the same twice in a second.

use hashbrown::HashMap;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::read::Reading;
use crate::read::columns::{ABSENT_CODE, Columns, TEXT_FIELDS};

/// Requests of one exhibit that an earlier one holds too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// Index of the exhibit that holds them first.
    pub first: u32,
    /// Index of the exhibit that holds them again.
    pub again: u32,
    /// How many.
    pub rows: u64,
}

/// A row by its fields: SHA-256, cut to 128 bits, so that nobody can write two rows that are taken for
/// one.
type Key = [u8; 16];

/// Counts what exhibits repeat, in order of exhibits.
pub fn find(reading: &Reading) -> Vec<Repeat> {
    search(reading).0
}

/// The same, and takes the repeated rows out of the columns. The account of lines stays as it is: the
/// lines were read.
pub fn take_out(reading: &mut Reading) -> Vec<Repeat> {
    let (repeats, marked) = search(reading);
    if !repeats.is_empty() {
        let is_marked = |set: usize, row: usize| marked.get(set).and_then(|marks| marks.get(row));
        reading.columns.retain(|set, row| is_marked(set, row) != Some(&true));
    }
    repeats
}

/// How often a row occurred before, and in which exhibit first.
struct Seen {
    exhibit: u32,
    count: u32,
}

/// Repeats, and for each set which of its rows are some.
fn search(reading: &Reading) -> (Vec<Repeat>, Vec<Vec<bool>>) {
    let windows = windows(reading);
    let keys: Vec<Vec<Option<Key>>> =
        reading.columns.sets().par_iter().map(|set| keys_of(reading, set, &windows)).collect();
    let mut seen: HashMap<Key, Seen> = HashMap::new();
    let mut marked = Vec::with_capacity(keys.len());
    let mut tally = std::collections::BTreeMap::new();
    let mut own: HashMap<Key, u32> = HashMap::new();
    let mut exhibit = 0;
    for (set, keys) in reading.columns.sets().iter().zip(&keys) {
        if set.exhibit != exhibit {
            settle(&mut seen, &mut own, exhibit);
            exhibit = set.exhibit;
        }
        let mut is_repeated = |key: &Option<Key>| {
            let Some(key) = key else { return false };
            let count = own.entry(*key).or_default();
            *count += 1;
            let Some(before) = seen.get(key).filter(|seen| seen.count >= *count) else {
                return false;
            };
            *tally.entry((before.exhibit, exhibit)).or_default() += 1;
            true
        };
        marked.push(keys.iter().map(&mut is_repeated).collect());
    }
    let repeat = |((first, again), rows)| Repeat { first, again, rows };
    (tally.into_iter().map(repeat).collect(), marked)
}

/// Adds the rows of an exhibit that is done to those seen. Each is counted as often as the exhibit
/// with the most of it has it.
fn settle(seen: &mut HashMap<Key, Seen>, own: &mut HashMap<Key, u32>, exhibit: u32) {
    for (key, count) in own.drain() {
        let before = seen.entry(key).or_insert(Seen { exhibit, count: 0 });
        before.count = before.count.max(count);
    }
}

/// For each exhibit the time in which another has requests too: from the first to the last such
/// instant, microseconds.
fn windows(reading: &Reading) -> Vec<Option<(i64, i64)>> {
    let mut spans: Vec<(i64, i64, usize)> = Vec::new();
    for (index, exhibit) in reading.exhibits.iter().enumerate() {
        spans.extend(exhibit.span_us.map(|(first, last)| (first, last, index)));
    }
    spans.sort_unstable();
    let mut windows = vec![None; reading.exhibits.len()];
    let mut widen = |index: usize, start: i64, end: i64| {
        if let Some(window) = windows.get_mut(index) {
            let (low, high): (i64, i64) = window.unwrap_or((start, end));
            *window = Some((low.min(start), high.max(end)));
        }
    };
    // In order of start, an exhibit overlaps one before it if it starts before the latest end so far.
    let mut latest: Option<(i64, usize)> = None;
    for &(start, end, index) in &spans {
        if let Some((before, other)) = latest.filter(|(before, _)| *before >= start) {
            widen(index, start, end.min(before));
            widen(other, start, end.min(before));
        }
        if latest.is_none_or(|(before, _)| end > before) {
            latest = Some((end, index));
        }
    }
    windows
}

fn keys_of(reading: &Reading, set: &Columns, windows: &[Option<(i64, i64)>]) -> Vec<Option<Key>> {
    let window = windows.get(set.exhibit as usize).copied().flatten();
    let Some((start, end)) = window else { return Vec::new() };
    let inside = |row: usize| (start..=end).contains(&set.ts_us.get(row));
    (0..set.len()).map(|row| inside(row).then(|| key_of(reading, set, row))).collect()
}

fn key_of(reading: &Reading, set: &Columns, row: usize) -> Key {
    let mut digest = Sha256::new();
    set.numbers(row).iter().for_each(|number| digest.update(number.to_le_bytes()));
    for field in TEXT_FIELDS {
        let code = field(set).codes.get(row);
        let dictionary = reading.columns.dictionary(field).filter(|_| code != ABSENT_CODE);
        let value = dictionary.map(|dictionary| dictionary.get(code));
        // Length first, so that no two rows are spelled alike; absent is not empty.
        digest.update(value.map_or(u64::MAX, |value| value.len() as u64).to_le_bytes());
        digest.update(value.unwrap_or_default());
    }
    digest.finalize().first_chunk().copied().unwrap_or_default()
}
