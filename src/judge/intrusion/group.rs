//! Attempts gathered into campaigns: what is tried, with which agent, from which networks, when. What
//! stays below a campaign is background: every public address receives some, every day. Shots in,
//! groups and the rest out; it decides that attempts belong together, not what they achieved.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::rules::Rules;
use super::sources::{Likeness, Shot, likeness};
use crate::ask::service::Names;
use crate::base::net::cluster_of;
use crate::base::time::{DAY_US, HOUR_US};
use crate::judge::judgement::IntrusionKind;

/// Attempts below which nothing is called a campaign: background noise that is counted, not told.
pub(in crate::judge) const REQUESTS: usize = 20;
/// Silence after which a campaign is over.
pub(in crate::judge) const OVER_US: i64 = DAY_US;
/// In so long a time at least that many must come, or from one source.
pub(in crate::judge) const DENSE_US: i64 = HOUR_US;
/// Times the mean of an hour that a burst of unlike sources must reach: noise comes evenly.
pub(in crate::judge) const BURST: f64 = 5.0;
/// Silence after which neighbours in a network do not act together.
const NEAR_US: i64 = 6 * HOUR_US;

/// Attempts that belong together, in order of time.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// What they have in common.
    pub(super) likeness: Likeness,
    /// The attempts.
    pub(super) shots: Vec<Shot>,
}

/// Groups, in order of start, and what belongs to none.
pub(super) fn groups(shots: Vec<Shot>, rules: &Rules, names: &Names) -> (Vec<Group>, Vec<Shot>) {
    let (alike, rest) = parted(by_likeness(shots, rules), OVER_US, is_campaign);
    let bursts = by_class(rest, rules);
    let (bursts, mut background) = bursts.into_iter().fold(
        (Vec::new(), Vec::new()),
        |(mut found, mut left): (Vec<Vec<Shot>>, Vec<Shot>), shots| {
            let usual = hourly(&shots);
            let is_burst =
                |part: &[Shot]| is_campaign(part) && densest(part) as f64 >= BURST * usual;
            let (bursts, rest) = parted(vec![shots], DENSE_US, is_burst);
            found.extend(bursts);
            left.extend(rest);
            (found, left)
        },
    );
    background.sort_unstable_by_key(|shot| (shot.service, shot.row));
    let groups = alike.into_iter().chain(bursts);
    let groups = groups.map(|shots| Group { likeness: likeness(&shots, rules), shots }).collect();
    (neighbours(groups, rules, names), background)
}

/// The shots of sources that look alike.
fn by_likeness(mut shots: Vec<Shot>, rules: &Rules) -> Vec<Vec<Shot>> {
    shots.sort_unstable_by_key(|shot| (shot.subscriber, shot.at_us, shot.service, shot.row));
    let mut alike: BTreeMap<Likeness, Vec<Shot>> = BTreeMap::new();
    for source in shots.chunk_by(|a, b| a.subscriber == b.subscriber) {
        alike.entry(likeness(source, rules)).or_default().extend(source);
    }
    alike.into_values().collect()
}

fn by_class(shots: Vec<Shot>, rules: &Rules) -> Vec<Vec<Shot>> {
    let mut classes: BTreeMap<_, Vec<Shot>> = BTreeMap::new();
    for shot in shots {
        let class = shot.number.and_then(|number| rules.get(number)).map(|rule| rule.class);
        classes.entry(class).or_default().push(shot);
    }
    classes.into_values().collect()
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
    let mut first = shots.iter();
    let mut inside = 0;
    let mut most = 0;
    for shot in shots {
        inside += 1;
        let gone = first.clone().take_while(|f| shot.at_us - f.at_us > DENSE_US).count();
        if gone > 0 {
            first.nth(gone - 1);
            inside -= gone;
        }
        most = most.max(inside);
    }
    most
}

/// Mean attempts in an hour over their whole span.
fn hourly(shots: &[Shot]) -> f64 {
    let times = || shots.iter().map(|shot| shot.at_us);
    let span = times().max().unwrap_or(0) - times().min().unwrap_or(0);
    shots.len() as f64 / (span as f64 / HOUR_US as f64).max(1.0)
}

/// Joins groups of one kind that come from one network at one time: a tool that changes its agent.
fn neighbours(groups: Vec<Group>, rules: &Rules, names: &Names) -> Vec<Group> {
    let mut joined: Vec<Group> = Vec::new();
    let mut ends: Vec<i64> = Vec::new();
    let mut last: BTreeMap<(IntrusionKind, IpAddr), usize> = BTreeMap::new();
    let mut ordered = groups;
    ordered.sort_by_key(|group| {
        (group.shots.first().map(|s| (s.at_us, s.service, s.row)), group.likeness)
    });
    for group in ordered {
        let networks = networks(&group, names);
        let start = group.shots.first().map_or(0, |shot| shot.at_us);
        let end = group.shots.last().map_or(0, |shot| shot.at_us);
        let near = |index: &usize| ends.get(*index).is_some_and(|end| start - end <= NEAR_US);
        let kind = group.likeness.kind;
        let home = networks.iter().find_map(|n| last.get(&(kind, *n)).copied().filter(near));
        let index = home.unwrap_or(joined.len());
        match (joined.get_mut(index), ends.get_mut(index)) {
            (Some(into), Some(last)) => {
                into.shots.extend(group.shots);
                *last = end.max(*last);
            }
            _ => {
                joined.push(group);
                ends.push(end);
            }
        }
        last.extend(networks.into_iter().map(|network| ((kind, network), index)));
    }
    for group in &mut joined {
        group.shots.sort_unstable_by_key(|shot| (shot.at_us, shot.service, shot.row));
        group.likeness = likeness(&group.shots, rules);
    }
    joined
}

fn networks(group: &Group, names: &Names) -> BTreeSet<IpAddr> {
    let sources: BTreeSet<u32> = group.shots.iter().map(|shot| shot.subscriber).collect();
    let address = |source: u32| names.clients.get(source as usize)?.address;
    sources.into_iter().filter_map(address).map(cluster_of).collect()
}
