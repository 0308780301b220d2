//! # Question
//! Did new clients ask by the clock?
//!
//! # Measure
//! Share of the incident's page requests by clients whose gaps vary by less than a third of their mean
//! (coefficient of variation, over ten gaps or more), each gap from an answer to the next request for
//! the same page; the same in the baseline; and the median period. Counted are strangers, whom the
//! baseline does not know and who never fetched an asset nor followed a link, on pages that are not
//! polled on ordinary days. Gaps after failures are not counted: software of all kinds tries again by
//! the clock.
//!
//! # Speaks for
//! A large share: attack. A small one says nothing: tools draw their gaps at random.
//!
//! # What can fool it
//! A new page that reloads itself, where assets are not in the log; monitors that do not say so.
//!
//! # Not computable when
//! Fewer than 100 pages were asked for.
//!
//! # References
//! Evidence T9; Thapngam et al., INFOCOM workshops 2011 (predictability of arrivals); a coefficient of
//! variation below 0.35 as in the fingerprint of clients.

use std::collections::BTreeSet;

use super::super::facts::Facts;
use super::super::fingerprint::REGULAR;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::super::profile::{GAPS_MIN, Profile};
use super::super::steps::{pages, polled, single, strangers};
use super::{Test, answer, figure, graded, share_figure};
use crate::base::stats::spread::{coefficient_of_variation, mean, median};
use crate::base::time::SECOND_US;

pub(super) const TEST: Test = Test {
    name: "periodicity",
    number: "T9",
    family: "dynamics",
    query: "regular-clients",
    source: include_str!("periodicity.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let polled = polled(facts.ground, &facts.before);
    let (all, all_before) = (asked(&facts.incident), asked(&facts.before));
    if all < 100.0 {
        return Answer::NotComputable("few_requests");
    }
    let (clocked, periods) = count(facts, strangers(facts).into_iter(), &polled);
    let strange = single(&facts.before).filter(|p| !facts.browsing.contains(&p.subscriber));
    let (clocked_before, _) = count(facts, strange, &polled);
    let usual = clocked_before / all_before.max(1.0);
    let more = graded(clocked / all - usual, 0.05, 0.5, 0.4);
    let now = share_figure("clocked", clocked, all);
    let before = share_figure("clocked_before", clocked_before, all_before);
    let speaks = [(Hypothesis::Attack, more), (Hypothesis::Overload, -more * 0.5)];
    match median(periods) {
        Some(period) => answer([now, before, figure("period", period, Unit::Seconds)], speaks),
        None => answer([now, before], speaks),
    }
}

fn asked(profiles: &[Profile]) -> f64 {
    profiles.iter().map(|profile| f64::from(profile.pages)).sum()
}

/// Page requests by clients that ask by the clock, and their periods.
fn count<'p>(
    facts: &Facts,
    profiles: impl Iterator<Item = &'p Profile>,
    polled: &BTreeSet<u32>,
) -> (f64, Vec<f64>) {
    let (mut clocked, mut periods) = (0.0, Vec::new());
    for profile in profiles.filter(|profile| !polled.contains(&profile.top_path)) {
        if let Some(period) = period(facts, profile) {
            clocked += f64::from(profile.pages);
            periods.push(period);
        }
    }
    (clocked, periods)
}

/// The mean gap of a client that asks by the clock, in seconds.
fn period(facts: &Facts, profile: &Profile) -> Option<f64> {
    let steps: Vec<_> = pages(facts.ground, profile).collect();
    let unprovoked =
        steps.windows(2).filter(|pair| !pair[0].failed && pair[0].path == pair[1].path);
    let gaps: Vec<f64> =
        unprovoked.map(|pair| (pair[1].at_us - pair[0].at_us) as f64 / SECOND_US as f64).collect();
    let variation = coefficient_of_variation(&gaps).filter(|_| gaps.len() >= GAPS_MIN)?;
    mean(&gaps).filter(|_| variation < REGULAR)
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, weight};
    use super::*;

    #[test]
    fn a_clock_is_seen_and_its_period_told() {
        let answer = about(&Crowd::ordinary().clockwork(100, 10.0, "/").world(), run);
        assert!(figure(&answer, "clocked") > 0.4, "{answer:?}");
        assert!((figure(&answer, "period") - 10.0).abs() < 1.0);
        assert!(weight(&answer, Hypothesis::Attack) > 0.2);
    }

    #[test]
    fn people_schools_and_random_gaps_are_not() {
        for world in [
            Crowd::ordinary().visitors(60).world(),
            Crowd::ordinary().school(80).world(),
            Crowd::ordinary().flood(100, 0.1, "/").world(),
        ] {
            let answer = about(&world, run);
            assert!(figure(&answer, "clocked") < 0.02, "{answer:?}");
            assert_eq!(weight(&answer, Hypothesis::Attack), 0.0);
        }
    }

    #[test]
    fn an_application_that_polls_every_day_is_not() {
        let answer = about(&Crowd::polling().world(), run);
        assert!(figure(&answer, "clocked") < 0.02, "{answer:?}");
    }
}
