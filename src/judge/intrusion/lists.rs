//! Lists of words that are worked off under an agent that says nothing, and of which no signature knows
//! one. Rows in, the sources out. What gives a list away is not that much is refused, which happens to
//! whoever follows old links, but that single words are tried side by side in one directory, at a pace,
//! and that nobody else knows them but those who probe. It does not tell what was looked for.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::group::densest_of;
use super::nothing::Nothing;
use super::probes::Probe;
use super::reading::Exempt;
use crate::ask::service::{NO_TEXT, Names, Service};
use crate::base::time::HOUR_US;
use crate::judge::profile::Subscribers;

/// Words of one directory, refused to one source within an hour, from which they are a list. The shortest
/// lists in use have some hundred; a site that moved leaves fewer single words side by side.
pub(in crate::judge) const WORDS: usize = 50;
/// Share of the source's distinct pages that were refused. Who follows links is mostly served.
pub(in crate::judge) const REFUSED: f64 = 0.8;
/// Share of what was refused to it that consists of such words.
pub(in crate::judge) const OF_WORDS: f64 = 0.5;
/// Sources in one service from which they are no guessers but a crowd: a flood that asks for random
/// addresses, or a program that is broken.
pub(in crate::judge) const CROWD: usize = 20;
/// Letters of a word at most: longer ones are titles or identifiers.
const LETTERS: usize = 16;

type Fast = foldhash::fast::FixedState;

/// What one source asked for: by page, when first, and whether it was refused.
type Asked = HashMap<u32, (i64, bool), Fast>;

/// The sources of a service that work off a list of words.
pub(super) fn listing(
    service: &Service,
    names: &Names,
    subscribers: &Subscribers,
    exempt: &Exempt,
    (nothing, probes): (&Nothing, &[Probe]),
) -> BTreeSet<u32> {
    let who = |row: usize| service.client.get(row).map(|client| subscribers.get(*client));
    let hides = nothing.is_learnt();
    let gone = |row: usize| {
        let status = service.status.get(row).copied().unwrap_or_default();
        matches!(status, 404 | 410) || (hides && nothing.is_hidden(service, row))
    };
    let candidates = candidates(service, names, exempt, &who, (hides, &gone));
    if candidates.is_empty() {
        return BTreeSet::new();
    }
    let asked = asked(service, &candidates, &who, &gone);
    if asked.is_empty() {
        return BTreeSet::new();
    }
    let probing: BTreeSet<u32> = probes.iter().filter_map(|one| who(one.row as usize)).collect();
    let others = |row: usize| who(row).filter(|source| !probing.contains(source));
    let known = known(service, names, &asked, &others);
    let lists = |(_, pages): &(&u32, &Asked)| is_list(names, pages, &known);
    let found: BTreeSet<u32> = asked.iter().filter(lists).map(|(source, _)| *source).collect();
    if found.len() < CROWD { found } else { BTreeSet::new() }
}

/// Sources with as many refused words as a list has, that fetch nothing that pages bring along and do not
/// say that they are crawlers; and how many of their requests were refused.
fn candidates(
    service: &Service,
    names: &Names,
    exempt: &Exempt,
    who: &impl Fn(usize) -> Option<u32>,
    (hides, gone): (bool, &impl Fn(usize) -> bool),
) -> BTreeMap<u32, u32> {
    // Where answers to nonsense look like others each row is looked at: there people are left out first.
    let known = if hides { loads(service, names, who) } else { Vec::new() };
    let may = |source: usize| known.get(source) != Some(&true);
    let mut refused = vec![Refused::default(); names.clients.len()];
    for row in 0..service.len() {
        if !hides && !gone(row) {
            continue;
        }
        let Some(source) = who(row).map(|who| who as usize) else { continue };
        let Some(one) = refused.get_mut(source).filter(|_| may(source) && gone(row)) else {
            continue;
        };
        one.requests += 1;
        if is_word(service, names, row) {
            one.add(service.arrival_us.get(row).copied().unwrap_or(0));
        }
    }
    let many = (0..).zip(refused).filter(|(_, one)| one.may_be_list());
    let mut found: BTreeMap<u32, u32> = many.map(|(source, one)| (source, one.requests)).collect();
    if found.is_empty() {
        return found;
    }
    let known = if hides { known } else { loads(service, names, who) };
    found.retain(|source, _| known.get(*source as usize) != Some(&true));
    for row in 0..service.len() {
        if exempt.holds(service, row) || service.is_signed_in(row) {
            who(row).and_then(|source| found.remove(&source));
        }
    }
    found
}

/// Words refused to one source, in order of time.
#[derive(Debug, Clone, Copy, Default)]
struct Refused {
    /// Requests that were refused, for a word or anything else.
    requests: u32,
    all: u32,
    hour: i64,
    in_hour: u32,
    most: u32,
}

impl Refused {
    fn add(&mut self, at_us: i64) {
        let hour = at_us.div_euclid(HOUR_US);
        self.in_hour = if hour == self.hour { self.in_hour + 1 } else { 1 };
        self.hour = hour;
        self.most = self.most.max(self.in_hour);
        self.all += 1;
    }

    /// An hour's words fall into two hours of the clock: one of these has half of them. Most sources are told
    /// by that, and what they asked for need not be gathered.
    fn may_be_list(&self) -> bool {
        self.all as usize >= WORDS && self.most as usize >= WORDS / 2
    }
}

fn is_word(service: &Service, names: &Names, row: usize) -> bool {
    let path = service.path.get(row).and_then(|path| names.paths.get(*path as usize));
    path.is_some_and(|path| directory_of_word(path).is_some())
}

/// Which sources are given what pages bring along.
fn loads(service: &Service, names: &Names, who: &impl Fn(usize) -> Option<u32>) -> Vec<bool> {
    let mut loads = vec![false; names.clients.len()];
    for row in 0..service.len() {
        let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
        let given = matches!(service.status.get(row).copied(), Some(200 | 304));
        if given && names.is_asset(path) && !is_icon(names, path) {
            let flag = who(row).and_then(|who| loads.get_mut(who as usize));
            flag.into_iter().for_each(|flag| *flag = true);
        }
    }
    loads
}

/// Tools ask for the icon too, to tell products by it.
fn is_icon(names: &Names, path: u32) -> bool {
    names.paths.get(path as usize).is_some_and(|path| path.ends_with("/favicon.ico"))
}

/// What each candidate asked for, but for those that were given too many pages for a list. `candidates`: with
/// how many of their requests were refused.
fn asked(
    service: &Service,
    candidates: &BTreeMap<u32, u32>,
    who: &impl Fn(usize) -> Option<u32>,
    gone: &impl Fn(usize) -> bool,
) -> BTreeMap<u32, Asked> {
    // Those refused are no more than the requests refused: so many others there may be beside them.
    let beside = |refused: u32| (f64::from(refused) * (1.0 - REFUSED) / REFUSED) as u32 + 1;
    let mut left: BTreeMap<u32, u32> =
        candidates.iter().map(|(source, refused)| (*source, beside(*refused))).collect();
    let last = left.keys().last().map_or(0, |last| *last as usize);
    let mut open = vec![false; last + 1];
    left.keys().for_each(|source| mark(&mut open, *source, true));
    let mut asked: BTreeMap<u32, Asked> = BTreeMap::new();
    for row in 0..service.len() {
        let is_open = |source: &u32| open.get(*source as usize) == Some(&true);
        let Some(source) = who(row).filter(is_open) else { continue };
        let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
        let at_us = service.arrival_us.get(row).copied().unwrap_or(0);
        let Entry::Vacant(new) = asked.entry(source).or_default().entry(path) else { continue };
        let refused = new.insert((at_us, gone(row))).1;
        let Some(others) = left.get_mut(&source).filter(|_| !refused) else { continue };
        if *others == 0 {
            asked.remove(&source);
            mark(&mut open, source, false);
        } else {
            *others -= 1;
        }
    }
    asked
}

fn mark(flags: &mut [bool], code: u32, value: bool) {
    flags.get_mut(code as usize).into_iter().for_each(|flag| *flag = value);
}

/// Which of these pages more than one source asked for, but for those that probe: they have lists too.
fn known(
    service: &Service,
    names: &Names,
    asked: &BTreeMap<u32, Asked>,
    others: &impl Fn(usize) -> Option<u32>,
) -> Vec<bool> {
    let mut is_asked = vec![false; names.paths.len()];
    for path in asked.values().flat_map(|pages| pages.keys()) {
        is_asked.get_mut(*path as usize).into_iter().for_each(|flag| *flag = true);
    }
    let mut first: Vec<Option<u32>> = vec![None; names.paths.len()];
    let mut known = vec![false; names.paths.len()];
    for row in 0..service.len() {
        let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
        if is_asked.get(path as usize) != Some(&true) {
            continue;
        }
        let at = path as usize;
        let (Some(source), Some(one), Some(flag)) =
            (others(row), first.get_mut(at), known.get_mut(at))
        else {
            continue;
        };
        *flag |= *one.get_or_insert(source) != source;
    }
    known
}

/// Do the pages of a source make a list? `known`: those that others asked for.
fn is_list(names: &Names, pages: &Asked, known: &[bool]) -> bool {
    let refused = pages.values().filter(|(_, gone)| *gone).count();
    if (refused as f64) < REFUSED * pages.len() as f64 {
        return false;
    }
    let mut words: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    let own = |path: u32| known.get(path as usize) != Some(&true);
    for (path, (at_us, _)) in pages.iter().filter(|(path, page)| page.1 && own(**path)) {
        let text = names.paths.get(*path as usize).map_or("", String::as_str);
        if let Some(directory) = directory_of_word(text) {
            words.entry(directory).or_default().push(*at_us);
        }
    }
    let all: usize = words.values().map(Vec::len).sum();
    all as f64 >= OF_WORDS * refused as f64 && words.values_mut().any(|times| is_dense(times))
}

fn is_dense(times: &mut [i64]) -> bool {
    times.sort_unstable();
    densest_of(times.iter().copied()) >= WORDS
}

/// The directory of a path that ends in a single word, without an ending: `/` of `/backup`, `/news/` of
/// `/news/old/`. Pages of a site that moved mostly end in `.html`, in a title, or in a number.
fn directory_of_word(path: &str) -> Option<&str> {
    let whole = path.strip_suffix('/').unwrap_or(path);
    let start = whole.rfind('/')? + 1;
    let word = whole.get(start..)?;
    let is_word =
        (2..=LETTERS).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphabetic());
    is_word.then(|| path.get(..start)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{BROWSER, Site};
    use super::super::tests::site;
    use super::*;
    use crate::judge::judgement::IntrusionKind::{self, VulnerabilityScan};

    fn told(site: &Site) -> Vec<(IntrusionKind, &'static str, u64)> {
        let campaigns = site.found().campaigns;
        campaigns.iter().map(|one| (one.kind, one.class, one.requests)).collect()
    }

    /// Words of letters alone, of which none is known to a signature.
    fn word(k: u32) -> String {
        [k % 20, k / 20 % 20, 7, k % 7].map(|at| char::from(b'a' + at as u8)).iter().collect()
    }

    /// So many addresses asked for by one source, so many seconds apart.
    fn listed(count: u32, apart_s: f64, agent: &str, path: impl Fn(u32) -> String) -> Site {
        let mut site = site(41);
        for k in 0..count {
            let at_s = 90_000.0 + f64::from(k) * apart_s;
            site.get((at_s, "203.0.113.5", agent), &path(k), (404, 500));
        }
        site
    }

    #[test]
    fn words_that_no_signature_knows_are_a_scan() {
        let expected = [(VulnerabilityScan, "unknown_path", 160)];
        assert_eq!(told(&listed(160, 0.3, BROWSER, |k| format!("/{}", word(k)))), expected);
        assert_eq!(told(&listed(160, 0.3, BROWSER, |k| format!("/area/{}/", word(k)))), expected);
    }

    #[test]
    fn old_links_are_none() {
        let numbered = |k: u32| format!("/archives/{k}");
        let titled = |k: u32| format!("/news/{}-{}-{}.html", word(k), word(k + 1), word(k + 2));
        let pages = |k: u32| format!("/{}.html", word(k));
        assert_eq!(told(&listed(300, 0.3, BROWSER, numbered)), []);
        assert_eq!(told(&listed(300, 0.3, BROWSER, titled)), []);
        assert_eq!(told(&listed(300, 0.3, BROWSER, pages)), []);
        // What a search engine asks for, and what is asked for at leisure.
        let words = |k: u32| format!("/{}", word(k));
        assert_eq!(told(&listed(300, 0.3, "Googlebot/2.1", words)), []);
        assert_eq!(told(&listed(300, 100.0, BROWSER, words)), []);
    }

    #[test]
    fn what_others_ask_for_too_and_what_a_crowd_asks_for_are_none() {
        let mut gone = listed(160, 0.3, BROWSER, |k| format!("/{}", word(k)));
        for k in 0..160 {
            let who = (95_000.0 + f64::from(k) * 60.0, "198.51.100.8", BROWSER);
            gone.get(who, &format!("/{}", word(k)), (404, 500));
        }
        assert_eq!(told(&gone), []);
        let mut flood = site(42);
        for k in 0..CROWD as u32 * 100 {
            let client = format!("198.51.100.{}", k % CROWD as u32);
            let path = format!("/{}{}", word(k / 400), word(k));
            flood.get((90_000.0 + f64::from(k) * 0.1, &client, BROWSER), &path, (404, 500));
        }
        assert_eq!(told(&flood), []);
    }

    #[test]
    fn a_word_is_told_from_a_title_a_number_and_a_file() {
        assert_eq!(directory_of_word("/backup"), Some("/"));
        assert_eq!(directory_of_word("/news/old/"), Some("/news/"));
        for path in ["/", "/a.html", "/news/17", "/a-long-title", "/x", "plain", ""] {
            assert_eq!(directory_of_word(path), None, "{path}");
        }
    }
}
