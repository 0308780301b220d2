//! Validation in `verdict.json`: what was measured on simulated worlds under the conditions of an incident. A
//! validation in, its wire shapes out.

use serde::Serialize;

use super::rounded;
use crate::base::account::Account;
use crate::judge::judgement::{Cause, Hypothesis, Incident, Judgement};
use crate::judge::validation::{Figures, Rate, Scope, Tippett, Validation, history};
use crate::tell::document::conditions::conditions;
use crate::tell::escape::printable;

/// What was played, for all incidents.
#[derive(Serialize)]
pub(super) struct Played {
    worlds: &'static str,
    version: String,
    command: String,
    count: usize,
}

/// What was measured for an incident.
#[derive(Serialize)]
pub(super) struct Validated {
    format: String,
    durations: bool,
    history_days: i64,
    history: &'static str,
    figures: Vec<Measured>,
    answered: Option<Share>,
    ratios: Option<Ratios>,
}

#[derive(Serialize)]
struct Measured {
    scope: &'static str,
    worlds: usize,
    accused: Share,
    right: Share,
    wrong: Share,
    cllr: Option<f64>,
}

#[derive(Serialize)]
struct Share {
    count: usize,
    of: usize,
    low: Option<f64>,
    high: Option<f64>,
}

/// How often a ratio such as this incident's misleads.
#[derive(Serialize)]
struct Ratios {
    scope: &'static str,
    attack_log10_lr: Option<f64>,
    others_as_large: Share,
    attacks_as_small: Share,
}

pub(super) fn played(validation: &Validation) -> Played {
    Played {
        worlds: "simulated",
        version: printable(&validation.version),
        command: printable(&validation.command),
        count: validation.worlds.len(),
    }
}

pub(super) fn validated(
    account: &Account,
    judgement: &Judgement,
    incident: &Incident,
    validation: &Validation,
) -> Validated {
    let conditions = conditions(account, judgement, incident);
    let right = validation.answered(incident.cause.name());
    let concluded = incident.cause != Cause::Inconclusive && right.of > 0;
    Validated {
        history: history(conditions.history_days).key,
        figures: validation.under(&conditions).iter().map(measured).collect(),
        answered: concluded.then(|| share(&right)),
        ratios: validation.tippett(&conditions).and_then(|one| ratios(incident, &one)),
        format: printable(&conditions.format),
        durations: conditions.durations,
        history_days: conditions.history_days,
    }
}

fn measured(figures: &Figures) -> Measured {
    Measured {
        scope: Scope::key(&figures.scope),
        worlds: figures.worlds,
        accused: share(&figures.accused),
        right: share(&figures.right),
        wrong: share(&figures.wrong),
        cllr: figures.cllr.and_then(rounded),
    }
}

fn ratios(incident: &Incident, tippett: &Tippett) -> Option<Ratios> {
    let weighed = incident.hypotheses.iter().find(|one| one.hypothesis == Hypothesis::Attack)?;
    Some(Ratios {
        scope: tippett.scope.key(),
        attack_log10_lr: rounded(weighed.log10_lr),
        others_as_large: share(&tippett.misled(weighed.log10_lr)),
        attacks_as_small: share(&tippett.missed(weighed.log10_lr)),
    })
}

fn share(rate: &Rate) -> Share {
    Share { count: rate.count, of: rate.of, low: rounded(rate.low), high: rounded(rate.high) }
}
