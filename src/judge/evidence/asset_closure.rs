//! # Question
//! Do those who say they are browsers fetch what pages bring along?
//!
//! # Measure
//! Share of clients with a browser's agent and a served page that fetch an asset within 30 seconds, in
//! the incident and in the baseline.
//!
//! # Speaks for
//! Far fewer than usual: attack or crawl. As many: people.
//!
//! # What can fool it
//! Caches (hence the comparison); assets on another host (then nobody fetches any, and the test is
//! not computable); headless browsers fetch everything.
//!
//! # Not computable when
//! Usual clients do not fetch assets in this log, or fewer than 20 clients got a page.
//!
//! # References
//! Oikonomou & Mirkovic, ICC 2009; Evidence T7.

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis};
use super::super::profile::{Profile, agent_class};
use super::{Test, answer, graded, share_figure};
use crate::base::class::AgentClass;

/// Share of usual clients that fetch assets, below which their absence says nothing.
pub(in crate::judge) const USUAL_MIN: f64 = 0.3;

pub(super) const TEST: Test = Test {
    name: "asset_closure",
    number: "T7",
    family: "content",
    query: "asset-closure",
    source: include_str!("asset_closure.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let (closing, served) = count(facts, &facts.incident);
    let (closing_before, served_before) = count(facts, &facts.before);
    if served < 20.0 || served_before < 20.0 {
        return Answer::NotComputable("few_clients");
    }
    let usual = closing_before / served_before;
    if usual < USUAL_MIN {
        return Answer::NotComputable("assets_elsewhere");
    }
    let ratio = (closing / served) / usual;
    let missing = graded(ratio, 0.7, 0.2, 0.8);
    let same = graded(ratio, 0.7, 0.95, 0.4);
    answer(
        [
            share_figure("closing", closing, served),
            share_figure("closing_before", closing_before, served_before),
        ],
        [
            (Hypothesis::Attack, missing - same),
            (Hypothesis::Crawl, missing * 0.6 - same),
            (Hypothesis::Overload, same * 0.4 - missing * 0.6),
        ],
    )
}

fn count(facts: &Facts, profiles: &[Profile]) -> (f64, f64) {
    profiles
        .iter()
        .filter(|p| p.pages_served > 0 && agent_class(facts.ground.names, p) == AgentClass::Browser)
        .fold((0.0, 0.0), |(closing, all), p| (closing + f64::from(p.closes), all + 1.0))
}
