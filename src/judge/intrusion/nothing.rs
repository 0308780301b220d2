//! What a site answers to addresses that do not exist. Many answer 200 or a redirect to anything: there
//! the status tells nothing, but the same answer to many addresses that hardly anybody asks for does.
//! Rows in, a judgement of each row out; it learns only answers that some probe was given.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::{HashMap, HashSet};

use super::probes::refused;
use crate::ask::service::{NO_TEXT, Names, Service};
use crate::judge::profile::Subscribers;

/// Distinct addresses that share an answer to the byte before it is the one to nonsense. Five pages of a
/// site have the same size to the byte by design, not by chance.
pub(in crate::judge) const ADDRESSES: usize = 5;
/// Clients that ask for an address at most for it to be one that hardly anybody asks for.
pub(in crate::judge) const CLIENTS: usize = 2;

/// Status and size, the size as it is or less the length of the address, which many pages repeat once or
/// twice.
type Answer = (i16, u8, i64);

type Fast = foldhash::fast::FixedState;

/// The answers to nonsense of one service.
#[derive(Debug, Default)]
pub(super) struct Nothing {
    answers: BTreeSet<Answer>,
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
        let asked = Asked::of(service, names, marked);
        if asked.is_empty() {
            return Self::default();
        }
        let lengths: Vec<i64> = names.paths.iter().map(|path| path.len() as i64).collect();
        let alike = |row: usize| {
            let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
            let length = lengths.get(path as usize).copied().unwrap_or(0);
            given(service, row).is_some_and(|given| asked.any(&forms_of(length, given)))
        };
        let mut seen: HashMap<u32, Seen, Fast> = HashMap::default();
        for row in (0..service.len()).filter(|row| alike(*row)) {
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
        Self::told(names, &seen, &asked)
    }

    fn told(names: &Names, seen: &HashMap<u32, Seen, Fast>, asked: &Asked) -> Self {
        let mut counts: BTreeMap<Answer, usize> = BTreeMap::new();
        let rare = seen.iter().filter(|(_, one)| !one.varies && one.clients.len() <= CLIENTS);
        for (path, one) in rare {
            for answer in forms(names, *path, one.answer) {
                if asked.answers.contains(&answer) {
                    *counts.entry(answer).or_default() += 1;
                }
            }
        }
        counts.retain(|_, addresses| *addresses >= ADDRESSES);
        let varied = seen.iter().filter(|(_, one)| one.varies).map(|(path, _)| *path);
        Self { varied: varied.collect(), answers: counts.into_keys().collect() }
    }

    /// Does the service answer nonsense with something?
    pub(super) fn is_learnt(&self) -> bool {
        !self.answers.is_empty()
    }

    /// Was the client told that there is nothing, by the status or by such an answer?
    pub(super) fn is(&self, service: &Service, names: &Names, row: usize) -> bool {
        let status = service.status.get(row).copied().unwrap_or_default();
        refused(status) || self.is_hidden(service, names, row)
    }

    /// By such an answer, and not by the status?
    pub(super) fn is_hidden(&self, service: &Service, names: &Names, row: usize) -> bool {
        let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
        !self.varied.contains(&path) && self.is_alike(service, names, row)
    }

    /// Is the answer the one to nonsense, even though the address was once answered otherwise? A file that is
    /// there for a while is answered both ways.
    pub(super) fn is_alike(&self, service: &Service, names: &Names, row: usize) -> bool {
        !self.answers.is_empty()
            && given(service, row).is_some()
            && answers(service, names, row).iter().any(|answer| self.answers.contains(answer))
    }
}

/// Answers that probes were given.
struct Asked {
    answers: HashSet<Answer, Fast>,
    /// A bit for what each answer comes to: nearly all others are told by it, at a fraction of the time.
    maybe: Vec<u64>,
}

/// Bits of [`Asked::maybe`] for each answer: one other in eight is looked up in vain…
const BITS_EACH: usize = 8;
/// …and the most in all: what a processor has at hand (512 KiB).
const BITS_MAX: usize = 1 << 22;

impl Asked {
    fn of(service: &Service, names: &Names, marked: &[u32]) -> Self {
        let rows = marked.iter().map(|row| *row as usize);
        let rows = rows.filter(|row| given(service, *row).is_some());
        let answers: HashSet<Answer, Fast> =
            rows.flat_map(|row| answers(service, names, row)).collect();
        let bits = (answers.len() * BITS_EACH).clamp(u64::BITS as usize, BITS_MAX);
        let mut maybe = vec![0; bits.next_power_of_two() / u64::BITS as usize];
        let words = maybe.len();
        answers.iter().map(|answer| place(answer, words)).for_each(|(word, bit)| {
            if let Some(word) = maybe.get_mut(word) {
                *word |= bit;
            }
        });
        Self { answers, maybe }
    }

    fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    /// Was any of them given to a probe?
    fn any(&self, answers: &[Answer; 3]) -> bool {
        answers.iter().any(|answer| {
            let (word, bit) = place(answer, self.maybe.len());
            self.maybe.get(word).is_some_and(|word| word & bit != 0)
                && self.answers.contains(answer)
        })
    }
}

/// Word and bit of an answer, of so many words: a power of two.
fn place(&(status, form, size): &Answer, words: usize) -> (usize, u64) {
    let mixed = (size as u64) ^ (status as u64) << 40 ^ u64::from(form) << 56;
    // Fibonacci hashing (Knuth 1973, §6.4): the upper half is well mixed.
    let at = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS / 2);
    let (word, bit) = (at / u64::from(u64::BITS), at % u64::from(u64::BITS));
    (word as usize & words.wrapping_sub(1), 1 << bit)
}

/// Status and size of an answer that seems to give something. A redirect without a size has no body: CLF
/// writes a hyphen for it.
fn given(service: &Service, row: usize) -> Option<(i16, i64)> {
    let status = service.status.get(row).copied()?;
    let size = service.bytes.get(row).copied()?;
    let size = if status >= 300 { size.max(0) } else { size };
    ((200..400).contains(&status) && status != 304 && size >= 0).then_some((status, size))
}

fn answers(service: &Service, names: &Names, row: usize) -> [Answer; 3] {
    let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
    forms(names, path, given(service, row).unwrap_or_default())
}

fn forms(names: &Names, path: u32, given: (i16, i64)) -> [Answer; 3] {
    forms_of(names.paths.get(path as usize).map_or(0, |path| path.len() as i64), given)
}

fn forms_of(length: i64, (status, size): (i16, i64)) -> [Answer; 3] {
    [(status, 0, size), (status, 1, size - length), (status, 2, size - 2 * length)]
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
