//! Queries that are never asked twice, which no cache can answer. In: profiles. Out: shares of distinct
//! queries, of members one by one and of a group as a whole.

use std::collections::{BTreeMap, BTreeSet};

use crate::ask::service::NO_TEXT;
use crate::base::stats::proportion::share;

use super::super::fingerprint::{ENOUGH, Fingerprint};
use super::super::profile::Profile;
use super::Scene;
use super::habits::Habits;
use super::measures::total;

/// Requests for a page by a group, and by the baseline's clients, below which queries of a group as a whole say
/// nothing.
pub(in crate::judge) const POOLED_MIN: usize = 50;

/// Distinct queries on the commonest path per request for it: of a group, and what is usual.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Busting {
    pub(super) now: Option<f64>,
    pub(super) usual: Option<f64>,
}

/// Of members that ask often enough; where none does, of the group as a whole.
pub(super) fn busting(
    scene: &Scene,
    habits: &Habits,
    fingerprint: Fingerprint,
    members: &[&Profile],
) -> Busting {
    let asking = members.iter().filter(|p| p.top_path_requests >= ENOUGH);
    let (distinct, requests) = asking.fold((0.0, 0.0), |(distinct, requests), p| {
        (distinct + f64::from(p.top_path_queries), requests + f64::from(p.top_path_requests))
    });
    if requests > 0.0 {
        let usual = habits.queries.get(&fingerprint.target).copied().unwrap_or_default();
        return Busting { now: share(distinct, requests), usual: share(usual.0, usual.1) };
    }
    pooled(scene, fingerprint.target, members).unwrap_or_default()
}

/// The longer one looks, the fewer queries are new: as many requests of the baseline are compared, and
/// where it has fewer, as many of the group.
fn pooled(scene: &Scene, target: u32, members: &[&Profile]) -> Option<Busting> {
    if target == NO_TEXT || total(members, |p| p.top_path_requests) < POOLED_MIN as f64 {
        return None;
    }
    let now = queries(scene, target, members.iter().copied());
    let usual = queries(scene, target, scene.baseline.iter());
    let count = now.len().min(usual.len());
    let of = |queries: &[u32]| {
        let distinct: BTreeSet<u32> = queries.iter().take(count).copied().collect();
        share(distinct.len() as f64, count as f64)
    };
    (count >= POOLED_MIN).then(|| Busting { now: of(&now), usual: of(&usual) })
}

/// The queries on a page, in order of arrival.
fn queries<'p>(
    scene: &Scene,
    target: u32,
    profiles: impl Iterator<Item = &'p Profile>,
) -> Vec<u32> {
    let service = scene.service;
    let rows = profiles.flat_map(|profile| &profile.rows).copied();
    let mut rows: Vec<u32> = rows.filter(|&row| service.path[row as usize] == target).collect();
    rows.sort_unstable();
    rows.into_iter().map(|row| service.query[row as usize]).collect()
}

/// Of each page: distinct queries on it, and requests for it, by baseline clients that ask for it most and
/// often. Looked up by page: there can be as many groups as pages, and as many clients as requests.
pub(super) fn usual_queries(scene: &Scene) -> BTreeMap<u32, (f64, f64)> {
    let mut queries: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for profile in scene.baseline.iter().filter(|p| p.top_path_requests >= ENOUGH) {
        let (distinct, requests) = queries.entry(profile.top_path).or_default();
        *distinct += f64::from(profile.top_path_queries);
        *requests += f64::from(profile.top_path_requests);
    }
    queries
}
