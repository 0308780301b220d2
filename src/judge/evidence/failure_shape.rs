//! # Question
//! How do the failures look: refused at once, timed out, or turned away?
//!
//! # Measure
//! Shares of the failures by status: refused (502, 500), timed out (504, 408, 460, 499), turned away (503,
//! 429, waiting pages); and the median time to fail where the log has durations.
//!
//! # Speaks for
//! Failing at once with 502: a back end that is gone. Timing out or turning away: a load.
//!
//! # What can fool it
//! Many servers answer 502 under load as well, when their queue overflows; some answer 503 when a back
//! end is gone. The weights are small.
//!
//! # Not computable when
//! Nothing failed.
//!
//! # References
//! Evidence T24; RFC 9110 §15.6 (5xx).

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::{Test, answer, figure, graded, share_figure};
use crate::base::stats::spread::nearest_rank;
use crate::base::time::SECOND_US;

/// A failure within fifty milliseconds is a refusal, not a wait (evidence T24).
pub(in crate::judge) const AT_ONCE_US: i64 = 50_000;

pub(super) const TEST: Test = Test {
    name: "failure_shape",
    number: "T24",
    family: "shape",
    query: "status-by-minute",
    source: include_str!("failure_shape.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let service = &facts.ground.service;
    let failed: Vec<usize> =
        facts.rows().filter(|&row| facts.ground.outcomes[row].is_failure()).collect();
    let all = failed.len() as f64;
    if failed.is_empty() {
        return Answer::NotComputable("no_failures");
    }
    let of = |statuses: &[i16]| {
        failed.iter().filter(|&&row| statuses.contains(&service.status[row])).count() as f64
    };
    let (refused, timed_out) = (of(&[500, 502]), of(&[408, 460, 499, 504]));
    let mut times: Vec<i64> =
        failed.iter().map(|&row| service.duration_us[row]).filter(|&us| us >= 0).collect();
    let typical = nearest_rank(&mut times, 0.5);
    let broken = graded(refused / all, 0.5, 0.9, 1.0);
    let gone = match typical {
        Some(us) if us <= AT_ONCE_US => broken * 0.4,
        Some(_) => 0.0,
        None => broken * 0.15,
    };
    let waited = graded(timed_out / all, 0.3, 0.9, 0.15);
    let seconds = typical.map_or(f64::NAN, |us| us as f64 / SECOND_US as f64);
    let speaks = [
        (Hypothesis::CapacityLoss, gone - waited),
        (Hypothesis::Overload, waited - gone * 0.5),
        (Hypothesis::Attack, waited - gone * 0.5),
    ];
    let shares = [
        share_figure("refused", refused, all),
        share_figure("timed_out", timed_out, all),
        share_figure("turned_away", all - refused - timed_out, all),
    ];
    if seconds.is_nan() {
        return answer(shares, speaks);
    }
    let [refused, timed_out, turned_away] = shares;
    answer(
        [refused, timed_out, turned_away, figure("time_to_fail", seconds, Unit::Seconds)],
        speaks,
    )
}
