//! # Claims
//! Hostile automated traffic came in certain hours of the day, in the claim's zone (`hours`, else
//! 22:00 to 06:00). With `effect = "failure"`: and made the service fail.
//!
//! # Measure
//! The hours inside the claimed time are sorted into campaigns as an incident is. For failure: the
//! verdicts on incidents that begin in those hours.
//!
//! # Consistent when
//! A campaign in those hours is called hostile, and no gate forbids to read the campaigns. For
//! failure: as `attack`.
//!
//! # Contradicted when
//! Never for presence: traffic that imitates people leaves no campaign. For failure: as `attack`.
//!
//! # Untestable when
//! No hostile campaign is seen, an incident in those hours is inconclusive, the logs do not cover the
//! hours, or nothing failed in them.
//!
//! # What can fool it
//! Quiet hours have few requests, and their baseline few as well. A night of local time is not a
//! night of UTC: the zone decides.

use super::super::judgement::{Hypothesis, Term};
use super::scene::Scene;
use super::scene::presence::present;
use super::scene::verdicts::incidents;
use super::{Fallback, Form, Key, Kind, Tested, attack, untestable};
use crate::base::time::Window;

/// What it is claimed to have done (`effect`).
const EFFECTS: &[&str] = &["presence", "failure"];

pub(super) const KIND: Kind = Kind {
    name: "attack_in_the_night",
    query: "campaigns",
    timed: true,
    keys: &[
        Key { name: "hours", form: Form::Hours, fallback: Fallback::Hours("22:00-06:00") },
        Key { name: "effect", form: Form::Choice(EFFECTS), fallback: Fallback::First },
    ],
    hypothesis: Some(Hypothesis::Attack),
    source: include_str!("attack_in_the_night.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let hours = hours(scene);
    match scene.claim.choice("effect") {
        "failure" => failed(scene, &hours),
        _ => present(scene, &hours),
    }
}

fn hours(scene: &Scene) -> Vec<Window> {
    match scene.claim.term("hours") {
        Some(Term::Hours(_, stretches)) => stretches.clone(),
        _ => vec![scene.window],
    }
}

/// An incident belongs to the hours that it begins in.
fn failed(scene: &Scene, hours: &[Window]) -> Tested {
    let begins = |at: i64| hours.iter().any(|stretch| stretch.contains(at));
    if incidents(scene).iter().all(|one| begins(one.window.start_us)) {
        return attack::caused(scene);
    }
    untestable("other_hours", Vec::new())
}
