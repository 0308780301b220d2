//! What a site answers to addresses that do not exist. Many answer 200 or a redirect to anything: there
//! the status tells nothing, but the same answer to many addresses that hardly anybody asks for does.
//! Rows in, a judgement of each row out; it learns only answers that some probe was given.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use super::answered::{Answer, Answers, answers, forms, forms_of, given};
use super::probes::refused;
use crate::ask::service::{NO_TEXT, Names, Service};
use crate::judge::profile::Subscribers;

/// Distinct addresses that share an answer to the byte before it is the one to nonsense. Five pages of a
/// site have the same size to the byte by design, not by chance.
pub(in crate::judge) const ADDRESSES: usize = 5;
/// Clients that ask for an address at most for it to be one that hardly anybody asks for.
pub(in crate::judge) const CLIENTS: usize = 2;

/// Bits of a word.
const WORD: usize = u64::BITS as usize;
/// Rows that are worth a thread of their own.
const ROWS: usize = 1 << 16;

type Fast = foldhash::fast::FixedState;

/// The answers to nonsense of one service.
#[derive(Debug, Default)]
pub(super) struct Nothing {
    learnt: bool,
    /// A bit for each row that is answered so: every look at a row is one at a bit.
    alike: Vec<u64>,
    /// Addresses that were ever answered in two ways: they exist, or existed.
    varied: HashSet<u32, Fast>,
}

/// What is known of an address.
struct Seen {
    answer: (i16, i64),
    varies: bool,
    clients: Vec<u32>,
}

impl Nothing {
    /// Learns from the answers of a service to probes, and to all that is answered alike. `marked`: the rows
    /// that match any signature.
    pub(super) fn of(
        service: &Service,
        names: &Names,
        marked: &[u32],
        subscribers: &Subscribers,
    ) -> Self {
        let asked = asked(service, names, marked);
        if asked.is_empty() {
            return Self::default();
        }
        let lengths: Vec<i64> = names.paths.iter().map(|path| path.len() as i64).collect();
        let alike = |row: usize| {
            let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
            let length = lengths.get(path as usize).copied().unwrap_or(0);
            given(service, row).is_some_and(|given| asked.any(&forms_of(length, given)))
        };
        // Few rows are: all are looked at on every core, what is found in order.
        let rows = (0..service.len()).into_par_iter().with_min_len(ROWS);
        let rows: Vec<u32> = rows.filter(|row| alike(*row)).map(|row| row as u32).collect();
        let mut seen: HashMap<u32, Seen, Fast> = HashMap::default();
        for row in rows.iter().map(|row| *row as usize) {
            let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
            if path == NO_TEXT || names.is_asset(path) {
                continue;
            }
            let Some(answer) = given(service, row) else { continue };
            let new = Seen { answer, varies: false, clients: Vec::new() };
            let one = seen.entry(path).or_insert(new);
            let client = service.client.get(row).map_or(0, |client| subscribers.get(*client));
            if one.clients.len() <= CLIENTS && !one.clients.contains(&client) {
                one.clients.push(client);
            }
        }
        mark_varied(service, &mut seen);
        let told = told(names, &seen, &asked);
        let varied = seen.into_iter().filter(|(_, one)| one.varies).map(|(path, _)| path);
        let (learnt, varied) = (!told.is_empty(), varied.collect());
        let mut alike = vec![0; if learnt { service.len().div_ceil(WORD) } else { 0 }];
        let is_alike = |row: &&u32| told.any(&answers(service, names, **row as usize));
        for row in rows.iter().filter(|_| learnt).filter(is_alike).map(|row| *row as usize) {
            alike.get_mut(row / WORD).into_iter().for_each(|word| *word |= 1 << (row % WORD));
        }
        Self { learnt, alike, varied }
    }

    /// Does the service answer nonsense with something?
    pub(super) fn is_learnt(&self) -> bool {
        self.learnt
    }

    /// Was the client told that there is nothing, by the status or by such an answer?
    pub(super) fn is(&self, service: &Service, row: usize) -> bool {
        let status = service.status.get(row).copied().unwrap_or_default();
        refused(status) || self.is_hidden(service, row)
    }

    /// By such an answer, and not by the status?
    pub(super) fn is_hidden(&self, service: &Service, row: usize) -> bool {
        let path = || service.path.get(row).copied().unwrap_or(NO_TEXT);
        self.is_alike(row) && !self.varied.contains(&path())
    }

    /// Is the answer the one to nonsense, even though the address was once answered otherwise? A file that is
    /// there for a while is answered both ways.
    pub(super) fn is_alike(&self, row: usize) -> bool {
        self.alike.get(row / WORD).is_some_and(|word| word >> (row % WORD) & 1 == 1)
    }
}

/// Notes which of the addresses were ever answered otherwise.
fn mark_varied(service: &Service, seen: &mut HashMap<u32, Seen, Fast>) {
    let last = seen.keys().max().map_or(0, |path| *path as usize + 1);
    let mut is_seen = vec![false; last];
    seen.keys().for_each(|path| {
        if let Some(is) = is_seen.get_mut(*path as usize) {
            *is = true;
        }
    });
    let rows = service.path.iter().enumerate();
    for (row, path) in rows.filter(|(_, path)| is_seen.get(**path as usize) == Some(&true)) {
        let Some(one) = seen.get_mut(path).filter(|one| !one.varies) else { continue };
        one.varies |= given(service, row).is_some_and(|answer| answer != one.answer);
    }
}

/// The answers that probes were given.
fn asked(service: &Service, names: &Names, marked: &[u32]) -> Answers {
    let rows = marked.iter().map(|row| *row as usize);
    let rows = rows.filter(|row| given(service, *row).is_some());
    Answers::of(rows.flat_map(|row| answers(service, names, row)))
}

/// Which of the answers to probes are those to nonsense.
fn told(names: &Names, seen: &HashMap<u32, Seen, Fast>, asked: &Answers) -> Answers {
    let mut counts: BTreeMap<Answer, usize> = BTreeMap::new();
    let rare = seen.iter().filter(|(_, one)| !one.varies && one.clients.len() <= CLIENTS);
    for (path, one) in rare {
        for answer in forms(names, *path, one.answer) {
            if asked.has(&answer) {
                *counts.entry(answer).or_default() += 1;
            }
        }
    }
    counts.retain(|_, addresses| *addresses >= ADDRESSES);
    Answers::of(counts.into_keys())
}
