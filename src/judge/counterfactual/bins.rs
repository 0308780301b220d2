//! An incident and the minutes before it, cut into bins: what was asked of the servers in each, and what
//! they got through. Facts in, plain series out; nothing is removed here.

use super::super::baseline;
use super::super::facts::{Class, Facts};
use super::super::incident::FAIL_SHARE;
use crate::base::stats::spread::{median, quantile, sorted};
use crate::base::time::{MINUTE_US, SECOND_US, minute_of};

/// Requests per bin wanted for bins of ten seconds; else bins of a minute are used.
pub(in crate::judge) const FINE_REQUESTS: f64 = 8.0;
/// Bins on each side over which served work is smoothed.
pub(in crate::judge) const SMOOTH: usize = 3;
/// Length of the runs of bins that sustained capacity is read from, and the quantile of their means:
/// long enough that chance does not make it, high enough that wasted work does not hide it.
const SUSTAINED_US: i64 = 3 * MINUTE_US;
/// See [`SUSTAINED_US`].
pub(in crate::judge) const SUSTAINED: f64 = 0.75;

/// Work asked and served in one bin.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bin {
    /// First tries of people and their services.
    pub(super) people: f64,
    /// Of clients that cannot be told.
    pub(super) unknown: f64,
    /// Of crawlers.
    pub(super) crawl: f64,
    /// Of hostile campaigns.
    pub(super) hostile: f64,
    /// Work that was served.
    pub(super) served: f64,
    /// Requests.
    pub(super) requests: f64,
    /// Failures among them.
    pub(super) failures: f64,
    /// What the baseline would have asked for.
    pub(super) expected: Option<f64>,
}

impl Bin {
    /// Does it fail?
    pub(super) fn is_failing(&self) -> bool {
        self.failures >= 2.0 && self.failures > FAIL_SHARE * self.requests
    }
}

/// Width of the bins: ten seconds where requests are many enough, else a minute.
pub(super) fn bin_width(facts: &Facts) -> i64 {
    let rate = facts.rows().len() as f64 / facts.found.window.seconds().max(1.0);
    if rate * 10.0 >= FINE_REQUESTS { 10 * SECOND_US } else { MINUTE_US }
}

/// The bins of lead and incident.
pub(super) fn bins(facts: &Facts, bin_us: i64) -> Vec<Bin> {
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
        let minute = minute_of(facts.lead.start_us + k as i64 * bin_us);
        bin.expected = baseline::expected_minute(
            &facts.ground.series,
            &facts.baseline,
            facts.found.window,
            minute,
        )
        .map(|arrivals| arrivals * (sum / count) * bin_us as f64 / MINUTE_US as f64);
    }
}

/// Served work per bin in failing bins, smoothed; at least what was shown in the others.
pub(super) fn capacity(bins: &[Bin], shown: f64) -> Vec<f64> {
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
pub(super) fn sustained(bins: &[Bin], bin_us: i64) -> f64 {
    let length = ((SUSTAINED_US / bin_us) as usize).clamp(1, bins.len().max(1));
    let fails = |run: &&[Bin]| run.iter().filter(|bin| bin.is_failing()).count() * 2 > run.len();
    let means = bins
        .windows(length)
        .filter(fails)
        .map(|run| run.iter().map(|bin| bin.served).sum::<f64>() / run.len() as f64);
    quantile(&sorted(means.collect()), SUSTAINED).unwrap_or(0.0)
}

/// People's first tries over the expected ones in the failing bins.
pub(super) fn surge(bins: &[Bin]) -> Option<f64> {
    let failing: Vec<&Bin> = bins.iter().filter(|bin| bin.is_failing()).collect();
    let expected: f64 = failing.iter().map(|bin| bin.expected).sum::<Option<f64>>()?;
    let asked: f64 = failing.iter().map(|bin| bin.people + bin.unknown).sum();
    (expected > 0.0).then(|| asked / expected)
}
