//! # Question
//! Were connections held open without a request being finished?
//!
//! # Measure
//! Share of the lines of the incident that end in 408, or in 400 after ten seconds or more or without a
//! request line, connections that brought nothing included; the same in the baseline; and the most such
//! lines of one client.
//!
//! # Speaks for
//! Far more than usual: attack of the slow kind (Slowloris, slow bodies).
//!
//! # What can fool it
//! Browsers open connections ahead of need, and more people open more of them: the share, not the
//! number, is compared. A cut network leaves requests unfinished too. Servers that log nothing for such
//! connections hide the attack.
//!
//! # Not computable when
//! There is no baseline, or the incident has fewer than 50 lines.
//!
//! # References
//! Evidence T18; Slowloris (Hansen 2009); RFC 9110 §15.5.9 (408).

use std::collections::BTreeMap;

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::{Test, answer, figure, graded, share_figure};
use crate::ask::service::{NO_TEXT, Service};
use crate::base::time::{SECOND_US, Window};

/// Time after which a request that is still unfinished is slow: longer than any network takes.
pub(in crate::judge) const SLOW_US: i64 = 10 * SECOND_US;
/// Lines below which their share is chance.
pub(in crate::judge) const LINES_MIN: f64 = 50.0;

pub(super) const TEST: Test = Test {
    name: "slow_requests",
    number: "T18",
    family: "identity",
    query: "unfinished-requests",
    source: include_str!("slow_requests.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    if !facts.has_baseline() {
        return Answer::NotComputable("no_baseline");
    }
    let (held, all, most) = count(facts, &[facts.found.window]);
    let (held_before, all_before, _) = count(facts, &facts.baseline.windows);
    if all < LINES_MIN || all_before == 0.0 {
        return Answer::NotComputable("few_requests");
    }
    let more = graded(held / all - 2.0 * held_before / all_before, 0.05, 0.3, 0.5);
    answer(
        [
            share_figure("held", held, all),
            share_figure("held_before", held_before, all_before),
            figure("most_of_one_client", most, Unit::Count),
        ],
        [
            (Hypothesis::Attack, more),
            (Hypothesis::Overload, -more * 0.5),
            (Hypothesis::Crawl, -more * 0.5),
        ],
    )
}

/// Lines of unfinished requests, all lines, and the most unfinished ones of one client.
fn count(facts: &Facts, windows: &[Window]) -> (f64, f64, f64) {
    let service = facts.ground.whole;
    let mut by_client: BTreeMap<u32, f64> = BTreeMap::new();
    let mut all = 0.0;
    for row in windows.iter().flat_map(|window| service.range(*window)) {
        all += 1.0;
        if is_held(service, row) {
            *by_client.entry(facts.ground.subscribers.get(service.client[row])).or_default() += 1.0;
        }
    }
    (by_client.values().sum(), all, by_client.values().copied().fold(0.0, f64::max))
}

fn is_held(service: &Service, row: usize) -> bool {
    let without_line = service.method[row] == NO_TEXT && service.path[row] == NO_TEXT;
    match service.status[row] {
        408 => true,
        400 => without_line || service.duration_us[row] >= SLOW_US,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn connections_held_open_are_seen() {
        let answer = about(&Crowd::ordinary().held_connections(60, 20).world(), run);
        assert!(figure(&answer, "held") > 0.2, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) > 0.2);
    }

    #[test]
    fn a_crowd_of_browsers_with_idle_connections_is_not() {
        let answer = about(&Crowd::idle_browsers().visitors(60).world(), run);
        assert!(figure(&answer, "held_before") > 0.05, "{answer:?}");
        assert_eq!(weight(&answer, Hypothesis::Attack), 0.0);
    }

    #[test]
    fn nor_is_a_flood_of_whole_requests() {
        let answer = about(&Crowd::ordinary().flood(100, 0.1, "/").world(), run);
        assert_eq!(figure(&answer, "held"), 0.0);
        assert!(not_computable(&about(&Crowd::first_day().flood(100, 0.1, "/").world(), run)));
    }
}
