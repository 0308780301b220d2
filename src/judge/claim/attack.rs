//! # Claims
//! An attack made the service fail. With `effect = "presence"`: hostile automated traffic came,
//! whether or not anything failed.
//!
//! # Measure
//! The verdicts on the incidents of that time, with the likelihood ratio of `attack`. For presence:
//! the claimed time is sorted into campaigns as an incident is.
//!
//! # Consistent when
//! Every incident whose cause is named has the cause `attack` or `attack_and_overload`. For presence:
//! a campaign is called hostile, and no gate forbids to read the campaigns.
//!
//! # Contradicted when
//! Every incident whose cause is named has another cause, and its findings speak against attack.
//! Presence is never contradicted.
//!
//! # Untestable when
//! Nothing failed, the verdict is inconclusive or weak, verdicts differ, or the logs do not cover the
//! time.
//!
//! # What can fool it
//! A flood below HTTP leaves no line in an access log. Traffic that imitates people well leaves no
//! campaign. A cause named for one service says nothing of another.

use super::super::judgement::{Cause, Hypothesis, Incident, Unit};
use super::scene::Scene;
use super::scene::presence::present;
use super::scene::verdicts::{Says, by_verdicts, incidents};
use super::{Fallback, Form, Key, Kind, Tested, figure};

/// What an attack is claimed to have done (`effect`).
const EFFECTS: &[&str] = &["failure", "presence"];

pub(super) const KIND: Kind = Kind {
    name: "attack",
    query: "campaigns",
    timed: false,
    keys: &[Key { name: "effect", form: Form::Choice(EFFECTS), fallback: Fallback::First }],
    hypothesis: Some(Hypothesis::Attack),
    source: include_str!("attack.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    match scene.claim.choice("effect") {
        "presence" => present(scene, &[scene.window]),
        _ => caused(scene),
    }
}

/// Puts "an attack made it fail" to the verdicts, with what the replay without it says.
pub(super) fn caused(scene: &Scene) -> Tested {
    let mut tested = by_verdicts(scene, Hypothesis::Attack, says);
    let largest = incidents(scene).into_iter().max_by_key(|one| (one.failures, one.id));
    if let Some(replay) = largest.and_then(|one| one.but_for.without_attack) {
        tested.figures.push(figure("fails_without_attack", replay.probability, Unit::Share));
    }
    tested
}

fn says(incident: &Incident) -> Says {
    match incident.cause {
        Cause::Attack | Cause::AttackAndOverload => Says::Yes,
        _ => Says::No,
    }
}
