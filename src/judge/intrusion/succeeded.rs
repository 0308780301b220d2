//! Did a campaign succeed, as far as a log tells? A group and the reasons to suspect in, an outcome
//! out. It says yes only of log-ins that were answered like right passwords and after which the source
//! went on to other pages; no only where every try was answered like a wrong one; else nothing.

use super::describe::Member;
use super::found::{Reasons, Scene};
use super::logins::Answer;
use super::sources::Shot;
use crate::judge::judgement::Suspected;

/// Suspected requests that are listed.
const LISTED: usize = 20;

/// What became of a campaign.
pub(super) struct Outcome {
    pub(super) succeeded: Option<bool>,
    pub(super) failed: u64,
    pub(super) let_in: u64,
    pub(super) suspected: Vec<Suspected>,
    pub(super) suspected_requests: u64,
}

/// What became of it.
pub(super) fn outcome(scene: &Scene<'_>, member: &Member, reasons: &Reasons) -> Outcome {
    match member {
        Member::Probes(group) => probes(scene, &group.shots, reasons),
        Member::Guesses(shots) => guesses(scene, shots),
        // That pages were given is no success to suspect: it is what is told.
        Member::Readings(..) => probes(scene, &[], reasons),
    }
}

fn probes(scene: &Scene<'_>, shots: &[Shot], reasons: &Reasons) -> Outcome {
    let reason = |shot: &Shot| reasons.get(&(shot.service, shot.row)).copied();
    let all: Vec<(&Shot, &'static str)> =
        shots.iter().filter_map(|shot| Some((shot, reason(shot)?))).collect();
    Outcome {
        succeeded: None,
        failed: 0,
        let_in: 0,
        suspected_requests: all.len() as u64,
        suspected: listed(scene, &all),
    }
}

fn guesses(scene: &Scene<'_>, shots: &[Shot]) -> Outcome {
    let mut counts = [0u64; 3];
    for shot in shots {
        if let Some(count) = counts.get_mut(answer(scene, shot) as usize) {
            *count += 1;
        }
    }
    let since_us = failing_since(scene, shots);
    let is_let_in =
        |shot: &&Shot| answer(scene, shot) == Answer::Succeeded && at_us(scene, shot) >= since_us;
    let let_in: Vec<(&Shot, &'static str)> =
        shots.iter().filter(is_let_in).map(|shot| (shot, "let_in_after_failures")).collect();
    let went_on = let_in.iter().any(|(shot, _)| {
        let looked = scene.looked.get(shot.service as usize);
        looked.is_some_and(|looked| looked.logins.went_on.contains(&shot.subscriber))
    });
    let [failed, given, unclear] = counts;
    let succeeded = let_in.len() as u64;
    Outcome {
        succeeded: match (given, unclear) {
            (0, 0) => Some(false),
            _ => went_on.then_some(true),
        },
        failed,
        let_in: succeeded,
        suspected_requests: succeeded,
        suspected: listed(scene, &let_in),
    }
}

/// When the first of these guesses failed: who was let in before had the password.
pub(super) fn failing_since(scene: &Scene<'_>, shots: &[Shot]) -> i64 {
    let failed = shots.iter().filter(|shot| answer(scene, shot) == Answer::Failed);
    failed.map(|shot| at_us(scene, shot)).min().unwrap_or(i64::MAX)
}

fn answer(scene: &Scene<'_>, shot: &Shot) -> Answer {
    let known = || {
        let logins = &scene.looked.get(shot.service as usize)?.logins;
        let index = logins.tries.binary_search_by_key(&shot.row, |one| one.row).ok()?;
        logins.answers.get(index).copied()
    };
    known().unwrap_or(Answer::Unclear)
}

fn at_us(scene: &Scene<'_>, shot: &Shot) -> i64 {
    let service = scene.services.get(shot.service as usize);
    service.and_then(|service| service.arrival_us.get(shot.row as usize).copied()).unwrap_or(0)
}

fn listed(scene: &Scene<'_>, all: &[(&Shot, &'static str)]) -> Vec<Suspected> {
    let listed = all.iter().filter_map(|(shot, reason)| {
        let service = scene.services.get(shot.service as usize)?;
        let path = scene.names.paths.get(shot.path as usize).cloned().unwrap_or_default();
        let row = shot.row as usize;
        (row < service.len()).then(|| Suspected { reason, path, citation: service.cite(row) })
    });
    listed.take(LISTED).collect()
}
