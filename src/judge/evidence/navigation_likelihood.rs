//! # Question
//! Did clients go from page to page as visitors do?
//!
//! # Measure
//! Mean log2 probability of a step from one page to the next (first tries, pages of one kind taken
//! together) of clients that the baseline does not know, by a first-order Markov chain learned from half
//! of the baseline's clients (Laplace smoothing); beside it that of the other half's steps. Only steps
//! between pages that the baseline knows: what is new is another question. People behind one address
//! are told apart by their agents.
//!
//! # Speaks for
//! Steps far less likely than usual: attack, or crawl. As likely as usual: nothing, for a flood of the
//! front page takes a step that people take as well.
//!
//! # What can fool it
//! A link from elsewhere that leads people deep into the site; a redirection or a new menu. A bot that
//! replays recorded sessions is as likely as they were.
//!
//! # Not computable when
//! There is no baseline, or fewer than 50 steps between known pages on either side.
//!
//! # References
//! Evidence T8; Xie & Yu, ToN 2009 (likelihood of request sequences); Oikonomou & Mirkovic, ICC 2009
//! (transition probabilities).

use std::collections::{BTreeMap, BTreeSet};

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::super::profile::{Profile, token};
use super::super::steps::{first_tries, pages};
use super::super::template::Templates;
use super::{Test, answer, figure, graded};
use crate::base::time::MINUTE_US;

/// Time without a request after which a session is over (Catledge & Pitkow 1995: 25.5 minutes).
pub(in crate::judge) const SESSION_US: i64 = 30 * MINUTE_US;
/// Kinds of pages told apart: the most usual.
pub(in crate::judge) const KINDS_MAX: usize = 200;
/// Steps below which their mean is chance.
pub(in crate::judge) const STEPS_MIN: f64 = 50.0;

pub(super) const TEST: Test = Test {
    name: "navigation_likelihood",
    number: "T8",
    family: "content",
    query: "transitions",
    source: include_str!("navigation_likelihood.rs"),
    run,
};

/// How often each step was made: (from, to) of templates.
type Steps = BTreeMap<(u64, u64), f64>;

fn run(facts: &Facts) -> Answer {
    if !facts.has_baseline() {
        return Answer::NotComputable("no_baseline");
    }
    let mut templates = Templates::new(facts.ground.names);
    let half =
        |rest: u64| facts.before.iter().filter(move |p| token(facts.ground.names, p) % 2 == rest);
    let kinds = kinds(facts, half(0), &mut templates);
    let learned = steps(facts, half(0), &kinds, &mut templates);
    let usual = steps(facts, half(1), &kinds, &mut templates);
    let known: BTreeSet<u32> = facts.before.iter().map(|profile| profile.subscriber).collect();
    let new = facts.incident.iter().filter(|profile| !known.contains(&profile.subscriber));
    let now = steps(facts, new, &kinds, &mut templates);
    let chain = Chain::learn(&learned, kinds.len());
    let (Some(before), Some((likelihood, known))) = (chain.score(&usual), chain.score(&now)) else {
        return Answer::NotComputable("few_steps");
    };
    let less = before.0 - likelihood;
    let strange = graded(less, 0.8, 3.0, 0.4);
    answer(
        [
            figure("likelihood", likelihood, Unit::Bits),
            figure("likelihood_before", before.0, Unit::Bits),
            figure("steps", known, Unit::Count),
        ],
        [
            (Hypothesis::Attack, strange),
            (Hypothesis::Crawl, strange * 0.7),
            (Hypothesis::Overload, -strange * 0.5),
        ],
    )
}

/// The most usual kinds of pages of these clients.
fn kinds<'p>(
    facts: &Facts,
    profiles: impl Iterator<Item = &'p Profile>,
    templates: &mut Templates,
) -> BTreeSet<u64> {
    let mut visits: BTreeMap<u64, u64> = BTreeMap::new();
    for step in profiles.flat_map(|profile| pages(facts.ground, profile)) {
        *visits.entry(templates.of(step.path)).or_default() += 1;
    }
    let mut kinds: Vec<(u64, u64)> = visits.into_iter().collect();
    kinds.sort_by_key(|(kind, visits)| (std::cmp::Reverse(*visits), *kind));
    kinds.into_iter().take(KINDS_MAX).map(|(kind, _)| kind).collect()
}

/// Steps between pages of these kinds.
fn steps<'p>(
    facts: &Facts,
    profiles: impl Iterator<Item = &'p Profile>,
    kinds: &BTreeSet<u64>,
    templates: &mut Templates,
) -> Steps {
    let mut steps = Steps::new();
    for profile in profiles {
        let mut last: BTreeMap<u32, (i64, u64)> = BTreeMap::new();
        for step in first_tries(facts.ground, profile) {
            let here = templates.of(step.path);
            let before = last.insert(step.agent, (step.at_us, here));
            let soon = before.filter(|(then, _)| step.at_us - then <= SESSION_US);
            let known = soon.filter(|(_, from)| kinds.contains(from) && kinds.contains(&here));
            if let Some((_, from)) = known {
                *steps.entry((from, here)).or_default() += 1.0;
            }
        }
    }
    steps
}

/// A first-order Markov chain over the most usual kinds of pages.
struct Chain<'s> {
    steps: &'s Steps,
    leaving: BTreeMap<u64, f64>,
    kinds: f64,
}

impl<'s> Chain<'s> {
    fn learn(steps: &'s Steps, kinds: usize) -> Self {
        let mut leaving: BTreeMap<u64, f64> = BTreeMap::new();
        for (&(from, _), count) in steps {
            *leaving.entry(from).or_default() += count;
        }
        Self { steps, leaving, kinds: kinds as f64 }
    }

    /// Mean log2 probability of steps, and how many they are.
    fn score(&self, steps: &Steps) -> Option<(f64, f64)> {
        let all: f64 = steps.values().sum();
        let log2 = |pair: &(u64, u64)| {
            let seen = self.steps.get(pair).copied().unwrap_or(0.0);
            let leaving = self.leaving.get(&pair.0).copied().unwrap_or(0.0);
            ((seen + 1.0) / (leaving + self.kinds)).log2()
        };
        let sum: f64 = steps.iter().map(|(pair, count)| count * log2(pair)).sum();
        (all >= STEPS_MIN).then(|| (sum / all, all))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn a_crowd_goes_where_visitors_go_and_so_does_a_school() {
        for world in [Crowd::ordinary().visitors(60).world(), Crowd::ordinary().school(80).world()]
        {
            let answer = about(&world, run);
            let less = figure(&answer, "likelihood_before") - figure(&answer, "likelihood");
            assert!(less < 0.5, "{answer:?}");
            assert!(weight(&answer, Hypothesis::Attack) <= 0.0);
        }
    }

    #[test]
    fn asking_for_the_same_page_again_and_again_is_no_way_to_go() {
        let answer = about(&Crowd::ordinary().flood(60, 0.1, "/notes").world(), run);
        let less = figure(&answer, "likelihood_before") - figure(&answer, "likelihood");
        assert!(less > 1.0, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) > 0.05);
    }

    #[test]
    fn a_new_page_is_no_step() {
        let answer = about(&Crowd::ordinary().flood(60, 0.1, "/news").world(), run);
        assert!(weight(&answer, Hypothesis::Attack) <= 0.0, "{answer:?}");
        assert!(not_computable(&about(&Crowd::first_day().visitors(9).world(), run)));
    }
}
