//! What is usual on a service, which groups of clients are measured against. In: the baseline's clients,
//! or where there is none the incident's own. Out: shares and medians.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use crate::ask::outcome::GONE;
use crate::ask::service::NO_TEXT;
use crate::base::class::{AgentClass, NetworkClass};
use crate::base::stats::proportion::{share, wilson};
use crate::base::stats::spread::{median, quantile, sorted};

use super::super::again::{AGAIN_US, Before, each_page};
use super::super::fingerprint::is_shared;
use super::super::profile::{Profile, agent_class, asset};
use super::Scene;
use super::busting::usual_queries;
use super::control::Control;
use super::lingering::{Steps, lets_wait, steps};
use super::measures::{false_referers, insisting_of};

/// What is usual on the service: read from the baseline, or where there is none from those clients
/// of the incident itself that behave like people.
#[derive(Debug, Clone, Default)]
pub(super) struct Habits {
    /// Share of served pages that browsers follow up with no asset, upper bound of its 95 % interval;
    /// `None` if assets are not in the log.
    pub(super) bare_pages: Option<f64>,
    /// Share of browsers with [`BARE_SERVED`] served pages that fetch no asset, upper bound of its 95 %
    /// interval.
    pub(super) bare_clients: Option<f64>,
    /// Browsers in the incident with as many served pages.
    pub(super) browsers: f64,
    /// Of each page that is asked for often enough: the share of requests without a referer.
    pub(super) unreferred: BTreeMap<u32, f64>,
    /// Requests in the busiest minute that 99 % of clients stay below.
    pub(super) peak_minute: Option<f64>,
    /// Pages that 99 % of clients ask for at most, all windows of the baseline together.
    pub(super) pages: Option<f64>,
    /// Share of requests from hosting and anonymising networks.
    pub(super) hosting: Option<f64>,
    /// Referers that do not name the page the client was at, upper bound of the 95 % interval.
    pub(super) false_referers: Option<f64>,
    /// Clients seen in the baseline.
    pub(super) known: BTreeSet<u32>,
    /// Minutes of the baseline; zero without one.
    pub(super) minutes: f64,
    /// Pages asked for again at once although they had been given, over all that were given.
    pub(super) insisting: Option<f64>,
    /// Does the log tell who had left before a page came: by 460 or 499, or by durations?
    pub(super) marks_leaving: bool,
    /// Pages served to browsers in the incident.
    pub(super) browser_pages: f64,
    /// Of each page: distinct queries on it, and requests for it, by baseline clients that ask for it
    /// most and often.
    pub(super) queries: BTreeMap<u32, (f64, f64)>,
    /// Of each page: how often the median baseline client asks for it, where enough do.
    pub(super) repeats: BTreeMap<u32, Option<f64>>,
    /// How often the median baseline client asks for its commonest page.
    pub(super) any_repeats: Option<f64>,
    /// Pages that the baseline's clients ask for again and again although they were given: tickers, calls
    /// by the clock.
    pub(super) polled: BTreeSet<u32>,
    /// Of the incident's clients that browse: how often a failure is followed by a request for something
    /// else, upper bound of its 95 % interval.
    pub(super) heedless: Option<f64>,
    /// Where the baseline's clients go from each page…
    pub(super) steps: HashMap<u32, Steps>,
    /// …and the incident's.
    pub(super) steps_now: HashMap<u32, Steps>,
    /// What clients that the baseline knows do in the incident.
    pub(super) control: Control,
}

impl Habits {
    /// Reads the habits off a scene.
    pub(super) fn of(scene: &Scene, known: &BTreeSet<u32>) -> Self {
        let usual = if scene.baseline.is_empty() { scene.incident } else { scene.baseline };
        let polled = usual_polls(scene);
        let browsers = scene.incident.iter().filter(|p| scene.browsing.contains(&p.subscriber));
        let peaks = scene.baseline.iter().map(|profile| f64::from(profile.peak_minute)).collect();
        Self {
            bare_pages: usual_bare_pages(scene, usual.iter()),
            bare_clients: usual_bare_clients(scene, usual.iter()),
            browsers: served_browsers(scene, scene.incident.iter()).1,
            unreferred: usual_unreferred(scene),
            peak_minute: quantile(&sorted(peaks), 0.99),
            pages: usual_pages(scene),
            hosting: hosting(scene, scene.baseline.iter()),
            false_referers: false_referers(scene.baseline.iter()).map(|(_, high)| high),
            known: known.clone(),
            minutes: scene.baseline_minutes,
            insisting: insisting_of(&people(scene).collect::<Vec<_>>()),
            marks_leaving: scene.service.has_durations()
                || GONE.iter().any(|gone| scene.service.status.contains(gone)),
            browser_pages: served_pages(scene, scene.incident.iter()).1,
            queries: usual_queries(scene),
            repeats: usual_repeats(scene),
            any_repeats: median(people(scene).map(asking).collect()),
            heedless: heedless(scene, &polled, browsers).map(|(_, high)| high),
            polled,
            control: Control::of(scene, known),
            steps: steps(scene, people(scene)),
            steps_now: if lets_wait(scene) {
                HashMap::new()
            } else {
                steps(scene, scene.incident.iter())
            },
        }
    }
}

/// Baseline clients, monitors aside.
pub(super) fn people<'s>(scene: &'s Scene) -> impl Iterator<Item = &'s Profile> {
    scene.baseline.iter().filter(|p| agent_class(scene.names, p) != AgentClass::Monitor)
}

fn asking(profile: &Profile) -> f64 {
    f64::from(profile.top_path_unprovoked)
}

/// Clients of a baseline that says how many pages a visit has.
pub(in crate::judge) const PAGES_CLIENTS: usize = 50;

fn usual_pages(scene: &Scene) -> Option<f64> {
    let pages = sorted(people(scene).map(own_pages).collect());
    quantile(&pages, 0.99).filter(|_| pages.len() >= PAGES_CLIENTS)
}

/// Pages that a client asks for without having failed to get them.
pub(super) fn own_pages(profile: &Profile) -> f64 {
    f64::from(profile.pages - profile.provoked)
}

fn usual_repeats(scene: &Scene) -> BTreeMap<u32, Option<f64>> {
    let mut asked: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for profile in people(scene) {
        asked.entry(profile.top_path).or_default().push(asking(profile));
    }
    asked.retain(|_, repeats| repeats.len() >= REPEATS_CLIENTS);
    asked.into_iter().map(|(page, repeats)| (page, median(repeats))).collect()
}

/// Share of the requests for a page that ask for it again although it was given, from which it is polled.
pub(in crate::judge) const POLLED: f64 = 0.5;

/// Requests for a page below which this is not known.
pub(in crate::judge) const POLLED_MIN: f64 = 20.0;

fn usual_polls(scene: &Scene) -> BTreeSet<u32> {
    let service = scene.service;
    let mut asked: HashMap<u32, (f64, f64)> = HashMap::new();
    for profile in people(scene) {
        let is_page = |row: &u32| !asset(service, scene.names, *row as usize);
        let pages: Vec<u32> = profile.rows.iter().copied().filter(is_page).collect();
        each_page(service, scene.outcomes, &pages, |row, before| {
            let (repeats, all) = asked.entry(service.path[row as usize]).or_default();
            *repeats += f64::from(before == Before::Given);
            *all += 1.0;
        });
    }
    asked.retain(|_, (repeats, all)| *all >= POLLED_MIN && *repeats >= POLLED * *all);
    asked.into_keys().collect()
}

/// Failures whose sequel is known, below which this is not.
pub(in crate::judge) const SEQUELS: f64 = 20.0;

/// Of the page requests that follow a failure within [`AGAIN_US`]: the share that asks for something else,
/// and its upper bound. Who looks at answers tries again or leaves. Pages that are polled do not count, nor
/// do addresses that several people share.
pub(super) fn heedless<'a>(
    scene: &Scene,
    polled: &BTreeSet<u32>,
    profiles: impl Iterator<Item = &'a Profile>,
) -> Option<(f64, f64)> {
    let (mut moved, mut all) = (0.0, 0.0);
    for profile in profiles.filter(|profile| !is_shared(profile)) {
        let mut failed: Option<usize> = None;
        for row in profile.rows.iter().map(|row| *row as usize) {
            let service = scene.service;
            if asset(service, scene.names, row) || polled.contains(&service.path[row]) {
                continue;
            }
            let soon =
                |then: &usize| service.arrival_us[row] - service.arrival_us[*then] <= AGAIN_US;
            if let Some(then) = failed.filter(soon) {
                let same = service.path[row] == service.path[then]
                    && service.query[row] == service.query[then];
                moved += f64::from(!same);
                all += 1.0;
            }
            failed = scene.outcomes[row].is_failure().then_some(row);
        }
    }
    (all >= SEQUELS).then(|| (moved / all, wilson(moved, all).1))
}

/// Share of pages without assets from which their absence says nothing: assets may come from another
/// host, or from caches.
pub(in crate::judge) const BARE_USUAL_MAX: f64 = 0.6;

/// Served pages that a share of them needs behind it.
pub(in crate::judge) const PAGES_MIN: f64 = 20.0;

/// Pages served to one client without an asset that show that it fetches none, although it may have left
/// before one or the other came: more than anybody tries.
pub(in crate::judge) const BARE_EACH: u32 = 8;

/// Pages served to a client that a browser would have followed up.
fn telling(profile: &Profile) -> u32 {
    if profile.pages_given >= BARE_EACH { profile.pages_given } else { profile.pages_served }
}

/// Pages served to clients with a browser's agent: those of clients that fetch no asset, and all.
pub(super) fn served_pages<'a>(
    scene: &Scene,
    profiles: impl Iterator<Item = &'a Profile>,
) -> (f64, f64) {
    profiles
        .filter(|p| agent_class(scene.names, p) == AgentClass::Browser)
        .map(|p| (f64::from(telling(p)), p.closes))
        .fold((0.0, 0.0), |(bare, all), (pages, closes)| {
            (bare + if closes { 0.0 } else { pages }, all + pages)
        })
}

/// Pages served to a browser from which it has fetched an asset, unless its cache holds them all.
pub(in crate::judge) const BARE_SERVED: u32 = 3;

/// Clients that the share of such browsers needs behind it.
pub(in crate::judge) const BARE_CLIENTS: f64 = 10.0;

/// Browsers with enough served pages: those that fetch no asset, and all.
pub(super) fn served_browsers<'a>(
    scene: &Scene,
    profiles: impl Iterator<Item = &'a Profile>,
) -> (f64, f64) {
    profiles
        .filter(|p| p.pages_served >= BARE_SERVED)
        .filter(|p| agent_class(scene.names, p) == AgentClass::Browser)
        .fold((0.0, 0.0), |(bare, all), p| (bare + f64::from(!p.closes), all + 1.0))
}

fn usual_bare_clients<'a>(
    scene: &Scene,
    profiles: impl Iterator<Item = &'a Profile>,
) -> Option<f64> {
    let (bare, all) = served_browsers(scene, profiles);
    let usual = wilson(bare, all).1;
    (all >= BARE_CLIENTS && usual <= BARE_USUAL_MAX).then_some(usual)
}

/// Requests for a page below which its usual referers are not known.
pub(in crate::judge) const REFERRED_MIN: f64 = 10.0;

fn usual_unreferred(scene: &Scene) -> BTreeMap<u32, f64> {
    let mut pages: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for row in people(scene).flat_map(|p| &p.rows).map(|row| *row as usize) {
        let (without, all) = pages.entry(scene.service.path[row]).or_default();
        *without += f64::from(scene.service.referer[row] == NO_TEXT);
        *all += 1.0;
    }
    pages.retain(|_, (_, all)| *all >= REFERRED_MIN);
    pages.into_iter().map(|(page, (without, all))| (page, without / all)).collect()
}

fn usual_bare_pages<'a>(scene: &Scene, profiles: impl Iterator<Item = &'a Profile>) -> Option<f64> {
    let (bare, all) = served_pages(scene, profiles);
    let usual = wilson(bare, all).1;
    (all >= PAGES_MIN && usual <= BARE_USUAL_MAX).then_some(usual)
}

/// Baseline clients of the same page that say how often it is usually asked for.
pub(in crate::judge) const REPEATS_CLIENTS: usize = 20;

pub(super) fn hosting<'a>(
    scene: &Scene,
    profiles: impl Iterator<Item = &'a Profile>,
) -> Option<f64> {
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
