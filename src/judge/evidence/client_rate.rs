//! # Question
//! Did single clients ask for more in a minute than clients ever do?
//!
//! # Measure
//! First tries of pages per minute in which a client asks for any. Share of the incident's first tries
//! that came from strangers faster than 99.9 % of the baseline's clients (and than a page every ten
//! seconds); the share of all such clients; that in the baseline; and how far the rates of all clients
//! lie above those of the baseline (one-sided Smirnov distance, 0 to 1). A stranger is a client that
//! the baseline does not know and that never fetched an asset nor followed a link. Repetitions after
//! failures are not counted: an outage makes people faster. Addresses that several people share are
//! left out.
//!
//! # Speaks for
//! A large share of strangers: attack, or crawl. A small one says nothing: large botnets ask slowly.
//!
//! # What can fool it
//! An application that asks often by itself, new since the baseline, whose pages are not in this log. A
//! gateway of many people, new, whose computers all carry one agent. Probes that do not say so.
//!
//! # Not computable when
//! There is no baseline, or fewer than 20 clients asked for a page on either side.
//!
//! # References
//! Evidence T3; Jung, Krishnamurthy, Rabinovich, WWW 2002 (in flash crowds clients ask no faster than
//! usual); Wen et al., NSS 2010; Smirnov 1939.

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::super::profile::Profile;
use super::super::steps::{first_tries, single, strangers};
use super::{Test, answer, figure, graded, share_figure};
use crate::base::stats::distribution::smirnov;
use crate::base::stats::spread::{quantile, sorted};
use crate::base::time::minute_of;

/// Clients below which their rates say nothing of each other.
pub(in crate::judge) const CLIENTS_MIN: usize = 20;
/// A page every ten seconds: what a quiet baseline may not make remarkable.
pub(in crate::judge) const FAST: f64 = 6.0;
/// Share of baseline clients that are slower than a fast one.
pub(in crate::judge) const SLOWER: f64 = 0.999;

pub(super) const TEST: Test = Test {
    name: "client_rate",
    number: "T3",
    family: "dynamics",
    query: "client-rates",
    source: include_str!("client_rate.rs"),
    run,
};

/// First tries of a client, and per minute.
type Rate = (f64, f64);

fn run(facts: &Facts) -> Answer {
    if !facts.has_baseline() {
        return Answer::NotComputable("no_baseline");
    }
    let now = rates(facts, single(&facts.incident));
    let before = rates(facts, single(&facts.before));
    let strange = rates(facts, strangers(facts).into_iter());
    if now.len() < CLIENTS_MIN || before.len() < CLIENTS_MIN {
        return Answer::NotComputable("few_clients");
    }
    let speeds = |rates: &[Rate]| sorted(rates.iter().map(|rate| rate.1).collect());
    let usual = speeds(&before);
    let limit = quantile(&usual, SLOWER).unwrap_or(FAST).max(FAST);
    let tries = |rates: &[Rate], above: f64| -> f64 {
        rates.iter().filter(|rate| rate.1 > above).map(|rate| rate.0).sum()
    };
    let (fast, all) = (tries(&now, limit), tries(&now, 0.0));
    let (fast_before, all_before) = (tries(&before, limit), tries(&before, 0.0));
    let fast_strangers = tries(&strange, limit);
    let more = graded(fast_strangers / all - fast_before / all_before, 0.05, 0.5, 0.2);
    answer(
        [
            share_figure("fast_strangers", fast_strangers, all),
            share_figure("fast", fast, all),
            share_figure("fast_before", fast_before, all_before),
            figure("shift", smirnov(&speeds(&now), &usual), Unit::Ratio),
            figure("limit", limit, Unit::PerMinute),
        ],
        [
            (Hypothesis::Attack, more),
            (Hypothesis::Crawl, more * 0.5),
            (Hypothesis::Overload, -more * 0.5),
        ],
    )
}

fn rates<'p>(facts: &Facts, profiles: impl Iterator<Item = &'p Profile>) -> Vec<Rate> {
    let rate = |profile: &Profile| {
        let tries = first_tries(facts.ground, profile);
        let minutes = tries.chunk_by(|a, b| minute_of(a.at_us) == minute_of(b.at_us)).count();
        (minutes > 0).then(|| (tries.len() as f64, tries.len() as f64 / minutes as f64))
    };
    profiles.filter_map(rate).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn people_who_reload_what_fails_are_no_faster_than_usual() {
        let answer = about(&Crowd::ordinary().visitors(40).fast_reloaders(60).world(), run);
        assert!(figure(&answer, "fast") < 0.05, "{answer:?}");
        assert_eq!(weight(&answer, Hypothesis::Attack), 0.0);
    }

    #[test]
    fn hosts_that_ask_every_second_are() {
        let answer = about(&Crowd::ordinary().flood(8, 1.0, "/").world(), run);
        assert!(figure(&answer, "fast_strangers") > 0.5, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) > 0.1);
    }

    #[test]
    fn a_slow_botnet_and_a_school_are_not_seen() {
        for world in
            [Crowd::ordinary().flood(400, 0.02, "/").world(), Crowd::ordinary().school(80).world()]
        {
            let answer = about(&world, run);
            assert!(weight(&answer, Hypothesis::Attack) < 0.05, "{answer:?}");
        }
    }

    #[test]
    fn without_another_day_nothing_is_said() {
        let answer = about(&Crowd::first_day().flood(8, 1.0, "/").world(), run);
        assert!(not_computable(&answer), "{answer:?}");
    }
}
