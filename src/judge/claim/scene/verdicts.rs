//! Claims about a cause: they stand and fall with the verdicts on the incidents in their time, and
//! with the strength of those.

use std::f64::consts::LOG10_2;

use super::super::super::judgement::{Cause, Figure, Hypothesis, Incident, Unit};
use super::super::{Tested, consistent, contradicted, figure, share_of, untestable};
use super::{COVERED, Scene, overlap_us};

/// Share of the shorter of incident and claimed time that they must have in common: what only touches
/// the claimed time is not what the claim speaks of.
pub(in crate::judge) const SHARED: f64 = 0.5;
/// Share of the incidents' minutes whose cause must be named for the verdicts to answer a claim.
pub(in crate::judge) const CONCLUDED: f64 = 0.5;

/// What a named cause says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::judge) enum Says {
    /// It is what was claimed.
    Yes,
    /// It excludes what was claimed.
    No,
    /// It leaves the claim open, for this reason.
    Leaves(&'static str),
}

/// Puts a claim to the verdicts on the incidents of its time. `hypothesis` is what it claims; `says`
/// what a named cause says of it.
pub(in crate::judge) fn by_verdicts(
    scene: &Scene,
    hypothesis: Hypothesis,
    says: impl Fn(&Incident) -> Says,
) -> Tested {
    let incidents = incidents(scene);
    let Some(largest) = incidents.iter().max_by_key(|one| (one.failures, one.id)) else {
        return nothing_failed(scene);
    };
    let concluded: Vec<&&Incident> =
        incidents.iter().filter(|one| one.cause != Cause::Inconclusive).collect();
    let minutes = |one: &Incident| one.window.minutes();
    let all: i64 = incidents.iter().map(|one| minutes(one)).sum();
    let named: i64 = concluded.iter().map(|one| minutes(one)).sum();
    let figures = figures(largest, hypothesis);
    let ids = incidents.iter().map(|one| one.id).collect();
    let tested = if (named as f64) < CONCLUDED * all as f64 || concluded.is_empty() {
        untestable("inconclusive", figures)
    } else {
        together(concluded.iter().map(|one| weighed(one, hypothesis, says(one))), figures)
    };
    Tested { incidents: ids, ..tested }
}

/// One word of all concluded incidents, if they have one.
fn together(said: impl Iterator<Item = Says>, figures: Vec<Figure>) -> Tested {
    let said: Vec<Says> = said.collect();
    let all = |wanted: Says| said.iter().all(|one| *one == wanted);
    if all(Says::Yes) {
        return consistent(figures);
    }
    if all(Says::No) {
        return contradicted(figures);
    }
    match said.first() {
        Some(Says::Leaves(reason)) if all(Says::Leaves(reason)) => untestable(reason, figures),
        _ => untestable("verdicts_differ", figures),
    }
}

/// A verdict excludes a claim only where its findings also speak against what is claimed.
fn weighed(incident: &Incident, hypothesis: Hypothesis, said: Says) -> Says {
    let found = incident.hypotheses.iter().find(|one| one.hypothesis == hypothesis);
    let against = found.is_some_and(|one| one.log10_lr < -LOG10_2);
    if said == Says::No && !against { Says::Leaves("weak_verdict") } else { said }
}

/// The incidents that a claim speaks of.
pub(in crate::judge) fn incidents<'a>(scene: &Scene<'a>) -> Vec<&'a Incident> {
    let window = scene.window;
    let meant = |incident: &&Incident| {
        let own = incident.window;
        let shorter = (own.end_us - own.start_us).min(window.end_us - window.start_us);
        scene.sites.iter().any(|site| site.ground.service.name == incident.service)
            && overlap_us(own, window) as f64 >= SHARED * shorter as f64
    };
    scene.run.judgement.incidents.iter().filter(meant).collect()
}

/// Without an incident there is no verdict, and nothing for it to be about.
pub(in crate::judge) fn nothing_failed(scene: &Scene) -> Tested {
    let covered = scene.covered(scene.window);
    if covered < COVERED {
        return untestable("not_covered", vec![figure("covered", covered, Unit::Share)]);
    }
    let (failed, all) = scene.failures(scene.window);
    untestable("no_incident", vec![share_of("failed", failed, all)])
}

fn figures(incident: &Incident, hypothesis: Hypothesis) -> Vec<Figure> {
    let weighed = incident.hypotheses.iter().find(|one| one.hypothesis == hypothesis);
    let mut figures: Vec<Figure> = weighed
        .map(|one| figure("likelihood_ratio", 10f64.powf(one.log10_lr), Unit::Ratio))
        .into_iter()
        .collect();
    figures.push(share_of("failed", incident.failures as f64, incident.requests as f64));
    figures
}
