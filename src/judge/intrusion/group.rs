//! Attempts gathered into campaigns: what is tried, with which agent, from which networks, when. What
//! stays below a campaign is background: every public address receives some, every day. Shots in,
//! groups and the rest out; it decides that attempts belong together, not what they achieved.

use std::collections::BTreeMap;

use super::join::{Ties, joined};
use super::rules::Rules;
use super::sources::{Likeness, Shot, likeness};
use crate::base::time::{DAY_US, HOUR_US};

/// Attempts below which nothing is called a campaign: background noise that is counted, not told.
pub(in crate::judge) const REQUESTS: usize = 20;
/// Silence after which a campaign is over.
pub(in crate::judge) const OVER_US: i64 = DAY_US;
/// In so long a time at least that many must come, or from one source.
pub(in crate::judge) const DENSE_US: i64 = HOUR_US;
/// Times the mean of an hour of the log that a burst of unlike sources must reach: noise comes evenly.
pub(in crate::judge) const BURST: f64 = 5.0;

/// Attempts that belong together, in order of time.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// What they have in common.
    pub(super) likeness: Likeness,
    /// The attempts.
    pub(super) shots: Vec<Shot>,
}

/// Groups, in order of start, and what belongs to none.
pub(super) fn groups(shots: Vec<Shot>, ties: &Ties<'_>) -> (Vec<Group>, Vec<Shot>) {
    let rules = ties.rules;
    let (mut found, rest) = parted(by_likeness(shots, ties), OVER_US, is_campaign);
    let (of_class, rest) = bursts(by_class(rest, rules), ties.hours);
    // Without agents in the log all would be alike.
    let (of_agent, rest) =
        if ties.agents { bursts(by_agent(rest), ties.hours) } else { (Vec::new(), rest) };
    found.extend(of_class);
    found.extend(of_agent);
    let group = |shots: Vec<Shot>| Group { likeness: likeness(&shots, rules), shots };
    joined(found.into_iter().map(group).collect(), rest, ties)
}

/// Bursts of unlike sources in a log of so many hours, and the rest.
fn bursts(lists: Vec<Vec<Shot>>, hours: f64) -> (Vec<Vec<Shot>>, Vec<Shot>) {
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for shots in lists {
        let usual = shots.len() as f64 / hours.max(1.0);
        let is_burst = |part: &[Shot]| is_campaign(part) && densest(part) as f64 >= BURST * usual;
        let (bursts, rest) = parted(vec![shots], DENSE_US, is_burst);
        found.extend(bursts);
        left.extend(rest);
    }
    (found, left)
}

/// The shots of sources that look alike. Where a log has no agents nearly all do, and each stands for itself.
fn by_likeness(mut shots: Vec<Shot>, ties: &Ties<'_>) -> Vec<Vec<Shot>> {
    shots.sort_unstable_by_key(|shot| (shot.subscriber, shot.at_us, shot.service, shot.row));
    let mut alike: BTreeMap<(Likeness, Option<u32>), Vec<Shot>> = BTreeMap::new();
    for source in shots.chunk_by(|a, b| a.subscriber == b.subscriber) {
        let alone = source.first().filter(|_| !ties.agents).map(|shot| shot.subscriber);
        alike.entry((likeness(source, ties.rules), alone)).or_default().extend(source);
    }
    alike.into_values().collect()
}

fn by_class(shots: Vec<Shot>, rules: &Rules) -> Vec<Vec<Shot>> {
    let mut classes: BTreeMap<_, Vec<Shot>> = BTreeMap::new();
    for shot in shots {
        let class = shot.class(rules);
        classes.entry(class).or_default().push(shot);
    }
    classes.into_values().collect()
}

/// By agent, whatever is tried: a worm knows several weaknesses.
fn by_agent(shots: Vec<Shot>) -> Vec<Vec<Shot>> {
    let mut agents: BTreeMap<u32, Vec<Shot>> = BTreeMap::new();
    for shot in shots {
        agents.entry(shot.agent).or_default().push(shot);
    }
    agents.into_values().collect()
}

/// Cuts each list at silences, and keeps the parts that are asked for; the rest in one list.
fn parted(
    lists: Vec<Vec<Shot>>,
    silence_us: i64,
    keep: impl Fn(&[Shot]) -> bool,
) -> (Vec<Vec<Shot>>, Vec<Shot>) {
    let (mut kept, mut rest) = (Vec::new(), Vec::new());
    for mut shots in lists {
        shots.sort_unstable_by_key(|shot| (shot.at_us, shot.service, shot.row));
        for part in shots.chunk_by(|a, b| b.at_us - a.at_us <= silence_us) {
            if keep(part) { kept.push(part.to_vec()) } else { rest.extend(part) }
        }
    }
    (kept, rest)
}

/// Enough attempts, and dense or persistent enough to be somebody's doing.
pub(super) fn is_campaign(shots: &[Shot]) -> bool {
    shots.len() >= REQUESTS && (most_of_one(shots) >= REQUESTS || densest(shots) >= REQUESTS)
}

fn most_of_one(shots: &[Shot]) -> usize {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for shot in shots {
        *counts.entry(shot.subscriber).or_default() += 1;
    }
    counts.into_values().max().unwrap_or(0)
}

/// Attempts in the densest hour; in order of time.
pub(super) fn densest(shots: &[Shot]) -> usize {
    densest_of(shots.iter().map(|shot| shot.at_us))
}

/// The most times, in order, that lie within an hour.
pub(super) fn densest_of(times: impl Iterator<Item = i64> + Clone) -> usize {
    let mut first = times.clone();
    let mut inside = 0;
    let mut most = 0;
    for at_us in times {
        inside += 1;
        let gone = first.clone().take_while(|first_us| at_us - first_us > DENSE_US).count();
        if gone > 0 {
            first.nth(gone - 1);
            inside -= gone;
        }
        most = most.max(inside);
    }
    most
}
