//! # Claims
//! So many requests, first tries, clients or connections came (`count`, `of`; `tolerance`, else a
//! tenth, on each side).
//!
//! # Measure
//! The count in the claimed time, with what the edges of the window and unread lines leave.
//! Connections are not logged: at least one brought each client, at most one each request.
//!
//! # Consistent when
//! The interval lies inside the tolerance.
//!
//! # Contradicted when
//! More was logged than was claimed. Or less was, and the file of claims vouches that no log is
//! missing (`complete_logs`).
//!
//! # Untestable when
//! An edge is too close to call; fewer were logged than claimed, and logs may be missing; connections
//! lie between their bounds; the logs do not cover the time.
//!
//! # What can fool it
//! Several front ends write several logs. A client is an address, not a person.

use super::super::judgement::{Estimate, Figure};
use super::scene::Scene;
use super::scene::load::{counts, load};
use super::{Fallback, Form, Key, Kind, Lies, Tested, by_range, contradicted, lies, untestable};

/// What can be counted (`of`).
const COUNTED: &[&str] = &["requests", "first_tries", "clients", "connections"];
/// "About so many": what people mean by a round number.
const TOLERANCE: f64 = 0.1;

pub(super) const KIND: Kind = Kind {
    name: "load_of",
    query: "timeline",
    timed: true,
    keys: &[
        Key { name: "count", form: Form::Count, fallback: Fallback::Required },
        Key { name: "of", form: Form::Choice(COUNTED), fallback: Fallback::First },
        Key { name: "tolerance", form: Form::Share, fallback: Fallback::Number(TOLERANCE) },
    ],
    hypothesis: None,
    source: include_str!("load_of.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let of = scene.claim.choice("of");
    if let Some(why) = scene.unread(of == "clients").or_else(|| scene.uncovered(scene.window)) {
        return why;
    }
    let (count, tolerance) = (scene.claim.number("count"), scene.claim.number("tolerance"));
    let claimed = (count * (1.0 - tolerance), count * (1.0 + tolerance));
    let load = load(scene, scene.window);
    if of == "connections" {
        return connections(scene, claimed, load.clients, load.requests);
    }
    let Some((name, measured)) = load.measures(of).into_iter().next() else {
        return untestable("silence", Vec::new());
    };
    counted(scene, (measured.low, measured.high), claimed, vec![counts(name, measured)])
}

/// Less than was claimed contradicts it only where no log is missing.
pub(super) fn counted(
    scene: &Scene,
    measured: (f64, f64),
    claimed: (f64, f64),
    figures: Vec<Figure>,
) -> Tested {
    let fewer = measured.1 < claimed.0;
    if fewer && !scene.run.complete_logs {
        return untestable("partial_logs", figures);
    }
    by_range(measured, claimed, figures)
}

/// Each client opened one at least, each request used one at most.
fn connections(
    scene: &Scene,
    claimed: (f64, f64),
    clients: Estimate,
    requests: Estimate,
) -> Tested {
    let idle: u64 = scene.sites.iter().map(|site| site.ground.idle).sum();
    let bounds = (clients.low, requests.high + idle as f64);
    let figures = vec![counts("clients", clients), counts("requests", requests)];
    let fewer = bounds.1 < claimed.0;
    match lies(bounds, claimed) {
        Lies::Outside if fewer && !scene.run.complete_logs => untestable("partial_logs", figures),
        Lies::Outside => contradicted(figures),
        _ => untestable("connections_not_logged", figures),
    }
}
