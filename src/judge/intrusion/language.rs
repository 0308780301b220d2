//! What the addresses of a site say in good order: the operators of a database, code, a query language. Signatures of payloads
//! match them. Probes in, without those that people's browsers send page after page.

use std::collections::{BTreeMap, BTreeSet};

use super::logins::posters::TRIES_PER_FILE;
use super::probes::Probe;
use super::rules::{Number, Rules};
use crate::ask::service::{NO_TEXT, Names, Service};
use crate::base::time::DAY_US;
use crate::judge::profile::Subscribers;

/// Sources that speak so, on a page, from which it is the site's language: as many as teach what a log-in answers.
pub(in crate::judge) const SPEAKERS: usize = 10;
/// Days on which they come.
pub(in crate::judge) const DAYS: usize = 2;
/// Payloads that a speaker has, each a signature on a page: who looks for a hole tries many.
pub(in crate::judge) const WORDS: usize = 2;

/// A signature on a page.
type Word = (u32, Number);

/// The probes that are none of the site's language. A source that says anything else, too, keeps all of its own.
pub(super) fn without_language(
    probes: Vec<Probe>,
    service: &Service,
    names: &Names,
    (rules, subscribers): (&Rules, &Subscribers),
) -> Vec<Probe> {
    let word = |probe: &Probe| -> Word {
        let path = service.path.get(probe.row as usize).copied().unwrap_or(NO_TEXT);
        (path, probe.number)
    };
    let client = |probe: &Probe| {
        service.client.get(probe.row as usize).map_or(NO_TEXT, |client| subscribers.get(*client))
    };
    let mut said: BTreeMap<u32, BTreeSet<Word>> = BTreeMap::new();
    for probe in &probes {
        said.entry(client(probe)).or_default().insert(word(probe));
    }
    let is_payload = |(_, number): &Word| {
        rules.get(*number).is_some_and(|signature| signature.class.is_payload())
    };
    said.retain(|_, words| words.iter().all(is_payload));
    let mut sent: BTreeMap<u32, u32> = BTreeMap::new();
    for who in probes.iter().map(client).filter(|who| said.contains_key(who)) {
        *sent.entry(who).or_default() += 1;
    }
    let browsers = browsers(service, names, subscribers, &sent);
    let is_short = |who: u32| said.get(&who).is_some_and(|words| words.len() <= WORDS);
    let speaker = |probe: &&Probe| browsers.contains(&client(probe)) && is_short(client(probe));
    let mut spoken: BTreeMap<Word, (BTreeSet<u32>, BTreeSet<i64>)> = BTreeMap::new();
    for probe in probes.iter().filter(speaker) {
        let row = probe.row as usize;
        if matches!(service.status.get(row), Some(200..=399)) {
            let (speakers, days) = spoken.entry(word(probe)).or_default();
            speakers.insert(client(probe));
            days.extend(service.arrival_us.get(row).map(|us| us.div_euclid(DAY_US)));
        }
    }
    spoken.retain(|_, (speakers, days)| speakers.len() >= SPEAKERS && days.len() >= DAYS);
    // A school behind one address says all that its pupils say.
    let speaks = |who: u32| {
        let all = said.get(&who).filter(|words| words.iter().all(|word| spoken.contains_key(word)));
        all.is_some() && (is_short(who) || browsers.contains(&who))
    };
    probes.into_iter().filter(|probe| !speaks(client(probe))).collect()
}

/// Those of some sources that load what pages bring along; `sent`: how many probes of each.
fn browsers(
    service: &Service,
    names: &Names,
    subscribers: &Subscribers,
    sent: &BTreeMap<u32, u32>,
) -> BTreeSet<u32> {
    if sent.len() < SPEAKERS {
        return BTreeSet::new();
    }
    let mut left = sent.clone();
    let files = service.path.iter().zip(&service.client).filter(|(path, _)| names.is_asset(**path));
    for (_, client) in files {
        let left = left.get_mut(&subscribers.get(*client));
        left.into_iter().for_each(|left| *left = left.saturating_sub(TRIES_PER_FILE));
    }
    left.into_iter().filter(|(_, left)| *left == 0).map(|(who, _)| who).collect()
}
