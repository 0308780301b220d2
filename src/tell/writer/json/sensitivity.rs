//! What would change a verdict, as `verdict.json` has it. An incident in, wire types out.

use serde::Serialize;

use super::rounded;
use crate::judge::judgement::{Cause, Incident, Moved, Unlogged};

/// Bounds moved, and unlogged demand.
#[derive(Serialize)]
pub(super) struct Sensitivity {
    bounds: Vec<Bound>,
    unlogged: Option<Unseen>,
}

/// A bound at half and at twice.
#[derive(Serialize)]
struct Bound {
    name: &'static str,
    value: Option<f64>,
    bound: Option<f64>,
    half: At,
    twice: At,
}

/// The cause with another bound.
#[derive(Serialize)]
struct At {
    bound: Option<f64>,
    cause: &'static str,
}

/// The verdict at both bounds of people's demand that never reached the log.
#[derive(Serialize)]
struct Unseen {
    low: Times,
    high: Times,
    high_is_measured: bool,
    changes_at: Option<f64>,
}

/// The cause at a multiple of what was logged.
#[derive(Serialize)]
struct Times {
    times: Option<f64>,
    cause: &'static str,
}

/// Both, of an incident.
pub(super) fn sensitivity(found: &Incident) -> Sensitivity {
    Sensitivity {
        bounds: found.sensitivity.moved.iter().map(bound).collect(),
        unlogged: found.sensitivity.unlogged.as_ref().map(unseen),
    }
}

fn bound(one: &Moved) -> Bound {
    let at = |(bound, cause): (f64, Cause)| At { bound: rounded(bound), cause: cause.name() };
    Bound {
        name: one.name,
        value: one.value.and_then(rounded),
        bound: rounded(one.bound),
        half: at(one.half),
        twice: at(one.twice),
    }
}

fn unseen(one: &Unlogged) -> Unseen {
    let at = |times: f64, cause: Cause| Times { times: rounded(times), cause: cause.name() };
    Unseen {
        low: at(1.0, one.at_low),
        high: at(one.high, one.at_high),
        high_is_measured: one.measured,
        changes_at: one.changes_at.and_then(rounded),
    }
}
