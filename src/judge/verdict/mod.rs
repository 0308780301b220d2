//! Findings, replays and gates become a verdict. Three locks, and all must open: the evidence weighed
//! puts the cause first, the replay says that the incident would not have happened without it, and no
//! gate forbids an answer. Else the verdict is `inconclusive`, with the gate that closed it.

pub(in crate::judge) mod conformal;
pub(in crate::judge) mod decide;
pub(in crate::judge) mod gates;
mod moved;
mod sensitivity;
pub(in crate::judge) mod silence;
pub(in crate::judge) mod weigh;

use super::counterfactual::Model;
use super::facts::{Class, Facts};
use super::judgement::{
    Cause, Detail, Finding, Gate, Nature, Origin, Replays, Sensitivity, Weighed,
};

pub use conformal::conformal;
pub(in crate::judge) use gates::of_run;
pub use sensitivity::{Without, leave_one_out};
pub use weigh::{CAP_WITH_BASELINE, CAP_WITHOUT_BASELINE};

/// A verdict on one incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The cause.
    pub cause: Cause,
    /// How it worked.
    pub detail: Option<Detail>,
    /// Where hostile addresses lie.
    pub origin: Option<Origin>,
    /// Hypotheses weighed.
    pub hypotheses: Vec<Weighed>,
    /// Replays.
    pub replays: Replays,
    /// Gates.
    pub gates: Vec<Gate>,
    /// What would change it.
    pub sensitivity: Sensitivity,
}

/// Weighs the findings of an incident and names its cause, if the gates let it.
pub fn verdict(facts: &Facts, findings: &[Finding]) -> Verdict {
    let model = Model::fit(facts);
    let replays = model.as_ref().map(Model::replays).unwrap_or_default();
    let hypotheses = weigh::weigh(facts, findings);
    let (named, detail) = decide::decide(facts, model.as_ref(), &replays, &hypotheses);
    let witnesses = weigh::attack_over_overload(findings);
    let weighed = gates::Weights { hypotheses: &hypotheses, witnesses };
    let gates = gates::gates(facts, model.as_ref(), weighed, named);
    let judged = moved::Judged {
        facts,
        model: model.as_ref(),
        replays: &replays,
        hypotheses: &hypotheses,
        witnesses,
        gates: &gates,
        named,
    };
    let sensitivity = moved::sensitivity(&judged);
    let shut = named == Cause::Inconclusive || gates.iter().any(|gate| gate.forbids);
    let cause = if shut { Cause::Inconclusive } else { named };
    Verdict {
        cause,
        detail: detail.filter(|_| !shut),
        // Where nothing is concluded, nobody's origin is either.
        origin: origin(facts).filter(|_| !shut),
        hypotheses,
        replays,
        gates,
        sensitivity,
    }
}

/// Share from which the hostile addresses are called foreign, and below whose complement domestic.
pub(in crate::judge) const ORIGIN_SHARE: f64 = 0.8;

/// Where the addresses of the hostile campaigns lie, by request; `None` without such campaigns or
/// without places. A location of addresses, not of those who used them.
fn origin(facts: &Facts) -> Option<Origin> {
    let service = &facts.ground.service;
    let hostile = facts.rows().filter(|&row| facts.class(row) == Class::Hostile);
    let clients = hostile.map(|row| service.client[row]);
    let share = super::campaign::foreign_share(facts.ground.names, clients)?;
    let any = facts.campaigns.iter().any(|member| member.campaign.nature == Nature::Hostile);
    any.then_some(if share >= ORIGIN_SHARE {
        Origin::Foreign
    } else if share <= 1.0 - ORIGIN_SHARE {
        Origin::Domestic
    } else {
        Origin::Mixed
    })
}
