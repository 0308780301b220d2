//! How far from the truth replays and capacity come: probabilities held against worlds in which the same
//! thing was left out. In: judged incidents. Out: mean errors, each with what it is of.

use serde::Serialize;

use super::case::{Case, Found, Known};
use super::measure::Rate;
use crate::base::stats::spread::{mean, median};

/// Share of failing minutes that must be left for a true incident to have happened all the same.
pub(super) const STAYS: f64 = 0.5;

/// Errors of replays and of capacity.
#[derive(Debug, Clone, Serialize)]
pub struct Replayed {
    /// Mean absolute error of the probability of necessity (goal 0.05, evidence §9).
    pub necessity_error: Option<f64>,
    /// The same for sufficiency, of attack and of surge.
    pub sufficiency_error: Option<f64>,
    /// Right causes whose detail is right, too.
    pub details: Rate,
    /// Median relative error of the capacity, where load was the cause.
    pub capacity_error: Option<f64>,
}

type Judged<'a> = (&'a Case, &'a Known, Option<&'a Found>);

/// Measures these incidents.
pub(super) fn replayed(judged: &[Judged<'_>]) -> Replayed {
    let found =
        || judged.iter().filter_map(|(case, known, found)| Some((*case, *known, (*found)?)));
    let right = || found().filter(|(_, known, found)| known.cause == found.cause);
    let with_detail = right().filter(|(_, known, _)| known.detail.is_some());
    let same = with_detail.clone().filter(|(_, known, found)| known.detail == found.detail);
    Replayed {
        necessity_error: error(found().flat_map(|(_, known, found)| necessity(known, found))),
        sufficiency_error: error(found().flat_map(|(_, known, found)| sufficiency(known, found))),
        details: Rate::of(same.count(), with_detail.count()),
        capacity_error: median(found().filter_map(capacity).collect()),
    }
}

fn error(pairs: impl Iterator<Item = (f64, bool)>) -> Option<f64> {
    mean(&pairs.map(|(said, truly)| (said - f64::from(truly)).abs()).collect::<Vec<_>>())
}

fn stays(known: &Known, left: Option<u32>) -> Option<bool> {
    let least = STAYS * f64::from(known.failing_minutes.as_it_was);
    left.map(|left| f64::from(left) >= least)
}

/// What was said of each factor's necessity, and whether it truly was.
fn necessity(known: &Known, found: &Found) -> Vec<(f64, bool)> {
    let minutes = &known.failing_minutes;
    let truths = [
        ("attack", minutes.without_attack),
        ("surge", minutes.without_surge),
        ("crawl", minutes.without_crawl),
        ("capacity_loss", minutes.with_full_capacity),
        ("retries", minutes.without_retries),
    ];
    let pair = |(name, left)| Some((found.parts.get(name)?.0, !stays(known, left)?));
    truths.into_iter().filter_map(pair).collect()
}

fn sufficiency(known: &Known, found: &Found) -> Vec<(f64, bool)> {
    let minutes = &known.failing_minutes;
    let truths = [("attack", minutes.only_attack), ("surge", minutes.only_surge)];
    let pair = |(name, left)| Some((found.parts.get(name)?.1?, stays(known, left)?));
    truths.into_iter().filter_map(pair).collect()
}

/// Lost capacity is not the capacity that the servers have.
fn capacity((case, known, found): (&Case, &Known, &Found)) -> Option<f64> {
    let by_load = matches!(known.cause, "overload" | "attack_and_overload");
    let (_, put_at, _) = found.capacity_rps.filter(|_| by_load && case.capacity_rps > 0.0)?;
    Some((put_at / case.capacity_rps - 1.0).abs())
}
