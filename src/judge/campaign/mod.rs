//! Groups of clients that act alike, what each is taken for, and why. The group, not the single
//! client, is called hostile, crawling or human; every call carries the measures it rests on.

pub(in crate::judge) mod busting;
mod companions;
mod control;
pub(in crate::judge) mod describe;
pub(in crate::judge) mod evenness;
pub(in crate::judge) mod habits;
pub(in crate::judge) mod lingering;
pub(in crate::judge) mod measures;
pub(in crate::judge) mod nature;
pub(in crate::judge) mod reasons;

use std::collections::{BTreeMap, BTreeSet};

use crate::ask::service::{NO_TEXT, Names, Service};
use crate::base::class::AgentClass;
use crate::base::time::Window;

use super::fingerprint::{Fingerprint, Limits, fingerprint};
use super::forgetting::{crowd, forgets, usual_crowd};
use super::judgement::{Campaign, Nature};
use super::outcome::Outcome;
use super::profile::Profile;
use super::replay::Beside;

pub use describe::foreign_share;
pub use measures::Measures;

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
    /// The window looked at: the incident and its lead, [`LEAD_US`](super::facts::LEAD_US) before it.
    pub window: Window,
    /// Clients in that window.
    pub incident: &'a [Profile],
    /// Clients in the baseline.
    pub baseline: &'a [Profile],
    /// Minutes of the baseline.
    pub baseline_minutes: f64,
    /// Subscribers that were seen to browse at any time: see [`Fingerprint::browses`].
    pub browsing: &'a BTreeSet<u32>,
    /// Clients that play back recordings.
    pub replays: &'a Beside,
}

/// Sorts the clients of a scene into groups, in order of fingerprint.
pub fn groups<'a>(scene: &Scene<'a>) -> Vec<Group<'a>> {
    let limits = Limits::of(scene.baseline);
    let before = by_kind(scene.baseline, scene.names);
    let known: BTreeSet<u32> = scene.baseline.iter().map(|profile| profile.subscriber).collect();
    let habits = habits::Habits::of(scene, &known);
    let groups = by_fingerprint(scene, limits)
        .into_iter()
        .map(|(fingerprint, members)| {
            let past = alike(&before, fingerprint);
            let measures = measures::measure(scene, &habits, fingerprint, &members, &past);
            let nature = nature::nature(fingerprint, &measures);
            Group { fingerprint, members, measures, nature }
        })
        .collect();
    companions::companions(groups).into_iter().flat_map(spared).collect()
}

/// Clients of the baseline whose autonomous system is known, below which nothing is a new one.
pub(in crate::judge) const FAMILIAR_MIN: usize = 50;

/// The autonomous systems of the baseline's clients; none where they are few.
fn familiar(scene: &Scene) -> BTreeSet<i64> {
    let placed: Vec<i64> = scene.baseline.iter().filter_map(|p| system(scene, p)).collect();
    if placed.len() < FAMILIAR_MIN { BTreeSet::new() } else { placed.into_iter().collect() }
}

fn is_new(scene: &Scene, familiar: &BTreeSet<i64>, profile: &Profile) -> bool {
    !familiar.is_empty() && system(scene, profile).is_some_and(|number| !familiar.contains(&number))
}

fn system(scene: &Scene, profile: &Profile) -> Option<i64> {
    scene.names.clients.get(profile.subscriber as usize).and_then(|client| client.as_number)
}

/// Clients by fingerprint.
type Groups<'a> = BTreeMap<Fingerprint, Vec<&'a Profile>>;
/// Clients by what they say they are and what they ask for.
type Kinds<'a> = BTreeMap<(AgentClass, u32), Vec<&'a Profile>>;

fn by_fingerprint<'a>(scene: &Scene<'a>, limits: Limits) -> Groups<'a> {
    let mut groups: Groups = BTreeMap::new();
    let familiar = familiar(scene);
    let forgetting = crowd(scene.incident).is_unlike(usual_crowd(scene.baseline));
    for profile in scene.incident {
        let browses = scene.browsing.contains(&profile.subscriber);
        let fingerprint = Fingerprint {
            new_network: !browses && is_new(scene, &familiar, profile),
            forgets: forgetting && forgets(profile),
            replays: scene.replays.has(profile.subscriber),
            ..fingerprint(profile, scene.names, limits, browses)
        };
        groups.entry(fingerprint).or_default().push(profile);
    }
    scatter(groups)
}

/// Puts together those whose page too few ask for to be measured: a crawl that takes each page from another address
/// would be as many groups as pages, and each of them would pass for a visitor.
fn scatter(groups: Groups<'_>) -> Groups<'_> {
    let mut asked: BTreeMap<u32, f64> = BTreeMap::new();
    for (print, members) in groups.iter().filter(|(print, _)| !print.browses) {
        let requests = members.iter().map(|member| f64::from(member.requests()));
        *asked.entry(print.target).or_default() += requests.sum::<f64>();
    }
    let is_scattered = |print: &Fingerprint| {
        let few = asked.get(&print.target).is_some_and(|&all| all < nature::HOSTILE_REQUESTS);
        let alone = print.target != NO_TEXT && few;
        alone && !print.browses && !print.mechanical && !print.is_scripted()
    };
    let mut sorted: Groups = BTreeMap::new();
    for (mut print, members) in groups {
        if is_scattered(&print) {
            (print.target, print.scattered) = (NO_TEXT, true);
        }
        sorted.entry(print).or_default().extend(members);
    }
    sorted
}

/// The baseline's clients that say the same and ask for the same; of those whose pages are their own all that have
/// one page.
fn alike<'a>(before: &Kinds<'a>, print: Fingerprint) -> Vec<&'a Profile> {
    if !print.scattered {
        return before.get(&(print.agent, print.target)).cloned().unwrap_or_default();
    }
    let one_page = |(agent, target): (AgentClass, u32)| agent == print.agent && target != NO_TEXT;
    let past = before.iter().filter(|(kind, _)| one_page(**kind));
    past.flat_map(|(_, clients)| clients).copied().collect()
}

/// Share of the median member's requests below which a member does not act like its group: people
/// who were turned away twice look like a flood that was cut short.
pub(in crate::judge) const ALIKE: f64 = 0.4;

/// Takes those out of a hostile group who did far less than its members do: of them nothing can be
/// told.
fn spared(group: Group<'_>) -> Vec<Group<'_>> {
    let requests = group.members.iter().map(|member| f64::from(member.requests())).collect();
    let typical = crate::base::stats::spread::median(requests).unwrap_or(0.0);
    if group.nature != Nature::Hostile {
        return vec![group];
    }
    let alike = |member: &&Profile| f64::from(member.requests()) >= ALIKE * typical;
    let (members, few): (Vec<&Profile>, Vec<&Profile>) = group.members.into_iter().partition(alike);
    let rest = Group {
        fingerprint: group.fingerprint,
        members: few,
        measures: group.measures.clone(),
        nature: Nature::Unknown,
    };
    let kept = Group {
        members,
        fingerprint: group.fingerprint,
        measures: group.measures,
        nature: group.nature,
    };
    if rest.members.is_empty() { vec![kept] } else { vec![kept, rest] }
}

/// Baseline clients by what they say they are and what they ask for. How they behave is left out:
/// what is usual among them is what the others are compared with.
fn by_kind<'a>(profiles: &'a [Profile], names: &Names) -> Kinds<'a> {
    let mut kinds: Kinds = BTreeMap::new();
    for profile in profiles {
        let print = fingerprint(profile, names, Limits::ABSOLUTE, false);
        kinds.entry((print.agent, print.target)).or_default().push(profile);
    }
    kinds
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

#[cfg(test)]
mod tests {
    use super::super::crowds::{Crowd, about};
    use super::super::facts::Class;

    #[test]
    fn a_page_each_from_many_addresses_is_a_crawl_if_nobody_takes_what_pages_bring_along() {
        let share = |crowd: Crowd, class| about(&crowd.world(), |facts| facts.share_of(class));
        let takers = || Crowd::ordinary().takers(2000, false);
        assert!(share(takers(), Class::Crawl) > 0.5);
        assert_eq!(share(takers(), Class::Hostile), 0.0);
        assert!(share(Crowd::ordinary().takers(2000, true), Class::Crawl) < 0.1);
    }
}
