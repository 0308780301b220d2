//! # Question
//! After the silence, did visits begin anew, or go on as if nothing had been?
//!
//! # Measure
//! Among the clients that come first in the five minutes after the silence, the share that is in the
//! middle of a visit: led there by a page of the site that the log never shows them asking for, or asking
//! first for what visits ask for later. It is held against the share among visits that begin, and against
//! the share found when the hours around are cut at every fifth minute, as if the log began there.
//!
//! # Speaks for
//! As few in the middle of a visit as among visits that begin: loss upstream, because visits in progress
//! have died. As many as at a cut: against it, because people went on and only lines are missing.
//!
//! # What can fool it
//! A server that was switched off kills visits too. Programs that poll through an outage resume in the
//! middle of what they did. Visits of one page are under way and beginning at once: then both shares are
//! equal, and nothing is told. Where the log has no referers, only paths tell, and less.
//!
//! # Not computable when
//! The incident is no silence of the whole service; fewer than five people come right after it; the hours
//! around hold too few visits, or begin as they go on.
//!
//! # References
//! Evidence T30, §2.5; Catledge & Pitkow 1995 (visits in logs); Wilson 1927 (intervals).

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::super::resumption::{CLIENTS_MIN, measure};
use super::{Test, answer, figure, share_figure};

pub(super) const TEST: Test = Test {
    name: "resumption",
    number: "T30",
    family: "resumption",
    query: "visits-resumed",
    source: include_str!("resumption.rs"),
    run,
};

/// Most that it may weigh, log10: what one family may.
const MOST: f64 = 1.2;

fn run(facts: &Facts) -> Answer {
    let Some(resumption) = measure(facts) else {
        return Answer::NotComputable("no_silence");
    };
    if resumption.after.clients < CLIENTS_MIN {
        return Answer::NotComputable("few_after_silence");
    }
    let Some(log10_lr) = resumption.log10_lr() else {
        return Answer::NotComputable("visits_alike");
    };
    let (after, beginning, cut) = (resumption.after, resumption.beginning, resumption.cut);
    answer(
        [
            share_figure("midway", after.midway, after.clients),
            share_figure("beginning", beginning.midway, beginning.clients),
            share_figure("under_way", cut.midway, cut.clients),
            figure("clients", after.clients, Unit::Count),
        ],
        [(Hypothesis::UpstreamLoss, log10_lr.clamp(-MOST, MOST))],
    )
}
