//! The incident replayed with one cause removed: would its minutes still have failed?
//!
//! A fluid queue (evidence §3.1): in each bin first tries, retries that are due, hostile and crawling
//! load join what waits; what the servers do not get through and what does not fit into the queue
//! fails, and a share of failing people tries again. As it was, capacity in failing bins is what was
//! served there. With a cause removed it is at least what the incident itself sustained: overloaded
//! servers waste work on clients that have left. The replay is drawn many times over the uncertainty of
//! capacity, retries, baseline and unclear clients.

mod bins;
mod counts;
mod course;
mod draws;
mod kept;
mod parts;
mod replay;
mod sustain;

use crate::base::stats::distribution::f1;
use crate::base::stats::spread::{mean, quantile, sorted};
use crate::base::time::{MINUTE_US, SECOND_US, Window};

use super::facts::{Class, Facts};
use super::hostile;
use super::judgement::{ButFor, Factor, Replays};
use bins::Bin;
use counts::Counts;
use draws::{DRAWS, Draw, RETRY_MOST, draws};
use kept::Kept;

pub(in crate::judge) use bins::{FINE_REQUESTS, SMOOTH, SUSTAINED};
pub(in crate::judge) use course::COURSE_STEPS;
pub(in crate::judge) use draws::{CAPACITY_SPREAD, DRAWS as DRAWN, RETRY_SPREAD, SEED};
pub(in crate::judge) use sustain::{HELD_LOAD, HELD_MINUTES};

/// A replay fails if it keeps this share of the failing bins: of an hour that failed, less than twelve
/// minutes here and there are no longer that incident…
pub(in crate::judge) const FAILS_SHARE: f64 = 0.2;
/// …and at least so many.
pub(in crate::judge) const FAILS_BINS: f64 = 2.0;
/// A surge that is less than this over the expected demand is none to remove.
pub const SURGE_MIN: f64 = 1.15;
/// Share of the demonstrated capacity from which a load at the onset can explain the fall.
pub(in crate::judge) const NEAR: f64 = 0.9;
/// Seconds of work that may wait before it fails, tried in this order: the longest that reproduces the
/// incident as well as any. Web servers let between none and half a minute of work wait.
const QUEUES_S: [f64; 4] = [30.0, 15.0, 5.0, 0.0];
/// F1 by which a shorter queue must reproduce better to be preferred.
pub(in crate::judge) const QUEUE_GAIN: f64 = 0.03;
/// Steps of all replays of subsets together: a subset is drawn less often in an incident of days.
const STEPS_MOST: usize = 20_000_000;
/// The least draws of one.
const DRAWS_LEAST: usize = 20;

/// The model fitted to an incident.
#[derive(Debug, Clone)]
pub struct Model {
    window: Window,
    bins: Vec<Bin>,
    capacity: Vec<f64>,
    sustained: f64,
    queue: f64,
    shown: f64,
    retry_share: f64,
    retry_bins: usize,
    bin_us: i64,
    attack_explains_loss: bool,
    load_explains_loss: bool,
    has_hostile: bool,
    has_crawl: bool,
    surge: Option<f64>,
    unasked: f64,
    draws: Vec<Draw>,
}

impl Model {
    /// Fits the model. `None` if nothing fails in the incident: there is no failing to remove.
    pub fn fit(facts: &Facts) -> Option<Self> {
        let bin_us = bins::bin_width(facts);
        let bins = bins::bins(facts, bin_us);
        if !bins.iter().any(Bin::is_failing) {
            return None;
        }
        let shown = facts.shown.unwrap_or(0.0) * bin_us as f64 / SECOND_US as f64;
        let gap_s = facts.intents.gap_s.unwrap_or(10.0);
        let retry_share = facts.intents.retry_share().unwrap_or(0.0).min(RETRY_MOST);
        let mut model = Self {
            window: facts.lead,
            capacity: bins::capacity(&bins, shown),
            sustained: bins::sustained(&bins, bin_us),
            queue: 0.0,
            shown,
            retry_share,
            retry_bins: ((gap_s * SECOND_US as f64 / bin_us as f64).round() as usize).clamp(1, 30),
            bin_us,
            attack_explains_loss: hostile::coincides(facts),
            load_explains_loss: facts.asked_at_onset() >= facts.shown.map(|shown| NEAR * shown)
                && !facts.onset.is_some_and(|onset| onset.shows_loss()),
            has_hostile: facts.share_of(Class::Hostile) > 0.0,
            has_crawl: facts.share_of(Class::Crawl) > 0.0,
            surge: facts.visit_ratio().or_else(|| bins::surge(&bins)),
            unasked: facts.unasked(),
            draws: draws(retry_share),
            bins,
        };
        model.queue = model.best_queue();
        Some(model)
    }

    /// How much work may wait, in capacities of a bin.
    fn best_queue(&mut self) -> f64 {
        let mut best = (0.0, -1.0);
        for seconds in QUEUES_S {
            self.queue = seconds * SECOND_US as f64 / self.bin_us as f64;
            let fit = self.adequacy();
            if fit > best.1 + QUEUE_GAIN {
                best = (self.queue, fit);
            }
        }
        best.0
    }

    /// How well the replay with nothing removed reproduces the failing bins: F1, 0…1.
    pub fn adequacy(&self) -> f64 {
        let replayed = self.replay(Kept::ALL, &Draw::plain(self.retry_share));
        let factual: Vec<bool> = self.bins.iter().map(Bin::is_failing).collect();
        f1(&replayed, &factual)
    }

    /// People's first tries over the expected ones, at the failing bins; `None` without a baseline.
    pub fn surge(&self) -> Option<f64> {
        self.surge
    }

    /// People's load in the failing bins over the most that was ever shown, both in work.
    pub fn people_over_shown(&self) -> Option<f64> {
        self.over(self.shown, |bin| bin.people)
    }

    /// The load of hostile campaigns and that of people, each alone, in the failing bins over the most that was
    /// shown to be borne before or served in the incident.
    pub fn each_over_borne(&self) -> Option<(f64, f64)> {
        let borne = self.shown.max(self.sustained);
        Some((self.over(borne, |bin| bin.hostile)?, self.over(borne, |bin| bin.people)?))
    }

    /// The mean of a load in the failing bins, over another.
    fn over(&self, base: f64, load: fn(&Bin) -> f64) -> Option<f64> {
        let failing = self.bins.iter().filter(|bin| bin.is_failing());
        let mean = mean(&failing.map(load).collect::<Vec<f64>>())?;
        (base > 0.0).then(|| mean / base)
    }

    /// All replays.
    pub fn replays(&self) -> Replays {
        let (factors, counts) = (self.factors(), Counts::of(self));
        let drawn = |kept: Kept| self.drawn(counts.all(kept));
        let removed = |factor: &Factor| drawn(Kept::ALL.without(*factor));
        let without: Vec<ButFor> = factors.iter().map(removed).collect();
        let there = |factor: Factor| {
            let at = factors.iter().position(|one| *one == factor)?;
            without.get(at).copied()
        };
        let probabilities: Vec<f64> = without.iter().map(|one| one.probability).collect();
        let parts = parts::parts(
            &factors,
            &probabilities,
            |kept| drawn(kept).probability,
            |kept| self.minutes(&counts, kept, factors.len()),
        );
        let restored = || there(Factor::Loss).unwrap_or_else(|| removed(&Factor::Loss));
        let replays = Replays {
            as_it_was: Some(drawn(Kept::ALL)),
            without_attack: there(Factor::Attack),
            without_surge: there(Factor::Surge),
            without_crawl: there(Factor::Crawl),
            with_baseline_capacity: (self.shown > 0.0).then(restored),
            without_retries: there(Factor::Retries),
            sustained: self.sustained_by_retries(),
            parts,
            course: None,
        };
        Replays { course: Some(self.course(&replays)), ..replays }
    }

    /// The replays if people had asked for that many times what was logged in failing bins, had they been
    /// served: what is turned away before it is logged is in no log.
    pub fn asked_by_people(&self, logged: &Replays, times: f64) -> Replays {
        let model = Self { unasked: times, ..self.clone() };
        let counts = Counts::of(&model);
        let again = |factor: Factor| model.drawn(counts.all(Kept::ALL.without(factor)));
        let there = |replay: Option<ButFor>, factor: Factor| replay.map(|_| again(factor));
        Replays {
            without_attack: there(logged.without_attack, Factor::Attack),
            without_surge: there(logged.without_surge, Factor::Surge),
            without_crawl: there(logged.without_crawl, Factor::Crawl),
            with_baseline_capacity: there(logged.with_baseline_capacity, Factor::Loss),
            ..logged.clone()
        }
    }

    /// What was out of the ordinary. Capacity that fell is a factor of its own only where no load explains
    /// the fall.
    fn factors(&self) -> Vec<Factor> {
        let is_there = |factor: &Factor| match factor {
            Factor::Attack => self.has_hostile,
            Factor::Surge => self.surge.is_some_and(|ratio| ratio >= SURGE_MIN),
            Factor::Crawl => self.has_crawl,
            Factor::Loss => {
                self.shown > 0.0 && !self.attack_explains_loss && !self.load_explains_loss
            }
            Factor::Retries => self.retry_share > 0.0,
        };
        Factor::ALL.into_iter().filter(is_there).collect()
    }

    /// What the counts of failing bins of all draws say.
    fn drawn(&self, counts: Vec<f64>) -> ButFor {
        let factual = self.bins.iter().filter(|bin| bin.is_failing()).count() as f64;
        let limit = FAILS_BINS.max(FAILS_SHARE * factual);
        let counts = sorted(counts);
        let fails = counts.iter().filter(|&&count| count >= limit).count() as f64;
        let probability = fails / counts.len().max(1) as f64;
        let at = |share| self.in_minutes(quantile(&counts, share).unwrap_or(0.0));
        ButFor {
            fails: probability >= 0.5,
            probability,
            failing_minutes: at(0.5),
            interval: (at(0.025), at(0.975)),
        }
    }

    /// Mean of the failing minutes, one of the replays of all subsets of so many factors.
    fn minutes(&self, counts: &Counts<'_>, kept: Kept, factors: usize) -> f64 {
        let steps = self.bins.len().max(1) << factors;
        let draws = (STEPS_MOST / steps).clamp(DRAWS_LEAST, DRAWS);
        self.in_minutes(mean(&counts.first(kept, draws)).unwrap_or(0.0))
    }

    fn failing(&self, kept: Kept, draw: &Draw) -> f64 {
        self.replay(kept, draw).iter().filter(|failing| **failing).count() as f64
    }

    fn in_minutes(&self, bins: f64) -> f64 {
        bins * self.bin_us as f64 / MINUTE_US as f64
    }
}

#[cfg(test)]
mod tests {
    use super::super::crowds::{Crowd, about};
    use super::super::facts::Facts;
    use super::*;

    fn replays(facts: &Facts) -> Replays {
        Model::fit(facts).expect("something fails").replays()
    }

    #[test]
    fn repetitions_that_outlive_the_load_are_what_keeps_it_failing() {
        let replays = about(&Crowd::ordinary().burst_then_retries(150).world(), replays);
        assert!(replays.sustained.is_some_and(|held| held.minutes >= HELD_MINUTES), "{replays:?}");
        let retries = replays.parts.iter().find(|part| part.factor == Factor::Retries);
        assert!(retries.is_some_and(|part| part.necessity > 0.5), "{replays:?}");
    }

    #[test]
    fn a_flood_keeps_it_failing_itself_and_has_most_of_its_minutes() {
        let replays = about(&Crowd::bounded(300.0).flood(100, 10.0, "/").world(), replays);
        assert_eq!(replays.sustained, None);
        let attack = replays.parts.iter().find(|part| part.factor == Factor::Attack);
        let whole: f64 = replays.parts.iter().map(|part| part.minutes).sum();
        assert!(attack.is_some_and(|part| part.minutes > 0.5 * whole), "{replays:?}");
        // On an ordinary day next to nothing fails.
        let failed = replays.as_it_was.map_or(0.0, |replay| replay.failing_minutes);
        assert!(whole > 0.9 * failed, "{whole} of {failed}");
    }
}
