//! # Question
//! Did clients act differently after a failure than after an answer, as people do?
//!
//! # Measure
//! What a client does within two minutes after asking for a page: nothing, the same page again, or
//! another page, each soon, later or much later. Jensen–Shannon divergence, in bits, between what
//! follows failures and what follows answers; and the median time to the next page after either. Each
//! client weighs as much on one side as on the other, by its failures (at most five for each of its
//! answers), so that only its own two ways to act are compared. A person repeats what failed and reads what was served, or leaves: the next request
//! depends on the last answer. Who asks by a plan does not look at answers. The same of strangers
//! alone, whom the baseline does not know and who never fetched an asset nor followed a link. Pages
//! that are polled on ordinary days, and addresses that several people share, are left out.
//!
//! # Speaks for
//! A large divergence: people, against attack and crawl. None, over many requests of strangers: attack.
//!
//! # What can fool it
//! Pages that reload by themselves, people who press reload whatever comes, and a new gateway of many
//! people look like a plan; a bot that waits longer after failures looks like a person.
//!
//! # Not computable when
//! Fewer than 50 failures and as many answers of the same clients have a known sequel.
//!
//! # References
//! Evidence T4 (elasticity of demand, made robust: the answer, not its delay, is what all formats
//! log); Chen & Heidemann, ACM TOIT 2005; Kandula et al., NSDI 2005; Lin 1991.

use std::collections::BTreeSet;

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis, Unit};
use super::super::profile::Profile;
use super::super::steps::{Step, pages, polled, single, strangers};
use super::{Test, answer, figure, graded};
use crate::base::stats::distribution::jensen_shannon;
use crate::base::time::SECOND_US;

/// Time after which a client has left.
pub(in crate::judge) const LEFT_US: i64 = 120 * SECOND_US;
/// Up to here the next request comes soon: faster than a page is read…
pub(in crate::judge) const SOON_US: i64 = 3 * SECOND_US;
/// …and up to here later: a person who waits before trying again.
pub(in crate::judge) const LATER_US: i64 = 12 * SECOND_US;
/// Failures of a client that one of its answers may stand beside: who fails most weighs most, but not
/// on the strength of a single answer.
pub(in crate::judge) const ANSWERED: f64 = 5.0;
/// Sequels of either kind below which their difference is chance.
pub(in crate::judge) const SEQUELS_MIN: f64 = 50.0;
/// Sequels of either kind from which the lack of a difference says something.
pub(in crate::judge) const SEQUELS_MANY: f64 = 200.0;

pub(super) const TEST: Test = Test {
    name: "response_elasticity",
    number: "T4",
    family: "dynamics",
    query: "after-failure",
    source: include_str!("response_elasticity.rs"),
    run,
};

/// What followed answers of one kind to one client: counts by sequel, and gaps.
#[derive(Default)]
struct Sequels {
    counts: [f64; 7],
    gaps_us: Vec<i64>,
}

impl Sequels {
    fn add(&mut self, step: Step, next: Option<Step>) {
        let gap = next.map(|next| next.at_us - step.at_us).filter(|&gap| gap <= LEFT_US);
        let same = next.is_some_and(|next| next.path == step.path);
        let index = match gap {
            None => 0,
            Some(gap) => 1 + usize::from(gap > SOON_US) + usize::from(gap > LATER_US),
        };
        self.counts[if index > 0 && !same { index + 3 } else { index }] += 1.0;
        self.gaps_us.extend(gap);
    }

    fn sum(&self) -> f64 {
        self.counts.iter().sum()
    }
}

/// The same of many clients; gaps are counted by tenths of a second, so that memory is bounded.
struct Sum {
    counts: [f64; 7],
    tenths: Vec<u64>,
}

const TENTH_US: i64 = SECOND_US / 10;

impl Sum {
    fn new() -> Self {
        Self { counts: [0.0; 7], tenths: vec![0; (LEFT_US / TENTH_US + 1) as usize] }
    }

    /// Adds a client with the weight of so many sequels.
    fn add(&mut self, client: &Sequels, weight: f64) {
        let scale = weight / client.sum();
        self.counts.iter_mut().zip(client.counts).for_each(|(sum, count)| *sum += count * scale);
        for gap in &client.gaps_us {
            if let Some(tenth) = self.tenths.get_mut((gap / TENTH_US) as usize) {
                *tenth += 1;
            }
        }
    }

    fn sum(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// The median gap in seconds, to a tenth; two minutes where nobody went on.
    fn gap(&self) -> f64 {
        let all: u64 = self.tenths.iter().sum();
        let mut below = 0;
        let middle = self.tenths.iter().position(|count| {
            below += count;
            all > 0 && below * 2 >= all
        });
        middle.unwrap_or(self.tenths.len() - 1) as f64 / 10.0
    }
}

fn run(facts: &Facts) -> Answer {
    let (failed, served) = sequels(facts, single(&facts.incident));
    let weight = failed.sum();
    let divergence = jensen_shannon(&failed.counts, &served.counts);
    let Some(divergence) = divergence.filter(|_| weight >= SEQUELS_MIN) else {
        return Answer::NotComputable("few_sequels");
    };
    let strange = sequels(facts, strangers(facts).into_iter());
    let (strange_weight, strange) =
        (strange.0.sum(), jensen_shannon(&strange.0.counts, &strange.1.counts));
    let heeds = graded(divergence, 0.1, 0.3, 0.5);
    let plan = match strange.filter(|_| strange_weight >= SEQUELS_MANY) {
        Some(strange) => graded(divergence.max(strange), 0.05, 0.01, 0.2),
        None => 0.0,
    };
    let [all, sequels, failure, served] = [
        figure("divergence", divergence, Unit::Bits),
        figure("sequels", weight, Unit::Count),
        figure("next_after_failure", failed.gap(), Unit::Seconds),
        figure("next_after_answer", served.gap(), Unit::Seconds),
    ];
    let speaks = [
        (Hypothesis::Attack, plan - heeds),
        (Hypothesis::Crawl, plan * 0.5 - heeds * 0.5),
        (Hypothesis::Overload, heeds * 0.3 - plan * 0.5),
    ];
    match strange.filter(|_| strange_weight >= SEQUELS_MIN) {
        Some(value) => {
            let strange = figure("divergence_strangers", value, Unit::Bits);
            answer([all, strange, sequels, failure, served], speaks)
        }
        None => answer([all, sequels, failure, served], speaks),
    }
}

/// Sequels of failures and of answers, of those clients that have both.
fn sequels<'p>(facts: &Facts, profiles: impl Iterator<Item = &'p Profile>) -> (Sum, Sum) {
    let polled = polled(facts.ground, &facts.before);
    let (mut failed, mut served) = (Sum::new(), Sum::new());
    for profile in profiles.filter(|profile| profile.failures > 0) {
        let (after_failure, after_answer) = of_client(facts, profile, &polled);
        let weight = after_failure.sum().min(ANSWERED * after_answer.sum());
        if weight > 0.0 {
            failed.add(&after_failure, weight);
            served.add(&after_answer, weight);
        }
    }
    (failed, served)
}

/// What comes too late in the window to see its sequel is not counted.
fn of_client(facts: &Facts, profile: &Profile, polled: &BTreeSet<u32>) -> (Sequels, Sequels) {
    let window = facts.found.window;
    let (mut failed, mut served) = (Sequels::default(), Sequels::default());
    let mut pages = pages(facts.ground, profile).peekable();
    while let Some(step) = pages.next() {
        let seen = step.at_us >= window.start_us && step.at_us < window.end_us - LEFT_US;
        if seen && !polled.contains(&step.path) {
            let of_kind = if step.failed { &mut failed } else { &mut served };
            of_kind.add(step, pages.peek().copied());
        }
    }
    (failed, served)
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn people_heed_answers() {
        let answer = about(&Crowd::ordinary().visitors(60).world(), run);
        assert!(figure(&answer, "divergence") > 0.2, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) < -0.2);
        assert!(weight(&answer, Hypothesis::Overload) > 0.05);
    }

    #[test]
    fn a_botnet_does_not_look_at_answers() {
        let answer = about(&Crowd::ordinary().flood(200, 0.05, "/").world(), run);
        assert!(figure(&answer, "divergence") < 0.05, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) > 0.02);
    }

    #[test]
    fn what_an_application_polls_every_day_is_left_out() {
        let answer = about(&Crowd::polling().world(), run);
        assert!(
            not_computable(&answer) || weight(&answer, Hypothesis::Attack) <= 0.0,
            "{answer:?}"
        );
    }

    #[test]
    fn where_everything_fails_nothing_can_be_compared() {
        let answer = about(&Crowd::dead().flood(200, 0.05, "/").world(), run);
        assert!(not_computable(&answer), "{answer:?}");
    }
}
