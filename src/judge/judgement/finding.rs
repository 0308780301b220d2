//! What an evidence test answers, and how answers add up.

use super::cause::Hypothesis;
use crate::base::record::Citation;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A number of things.
    Count,
    /// A part of a whole, 0…1; printed as a percentage.
    Share,
    /// Per second.
    PerSecond,
    /// Per minute.
    PerMinute,
    /// Seconds.
    Seconds,
    /// A quotient or coefficient without a unit.
    Ratio,
    /// Bits of information.
    Bits,
}

/// A measured number, with its 95 % interval where one can be given.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Snake-case name, unique within its finding; the words of it are in `tell/words`.
    pub name: &'static str,
    /// The value.
    pub value: f64,
    /// Bounds of the 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// Unit.
    pub unit: Unit,
}

/// How far a finding speaks for (positive) or against (negative) a hypothesis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speaks {
    /// The hypothesis.
    pub hypothesis: Hypothesis,
    /// log10 of a likelihood ratio against the rest of the hypotheses: reasoned, not calibrated.
    pub weight: f64,
}

/// A question that was answered, or why it could not be.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Figures and what they speak for.
    Computed {
        /// The measured figures; the first is the headline.
        figures: Vec<Figure>,
        /// Direction and weight per hypothesis; a hypothesis not named is untouched.
        speaks: Vec<Speaks>,
    },
    /// Key of the reason in `tell/words` (`not-computable-<key>`).
    NotComputable(&'static str),
}

/// The answer of one evidence test.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Name of the test, as `prior_overlap`.
    pub name: &'static str,
    /// Number in the science page, as `T1`.
    pub number: &'static str,
    /// Family whose members are not counted twice.
    pub family: &'static str,
    /// The answer.
    pub answer: Answer,
    /// The named query that re-asks it.
    pub query: &'static str,
    /// Rows that show it, few.
    pub citations: Vec<Citation>,
}

/// A hypothesis weighed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// The hypothesis.
    pub hypothesis: Hypothesis,
    /// Posterior with equal priors; sums to 1 over an incident.
    pub probability: f64,
    /// log10 of the likelihood ratio against the rest, after the cap.
    pub log10_lr: f64,
    /// The cap: what the tool may claim without validation on these conditions.
    pub log10_lr_cap: f64,
}

/// A reason that lowers or forbids a verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// Key in `tell/words` (`gate-<key>`).
    pub key: &'static str,
    /// Does it forbid a verdict (or only limit it)?
    pub forbids: bool,
    /// The figure that closed it, where there is one.
    pub figure: Option<Figure>,
}
