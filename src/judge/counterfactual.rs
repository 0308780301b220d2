//! The incident replayed with one cause removed: would its minutes still have failed?
//!
//! A fluid queue (evidence §3.1): in each bin first tries, retries that are due, hostile and crawling
//! load join what waits; what the servers do not get through and what does not fit into the queue
//! fails, and a share of failing people tries again. As it was, capacity in failing bins is what was
//! served there. With a cause removed it is at least what the incident itself sustained: overloaded
//! servers waste work on clients that have left. The replay is drawn many times over the uncertainty of
//! capacity, retries, baseline and unclear clients.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::base::stats::distribution::f1;
use crate::base::stats::spread::{median, quantile, sorted};
use crate::base::time::{MINUTE_US, SECOND_US};

use super::facts::{Class, Facts};
use super::hostile;
use super::incident::FAIL_SHARE;
use super::judgement::{ButFor, Replays};

/// Draws of each replay.
const DRAWS: u32 = 200;
/// Seed of the draws: the first digits of the date of the seed case, for want of a better constant.
const SEED: u64 = 20_210_406;
/// A replay fails if it keeps this share of the failing bins: of an hour that failed, less than twelve
/// minutes here and there are no longer that incident…
pub(in crate::judge) const FAILS_SHARE: f64 = 0.2;
/// …and at least so many.
pub(in crate::judge) const FAILS_BINS: f64 = 2.0;
/// Relative uncertainty of capacity, standard deviation.
pub(in crate::judge) const CAPACITY_SPREAD: f64 = 0.08;
/// Uncertainty of the retry share, half width.
pub(in crate::judge) const RETRY_SPREAD: f64 = 0.1;
/// A surge that is less than this over the expected demand is none to remove.
pub const SURGE_MIN: f64 = 1.15;
/// Requests per bin wanted for bins of ten seconds; else bins of a minute are used.
pub(in crate::judge) const FINE_REQUESTS: f64 = 8.0;
/// Bins on each side over which served work is smoothed.
pub(in crate::judge) const SMOOTH: usize = 3;
/// Share of the demonstrated capacity from which a load at the onset can explain the fall.
pub(in crate::judge) const NEAR: f64 = 0.9;
/// Seconds of work that may wait before it fails, tried in this order: the longest that reproduces the
/// incident as well as any. Web servers let between none and half a minute of work wait.
const QUEUES_S: [f64; 4] = [30.0, 15.0, 5.0, 0.0];
/// F1 by which a shorter queue must reproduce better to be preferred.
pub(in crate::judge) const QUEUE_GAIN: f64 = 0.03;
/// Length of the runs of bins that sustained capacity is read from, and the quantile of their means:
/// long enough that chance does not make it, high enough that wasted work does not hide it.
const SUSTAINED_US: i64 = 3 * MINUTE_US;
/// See [`SUSTAINED_US`].
pub(in crate::judge) const SUSTAINED: f64 = 0.75;

/// Work asked and served in one bin.
#[derive(Debug, Clone, Copy, Default)]
struct Bin {
    people: f64,
    unknown: f64,
    crawl: f64,
    hostile: f64,
    served: f64,
    requests: f64,
    failures: f64,
    expected: Option<f64>,
}

impl Bin {
    fn is_failing(&self) -> bool {
        self.failures >= 2.0 && self.failures > FAIL_SHARE * self.requests
    }
}

/// What is removed from a replay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Without {
    Nothing,
    Attack,
    Surge,
    Crawl,
    Loss,
}

/// The model fitted to an incident.
#[derive(Debug)]
pub struct Model {
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
}

impl Model {
    /// Fits the model. `None` if nothing fails in the incident: there is no failing to remove.
    pub fn fit(facts: &Facts) -> Option<Self> {
        let bin_us = bin_width(facts);
        let bins = bins(facts, bin_us);
        if !bins.iter().any(Bin::is_failing) {
            return None;
        }
        let shown = facts.shown.unwrap_or(0.0) * bin_us as f64 / SECOND_US as f64;
        let gap_s = facts.intents.gap_s.unwrap_or(10.0);
        let mut model = Self {
            capacity: capacity(&bins, shown),
            sustained: sustained(&bins, bin_us),
            queue: 0.0,
            shown,
            retry_share: facts.intents.retry_share().unwrap_or(0.0).min(0.95),
            retry_bins: ((gap_s * SECOND_US as f64 / bin_us as f64).round() as usize).clamp(1, 30),
            bin_us,
            attack_explains_loss: hostile::coincides(facts),
            load_explains_loss: facts.asked_at_onset() >= facts.shown.map(|shown| NEAR * shown),
            has_hostile: facts.share_of(Class::Hostile) > 0.0,
            has_crawl: facts.share_of(Class::Crawl) > 0.0,
            surge: facts.visit_ratio().or_else(|| surge(&bins)),
            unasked: facts.unasked(),
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
        let replayed = self.replay(Without::Nothing, 1.0, self.retry_share, 1.0, false);
        let factual: Vec<bool> = self.bins.iter().map(Bin::is_failing).collect();
        f1(&replayed, &factual)
    }

    /// People's first tries over the expected ones, at the failing bins; `None` without a baseline.
    pub fn surge(&self) -> Option<f64> {
        self.surge
    }

    /// People's load in the failing bins over the most that was ever shown, both in work.
    pub fn people_over_shown(&self) -> Option<f64> {
        let failing: Vec<f64> =
            self.bins.iter().filter(|bin| bin.is_failing()).map(|bin| bin.people).collect();
        let people = crate::base::stats::spread::mean(&failing)?;
        (self.shown > 0.0).then(|| people / self.shown)
    }

    /// All replays.
    pub fn replays(&self) -> Replays {
        let surges = self.surge.is_some_and(|ratio| ratio >= SURGE_MIN);
        Replays {
            as_it_was: Some(self.drawn(Without::Nothing)),
            without_attack: self.has_hostile.then(|| self.drawn(Without::Attack)),
            without_surge: surges.then(|| self.drawn(Without::Surge)),
            without_crawl: self.has_crawl.then(|| self.drawn(Without::Crawl)),
            with_baseline_capacity: (self.shown > 0.0).then(|| self.drawn(Without::Loss)),
        }
    }

    fn drawn(&self, without: Without) -> ButFor {
        let mut rng = ChaCha8Rng::seed_from_u64(SEED);
        let factual = self.bins.iter().filter(|bin| bin.is_failing()).count() as f64;
        let limit = FAILS_BINS.max(FAILS_SHARE * factual);
        let counts: Vec<f64> = (0..DRAWS)
            .map(|_| {
                // Twelve uniforms make a normal deviate near enough for an 8 % spread.
                let normal: f64 = (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
                let retry = self.retry_share + RETRY_SPREAD * (2.0 * rng.random::<f64>() - 1.0);
                let base = 1.0 + 0.3 * rng.random::<f64>();
                let unknown = rng.random::<f64>() < 0.5;
                let factor = (CAPACITY_SPREAD * normal).exp();
                let failing = self.replay(without, factor, retry.clamp(0.0, 0.95), base, unknown);
                failing.iter().filter(|failing| **failing).count() as f64
            })
            .collect();
        let fails = counts.iter().filter(|&&count| count >= limit).count() as f64;
        let probability = fails / f64::from(DRAWS);
        let bins = median(counts).unwrap_or(0.0);
        let failing_minutes = bins * self.bin_us as f64 / MINUTE_US as f64;
        ButFor { fails: probability >= 0.5, probability, failing_minutes }
    }

    /// Which bins fail in a replay.
    fn replay(
        &self,
        without: Without,
        factor: f64,
        retry: f64,
        base: f64,
        drop_unknown: bool,
    ) -> Vec<bool> {
        let mut due = vec![0.0; self.bins.len() + self.retry_bins + 1];
        let mut failing = Vec::with_capacity(self.bins.len());
        let mut waiting = 0.0;
        for (k, bin) in self.bins.iter().enumerate() {
            let (fresh, machines) = self.load(bin, without, base, drop_unknown);
            let people = fresh + due[k];
            let load = people + machines;
            let capacity = self.capacity_in(without, k, load)
                * if without == Without::Nothing { 1.0 } else { factor };
            let left = (waiting + load - capacity).max(0.0);
            waiting = left.min(self.queue * capacity);
            let lost = if load > 0.0 { ((left - waiting) / load).min(1.0) } else { 0.0 };
            due[k + self.retry_bins] += retry * lost * people;
            failing.push(lost > FAIL_SHARE);
        }
        failing
    }

    /// First tries of people, and what machines ask, in a bin without something.
    fn load(&self, bin: &Bin, without: Without, base: f64, drop_unknown: bool) -> (f64, f64) {
        let unclear = if without == Without::Attack && drop_unknown { 0.0 } else { bin.unknown };
        let went_on = without == Without::Nothing || !bin.is_failing();
        let wanted = bin.people * if went_on { 1.0 } else { self.unasked };
        // Those that cannot be told may be people of the surge as well.
        let (people, unclear) = match (without, bin.expected) {
            (Without::Surge, Some(expected)) if drop_unknown => {
                ((wanted + unclear).min(base * expected), 0.0)
            }
            (Without::Surge, Some(expected)) => (wanted.min(base * expected), unclear),
            _ => (wanted, unclear),
        };
        let hostile = if without == Without::Attack { 0.0 } else { bin.hostile };
        let crawl = if without == Without::Crawl { 0.0 } else { bin.crawl };
        (people, unclear + hostile + crawl)
    }

    /// Capacity in a bin. Where load was what brought the service down, less was served than it can
    /// bear (work for clients that had left, queues): taken below what was shown, load is borne.
    fn capacity_in(&self, without: Without, bin: usize, load: f64) -> f64 {
        let restored = match without {
            Without::Nothing => return self.capacity[bin],
            Without::Loss => true,
            Without::Attack if self.attack_explains_loss => true,
            _ => self.load_explains_loss && load <= self.shown,
        };
        let sustained = self.capacity[bin].max(self.sustained);
        if restored { sustained.max(self.shown) } else { sustained }
    }
}

fn bin_width(facts: &Facts) -> i64 {
    let rate = facts.rows().len() as f64 / facts.found.window.seconds().max(1.0);
    if rate * 10.0 >= FINE_REQUESTS { 10 * SECOND_US } else { MINUTE_US }
}

fn bins(facts: &Facts, bin_us: i64) -> Vec<Bin> {
    let start_us = facts.lead.start_us;
    let count = ((facts.lead.end_us - start_us) / bin_us + 1) as usize;
    let mut bins = vec![Bin::default(); count];
    let service = &facts.ground.service;
    for row in service.range(facts.lead) {
        let bin = &mut bins[((service.arrival_us[row] - start_us) / bin_us) as usize];
        let cost = facts.work.of(service, row);
        let fresh = facts.intents.is_fresh(row);
        match facts.class(row) {
            Class::Hostile => bin.hostile += cost,
            Class::Crawl => bin.crawl += cost,
            Class::Unknown => bin.unknown += cost,
            Class::Organic if fresh => bin.people += cost,
            Class::Organic => {}
        }
        let failed = facts.ground.outcomes[row].is_failure();
        bin.requests += 1.0;
        bin.failures += f64::from(failed);
        bin.served += if failed { 0.0 } else { cost };
    }
    expect(facts, &mut bins, bin_us);
    bins
}

/// What the baseline would have asked for in each bin, in work.
fn expect(facts: &Facts, bins: &mut [Bin], bin_us: i64) {
    let cost = facts.baseline_rows().map(|row| facts.work.of(&facts.ground.service, row));
    let (sum, count) = cost.fold((0.0, 0.0), |(sum, count), cost| (sum + cost, count + 1.0));
    if count == 0.0 {
        return;
    }
    for (k, bin) in bins.iter_mut().enumerate() {
        let minute = crate::base::time::minute_of(facts.lead.start_us + k as i64 * bin_us);
        bin.expected = super::baseline::expected_minute(
            &facts.ground.series,
            &facts.baseline,
            facts.found.window,
            minute,
        )
        .map(|arrivals| arrivals * (sum / count) * bin_us as f64 / MINUTE_US as f64);
    }
}

/// Served work per bin in failing bins, smoothed; at least what was shown in the others.
fn capacity(bins: &[Bin], shown: f64) -> Vec<f64> {
    (0..bins.len())
        .map(|k| {
            let near = &bins[k.saturating_sub(SMOOTH)..(k + SMOOTH + 1).min(bins.len())];
            let served = near.iter().filter(|bin| bin.is_failing()).map(|bin| bin.served).collect();
            match median(served) {
                Some(level) if bins[k].is_failing() => level,
                _ => shown.max(bins[k].served),
            }
        })
        .collect()
}

/// What the servers got through for minutes on end while they failed, per bin.
fn sustained(bins: &[Bin], bin_us: i64) -> f64 {
    let length = ((SUSTAINED_US / bin_us) as usize).clamp(1, bins.len().max(1));
    let fails = |run: &&[Bin]| run.iter().filter(|bin| bin.is_failing()).count() * 2 > run.len();
    let means = bins
        .windows(length)
        .filter(fails)
        .map(|run| run.iter().map(|bin| bin.served).sum::<f64>() / run.len() as f64);
    quantile(&sorted(means.collect()), SUSTAINED).unwrap_or(0.0)
}

/// People's first tries over the expected ones in the failing bins.
fn surge(bins: &[Bin]) -> Option<f64> {
    let failing: Vec<&Bin> = bins.iter().filter(|bin| bin.is_failing()).collect();
    let expected: f64 = failing.iter().map(|bin| bin.expected).sum::<Option<f64>>()?;
    let asked: f64 = failing.iter().map(|bin| bin.people + bin.unknown).sum();
    (expected > 0.0).then(|| asked / expected)
}
