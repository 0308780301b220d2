//! A stretch of two walks that is the same. In: steps. Out: the way that they take if chance does not explain it, and what became of them
//! after failures.

use std::collections::BTreeSet;

use crate::base::stats::spread::{coefficient_of_variation, median};
use crate::base::time::MINUTE_US;

use super::super::fingerprint::REGULAR;
use super::walk::{PAUSE_US, Step, leeway, pause};

/// Steps that failed one of both times after which no more are counted.
const ENOUGH: f64 = 200.0;
/// Stretches of clients already known that are looked at for such steps, at most.
const STRETCHES: usize = 10_000;
/// Steps compared at most: what an attacker sends must not cost its square.
pub(in crate::judge) const LONGEST: usize = 48;
/// Two clients that act at the same instant follow one event: a page that tells all to reload, a teacher.
pub(in crate::judge) const APART_US: i64 = MINUTE_US;
/// Different pages of a way that leads on.
pub(in crate::judge) const PAGES_MIN: usize = 3;
/// Steps that failed one of both times, below which it is not known what clients do after them.
pub(in crate::judge) const MIXED_MIN: f64 = 20.0;

/// A stretch of a walk that comes again.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Way {
    pages: BTreeSet<u64>,
    /// After which time all of its pages come again, µs; `None` where they do not.
    period_us: Option<f64>,
    /// Do its pauses differ?
    varied: bool,
}

impl Way {
    /// Does it lead through the site, as no timer does?
    pub(super) fn leads_on(&self) -> bool {
        self.varied && self.pages.len() >= PAGES_MIN
    }

    /// Does it come back to where it began?
    pub(super) fn is_round(&self) -> bool {
        self.period_us.is_some()
    }

    /// The timers of a page have the same periods for all who open it, whatever its address.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self.period_us, other.period_us) {
            (Some(one), Some(two)) => (one - two).abs() <= leeway(one.min(two)),
            _ => {
                let common = self.pages.intersection(&other.pages).count();
                2 * common >= self.pages.len().min(other.pages.len())
            }
        }
    }
}

/// Steps that were answered one time and failed another: those after which clients went on alike, and all.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Mixed {
    alike: f64,
    all: f64,
    /// Stretches looked at.
    stretches: usize,
}

impl Mixed {
    /// Share of these after which clients went on alike.
    pub fn share(self) -> Option<f64> {
        (self.all >= MIXED_MIN).then(|| self.alike / self.all)
    }

    /// Are more of no use?
    pub(super) fn is_enough(self) -> bool {
        self.all >= ENOUGH || self.stretches >= STRETCHES
    }

    pub(super) fn add(&mut self, other: Self) {
        self.alike += other.alike;
        self.all += other.all;
        self.stretches += other.stretches;
    }
}

/// The stretch that begins at two places, if its pace is the same as it is not by chance.
pub(super) fn stretch(a: &[Step], b: &[Step], least: f64) -> Option<(Way, Mixed)> {
    if (a.first()?.at_us - b.first()?.at_us).abs() < APART_US {
        return None;
    }
    let (mut chance, mut mixed, mut steps) = (0.0, Mixed { stretches: 1, ..Mixed::default() }, 1);
    for (left, right) in a.windows(2).zip(b.windows(2)).take(LONGEST) {
        let (mine, theirs) = (pause(left[0], left[1]), pause(right[0], right[1]));
        let same = ((mine - theirs).abs() as f64) <= leeway(mine.min(theirs) as f64);
        let alike = left[1].page == right[1].page && same && mine <= PAUSE_US;
        let differs = f64::from(left[0].given != right[0].given);
        mixed.add(Mixed { alike: differs * f64::from(alike), all: differs, stretches: 0 });
        if !alike {
            break;
        }
        if left[0].given || right[0].given {
            chance += left[0].chance;
        }
        steps += 1;
    }
    let way = (chance <= least).then(|| way(a.get(..steps)?))??;
    Some((way, mixed))
}

/// The way that these steps take; `None` if it is a sequence played by the clock, as parts of a film are.
fn way(steps: &[Step]) -> Option<Way> {
    let period_us = period(steps);
    let pauses: Vec<f64> = steps.windows(2).map(|pair| pause(pair[0], pair[1]) as f64).collect();
    let varied = coefficient_of_variation(&pauses).is_some_and(|variation| variation >= REGULAR);
    let pages = || steps.iter().map(|step| step.page).collect();
    (period_us.is_some() || varied).then(|| Way { pages: pages(), period_us, varied })
}

/// After which time the same pages come again, if they come twice: the shortest round.
fn period(steps: &[Step]) -> Option<f64> {
    // Parts of a film never do, and there may be a million of them.
    let first = steps.first()?.page;
    let back = |round: &usize| steps.get(*round).is_some_and(|step| step.page == first);
    (1..=steps.len() / 2).filter(back).find_map(|round| {
        let pairs = || steps.iter().zip(steps.iter().skip(round));
        let lasts = median(pairs().map(|(one, next)| pause(*one, *next) as f64).collect())?;
        let same = |(one, next): (&Step, &Step)| {
            one.page == next.page && (pause(*one, *next) as f64 - lasts).abs() <= leeway(lasts)
        };
        pairs().all(same).then_some(lasts)
    })
}
