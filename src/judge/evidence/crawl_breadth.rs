//! # Question
//! Did crawlers bring the load?
//!
//! # Measure
//! Share of the incident's requests by crawlers: those that say so, and automata that read many
//! different existing pages and send nothing.
//!
//! # Speaks for
//! A large share, larger than in the baseline's load: crawl. A small one: against it.
//!
//! # What can fool it
//! An attack that walks the site page by page is a crawl to a log.
//!
//! # Not computable when
//! The incident holds no request.
//!
//! # References
//! Evidence §7 (search and AI crawlers: breadth, GET only, no sensitivity to failure).

use super::super::facts::{Class, Facts};
use super::super::judgement::{Answer, Hypothesis};
use super::{Test, answer, graded, share_figure};

pub(super) const TEST: Test = Test {
    name: "crawl_breadth",
    number: "T31",
    family: "crawl",
    query: "agent-classes",
    source: include_str!("crawl_breadth.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let all = facts.rows().len() as f64;
    if all == 0.0 {
        return Answer::NotComputable("no_requests");
    }
    let crawled = facts.rows().filter(|&row| facts.class(row) == Class::Crawl).count() as f64;
    let heavy = graded(crawled / all, 0.2, 0.6, 1.5);
    let light = graded(crawled / all, 0.25, 0.05, 1.2);
    answer(
        [share_figure("crawled", crawled, all)],
        [
            (Hypothesis::Crawl, heavy - light),
            (Hypothesis::Overload, -heavy * 0.4),
            (Hypothesis::Attack, -heavy * 0.4),
            (Hypothesis::CapacityLoss, -heavy * 0.3),
        ],
    )
}
