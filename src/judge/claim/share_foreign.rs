//! # Claims
//! So large a share of requests, clients or hostile requests came from abroad (`share`, `of`;
//! `bound`: about, at_least or at_most; `tolerance`, else 0.05, for about).
//!
//! # Measure
//! The share of addresses outside the home country, by every database of countries; what no database
//! places, and what an anonymiser hides, may lie anywhere and widens the interval. Hostile requests
//! are those of incidents whose cause is named.
//!
//! # Consistent when
//! The interval lies inside the claimed range.
//!
//! # Contradicted when
//! It lies outside.
//!
//! # Untestable when
//! It crosses the edge, nothing is placed, there is no hostile campaign, or the logs do not cover the
//! time.
//!
//! # What can fool it
//! Databases disagree and age; pupils and staff abroad are visitors like others; overseas territories
//! of the home country are not abroad.

use super::super::judgement::{Cause, Unit};
use super::scene::origin::{Of, abroad, share};
use super::scene::verdicts::incidents;
use super::scene::{COVERED, Scene};
use super::{Fallback, Form, Key, Kind, Tested, by_range, figure, untestable};
use crate::base::time::Window;

/// Whose share (`of`).
const WHOSE: &[&str] = &["requests", "clients", "hostile"];
/// How the share is meant (`bound`).
const BOUNDS: &[&str] = &["about", "at_least", "at_most"];

pub(super) const KIND: Kind = Kind {
    name: "share_foreign",
    query: "foreign-share",
    timed: false,
    keys: &[
        Key { name: "share", form: Form::Share, fallback: Fallback::Required },
        Key { name: "of", form: Form::Choice(WHOSE), fallback: Fallback::First },
        Key { name: "bound", form: Form::Choice(BOUNDS), fallback: Fallback::First },
        Key { name: "tolerance", form: Form::Share, fallback: Fallback::Number(0.05) },
    ],
    hypothesis: None,
    source: include_str!("share_foreign.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    if let Some(why) = scene.unread(true) {
        return why;
    }
    if scene.claim.choice("of") == "hostile" {
        return hostile(scene);
    }
    let covered = scene.covered(scene.window);
    if covered < COVERED {
        let covered = figure("covered", covered, Unit::Share);
        return untestable("not_covered", vec![covered]);
    }
    let clients = scene.claim.choice("of") == "clients";
    let (of, name) =
        if clients { (Of::Clients, "clients_abroad") } else { (Of::Requests, "requests_abroad") };
    measured(scene, &[scene.window], of, name)
}

/// Only incidents whose cause is named say whom their campaigns consist of.
fn hostile(scene: &Scene) -> Tested {
    let concluded = incidents(scene).into_iter().filter(|one| one.cause != Cause::Inconclusive);
    let (ids, windows): (Vec<u32>, Vec<Window>) = concluded.map(|one| (one.id, one.window)).unzip();
    if windows.is_empty() {
        return untestable("no_hostile", Vec::new());
    }
    let tested = measured(scene, &windows, Of::Hostile, "hostile_abroad");
    Tested { incidents: ids, ..tested }
}

fn measured(scene: &Scene, windows: &[Window], of: Of, name: &'static str) -> Tested {
    let places = abroad(scene, windows, of);
    if places.first().is_none_or(|places| places.all == 0.0) {
        return match of {
            Of::Hostile => untestable("no_hostile", Vec::new()),
            _ => untestable("not_covered", Vec::new()),
        };
    }
    match share(name, &places) {
        None => untestable("not_placed", Vec::new()),
        Some(found) => {
            let interval = found.interval.unwrap_or((0.0, 1.0));
            by_range(interval, claimed(scene), vec![found])
        }
    }
}

fn claimed(scene: &Scene) -> (f64, f64) {
    let share = scene.claim.number("share");
    let tolerance = scene.claim.number("tolerance");
    match scene.claim.choice("bound") {
        "at_least" => (share, 1.0),
        "at_most" => (0.0, share),
        _ => (share - tolerance, share + tolerance),
    }
}
