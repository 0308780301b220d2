//! From whom it is learnt what a log-in answers. In: who tries. Out: who may teach. Whoever follows each guess with a page of the
//! site would otherwise teach that a wrong password is a right one, if there are enough of them. Where people use a door with
//! browsers, which fetch what its page brings along, only they teach.

use std::collections::{BTreeMap, BTreeSet};

use super::endpoint::Try;
use super::guessing::PEOPLE;
use super::posters::TRIES_PER_FILE;
use crate::ask::service::{Names, Service};
use crate::judge::profile::Subscribers;

/// Who may teach at which door.
pub(super) struct Teachers {
    /// Those who fetch files, and not one alone for many tries.
    browsers: BTreeSet<u32>,
    /// Doors that enough of them use.
    doors: BTreeSet<u32>,
}

impl Teachers {
    /// Finds them. `trying`: does a client, by code, try to log in anywhere?
    pub(super) fn of(
        service: &Service,
        names: &Names,
        subscribers: &Subscribers,
        (tries, trying): (&[Try], &[bool]),
    ) -> Self {
        let fetched = service.client.iter().zip(&service.path).filter(|(client, path)| {
            trying.get(**client as usize).copied().unwrap_or(true) && names.is_asset(**path)
        });
        let files = counts(fetched.map(|(client, _)| subscribers.get(*client)));
        let tried = counts(tries.iter().map(|one| one.subscriber));
        let loads = |(who, files): (&u32, &u32)| {
            files.saturating_mul(TRIES_PER_FILE) >= tried.get(who).copied().unwrap_or(0)
        };
        let browsers: BTreeSet<u32> =
            files.iter().filter(|one| loads(*one)).map(|(who, _)| *who).collect();
        let mut users: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for one in tries.iter().filter(|one| browsers.contains(&one.subscriber)) {
            users.entry(one.endpoint).or_default().insert(one.subscriber);
        }
        users.retain(|_, users| users.len() >= PEOPLE);
        Self { browsers, doors: users.into_keys().collect() }
    }

    /// May this subscriber teach what this door answers?
    pub(super) fn may(&self, subscriber: u32, door: u32) -> bool {
        !self.doors.contains(&door) || self.browsers.contains(&subscriber)
    }
}

/// How often each is there.
fn counts(subscribers: impl Iterator<Item = u32>) -> BTreeMap<u32, u32> {
    let mut counts = BTreeMap::new();
    subscribers.for_each(|who| *counts.entry(who).or_default() += 1);
    counts
}
