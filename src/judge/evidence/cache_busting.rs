//! # Question
//! Did single clients ask for the same page with ever new queries, past every cache?
//!
//! # Measure
//! Share of the incident's page requests by clients that asked for their commonest page three times or
//! more, nearly always with another query, on pages whose baseline shows no such habit; the same in
//! the baseline; the share of page requests whose query occurs once (identifiers of clicks aside); and
//! the entropy of the queries on the page most asked for, in bits.
//!
//! # Speaks for
//! A large share: attack. A small one says nothing.
//!
//! # What can fool it
//! A script that adds a time to its queries, new since the baseline on a page that had been there
//! before. Search pages and look-ups have the habit in the baseline; new pages are not compared.
//!
//! # Not computable when
//! There is no baseline, or fewer than 100 pages were asked for, or the log carries no queries.
//!
//! # References
//! Evidence T13; HULK (Shteiman 2012) asks for random keys and values to pass caches.

use std::collections::BTreeMap;

use super::super::facts::Facts;
use super::super::fingerprint::BUSTING_SHARE;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::super::profile::{Profile, asset};
use super::super::steps::single;
use super::{Test, answer, figure, graded, share_figure};
use crate::ask::service::NO_TEXT;
use crate::base::stats::distribution::entropy;
use crate::base::target::has_click_id;

/// Requests of a client for one page from which ever new queries are a habit.
pub(in crate::judge) const REQUESTS_MIN: u32 = 3;
/// Requests for a page that say what is usual on it.
pub(in crate::judge) const USUAL_MIN: f64 = 20.0;
/// Share of usual requests with ever new queries from which that is what the page is for.
pub(in crate::judge) const USUAL: f64 = 0.2;

pub(super) const TEST: Test = Test {
    name: "cache_busting",
    number: "T13",
    family: "content",
    query: "unrepeated-queries",
    source: include_str!("cache_busting.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let service = &facts.ground.service;
    if !facts.has_baseline() {
        return Answer::NotComputable("no_baseline");
    }
    if service.query.iter().all(|&query| query == NO_TEXT) {
        return Answer::NotComputable("no_queries");
    }
    let pages: f64 = facts.incident.iter().map(|profile| f64::from(profile.pages)).sum();
    if pages < 100.0 {
        return Answer::NotComputable("few_requests");
    }
    let usual = usual(&facts.before);
    let compared = |p: &&Profile| usual.get(&p.top_path).is_some_and(|share| *share < USUAL);
    let busting = sum(single(&facts.incident).filter(|p| busts(p)).filter(compared));
    let busting_before = sum(single(&facts.before).filter(|p| busts(p)).filter(compared));
    let before: f64 = facts.before.iter().map(|profile| f64::from(profile.pages)).sum();
    let more = graded(busting / pages - busting_before / before.max(1.0), 0.05, 0.4, 0.5);
    let (once, asked, bits) = queries(facts);
    answer(
        [
            share_figure("busting", busting, pages),
            share_figure("busting_before", busting_before, before),
            share_figure("once", once, asked),
            figure("entropy", bits, Unit::Bits),
        ],
        [(Hypothesis::Attack, more), (Hypothesis::Overload, -more * 0.5)],
    )
}

fn busts(profile: &Profile) -> bool {
    profile.top_path_requests >= REQUESTS_MIN
        && f64::from(profile.top_path_queries)
            >= BUSTING_SHARE * f64::from(profile.top_path_requests)
}

fn sum<'p>(profiles: impl Iterator<Item = &'p Profile>) -> f64 {
    profiles.map(|profile| f64::from(profile.top_path_requests)).sum()
}

/// Of each page that is asked for often on ordinary days, the share of requests by clients that ask
/// for it with ever new queries.
fn usual(before: &[Profile]) -> BTreeMap<u32, f64> {
    let mut asked: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for profile in before {
        let requests = f64::from(profile.top_path_requests);
        let (busting, all) = asked.entry(profile.top_path).or_default();
        *busting += if busts(profile) { requests } else { 0.0 };
        *all += requests;
    }
    asked.retain(|_, (_, all)| *all >= USUAL_MIN);
    asked.into_iter().map(|(page, (busting, all))| (page, busting / all)).collect()
}

/// Page requests whose query occurs once, page requests, and the entropy of the queries on the page
/// most asked for, in bits.
fn queries(facts: &Facts) -> (f64, f64, f64) {
    let service = &facts.ground.service;
    let pages = facts.rows().filter(|&row| !asset(service, facts.ground.names, row));
    let mut asked: Vec<(u32, u32)> =
        pages.map(|row| (service.path[row], service.query[row])).collect();
    asked.sort_unstable();
    let text = |query: u32| facts.ground.names.queries.get(query as usize);
    let once = |run: &&[(u32, u32)]| {
        run.len() == 1 && text(run[0].1).is_some_and(|query| !has_click_id(query))
    };
    let once = asked.chunk_by(|a, b| a == b).filter(once).count() as f64;
    let most = asked.chunk_by(|a, b| a.0 == b.0).max_by_key(|run| run.len()).unwrap_or_default();
    let counts: Vec<f64> = most.chunk_by(|a, b| a == b).map(|run| run.len() as f64).collect();
    (once, asked.len() as f64, entropy(&counts))
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn random_queries_on_the_front_page_are_seen() {
        let answer = about(&Crowd::ordinary().searches().busting(100, "/").world(), run);
        assert!(figure(&answer, "busting") > 0.3, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) > 0.2);
    }

    #[test]
    fn searching_is_what_a_search_page_is_for() {
        let answer = about(&Crowd::ordinary().searches().busting(100, "/search").world(), run);
        assert!(figure(&answer, "once") > 0.3, "{answer:?}");
        assert_eq!(weight(&answer, Hypothesis::Attack), 0.0);
    }

    #[test]
    fn a_new_page_and_clicks_are_not_compared() {
        let answer = about(&Crowd::ordinary().searches().busting(100, "/results").world(), run);
        assert_eq!(weight(&answer, Hypothesis::Attack), 0.0);
        let answer = about(&Crowd::ordinary().searches().visitors(60).world(), run);
        assert!(figure(&answer, "busting") < 0.02, "{answer:?}");
    }

    #[test]
    fn a_log_without_queries_cannot_tell() {
        assert!(not_computable(&about(&Crowd::ordinary().flood(50, 0.1, "/").world(), run)));
    }
}
