//! The single requests that attempts consist of: probes, what else was refused to those who send them, and
//! what is sent to shells. What was found in each service in, shots out; what belongs together is decided
//! elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::archives::archives;
use super::class::Class;
use super::found::{Looked, Scene};
use super::posted::{Known, posted};
use super::probes::{PROBING, Probe};
use super::rules::{Number, Rules};
use super::sources::{BREADTH, Shot};
use crate::ask::service::Service;
use crate::judge::profile::Subscribers;

pub(super) fn shot(
    index: u32,
    service: &Service,
    subscribers: &Subscribers,
    row: u32,
    number: Option<Number>,
) -> Shot {
    let at = row as usize;
    Shot {
        service: index,
        row,
        at_us: service.arrival_us.get(at).copied().unwrap_or(0),
        subscriber: service.client.get(at).map_or(0, |client| subscribers.get(*client)),
        agent: service.agent.get(at).copied().unwrap_or(0),
        path: service.path.get(at).copied().unwrap_or(u32::MAX),
        number,
        seen: None,
    }
}

/// Probes, what else was refused to sources that scan, and what is sent to shells.
pub(super) fn shots(scene: &Scene<'_>) -> Vec<Shot> {
    let services = (0u32..).zip(scene.services).zip(scene.looked);
    let mut shots: Vec<Shot> = services
        .flat_map(|((index, service), looked)| {
            let number = |p: &Probe| (p.row, Some(p.number));
            let probes = looked.probes.iter().map(number);
            probes.map(move |(row, number)| shot(index, service, scene.subscribers, row, number))
        })
        .collect();
    let scanning = scanning(&shots, scene.rules);
    let further = refusals(scene, &shots);
    let broad = broad(scene, &further);
    let scans =
        |shot: &Shot| scanning.contains(&shot.subscriber) || broad.contains(&shot.subscriber);
    let taken = archives(scene, &shots, &|who| scanning.contains(&who) || broad.contains(&who));
    shots.extend(further.into_iter().filter(scans));
    shots.extend(taken);
    let doors = guessed_at(scene);
    let at_door = |shot: &Shot| doors.contains(&(shot.service, shot.subscriber, shot.path));
    let tool = |shot: &Shot| matches!(shot.class(scene.rules), None | Some(Class::ScannerTool));
    shots.retain(|shot| !(at_door(shot) && tool(shot)));
    let posts = posts(scene, &shots);
    shots.extend(posts);
    shots
}

/// Where each source guesses passwords: a tool that does so under its own name looks for nothing there.
fn guessed_at(scene: &Scene<'_>) -> BTreeSet<(u32, u32, u32)> {
    let services = (0u32..).zip(scene.looked);
    let guesses = services.flat_map(|(service, Looked { logins, .. })| {
        let tries = logins.tries.iter().zip(&logins.guesses).filter(|(_, guess)| **guess);
        tries.map(move |(one, _)| (service, one.subscriber, one.endpoint))
    });
    guesses.collect()
}

/// What is sent to scripts that are used as shells are.
fn posts(scene: &Scene<'_>, shots: &[Shot]) -> Vec<Shot> {
    let hostile = hostile(scene, shots);
    let services = (0u32..).zip(scene.services).zip(scene.looked);
    let of_service = |((index, service), looked): ((u32, &Service), &Looked)| -> Vec<Shot> {
        let doors = looked.logins.tries.iter().map(|one| one.endpoint).collect();
        let known = Known { hostile: &hostile, doors: &doors, probes: &looked.probes };
        let rows = posted(service, scene.names, scene.subscribers, &known);
        if rows.is_empty() {
            return Vec::new();
        }
        let own = shots.iter().filter(|shot| shot.service == index);
        let taken: BTreeSet<u32> = own.map(|shot| shot.row).collect();
        let rows = rows.into_iter().filter(|row| !taken.contains(row));
        let shot = |row| shot(index, service, scene.subscribers, row, None);
        rows.map(|row| Shot { seen: Some(Class::WebShell), ..shot(row) }).collect()
    };
    services.map(of_service).collect::<Vec<_>>().concat()
}

/// Sources that match several signatures' worth of probes, or guess passwords.
fn hostile(scene: &Scene<'_>, shots: &[Shot]) -> BTreeSet<u32> {
    let mut probes: BTreeMap<u32, usize> = BTreeMap::new();
    for shot in shots.iter().filter(|shot| shot.number.is_some()) {
        *probes.entry(shot.subscriber).or_default() += 1;
    }
    probes.retain(|_, count| *count >= PROBING);
    let guessing = scene.looked.iter().flat_map(|looked| {
        let tries = looked.logins.tries.iter().zip(&looked.logins.guesses);
        tries.filter(|(_, guess)| **guess).map(|(one, _)| one.subscriber)
    });
    probes.into_keys().chain(guessing).collect()
}

/// What was refused to sources that match a signature, beside their probes, and to those with a list.
fn refusals(scene: &Scene<'_>, shots: &[Shot]) -> Vec<Shot> {
    let mut sources = vec![false; scene.names.clients.len()];
    let listing = scene.looked.iter().flat_map(|looked| looked.listing.iter().copied());
    for who in shots.iter().map(|shot| shot.subscriber).chain(listing) {
        if let Some(source) = sources.get_mut(who as usize) {
            *source = true;
        }
    }
    let is_source = |who: u32| sources.get(who as usize).copied().unwrap_or(false);
    let services = (0u32..).zip(scene.services).zip(scene.looked);
    let of_service = |((index, service), looked): ((u32, &Service), &Looked)| -> Vec<Shot> {
        let known = |row: u32| looked.probes.binary_search_by_key(&row, |p| p.row).is_ok();
        let probes = |row: &u32| {
            let client = service.client.get(*row as usize);
            client.is_some_and(|client| is_source(scene.subscribers.get(*client)))
        };
        let no = |row: &u32| looked.nothing.is(service, *row as usize);
        let rows = (0..service.len() as u32).filter(|row| probes(row) && no(row) && !known(*row));
        rows.map(|row| shot(index, service, scene.subscribers, row, None)).collect()
    };
    services.map(of_service).collect::<Vec<_>>().concat()
}

/// Sources that were refused as many distinct addresses as make a scan. With a signature beside them that
/// is no run of dead links: those that follow such links match none, but for search engines that come to
/// whatever anybody wrote a link to.
fn broad(scene: &Scene<'_>, refused: &[Shot]) -> BTreeSet<u32> {
    let mut paths: BTreeMap<u32, BTreeSet<(u32, u32)>> = BTreeMap::new();
    let searches = |shot: &Shot| {
        let service = scene.services.get(shot.service as usize);
        service.is_some_and(|service| scene.exempt.says_so(service, shot.row as usize))
    };
    for shot in refused.iter().filter(|shot| !searches(shot)) {
        let of_source = paths.entry(shot.subscriber).or_default();
        if of_source.len() < BREADTH {
            of_source.insert((shot.service, shot.path));
        }
    }
    paths.retain(|_, paths| paths.len() >= BREADTH);
    paths.into_keys().collect()
}

/// Sources that match several signatures: their other requests for what does not exist are part of it.
fn scanning(shots: &[Shot], rules: &Rules) -> BTreeSet<u32> {
    let mut numbers: BTreeMap<u32, BTreeSet<Number>> = BTreeMap::new();
    for shot in shots {
        let of_source = numbers.entry(shot.subscriber).or_default();
        of_source.extend(shot.number.filter(|_| of_source.len() < PROBING));
    }
    let tool = |number: &Number| rules.get(*number).is_some_and(|r| r.class == Class::ScannerTool);
    numbers.retain(|_, numbers| numbers.len() >= PROBING || numbers.iter().any(tool));
    numbers.into_keys().collect()
}
