//! The claims ledger: what somebody said about a service, put to its logs. Statements and everything
//! that was judged in; *consistent*, *contradicted* or *untestable* out, with figures. It decides no
//! cause of its own: a claim about a cause stands and falls with the verdicts.
//!
//! A claim is contradicted only by a measured interval that excludes it, or by a verdict that no gate
//! forbids. Everything else is untestable, and says why. Consistent is not proven.

mod admission_limit_reached;
mod attack;
pub(in crate::judge) mod attack_from_abroad;
mod attack_in_the_night;
mod attack_sources_in;
mod brute_force;
mod clients_at_least;
pub(in crate::judge) mod failed_from_until;
mod higher_load_than_usual;
mod host_failure;
mod intrusion_attempted;
mod load_of;
mod lower_load_than;
mod lower_load_than_usual;
mod network_failure;
mod no_failure;
mod servers_undersized;
mod share_foreign;
pub(in crate::judge) mod worked_again_at;

pub mod ledger;
pub(in crate::judge) mod scene;

use rayon::prelude::*;

use super::judgement::{Claim, Examined, Figure, Hypothesis, Ledger, Outcome, Term, Unit};
use ledger::Statements;
use scene::{Run, Scene};

/// A kind of claim.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Snake-case name, as in `about`; its file has the same name.
    pub name: &'static str,
    /// The named query that re-asks it.
    pub query: &'static str,
    /// Must the claim say from when until when?
    pub timed: bool,
    /// What a claim of this kind says beside what all claims say.
    pub keys: &'static [Key],
    /// The hypothesis on whose weight it rests, for claims about a cause.
    pub hypothesis: Option<Hypothesis>,
    /// Its source, whose head is its page of the documentation.
    pub source: &'static str,
    /// Puts a claim of this kind to the logs.
    pub(in crate::judge) test: fn(&Scene) -> Tested,
}

/// A key that claims of a kind have.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As in the file.
    pub name: &'static str,
    /// What it holds.
    pub form: Form,
    /// What holds where it is not given.
    pub fallback: Fallback,
}

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// A number of things.
    Count,
    /// A part of a whole, 0 to 1.
    Share,
    /// Minutes.
    Minutes,
    /// An instant.
    Instant,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Country codes.
    Countries,
    /// Hours of the day, as `22:00-06:00`.
    Hours,
}

/// What holds where a key is not given.
#[derive(Debug, Clone, Copy)]
pub enum Fallback {
    /// Nothing: it must be given.
    Required,
    /// This number.
    Number(f64),
    /// The first word of the choice.
    First,
    /// These hours.
    Hours(&'static str),
}

/// Every kind, in the order of the documentation.
pub const CLAIMS: &[Kind] = &[
    attack::KIND,
    attack_from_abroad::KIND,
    attack_in_the_night::KIND,
    attack_sources_in::KIND,
    servers_undersized::KIND,
    host_failure::KIND,
    network_failure::KIND,
    admission_limit_reached::KIND,
    failed_from_until::KIND,
    worked_again_at::KIND,
    no_failure::KIND,
    lower_load_than_usual::KIND,
    higher_load_than_usual::KIND,
    lower_load_than::KIND,
    load_of::KIND,
    clients_at_least::KIND,
    share_foreign::KIND,
    brute_force::KIND,
    intrusion_attempted::KIND,
];

/// Puts every claim to the logs.
pub(in crate::judge) fn examine(statements: &Statements, run: &Run) -> Ledger {
    Ledger {
        path: statements.path.clone(),
        sha256: statements.sha256.clone(),
        complete_logs: statements.complete_logs,
        claims: statements.claims.par_iter().filter_map(|claim| examined(claim, run)).collect(),
    }
}

fn examined(claim: &Claim, run: &Run) -> Option<Examined> {
    let kind = CLAIMS.iter().find(|kind| kind.name == claim.about)?;
    let tested = match Scene::of(run, claim) {
        Ok(scene) => (kind.test)(&scene),
        Err(tested) => tested,
    };
    Some(Examined {
        claim: claim.clone(),
        outcome: tested.outcome,
        reason: tested.reason,
        hypothesis: kind.hypothesis,
        figures: tested.figures,
        incidents: tested.incidents,
        query: kind.query,
    })
}

/// What came of a test.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::judge) struct Tested {
    pub(in crate::judge) outcome: Outcome,
    pub(in crate::judge) reason: Option<&'static str>,
    pub(in crate::judge) figures: Vec<Figure>,
    pub(in crate::judge) incidents: Vec<u32>,
}

impl Tested {
    /// The same outcome, resting on something else than its kind usually does.
    fn because(self, reason: &'static str) -> Self {
        Self { reason: Some(reason), ..self }
    }
}

fn consistent(figures: Vec<Figure>) -> Tested {
    Tested { outcome: Outcome::Consistent, reason: None, figures, incidents: Vec::new() }
}

fn contradicted(figures: Vec<Figure>) -> Tested {
    Tested { outcome: Outcome::Contradicted, reason: None, figures, incidents: Vec::new() }
}

fn untestable(reason: &'static str, figures: Vec<Figure>) -> Tested {
    Tested { outcome: Outcome::Untestable, reason: Some(reason), figures, incidents: Vec::new() }
}

/// How a measured interval lies to a claimed range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lies {
    Inside,
    Outside,
    Across,
}

fn lies(measured: (f64, f64), claimed: (f64, f64)) -> Lies {
    if measured.0 >= claimed.0 && measured.1 <= claimed.1 {
        Lies::Inside
    } else if measured.1 < claimed.0 || measured.0 > claimed.1 {
        Lies::Outside
    } else {
        Lies::Across
    }
}

/// Inside is consistent, outside contradicted, across the edge too close to tell.
fn by_range(measured: (f64, f64), claimed: (f64, f64), figures: Vec<Figure>) -> Tested {
    match lies(measured, claimed) {
        Lies::Inside => consistent(figures),
        Lies::Outside => contradicted(figures),
        Lies::Across => untestable("too_close", figures),
    }
}

/// A figure without an interval.
fn figure(name: &'static str, value: f64, unit: Unit) -> Figure {
    // A sum over nothing is −0.0 in floating point; nobody wants to read that.
    Figure { name, value: value + 0.0, interval: None, unit }
}

/// A figure with its interval.
fn ranged(name: &'static str, value: f64, interval: (f64, f64), unit: Unit) -> Figure {
    Figure { interval: Some(interval), ..figure(name, value, unit) }
}

/// A share with its Wilson interval.
fn share_of(name: &'static str, part: f64, whole: f64) -> Figure {
    let value = if whole > 0.0 { part / whole } else { 0.0 };
    ranged(name, value, crate::base::stats::proportion::wilson(part, whole), Unit::Share)
}

impl Claim {
    /// A number that it says; 0 where its kind has no such key.
    fn number(&self, key: &str) -> f64 {
        match self.term(key) {
            Some(Term::Number(number, _)) => *number,
            _ => 0.0,
        }
    }

    /// A word that it says; empty where its kind has no such key.
    fn choice(&self, key: &str) -> &'static str {
        match self.term(key) {
            Some(Term::Choice(word)) => word,
            _ => "",
        }
    }

    /// An instant that it says.
    fn instant(&self, key: &str) -> Option<i64> {
        match self.term(key) {
            Some(Term::Instant(us)) => Some(*us),
            _ => None,
        }
    }

    fn term(&self, key: &str) -> Option<&Term> {
        self.terms.iter().find(|(name, _)| *name == key).map(|(_, term)| term)
    }
}

#[cfg(test)]
pub(in crate::judge) mod tests;
