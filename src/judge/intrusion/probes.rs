//! The requests of a service that match a signature. A signature for what others have in good order
//! (`missing`) counts only where the service refused it, or where nobody but probing clients was ever
//! given it. Rows in, probes out; whether a probe is part of anything is decided elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::ask::service::{NO_TEXT, Names, Service};

use super::language::without_language;
use super::marks::Marks;
use super::nothing::Nothing;
use super::reading::Exempt;
use super::rules::{Number, Rules};
use super::sources::SIGNATURES;
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
    (subscribers, exempt): (&Subscribers, &Exempt),
    nothing: &Nothing,
) -> Vec<Probe> {
    let shares = shares_files(service, names);
    let missing = |n: Number| rules.get(n).is_some_and(|signature| signature.missing);
    let client = |row: u32| service.client.get(row as usize).map_or(0, |&c| subscribers.get(c));
    let mut definite = Vec::new();
    let mut doubtful = Vec::new();
    for &row in marked {
        let shared = shares(row as usize);
        let payload = |n: Number| rules.get(n).is_some_and(|rule| rule.class.is_payload());
        let matches = || marks.row(service, row as usize).filter(|n| !shared || payload(*n));
        let Some(number) = matches().min_by_key(|n| rank(rules, *n)) else {
            continue;
        };
        let refused = nothing.is(service, row as usize);
        let counts = |n: &Number| rules.get(*n).is_some_and(|s| !s.missing || refused);
        let sure = matches().filter(counts).min_by_key(|n| rank(rules, *n));
        match sure {
            Some(number) => definite.push(Probe { row, number }),
            None => doubtful.push(Probe { row, number }),
        }
    }
    let mut definite = without_language(definite, service, names, (rules, subscribers));
    let searches = |row: u32| exempt.says_so(service, row as usize);
    let listing = working_off(&definite, |one| searches(one.row) && missing(one.number), &client);
    definite.retain(|one: &Probe| {
        !searches(one.row) || !missing(one.number) || listing.contains(&client(one.row))
    });
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

/// Clients whose probes match as many signatures as a list that is worked off does. A search engine comes to
/// where links lead, and a few lead to what the site once had.
fn working_off(
    probes: &[Probe],
    counts: impl Fn(&Probe) -> bool,
    client: &impl Fn(u32) -> u32,
) -> BTreeSet<u32> {
    let mut numbers: BTreeMap<u32, BTreeSet<Number>> = BTreeMap::new();
    for probe in probes.iter().filter(|probe| counts(probe)) {
        numbers.entry(client(probe.row)).or_default().insert(probe.number);
    }
    numbers.retain(|_, numbers| numbers.len() >= SIGNATURES);
    numbers.into_keys().collect()
}

/// Methods of WebDAV (RFC 4918).
const DAV: &[&str] =
    &["PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "SEARCH", "REPORT"];
/// The answer that only they are given (RFC 4918 §11.1).
const MULTI_STATUS: i16 = 207;

/// Is a row of a program that shares files by WebDAV, on a service that does? Such programs ask for files of
/// their own system wherever they look, and are told that there are none.
fn shares_files(service: &Service, names: &Names) -> impl Fn(usize) -> bool {
    let dav: Vec<bool> = names.methods.iter().map(|name| DAV.contains(&name.as_str())).collect();
    let does = dav.contains(&true) && service.status.contains(&MULTI_STATUS);
    let method = |row: usize| service.method.get(row).copied().unwrap_or(NO_TEXT) as usize;
    move |row: usize| does && dav.get(method(row)) == Some(&true)
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
