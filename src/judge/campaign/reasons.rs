//! What is measured of a group of clients, against the clients of the baseline.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::class::{AgentClass, NetworkClass};
use crate::base::stats::proportion::{share, wilson};
use crate::base::stats::spread::{median, quantile, sorted};

use super::super::fingerprint::{
    ENOUGH, Fingerprint, insists, is_changing, is_regular, is_shared, is_stubborn,
};
use super::super::judgement::{Figure, Unit};
use super::super::outcome::Outcome;
use super::super::profile::{Profile, agent_class};
use super::Scene;

/// What is usual on the service: read from the baseline, or where there is none from those clients
/// of the incident itself that behave like people.
#[derive(Debug, Clone, Default)]
pub(super) struct Habits {
    /// Share of served pages that browsers follow up with no asset, upper bound of its 95 % interval;
    /// `None` if assets are not in the log.
    pub bare_pages: Option<f64>,
    /// Requests in the busiest minute that 99 % of clients stay below.
    pub peak_minute: Option<f64>,
    /// Share of requests from hosting and anonymising networks.
    pub hosting: Option<f64>,
    /// Clients seen in the baseline.
    pub known: BTreeSet<u32>,
    /// Minutes of the baseline; zero without one.
    pub minutes: f64,
    /// Pages served to browsers in the incident.
    browser_pages: f64,
    /// Of each page: distinct queries on it, and requests for it, by baseline clients that ask for it
    /// most and often.
    queries: BTreeMap<u32, (f64, f64)>,
    /// Of each page: how often the median baseline client asks for it, where enough do.
    repeats: BTreeMap<u32, Option<f64>>,
    /// How often the median baseline client asks for its commonest page.
    any_repeats: Option<f64>,
}

impl Habits {
    /// Reads the habits off a scene.
    pub(super) fn of(scene: &Scene, known: &BTreeSet<u32>) -> Self {
        let usual = if scene.baseline.is_empty() { scene.incident } else { scene.baseline };
        let peaks = scene.baseline.iter().map(|profile| f64::from(profile.peak_minute)).collect();
        Self {
            bare_pages: usual_bare_pages(scene, usual.iter()),
            peak_minute: quantile(&sorted(peaks), 0.99),
            hosting: hosting(scene, scene.baseline.iter()),
            known: known.clone(),
            minutes: scene.baseline_minutes,
            browser_pages: served_pages(scene, scene.incident.iter()).1,
            queries: usual_queries(scene),
            repeats: usual_repeats(scene),
            any_repeats: median(people(scene).map(asking).collect()),
        }
    }
}

/// Looked up by page: there can be as many groups as pages, and as many clients as requests.
fn usual_queries(scene: &Scene) -> BTreeMap<u32, (f64, f64)> {
    let mut queries: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for profile in scene.baseline.iter().filter(|p| p.top_path_requests >= ENOUGH) {
        let (distinct, requests) = queries.entry(profile.top_path).or_default();
        *distinct += f64::from(profile.top_path_queries);
        *requests += f64::from(profile.top_path_requests);
    }
    queries
}

/// Baseline clients, monitors aside.
fn people<'s>(scene: &'s Scene) -> impl Iterator<Item = &'s Profile> {
    scene.baseline.iter().filter(|p| agent_class(scene.names, p) != AgentClass::Monitor)
}

fn asking(profile: &Profile) -> f64 {
    f64::from(profile.top_path_requests)
}

fn usual_repeats(scene: &Scene) -> BTreeMap<u32, Option<f64>> {
    let mut asked: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for profile in people(scene) {
        asked.entry(profile.top_path).or_default().push(asking(profile));
    }
    asked.retain(|_, repeats| repeats.len() >= REPEATS_CLIENTS);
    asked.into_iter().map(|(page, repeats)| (page, median(repeats))).collect()
}

/// Share of pages without assets from which their absence says nothing: assets may come from another
/// host, or from caches.
pub(in crate::judge) const BARE_USUAL_MAX: f64 = 0.6;

/// Measures of a group; `None` where the log or the baseline does not allow one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measures {
    /// Requests of the group.
    pub requests: f64,
    /// Clients of the group.
    pub clients: f64,
    /// Served pages that the group's browsers follow up with no asset, over all pages served to
    /// browsers in the incident.
    pub bare_pages: Option<f64>,
    /// What the baseline lets expect of that share.
    pub usual_bare_pages: Option<f64>,
    /// Share of requests by members with gaps like a clock's.
    pub regular: f64,
    /// Share of requests by members that go on failing where people stop.
    pub stubborn: f64,
    /// Share of requests in the baseline by clients of the same kind that ask again and again: a
    /// page or application that polls.
    pub usual_polling: f64,
    /// Median busiest minute of members over the usual 99th percentile.
    pub peak_ratio: Option<f64>,
    /// Median requests of members for their commonest page over the median of usual clients.
    pub repeat_ratio: Option<f64>,
    /// Share of pages on the commonest path.
    pub top_share: f64,
    /// Distinct queries on that path per request for it.
    pub busting: Option<f64>,
    /// The same in the baseline.
    pub usual_busting: Option<f64>,
    /// Share of requests with impossible or ever-changing agents.
    pub forged: f64,
    /// Share of members that the baseline does not know.
    pub absent: Option<f64>,
    /// Requests per minute of this fingerprint in the baseline over those now.
    pub habitual: Option<f64>,
    /// Share of requests from hosting and anonymising networks.
    pub hosting: Option<f64>,
    /// The same in the baseline.
    pub usual_hosting: Option<f64>,
    /// Distinct paths per page asked for.
    pub breadth: f64,
    /// Share of answers 404.
    pub not_found: f64,
    /// Share of requests that only read.
    pub reads: f64,
    /// Share of members that go from page to page, with assets or referers.
    pub navigates: f64,
}

/// Measures a group and the baseline clients of the same fingerprint.
pub(super) fn measure(
    scene: &Scene,
    habits: &Habits,
    fingerprint: Fingerprint,
    members: &[&Profile],
    past: &[&Profile],
) -> Measures {
    let requests = total(members, Profile::requests);
    let pages = total(members, |p| p.pages);
    let by = |keep: &dyn Fn(&Profile) -> bool| {
        let kept: Vec<&Profile> = members.iter().copied().filter(|p| keep(p)).collect();
        share(total(&kept, Profile::requests), requests).unwrap_or(0.0)
    };
    let browser = fingerprint.agent == AgentClass::Browser;
    let clients = members.len() as f64;
    let unknown = members.iter().filter(|p| !habits.known.contains(&p.subscriber)).count() as f64;
    Measures {
        requests,
        clients,
        bare_pages: bare_pages(scene, habits, members).filter(|_| browser),
        usual_bare_pages: habits.bare_pages.filter(|_| browser),
        regular: by(&is_regular),
        stubborn: by(&is_stubborn),
        usual_polling: polling(past),
        peak_ratio: peak_ratio(members, habits),
        repeat_ratio: repeat_ratio(scene, habits, members, fingerprint),
        top_share: share(total(members, |p| p.top_path_requests), pages).unwrap_or(0.0),
        busting: busting(members),
        usual_busting: usual_busting(habits, fingerprint),
        forged: by(&|p| is_changing(p) || agent_class(scene.names, p) == AgentClass::Impossible),
        absent: (habits.minutes > 0.0).then(|| unknown / clients),
        habitual: habitual(scene, requests, past),
        hosting: hosting(scene, members.iter().copied()),
        usual_hosting: habits.hosting,
        breadth: breadth(scene, members),
        not_found: not_found(scene, members),
        reads: share(total(members, |p| p.reads), requests).unwrap_or(0.0),
        navigates: members.iter().filter(|p| navigates(p)).count() as f64 / clients,
    }
}

fn total(profiles: &[&Profile], pick: impl Fn(&Profile) -> u32) -> f64 {
    profiles.iter().map(|profile| f64::from(pick(profile))).sum()
}

/// Served pages that a share of them needs behind it.
pub(in crate::judge) const PAGES_MIN: f64 = 20.0;

/// Pages served to clients with a browser's agent: those of clients that fetch no asset, and all.
fn served_pages<'a>(scene: &Scene, profiles: impl Iterator<Item = &'a Profile>) -> (f64, f64) {
    profiles
        .filter(|p| agent_class(scene.names, p) == AgentClass::Browser)
        .map(|p| (f64::from(p.pages_served), p.closes))
        .fold((0.0, 0.0), |(bare, all), (pages, closes)| {
            (bare + if closes { 0.0 } else { pages }, all + pages)
        })
}

fn usual_bare_pages<'a>(scene: &Scene, profiles: impl Iterator<Item = &'a Profile>) -> Option<f64> {
    let (bare, all) = served_pages(scene, profiles);
    let usual = wilson(bare, all).1;
    (all >= PAGES_MIN && usual <= BARE_USUAL_MAX).then_some(usual)
}

fn bare_pages(scene: &Scene, habits: &Habits, members: &[&Profile]) -> Option<f64> {
    let (bare, _) = served_pages(scene, members.iter().copied());
    share(bare, habits.browser_pages).filter(|_| bare >= PAGES_MIN)
}

fn polling(past: &[&Profile]) -> f64 {
    let polling: Vec<&Profile> = past.iter().copied().filter(|p| insists(p)).collect();
    let requests = |profiles: &[&Profile]| total(profiles, Profile::requests);
    share(requests(&polling), requests(past)).unwrap_or(0.0)
}

fn peak_ratio(members: &[&Profile], habits: &Habits) -> Option<f64> {
    let single = members.iter().filter(|p| !is_shared(p));
    let peaks = single.map(|p| f64::from(p.peak_minute)).collect();
    Some(median(peaks)? / habits.peak_minute.filter(|&usual| usual > 0.0)?)
}

/// Requests for one page in an incident below which asking again is no more than impatience.
pub(in crate::judge) const REPEATS_MIN: f64 = 12.0;
/// Times the usual number of requests for one page that no person in a hurry makes.
pub(in crate::judge) const REPEATS_TIMES: f64 = 5.0;
/// Baseline clients of the same page that say how often it is usually asked for.
pub(in crate::judge) const REPEATS_CLIENTS: usize = 20;

/// Waiting pages reload by themselves: a group that mostly waited is not measured.
fn repeat_ratio(
    scene: &Scene,
    habits: &Habits,
    members: &[&Profile],
    fingerprint: Fingerprint,
) -> Option<f64> {
    let rows = || members.iter().flat_map(|member| &member.rows).map(|row| *row as usize);
    let waited = rows().filter(|&row| scene.outcomes[row] == Outcome::Waiting).count() as f64;
    let single = members.iter().filter(|p| !is_shared(p));
    let repeats = median(single.map(|p| f64::from(p.top_path_requests)).collect())?;
    let usual = usual(habits, fingerprint).filter(|&usual| usual > 0.0)?;
    let measured = repeats >= REPEATS_MIN && waited < 0.3 * rows().count() as f64;
    measured.then(|| repeats / usual)
}

/// How often the median baseline client asks for its commonest page: for this page where enough do,
/// else for any; monitors aside. The median, because schools and companies behind one address ask
/// for it as often as they have people.
fn usual(habits: &Habits, fingerprint: Fingerprint) -> Option<f64> {
    habits.repeats.get(&fingerprint.target).copied().unwrap_or(habits.any_repeats)
}

fn usual_busting(habits: &Habits, fingerprint: Fingerprint) -> Option<f64> {
    let (distinct, requests) = habits.queries.get(&fingerprint.target).copied().unwrap_or_default();
    share(distinct, requests)
}

fn busting(profiles: &[&Profile]) -> Option<f64> {
    let asking: Vec<&Profile> =
        profiles.iter().copied().filter(|p| p.top_path_requests >= ENOUGH).collect();
    share(total(&asking, |p| p.top_path_queries), total(&asking, |p| p.top_path_requests))
}

fn habitual(scene: &Scene, requests: f64, past: &[&Profile]) -> Option<f64> {
    let now = requests / scene.window.minutes() as f64;
    let then = total(past, Profile::requests) / scene.baseline_minutes;
    (scene.baseline_minutes > 0.0 && now > 0.0).then(|| then / now)
}

fn hosting<'a>(scene: &Scene, profiles: impl Iterator<Item = &'a Profile>) -> Option<f64> {
    let (mut hosted, mut placed) = (0.0, 0.0);
    for profile in profiles {
        let Some(client) = scene.names.clients.get(profile.subscriber as usize) else { continue };
        let requests = f64::from(profile.requests());
        match client.network_class {
            NetworkClass::Hosting | NetworkClass::Anonymiser => {
                hosted += requests;
                placed += requests;
            }
            NetworkClass::Unknown if client.as_number.is_none() => {}
            _ => placed += requests,
        }
    }
    share(hosted, placed)
}

fn breadth(scene: &Scene, members: &[&Profile]) -> f64 {
    let rows = members.iter().flat_map(|member| &member.rows).map(|row| *row as usize);
    let mut pages: Vec<(u32, u32)> = rows
        .filter(|&row| !super::super::profile::asset(scene.service, scene.names, row))
        .map(|row| (scene.service.path[row], scene.service.query[row]))
        .collect();
    let all = pages.len() as f64;
    pages.sort_unstable();
    pages.dedup();
    share(pages.len() as f64, all).unwrap_or(0.0)
}

fn not_found(scene: &Scene, members: &[&Profile]) -> f64 {
    let rows: Vec<u32> = members.iter().flat_map(|member| member.rows.iter().copied()).collect();
    let missing = rows.iter().filter(|row| scene.service.status[**row as usize] == 404).count();
    share(missing as f64, rows.len() as f64).unwrap_or(0.0)
}

fn navigates(profile: &Profile) -> bool {
    profile.paths >= 2 && (profile.closes || profile.referred > 0)
}

/// Share of usual requests that are polls, from which polling is what clients of the kind do.
pub(in crate::judge) const POLLING: f64 = 0.2;

impl Measures {
    /// The measures that hold, as figures; strong ones first.
    pub fn reasons(&self) -> Vec<Figure> {
        let mut reasons = self.strong();
        reasons.extend(self.supporting());
        reasons
    }

    /// Is it usual for clients of this kind to ask again and again by the clock? Then asking so says
    /// nothing, and neither does going on while answers fail.
    fn polls(&self) -> bool {
        self.usual_polling >= POLLING
    }

    /// Behaviour that no person shows.
    pub fn strong(&self) -> Vec<Figure> {
        // The members fetch none by their fingerprint; the question is whether so many do not usually.
        let bare = self.bare_pages.filter(|&now| {
            self.usual_bare_pages.is_some_and(|usual| now >= (3.0 * usual).max(usual + 0.05))
        });
        let busting = self.busting.filter(|&now| {
            now >= 0.8
                && self.top_share >= 0.6
                && self.usual_busting.is_none_or(|usual| usual < 0.5 * now)
        });
        let hosted = self
            .hosting
            .filter(|&now| now >= 0.5 && self.usual_hosting.is_some_and(|usual| usual <= 0.15));
        [
            bare.map(|value| figure("no_assets", value)),
            (self.regular >= 0.5 && !self.polls()).then(|| figure("regular_gaps", self.regular)),
            self.peak_ratio
                .filter(|&ratio| ratio >= 2.0)
                .map(|value| Figure { unit: Unit::Ratio, ..figure("rate_above_baseline", value) }),
            self.repeat_ratio
                .filter(|&ratio| ratio >= REPEATS_TIMES && !self.polls())
                .map(|value| Figure { unit: Unit::Ratio, ..figure("repeats_target", value) }),
            (self.stubborn >= 0.3 && !self.polls())
                .then(|| figure("ignores_failures", self.stubborn)),
            busting.map(|value| figure("cache_busting", value)),
            (self.forged >= 0.5).then(|| figure("forged_agents", self.forged)),
            hosted.map(|value| figure("hosting_networks", value)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Kinds of strong behaviour: being faster and asking more often are one.
    pub fn signs(&self) -> usize {
        let strong = self.strong();
        let has = |name: &str| strong.iter().any(|figure| figure.name == name);
        let same = has("rate_above_baseline") && has("repeats_target");
        strong.len() - usize::from(same)
    }

    /// Circumstances that fit automata, and people in a hurry as well.
    pub fn supporting(&self) -> Vec<Figure> {
        [
            (self.top_share >= 0.8 && self.requests >= 30.0)
                .then(|| figure("single_target", self.top_share)),
            self.absent.filter(|&share| share >= 0.8).map(|v| figure("absent_from_baseline", v)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A measure as a share.
pub(super) fn figure(name: &'static str, value: f64) -> Figure {
    Figure { name, value, interval: None, unit: Unit::Share }
}
