//! # Question
//! How much of the load came from campaigns whose behaviour no person shows?
//!
//! # Measure
//! Share of the incident's requests that belong to campaigns called hostile, their number of clients,
//! and their requests per second at the busiest minute over the demonstrated capacity.
//!
//! # Speaks for
//! A large share: attack. None, and none that could be: against it.
//!
//! # What can fool it
//! Bots that behave like people in every measure. People whose software repeats failed requests by
//! the clock; those who fetched pages with their assets are cleared.
//!
//! # Not computable when
//! The incident holds no request.
//!
//! # References
//! Kandula et al., NSDI 2005 (persistence through failure); Oikonomou & Mirkovic, ICC 2009; the
//! measures behind each campaign are listed with it.

use super::super::facts::{Class, Facts};
use super::super::judgement::{Answer, Hypothesis, Nature, Unit};
use super::{Test, answer, figure, graded, share_figure};

pub(super) const TEST: Test = Test {
    name: "hostile_load",
    number: "T32",
    family: "hostility",
    query: "campaigns",
    source: include_str!("hostile_load.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let all = facts.rows().len() as f64;
    if all == 0.0 {
        return Answer::NotComputable("no_requests");
    }
    let hostile = facts.rows().filter(|&row| facts.class(row) == Class::Hostile).count() as f64;
    let campaigns: Vec<_> = facts
        .campaigns
        .iter()
        .filter(|member| member.campaign.nature == Nature::Hostile)
        .map(|member| &member.campaign)
        .collect();
    let sources: u64 = campaigns.iter().map(|campaign| campaign.sources).sum();
    let peak: f64 = campaigns.iter().map(|campaign| campaign.peak_rps).sum();
    let heavy = graded(hostile / all, 0.05, 0.5, 1.5);
    // Who cannot be told may be hostile: only what is told says that nobody is.
    let most = hostile / all + facts.share_of(Class::Unknown);
    let absent = graded(most, 0.05, 0.005, 1.2);
    answer(
        [
            share_figure("hostile_share", hostile, all),
            figure("sources", sources as f64, Unit::Count),
            figure("peak", peak, Unit::PerSecond),
        ],
        [
            (Hypothesis::Attack, heavy - absent),
            (Hypothesis::Overload, -heavy * 0.3),
            (Hypothesis::CapacityLoss, -heavy * 0.5),
            (Hypothesis::Crawl, -heavy * 0.3),
        ],
    )
}
