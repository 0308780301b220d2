//! # Question
//! Did requests come that visitors' software does not make, or in another order?
//!
//! # Measure
//! Share of the incident's requests that are neither GET, HEAD nor POST, or were answered 400, 404, 405,
//! 411, 413, 414, 431 or 501; share of what was sent (POST, PUT, PATCH) by clients that had not been
//! given anything before, though a form has to be fetched before it is sent; both in the baseline.
//! Repetitions after failures are not counted.
//!
//! # Speaks for
//! Far more than usual: attack.
//!
//! # What can fool it
//! A site that moved answers 404 to everybody. Applications send without fetching: the baseline shows
//! it. A form that was fetched long before the incident and sent in it.
//!
//! # Not computable when
//! There is no baseline, the log carries no methods, or fewer than 50 requests came on either side.
//!
//! # References
//! Evidence T19; RFC 9110 §9 (methods) and §15.5 (4xx).

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis};
use super::super::profile::Profile;
use super::{Test, answer, graded, share_figure};
use crate::ask::service::NO_TEXT;

/// Requests below which their share is chance.
pub(in crate::judge) const REQUESTS_MIN: f64 = 50.0;
/// Sent requests below which likewise.
pub(in crate::judge) const SENT_MIN: f64 = 30.0;

pub(super) const TEST: Test = Test {
    name: "odd_methods",
    number: "T19",
    family: "identity",
    query: "methods",
    source: include_str!("odd_methods.rs"),
    run,
};

/// Counts of first tries: odd ones, all, sent blindly, sent.
#[derive(Default)]
struct Counts {
    odd: f64,
    all: f64,
    blind: f64,
    sent: f64,
}

fn run(facts: &Facts) -> Answer {
    if !facts.has_baseline() {
        return Answer::NotComputable("no_baseline");
    }
    if facts.rows().all(|row| facts.ground.service.method[row] == NO_TEXT) {
        return Answer::NotComputable("no_methods");
    }
    let now = count(facts, &facts.incident);
    let before = count(facts, &facts.before);
    if now.all < REQUESTS_MIN || before.all < REQUESTS_MIN {
        return Answer::NotComputable("few_requests");
    }
    let odd = graded(now.odd / now.all - before.odd / before.all, 0.1, 0.5, 0.2);
    // Measured against all requests: three blind log-ins among a thousand visits are no flood. What is
    // always sent blindly is an application's way.
    let rarer = now.blind / now.sent.max(1.0) - before.blind / before.sent.max(1.0);
    let blind = graded(now.blind / now.all - before.blind / before.all, 0.1, 0.5, 0.4)
        * graded(rarer, 0.05, 0.3, 1.0);
    answer(
        [
            share_figure("odd", now.odd, now.all),
            share_figure("odd_before", before.odd, before.all),
            share_figure("blind", now.blind, now.sent),
            share_figure("blind_before", before.blind, before.sent),
            share_figure("blind_of_all", now.blind, now.all),
        ],
        [(Hypothesis::Attack, odd + blind), (Hypothesis::Overload, -(odd + blind) * 0.5)],
    )
}

fn count(facts: &Facts, profiles: &[Profile]) -> Counts {
    let mut counts = Counts::default();
    for profile in profiles {
        count_client(facts, profile, &mut counts);
    }
    // A habit that a handful of requests show is none.
    if counts.sent < SENT_MIN {
        (counts.blind, counts.sent) = (0.0, 0.0);
    }
    counts
}

fn count_client(facts: &Facts, profile: &Profile, counts: &mut Counts) {
    let service = &facts.ground.service;
    let mut given = false;
    for row in profile.rows.iter().map(|&row| row as usize) {
        let method = facts.ground.names.methods.get(service.method[row] as usize);
        let method = method.map_or("", String::as_str);
        let sends = matches!(method, "POST" | "PUT" | "PATCH");
        if facts.intents.is_fresh(row) {
            let usual = sends || matches!(method, "GET" | "HEAD");
            let refused =
                matches!(service.status[row], 400 | 404 | 405 | 411 | 413 | 414 | 431 | 501);
            counts.odd += f64::from(!usual || refused);
            counts.sent += f64::from(sends);
            counts.blind += f64::from(sends && !given);
            counts.all += 1.0;
        }
        let read = !sends && matches!(service.status[row], 200 | 304);
        given = given || (read && !facts.ground.outcomes[row].is_failure());
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn a_login_flood_sends_blindly() {
        let answer = about(&Crowd::ordinary().login_flood(200).world(), run);
        assert!(figure(&answer, "blind") > 0.8, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) > 0.2);
    }

    #[test]
    fn people_fetch_the_form_first() {
        let answer = about(&Crowd::ordinary().newcomers_log_in(300).world(), run);
        assert!(figure(&answer, "blind") < 0.3, "{answer:?}");
        assert_eq!(weight(&answer, Hypothesis::Attack), 0.0);
    }

    #[test]
    fn a_flood_of_ordinary_requests_is_not_odd() {
        let answer = about(&Crowd::ordinary().flood(100, 0.1, "/").world(), run);
        assert!(figure(&answer, "odd") < 0.02, "{answer:?}");
        assert!(not_computable(&about(&Crowd::first_day().flood(100, 0.1, "/").world(), run)));
    }
}
