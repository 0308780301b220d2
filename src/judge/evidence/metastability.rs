//! # Question
//! Did failing go on after the load that began it was gone?
//!
//! # Measure
//! Failing minutes after the last one whose demand was more than nine tenths of what had been borne
//! (mean of three minutes); and the shares of repetitions, and of clients as described now, among the
//! requests of that time. Demand is first tries, and every request of clients with sixteen failures or more that never fetched an asset
//! nor followed a link: a flood that is turned away is not gone.
//!
//! # Speaks for
//! Ten minutes or more, with hardly any such clients: what kept the service down were repetitions, not new demand; people and their
//! software, against an attack that still goes on, and against capacity that was lost from the start.
//!
//! # What can fool it
//! A server that was broken by the load stays broken without any help. An application whose
//! repetitions neither fetch nor follow counts as demand.
//!
//! # Not computable when
//! Demand never exceeded nine tenths of what had been borne, no capacity was demonstrated, or nothing
//! failed.
//!
//! # References
//! Evidence T28; Bronson et al., HotOS 2021; Huang et al., OSDI 2022 (metastable failures).

use std::collections::BTreeSet;

use super::super::facts::Facts;
use super::super::fingerprint::{STUBBORN, is_shared};
use super::super::incident::FAIL_SHARE;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::{Test, answer, figure, graded, share_figure};
use crate::base::time::{MINUTE_US, Window};

/// Share of the work shown to be borne below which a load is no reason to fail.
pub(in crate::judge) const BORNE: f64 = 0.9;
/// Share of requests by clients that go on where people stop, above which the load is not gone: what
/// they ask for may be dearer than the log shows.
pub(in crate::judge) const PRESSED: f64 = 0.1;

pub(super) const TEST: Test = Test {
    name: "metastability",
    number: "T28",
    family: "retries",
    query: "retries",
    source: include_str!("metastability.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let Some(shown) = facts.shown else { return Answer::NotComputable("no_healthy_minute") };
    let points = facts.ground.series.within(facts.found.window);
    if points.iter().all(|point| point.failures == 0) {
        return Answer::NotComputable("no_failures");
    }
    let persistent = persistent(facts);
    let loaded = |start_us: i64| demand(facts, &persistent, start_us) > BORNE * shown;
    let Some(last) = points.iter().rev().find(|point| loaded(point.start_us)) else {
        return Answer::NotComputable("load_was_borne");
    };
    let after: Vec<i64> = points
        .iter()
        .filter(|point| point.start_us > last.start_us && point.fail_share() > FAIL_SHARE)
        .map(|point| point.start_us)
        .collect();
    let rows = || after.iter().flat_map(|&start_us| minute(facts, start_us));
    let (repeated, all) =
        (rows().filter(|&row| !facts.intents.is_fresh(row)).count(), rows().count());
    let pressed = rows().filter(|&row| persistent.contains(&subscriber(facts, row))).count() as f64;
    let minutes = after.len() as f64;
    let alone = if pressed <= PRESSED * all as f64 { 1.0 } else { 0.0 };
    let went_on = graded(minutes, 3.0, 10.0, 0.2) * alone;
    answer(
        [
            figure("went_on", minutes * 60.0, Unit::Seconds),
            share_figure("repeated", repeated as f64, all as f64),
            share_figure("pressed", pressed, all as f64),
        ],
        [
            (Hypothesis::Overload, went_on),
            (Hypothesis::Attack, -went_on),
            (Hypothesis::CapacityLoss, -went_on * 0.5),
        ],
    )
}

fn minute(facts: &Facts, start_us: i64) -> std::ops::Range<usize> {
    facts.ground.service.range(Window::new(start_us, start_us + MINUTE_US))
}

/// Subscribers that go on where people stop, and show no sign of being people's software.
fn persistent(facts: &Facts) -> BTreeSet<u32> {
    let profiles = facts.incident.iter();
    let goes_on = profiles.filter(|p| p.failures >= STUBBORN && !is_shared(p));
    let subscribers = goes_on.map(|profile| profile.subscriber);
    subscribers.filter(|subscriber| !facts.browsing.contains(subscriber)).collect()
}

fn subscriber(facts: &Facts, row: usize) -> u32 {
    facts.ground.subscribers.get(facts.ground.service.client[row])
}

/// Work per second that was asked for in a minute and its neighbours (a single busy minute is chance),
/// repetitions of ordinary clients left out.
fn demand(facts: &Facts, persistent: &BTreeSet<u32>, start_us: i64) -> f64 {
    let service = &facts.ground.service;
    let around = Window::new(start_us - MINUTE_US, start_us + 2 * MINUTE_US);
    let asked = service
        .range(around)
        .filter(|&row| facts.intents.is_fresh(row) || persistent.contains(&subscriber(facts, row)));
    asked.map(|row| facts.work.of(service, row)).sum::<f64>() / around.seconds()
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn repetitions_that_keep_a_service_down_are_seen() {
        let answer = about(&Crowd::ordinary().burst_then_retries(150).world(), run);
        assert!(figure(&answer, "went_on") >= 600.0, "{answer:?}");
        assert!(figure(&answer, "repeated") > 0.3);
        assert!(weight(&answer, Hypothesis::Overload) > 0.1);
    }

    #[test]
    fn a_flood_that_is_turned_away_is_not_gone() {
        let answer = about(&Crowd::dead().flood(200, 0.1, "/").world(), run);
        assert!(figure(&answer, "went_on") < 180.0, "{answer:?}");
        assert_eq!(weight(&answer, Hypothesis::Attack), 0.0);
    }

    #[test]
    fn at_an_ordinary_load_there_is_nothing_to_sustain() {
        assert!(not_computable(&about(&Crowd::ordinary().world(), run)));
    }
}
