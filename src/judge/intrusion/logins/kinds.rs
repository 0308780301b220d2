//! Kinds of answers to log-ins: status, and sizes that belong together. Tries in, the kind of each out.

use std::collections::BTreeMap;

use super::endpoint::Try;
use crate::ask::service::{NO_NUMBER, Service};

/// Endpoint, status, number of the group of sizes.
pub(super) type Kind = (u32, i16, u32);

/// Endpoint, status, size.
type Answer = (u32, i16, i64);

/// Sizes that differ by less are one kind: names and tokens are written into pages…
pub(in crate::judge) const SIZE_GAP: i64 = 64;
/// …unless nearly all of them are a few sizes to the byte, each of which comes again and again. Moodle
/// sends a redirect after either password, and only its target differs.
pub(in crate::judge) const EXACT: f64 = 0.9;
/// Times that a size comes again.
pub(in crate::judge) const AGAIN: u64 = 5;
/// Sizes to the byte of one kind at most.
const SIZES_MAX: usize = 8;

/// The kind of each answer.
pub(super) fn kinds(service: &Service, tries: &[Try]) -> Vec<Kind> {
    let at = |one: &Try| {
        let row = one.row as usize;
        let size = service.bytes.get(row).copied().unwrap_or(NO_NUMBER);
        (one.endpoint, service.status.get(row).copied().unwrap_or_default(), size)
    };
    let mut seen: BTreeMap<Answer, u64> = BTreeMap::new();
    for one in tries {
        *seen.entry(at(one)).or_default() += 1;
    }
    let seen: Vec<(Answer, u64)> = seen.into_iter().collect();
    let near = |a: &(Answer, u64), b: &(Answer, u64)| {
        (a.0.0, a.0.1) == (b.0.0, b.0.1) && b.0.2 - a.0.2 <= SIZE_GAP
    };
    let mut numbers: BTreeMap<Answer, u32> = BTreeMap::new();
    let mut group = 0;
    for alike in seen.chunk_by(near) {
        group += 1;
        let exact = exact(alike);
        for (answer, count) in alike {
            let own = exact && *count >= AGAIN;
            group += u32::from(own);
            numbers.insert(*answer, group);
        }
    }
    let number = |one: &Try| {
        let answer = at(one);
        (answer.0, answer.1, numbers.get(&answer).copied().unwrap_or(0))
    };
    tries.iter().map(number).collect()
}

/// Are sizes that lie close together a few that come again and again?
fn exact(alike: &[(Answer, u64)]) -> bool {
    let all: u64 = alike.iter().map(|(_, count)| count).sum();
    let again = || alike.iter().map(|(_, count)| *count).filter(|count| *count >= AGAIN);
    (2..=SIZES_MAX).contains(&again().count()) && again().sum::<u64>() as f64 >= EXACT * all as f64
}
