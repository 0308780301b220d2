//! The requests of a service that match a signature. A signature for what others have in good order
//! (`missing`) counts only where the service refused it, or where nobody but probing clients was ever
//! given it. Rows in, probes out; whether a probe is part of anything is decided elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::ask::service::{NO_TEXT, Names, Service};

use super::marks::Marks;
use super::nothing::Nothing;
use super::rules::{Number, Rules};
use crate::judge::profile::Subscribers;

/// A request that matches a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Probe {
    /// Its row in the service.
    pub(super) row: u32,
    /// The most telling signature.
    pub(super) number: Number,
}

/// Answers by which a server says that it does not have, or does not give, what was asked for
/// (RFC 9110 §15.5: 400, 403, 404, 405, 410, 501; 444 is nginx's closed connection).
const REFUSED: &[i16] = &[400, 403, 404, 405, 406, 410, 414, 444, 501];

/// Did the server refuse?
pub(super) fn refused(status: i16) -> bool {
    REFUSED.contains(&status)
}

/// Definite probes of a client after which its other requests for what nobody else asks are probes too.
pub(in crate::judge) const PROBING: usize = 3;

/// The probes of a service, in order of row. `marked`: the rows that match any signature.
pub(super) fn probes(
    service: &Service,
    names: &Names,
    (marks, marked, rules): (&Marks, &[u32], &Rules),
    subscribers: &Subscribers,
    nothing: &Nothing,
) -> Vec<Probe> {
    let client = |row: u32| service.client.get(row as usize).map_or(0, |&c| subscribers.get(c));
    let mut definite = Vec::new();
    let mut doubtful = Vec::new();
    for &row in marked {
        let Some(number) = marks.row(service, row as usize).min_by_key(|n| rank(rules, *n)) else {
            continue;
        };
        let refused = nothing.is(service, names, row as usize);
        let counts = |n: &Number| rules.get(*n).is_some_and(|s| !s.missing || refused);
        let sure = marks.row(service, row as usize).filter(counts).min_by_key(|n| rank(rules, *n));
        match sure {
            Some(number) => definite.push(Probe { row, number }),
            None => doubtful.push(Probe { row, number }),
        }
    }
    let mut by_client: BTreeMap<u32, usize> = BTreeMap::new();
    for probe in &definite {
        *by_client.entry(client(probe.row)).or_default() += 1;
    }
    by_client.retain(|_, probes| *probes >= PROBING);
    let ordinary = ordinary(service, &doubtful, |row| by_client.contains_key(&client(row)));
    let is_probe = |probe: &Probe| {
        let path = service.path.get(probe.row as usize).copied().unwrap_or(NO_TEXT);
        !ordinary.contains(&path) && by_client.contains_key(&client(probe.row))
    };
    definite.extend(doubtful.into_iter().filter(is_probe));
    definite.sort_unstable_by_key(|probe| probe.row);
    definite
}

/// Paths of doubtful probes that clients which do not probe ask for too.
fn ordinary(service: &Service, doubtful: &[Probe], probing: impl Fn(u32) -> bool) -> BTreeSet<u32> {
    let path = |row: u32| service.path.get(row as usize).copied().unwrap_or(NO_TEXT);
    let others = doubtful.iter().filter(|probe| !probing(probe.row));
    others.map(|probe| path(probe.row)).collect()
}

/// Order of how much a signature says: what carries a payload, then what looks for a thing, then what
/// a tool calls itself.
fn rank(rules: &Rules, number: Number) -> (u8, Number) {
    let class = rules.get(number).map(|signature| signature.class);
    let order = match class {
        Some(class) if class.is_payload() => 0,
        Some(super::class::Class::ScannerTool) | None => 2,
        Some(_) => 1,
    };
    (order, number)
}
