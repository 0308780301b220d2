//! The comparisons by which gates close a verdict, each with what was measured and its bound, so that it can be made
//! again with another bound. What a verdict rests on in, comparisons out. `gates.rs` decides; a test holds that both
//! agree.

use super::super::super::facts::Class;
use super::super::super::judgement::{Cause, Hypothesis, Symptom, Unit};
use super::super::gates::{
    ACCUSED, ACCUSED_AT_ALL, ADEQUACY, COVERAGE, FAILED_CLIENTS, FAILURES, PROBABLE, REPEATED_MANY,
    REQUESTS, UNTOLD, UNWITNESSED, WITNESSED, WITNESSED_BOTH, failed_clients, hypotheses,
};
use super::Judged;

/// Keys of the gates that are made again here.
pub(super) const KEYS: &[&str] = &[
    "coverage",
    "repeated_lines",
    "few_requests",
    "few_failed_clients",
    "labels_uncertain",
    "model_inadequate",
    "witnesses_disagree",
    "hypotheses_close",
    "replay_disagrees",
];

/// On which side of its bound a value closes a verdict.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Below.
    Below,
    /// At or above.
    From,
    /// Above.
    Above,
}

/// What half and twice mean of a bound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// Of itself.
    Plain,
    /// Of what is missing to one.
    Rest,
    /// Of the odds of a probability.
    Odds,
}

/// A comparison.
pub(super) struct Check {
    pub(super) name: &'static str,
    pub(super) unit: Unit,
    pub(super) value: f64,
    pub(super) bound: f64,
    side: Side,
    scale: Scale,
}

impl Check {
    fn new(name: &'static str, (value, unit): (f64, Unit), (side, bound): (Side, f64)) -> Self {
        Self { name, unit, value, bound, side, scale: Scale::Plain }
    }

    fn by(self, scale: Scale) -> Self {
        Self { scale, ..self }
    }

    /// Does it close the verdict with that bound?
    pub(super) fn shuts(&self, bound: f64) -> bool {
        match self.side {
            Side::Below => self.value < bound,
            Side::From => self.value >= bound,
            Side::Above => self.value > bound,
        }
    }

    /// Does it close the verdict as it is?
    pub(super) fn is_shut(&self) -> bool {
        self.shuts(self.bound)
    }

    /// Half and twice the bound.
    pub(super) fn moved(&self) -> [f64; 2] {
        [0.5, 2.0].map(|times| match self.scale {
            Scale::Plain => times * self.bound,
            Scale::Rest => 1.0 - times * (1.0 - self.bound),
            Scale::Odds => {
                let odds = times * self.bound / (1.0 - self.bound);
                odds / (1.0 + odds)
            }
        })
    }
}

/// All comparisons for a cause that the replays name.
pub(super) fn checks(judged: &Judged<'_>, named: Cause) -> Vec<Check> {
    let mut checks = reading(judged);
    checks.extend(size(judged));
    checks.extend(labels(judged));
    checks.extend(witnesses(judged, named));
    checks.extend(agreement(judged, named));
    checks
}

fn reading(judged: &Judged<'_>) -> Vec<Check> {
    let conditions = judged.facts.conditions;
    let coverage = (conditions.coverage, Unit::Share);
    let mut checks =
        vec![Check::new("coverage", coverage, (Side::Below, COVERAGE)).by(Scale::Rest)];
    if conditions.repeated > 0.0 {
        let repeated = (conditions.repeated, Unit::Share);
        checks.push(Check::new("repeated", repeated, (Side::From, REPEATED_MANY)));
    }
    checks
}

fn size(judged: &Judged<'_>) -> Vec<Check> {
    let facts = judged.facts;
    let least = |name, value: usize, bound| {
        Check::new(name, (value as f64, Unit::Count), (Side::Below, bound))
    };
    let mut checks = Vec::new();
    if facts.found.symptom != Symptom::Vanished {
        checks.push(least("requests", facts.rows().len(), REQUESTS));
    }
    if facts.found.symptom == Symptom::Failures {
        let failures = facts.rows().filter(|&row| facts.ground.outcomes[row].is_failure()).count();
        checks.push(least("failures", failures, FAILURES));
        checks.push(least("failed_clients", failed_clients(facts) as usize, FAILED_CLIENTS));
    }
    checks
}

fn labels(judged: &Judged<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    if judged.facts.found.symptom != Symptom::Vanished {
        let untold = (judged.facts.share_of(Class::Unknown), Unit::Share);
        checks.push(Check::new("untold", untold, (Side::From, UNTOLD)));
    }
    let fit = judged.model.map(|model| (model.adequacy(), Unit::Share));
    let fit = fit.map(|fit| Check::new("fit", fit, (Side::Below, ADEQUACY)).by(Scale::Rest));
    checks.extend(fit);
    checks
}

/// A ratio of 10 to the weight: half and twice of it are what a reader understands.
fn witnesses(judged: &Judged<'_>, named: Cause) -> Option<Check> {
    let (side, weight) = match named {
        Cause::Attack => (Side::Below, WITNESSED),
        Cause::AttackAndOverload => (Side::Below, WITNESSED_BOTH),
        Cause::Overload => (Side::Above, UNWITNESSED),
        _ => return None,
    };
    let value = (10f64.powf(judged.witnesses), Unit::Ratio);
    Some(Check::new("witnesses", value, (side, 10f64.powf(weight))))
}

fn agreement(judged: &Judged<'_>, named: Cause) -> Vec<Check> {
    let of = |hypothesis: &Hypothesis| {
        let mut weighed = judged.hypotheses.iter();
        weighed.find(|one| one.hypothesis == *hypothesis).map_or(0.0, |one| one.probability)
    };
    let mine = hypotheses(named);
    if mine.is_empty() || judged.hypotheses.is_empty() {
        return Vec::new();
    }
    let least = |name, value: f64, bound| {
        Check::new(name, (value, Unit::Share), (Side::Below, bound)).by(Scale::Odds)
    };
    let accuses = mine.contains(&Hypothesis::Attack);
    let needed = if accuses { ACCUSED } else { PROBABLE };
    let mut checks = vec![least("probability", mine.iter().map(of).sum(), needed)];
    if accuses && mine.len() > 1 {
        checks.push(least("attack_at_all", of(&Hypothesis::Attack), ACCUSED_AT_ALL));
    }
    checks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_and_twice_are_of_what_a_bound_measures() {
        let check = |bound, scale| {
            Check::new("fit", (0.0, Unit::Share), (Side::Below, bound)).by(scale).moved()
        };
        assert_eq!(check(20.0, Scale::Plain), [10.0, 40.0]);
        let [half, twice] = check(0.7, Scale::Rest);
        assert!((half - 0.85).abs() < 1e-12 && (twice - 0.4).abs() < 1e-12);
        let [half, twice] = check(0.6, Scale::Odds);
        assert!((half - 3.0 / 7.0).abs() < 1e-12 && (twice - 0.75).abs() < 1e-12);
    }
}
