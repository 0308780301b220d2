//! The verdict with other numbers: each bound that closes it at half and at twice its value, and the replays with
//! more of people's demand than was logged. The deciding function is asked again; facts are not measured again.
//! A verdict and what it rests on in, what would become of it out. It changes no verdict.

mod checks;

use super::super::counterfactual::Model;
use super::super::facts::{Class, Facts, UNASKED_MAX};
use super::super::judgement::{
    ButFor, Cause, Gate, Moved, Replays, SURE, Sensitivity, Symptom, Unit, Unlogged, Weighed,
};
use super::decide::decide;
use crate::base::time::{MINUTE_US, Window};
use checks::{Check, checks};

/// What a verdict rests on.
pub(super) struct Judged<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) model: Option<&'a Model>,
    pub(super) replays: &'a Replays,
    pub(super) hypotheses: &'a [Weighed],
    /// log10 by which findings that never saw the sorting of clients speak for attack over overload.
    pub(super) witnesses: f64,
    pub(super) gates: &'a [Gate],
    /// What the replays name.
    pub(super) named: Cause,
}

/// How far the verdict hangs on its bounds.
pub(super) fn sensitivity(judged: &Judged<'_>) -> Sensitivity {
    let checks = checks(judged, judged.named);
    let mut moved: Vec<Moved> = checks.iter().map(|check| judged.moved(&checks, check)).collect();
    moved.extend(judged.sure());
    Sensitivity { moved, unlogged: judged.unlogged() }
}

impl Judged<'_> {
    /// The cause where the replays name this one and nothing else is other than it was.
    fn settled(&self, named: Cause) -> Cause {
        let shut = checks(self, named).iter().any(Check::is_shut) || self.otherwise_shut();
        if shut { Cause::Inconclusive } else { named }
    }

    /// Is a gate shut whose bound is not moved here?
    fn otherwise_shut(&self) -> bool {
        self.gates.iter().any(|gate| gate.forbids && !checks::KEYS.contains(&gate.key))
    }

    fn moved(&self, checks: &[Check], check: &Check) -> Moved {
        let others = checks.iter().filter(|other| other.name != check.name);
        let shut = others.into_iter().any(Check::is_shut) || self.otherwise_shut();
        let cause = |bound: f64| {
            if shut || check.shuts(bound) { Cause::Inconclusive } else { self.named }
        };
        let [half, twice] = check.moved();
        Moved {
            name: check.name,
            unit: check.unit,
            value: Some(check.value),
            bound: check.bound,
            half: (half, cause(half)),
            twice: (twice, cause(twice)),
        }
    }

    /// How many of the draws must agree. What is left of the others is halved and doubled.
    fn sure(&self) -> Option<Moved> {
        self.model?;
        let at = |sure: f64| {
            let replays = rescaled(self.replays, sure);
            let (named, _) = decide(self.facts, self.model, &replays, self.hypotheses);
            (sure, self.settled(named))
        };
        let doubt = 1.0 - SURE;
        Some(Moved {
            name: "sure",
            unit: Unit::Share,
            value: None,
            bound: SURE,
            half: at(1.0 - 0.5 * doubt),
            twice: at(1.0 - 2.0 * doubt),
        })
    }

    /// The verdict at both bounds of unlogged demand, and where between them it changes.
    fn unlogged(&self) -> Option<Unlogged> {
        let model = self.model.filter(|_| self.facts.found.symptom == Symptom::Failures)?;
        let at = |times: f64| {
            let replays = model.asked_by_people(self.replays, times);
            self.settled(decide(self.facts, Some(model), &replays, self.hypotheses).0)
        };
        let (high, measured) = most(self.facts);
        let (at_low, at_high) = (at(1.0), at(high));
        let between = TRIED.into_iter().filter(|times| *times < high);
        let changes = || between.chain([high]).find(|times| at(*times) != at_low);
        let changes_at = if at_low == at_high { None } else { changes() };
        Some(Unlogged { at_low, high, measured, at_high, changes_at })
    }
}

/// Multiples of people's logged demand that are tried between the bounds.
const TRIED: [f64; 5] = [1.25, 1.5, 2.0, 2.5, 3.0];
/// Minutes after an incident in which those come who waited.
const AFTER_MIN: i64 = 5;

/// The most that people can have asked for, over what was logged: the peak of the first healthy minutes after
/// the incident in place of its own mean, and at least what those who were let in usually go on to ask for. And was
/// it measured?
fn most(facts: &Facts) -> (f64, bool) {
    let service = &facts.ground.service;
    let people = |row: &usize| matches!(facts.class(*row), Class::Organic | Class::Unknown);
    let asked = facts.rows().filter(people).count() as f64 / facts.found.window.minutes() as f64;
    let end_us = facts.found.window.end_us;
    let minute = |k: i64| Window::new(end_us + k * MINUTE_US, end_us + (k + 1) * MINUTE_US);
    let after = (0..AFTER_MIN).map(|k| service.range(minute(k)).len()).max().unwrap_or(0) as f64;
    if asked <= 0.0 || after <= 0.0 {
        return (UNASKED_MAX, false);
    }
    ((after / asked).max(facts.unasked()).clamp(1.0, UNASKED_MAX), true)
}

/// The replays as they would read if that share of the draws were asked for: `sure` and its complement come to
/// lie where the usual ones are.
fn rescaled(replays: &Replays, sure: f64) -> Replays {
    let map = |but_for: Option<ButFor>| {
        but_for.map(|one| ButFor { probability: rescale(one.probability, sure), ..one })
    };
    Replays {
        without_attack: map(replays.without_attack),
        without_surge: map(replays.without_surge),
        without_crawl: map(replays.without_crawl),
        with_baseline_capacity: map(replays.with_baseline_capacity),
        without_retries: map(replays.without_retries),
        ..replays.clone()
    }
}

/// Piecewise linear through (0, 0), (1 − sure, 1 − SURE), (sure, SURE), (1, 1); rounding must not move the knots.
fn rescale(probability: f64, sure: f64) -> f64 {
    let knots = [(0.0, 0.0), (1.0 - sure, 1.0 - SURE), (sure, SURE), (1.0, 1.0)];
    let part = knots.windows(2).find(|pair| pair.last().is_some_and(|to| probability <= to.0));
    match part {
        Some([from, to]) if probability == to.0 || to.0 <= from.0 => to.1,
        Some([from, to]) => from.1 + (probability - from.0) / (to.0 - from.0) * (to.1 - from.1),
        _ => probability,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about};
    use super::super::super::evidence::findings;
    use super::super::verdict;
    use super::super::weigh::attack_over_overload;
    use super::*;

    #[test]
    fn other_shares_of_draws_come_to_lie_at_the_usual_ones() {
        assert_eq!(rescale(0.9, 0.9), SURE);
        assert_eq!(rescale(0.6, 0.6), SURE);
        assert!((rescale(0.1, 0.9) - (1.0 - SURE)).abs() < 1e-12);
        assert!(rescale(0.85, 0.9) < SURE && rescale(0.7, 0.6) > SURE);
        for probability in [0.0, 0.05, 0.2, 0.5, 0.8, 0.97, 1.0] {
            assert!((rescale(probability, SURE) - probability).abs() < 1e-12);
        }
    }

    #[test]
    fn with_the_bounds_as_they_are_the_verdict_is_what_it_is() {
        for world in [
            Crowd::bounded(300.0).flood(100, 10.0, "/").world(),
            Crowd::bounded(300.0).flood(3, 10.0, "/").world(),
            Crowd::ordinary().burst_then_retries(150).world(),
        ] {
            about(&world, |facts: &Facts| {
                let findings = findings(facts);
                let verdict = verdict(facts, &findings);
                let model = Model::fit(facts);
                let (replays, hypotheses) = (&verdict.replays, &verdict.hypotheses[..]);
                let (named, _) = decide(facts, model.as_ref(), replays, hypotheses);
                let judged = Judged {
                    facts,
                    model: model.as_ref(),
                    replays,
                    hypotheses,
                    witnesses: attack_over_overload(&findings),
                    gates: &verdict.gates,
                    named,
                };
                assert_eq!(judged.settled(named), verdict.cause, "{:?}", verdict.gates);
                let closed = |check: &Check| check.is_shut();
                let shut =
                    verdict.gates.iter().any(|one| one.forbids && checks::KEYS.contains(&one.key));
                assert_eq!(checks(&judged, named).iter().any(closed), shut, "{:?}", verdict.gates);
            });
        }
    }

    #[test]
    fn a_flood_is_one_with_and_without_unlogged_people() {
        let world = Crowd::bounded(300.0).flood(100, 10.0, "/").world();
        about(&world, |facts: &Facts| {
            let unlogged = verdict(facts, &findings(facts)).sensitivity.unlogged;
            let unlogged = unlogged.expect("something was replayed");
            assert!((1.0..=UNASKED_MAX).contains(&unlogged.high), "{unlogged:?}");
            assert_eq!(unlogged.changes_at.is_some(), unlogged.at_low != unlogged.at_high);
        });
    }
}
