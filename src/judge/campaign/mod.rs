//! Groups of clients that act alike, what each is taken for, and why. The group, not the single
//! client, is called hostile, crawling or human; every call carries the measures it rests on.

pub(in crate::judge) mod describe;
pub(in crate::judge) mod nature;
pub(in crate::judge) mod reasons;

use std::collections::{BTreeMap, BTreeSet};

use crate::ask::service::{Names, Service};
use crate::base::time::Window;

use super::fingerprint::{Fingerprint, Limits, fingerprint};
use super::judgement::{Campaign, Nature};
use super::outcome::Outcome;
use super::profile::Profile;

pub use describe::foreign_share;
pub use reasons::{Measures, STRONG};

/// A group of profiles with equal fingerprints and what it is taken for.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    /// The fingerprint.
    pub fingerprint: Fingerprint,
    /// Its members.
    pub members: Vec<&'a Profile>,
    /// What was measured of it.
    pub measures: Measures,
    /// What it is taken for.
    pub nature: Nature,
}

impl Group<'_> {
    /// Requests of all members.
    pub fn requests(&self) -> u64 {
        self.members.iter().map(|member| u64::from(member.requests())).sum()
    }
}

/// Everything that sorting clients needs: the service and both sides of the incident.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The service.
    pub service: &'a Service,
    /// What codes stand for.
    pub names: &'a Names,
    /// Outcome of every request of the service.
    pub outcomes: &'a [Outcome],
    /// The window looked at: the incident and its lead.
    pub window: Window,
    /// Clients in that window.
    pub incident: &'a [Profile],
    /// Clients in the baseline.
    pub baseline: &'a [Profile],
    /// Minutes of the baseline.
    pub baseline_minutes: f64,
}

/// Sorts the clients of a scene into groups, in order of fingerprint.
pub fn groups<'a>(scene: &Scene<'a>) -> Vec<Group<'a>> {
    let limits = Limits::of(scene.baseline);
    let before = by_fingerprint(scene.baseline, scene.names, limits);
    let known: BTreeSet<u32> = scene.baseline.iter().map(|profile| profile.subscriber).collect();
    let habits = reasons::Habits::of(scene, &known);
    by_fingerprint(scene.incident, scene.names, limits)
        .into_iter()
        .map(|(fingerprint, members)| {
            let past = before.get(&fingerprint).map_or(&[][..], Vec::as_slice);
            let measures = reasons::measure(scene, &habits, fingerprint, &members, past);
            let nature = nature::nature(fingerprint, &measures);
            Group { fingerprint, members, measures, nature }
        })
        .collect()
}

fn by_fingerprint<'a>(
    profiles: &'a [Profile],
    names: &Names,
    limits: Limits,
) -> BTreeMap<Fingerprint, Vec<&'a Profile>> {
    let mut groups: BTreeMap<Fingerprint, Vec<&Profile>> = BTreeMap::new();
    for profile in profiles {
        groups.entry(fingerprint(profile, names, limits)).or_default().push(profile);
    }
    groups
}

/// Campaigns that a report lists at most; smaller ones of the same nature are folded together…
const LISTED: usize = 12;
/// …as are those with less than this share of the requests.
pub(in crate::judge) const LISTED_SHARE: f64 = 0.01;

/// A campaign with the subscribers that belong to it.
#[derive(Debug, Clone)]
pub struct Membership {
    /// The description.
    pub campaign: Campaign,
    /// Its subscribers.
    pub subscribers: BTreeSet<u32>,
}

/// Folds groups into campaigns: people are one campaign, automata one for each nature and target.
/// Ids count up from `first_id`, largest campaign first.
pub fn campaigns(scene: &Scene, groups: &[Group], first_id: u32) -> Vec<Membership> {
    let mut folded: BTreeMap<(Nature, Option<u32>), Vec<&Group>> = BTreeMap::new();
    let all: u64 = groups.iter().map(Group::requests).sum();
    let mut sizes: Vec<&Group> = groups.iter().collect();
    sizes.sort_by_key(|group| (std::cmp::Reverse(group.requests()), group.fingerprint));
    for (rank, group) in sizes.into_iter().enumerate() {
        let large = group.requests() as f64 >= LISTED_SHARE * all as f64;
        let apart =
            matches!(group.nature, Nature::Hostile | Nature::Crawl) && rank < LISTED && large;
        let target = apart.then_some(group.fingerprint.target);
        folded.entry((group.nature, target)).or_default().push(group);
    }
    let mut parts: Vec<Vec<&Group>> = folded.into_values().collect();
    let size = |part: &[&Group]| part.iter().map(|group| group.requests()).sum::<u64>();
    parts.sort_by_key(|part| std::cmp::Reverse(size(part)));
    (first_id..).zip(parts).map(|(id, part)| describe::describe(scene, id, &part)).collect()
}
