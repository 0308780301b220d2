//! A campaign of attempts as the report tells it: what, how many, from where, aimed at whom. A group
//! in, an inert record out.

use std::collections::{BTreeMap, BTreeSet};

use super::class::Class;
use super::found::{Reasons, Scene};
use super::group::Group;
use super::own::{Page, served};
use super::sources::Shot;
use super::succeeded::{Outcome, outcome};
use crate::ask::service::Client;
use crate::base::net::is_internal;
use crate::base::time::{DAY_US, Window};
use crate::judge::judgement::{IntrusionCampaign, IntrusionKind};

/// Entries of lists that a report shows.
const LISTED: usize = 8;
/// Rows cited.
const CITED: usize = 5;

/// A group of probes or of guesses.
#[derive(Debug, Clone)]
pub(super) enum Member {
    /// Probes.
    Probes(Group),
    /// Log-ins.
    Guesses(Vec<Shot>),
    /// Records or pages that are taken, and how.
    Readings(&'static str, Vec<Shot>),
}

impl Member {
    pub(super) fn shots(&self) -> &[Shot] {
        match self {
            Self::Probes(group) => &group.shots,
            Self::Guesses(shots) | Self::Readings(_, shots) => shots,
        }
    }

    fn kind(&self) -> IntrusionKind {
        match self {
            Self::Probes(group) => group.likeness.kind,
            Self::Guesses(_) => IntrusionKind::CredentialStuffing,
            Self::Readings(..) => IntrusionKind::ContentScraping,
        }
    }

    fn class(&self) -> &'static str {
        match self {
            Self::Probes(group) => group.likeness.class.map_or("unknown_path", Class::name),
            Self::Guesses(_) => "log_in",
            Self::Readings(class, _) => class,
        }
    }
}

/// Describes a campaign.
pub(super) fn describe(
    scene: &Scene<'_>,
    id: u32,
    member: &Member,
    reasons: &Reasons,
) -> IntrusionCampaign {
    let shots = member.shots();
    let sources: BTreeSet<u32> = shots.iter().map(|shot| shot.subscriber).collect();
    let name = |index: &u32| Some(scene.services.get(*index as usize)?.name.clone());
    let services: BTreeSet<u32> = shots.iter().map(|shot| shot.service).collect();
    let mut services: Vec<String> = services.iter().filter_map(name).collect();
    services.sort();
    let Outcome { succeeded, failed, let_in, suspected, suspected_requests } =
        outcome(scene, member, reasons);
    let paths = ranked(shots.iter().map(|shot| shot.path));
    let text = |code: &u32| scene.names.paths.get(*code as usize).cloned().unwrap_or_default();
    IntrusionCampaign {
        id,
        kind: member.kind(),
        class: member.class(),
        services,
        requests: shots.len() as u64,
        sources: sources.len() as u64,
        internal: sources.iter().filter(|who| is_inside(scene, **who)).count() as u64,
        window: window(shots),
        aimed: aimed(scene, member, sources.len()),
        succeeded,
        failed,
        let_in,
        paths: paths.len() as u64,
        top_paths: paths.iter().take(LISTED).map(|(code, count)| (text(code), *count)).collect(),
        rules: rules(scene, shots),
        top_agent: top_agent(scene, shots),
        countries: countries(scene, shots),
        networks: networks(scene, shots),
        suspected,
        suspected_requests,
        incidents: Vec::new(),
        citations: cited(scene, shots),
    }
}

fn is_inside(scene: &Scene<'_>, who: u32) -> bool {
    let client = scene.names.clients.get(who as usize);
    client.and_then(|client| client.address).is_some_and(is_internal)
}

/// From the first to the last.
pub(super) fn window(shots: &[Shot]) -> Window {
    let times = || shots.iter().map(|shot| shot.at_us);
    Window::new(times().min().unwrap_or(0), times().max().unwrap_or(0))
}

/// Values by frequency, equals by value.
fn ranked<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Vec<(T, u64)> {
    let mut counts: BTreeMap<T, u64> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    by_count(counts)
}

fn by_count<T: Ord>(counts: BTreeMap<T, u64>) -> Vec<(T, u64)> {
    let mut ranked: Vec<(T, u64)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked
}

fn shares<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Vec<(T, f64)> {
    shares_of(ranked(values))
}

/// What clients have in common, by share of the requests.
fn by_client<T: Ord + Clone>(
    scene: &Scene<'_>,
    shots: &[Shot],
    value: impl Fn(&Client) -> T,
) -> Vec<(T, f64)> {
    let mut counts: BTreeMap<T, u64> = BTreeMap::new();
    for (code, count) in ranked(shots.iter().map(|shot| shot.subscriber)) {
        if let Some(client) = scene.names.clients.get(code as usize) {
            *counts.entry(value(client)).or_default() += count;
        }
    }
    shares_of(by_count(counts))
}

fn shares_of<T: Clone>(ranked: Vec<(T, u64)>) -> Vec<(T, f64)> {
    let all: u64 = ranked.iter().map(|(_, count)| count).sum();
    let share = |(value, count): (T, u64)| (value, count as f64 / all.max(1) as f64);
    ranked.into_iter().take(LISTED).map(share).collect()
}

fn rules(scene: &Scene<'_>, shots: &[Shot]) -> Vec<(String, u64)> {
    let numbers = ranked(shots.iter().filter_map(|shot| shot.number));
    let named = |(number, count)| Some((scene.rules.get(number)?.id.clone(), count));
    numbers.into_iter().filter_map(named).take(LISTED).collect()
}

fn top_agent(scene: &Scene<'_>, shots: &[Shot]) -> (Option<String>, f64) {
    let agents = shares(shots.iter().map(|shot| shot.agent));
    let text = |code: u32| scene.names.agents.get(code as usize).and_then(|a| a.text.clone());
    agents.first().map_or((None, 0.0), |(agent, share)| (text(*agent), *share))
}

fn countries(scene: &Scene<'_>, shots: &[Shot]) -> Vec<(String, f64)> {
    let unknown = || "??".to_owned();
    by_client(scene, shots, |client| client.country.clone().unwrap_or_else(unknown))
}

fn networks(scene: &Scene<'_>, shots: &[Shot]) -> Vec<(Option<i64>, String, f64)> {
    let network = |c: &Client| (c.as_number, c.as_org.clone().unwrap_or_default());
    let networks = by_client(scene, shots, network).into_iter();
    networks.map(|((number, name), share)| (number, name, share)).collect()
}

/// Rows evenly spread over the campaign, the first among them.
fn cited(scene: &Scene<'_>, shots: &[Shot]) -> Vec<crate::base::record::Citation> {
    let step = shots.len().div_ceil(CITED).max(1);
    let cite = |shot: &Shot| {
        let service = scene.services.get(shot.service as usize)?;
        ((shot.row as usize) < service.len()).then(|| service.cite(shot.row as usize))
    };
    shots.iter().step_by(step).filter_map(cite).collect()
}

/// Distinct days with attempts from which a campaign is persistent.
pub(in crate::judge) const DAYS: usize = 3;
/// Distinct paths from one campaign that mean an effort for this site.
pub(in crate::judge) const BROAD: usize = 200;
/// Requests that do.
pub(in crate::judge) const MANY: usize = 500;
/// Sources that do.
pub(in crate::judge) const SOURCES: usize = 10;
/// Requests with a payload for pages that others are served, from which it knows this site.
pub(in crate::judge) const FOCUSED: usize = 20;

/// What says that this site is meant: at least two of the weaker signs, or payloads for its own pages.
fn aimed(scene: &Scene<'_>, member: &Member, sources: usize) -> Vec<&'static str> {
    let shots = member.shots();
    let days: BTreeSet<i64> = shots.iter().map(|shot| shot.at_us.div_euclid(DAY_US)).collect();
    let paths: BTreeSet<u32> = shots.iter().map(|shot| shot.path).collect();
    let signs = [
        ("aimed_persistent", days.len() >= DAYS),
        ("aimed_broad", paths.len() >= BROAD),
        ("aimed_many", shots.len() >= MANY),
        ("aimed_distributed", sources >= SOURCES),
    ];
    let mut found: Vec<&'static str> =
        signs.into_iter().filter(|(_, holds)| *holds).map(|(sign, _)| sign).collect();
    // Whoever takes what only this site has means it.
    if matches!(member, Member::Readings(..)) {
        return vec!["aimed_content"];
    }
    let focused = matches!(member, Member::Probes(_)) && focused(scene, shots);
    if !focused && found.len() < 2 {
        return Vec::new();
    }
    if focused {
        found.insert(0, "aimed_focused");
    }
    found
}

/// Do payloads go to pages that other clients are served?
fn focused(scene: &Scene<'_>, shots: &[Shot]) -> bool {
    let payload = |shot: &&Shot| shot.class(scene.rules).is_some_and(Class::is_payload);
    let mut asked: BTreeMap<Page, usize> = BTreeMap::new();
    for shot in shots.iter().filter(payload) {
        *asked.entry((shot.service, shot.path)).or_default() += 1;
    }
    let enough: usize = asked.values().sum();
    if enough < FOCUSED {
        return false;
    }
    let sources: BTreeSet<u32> = shots.iter().map(|shot| shot.subscriber).collect();
    let places = asked.keys().copied().collect();
    let served = served(scene.services, scene.subscribers, &places, &sources);
    let own = asked.iter().filter(|(place, _)| served.contains(place)).map(|(_, count)| count);
    own.sum::<usize>() >= FOCUSED
}
