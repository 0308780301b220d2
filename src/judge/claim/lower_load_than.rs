//! # Claims
//! The load was lower than at another time (`than_from`, `than_until`).
//!
//! # Measure
//! Requests and first tries (`of`: one of them, or clients) a minute in the claimed time over those
//! in the other; the interval holds what the edges of both windows and unread lines leave.
//!
//! # Consistent when
//! The interval lies below one, by requests and by first tries.
//!
//! # Contradicted when
//! The interval lies above one, by both.
//!
//! # Untestable when
//! It holds one, requests and first tries disagree, or the logs do not cover both times.
//!
//! # What can fool it
//! Two times are compared, not two habits: see `lower_load_than_usual` for what is normal. Retries
//! raise the load without anybody more: first tries show that.

use super::super::judgement::{Estimate, Figure, Unit};
use super::scene::Scene;
use super::scene::load::{MEASURES, counts, load};
use super::scene::usual::{Claimed, by_ratios};
use super::{Fallback, Form, Key, Kind, Tested, ranged, untestable};
use crate::base::time::Window;

pub(super) const KIND: Kind = Kind {
    name: "lower_load_than",
    query: "timeline",
    timed: true,
    keys: &[
        Key { name: "than_from", form: Form::Instant, fallback: Fallback::Required },
        Key { name: "than_until", form: Form::Instant, fallback: Fallback::Required },
        Key { name: "of", form: Form::Choice(MEASURES), fallback: Fallback::First },
    ],
    hypothesis: None,
    source: include_str!("lower_load_than.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let (from, until) = (scene.claim.instant("than_from"), scene.claim.instant("than_until"));
    let other = Window::new(from.unwrap_or(0), until.unwrap_or(0));
    let of = scene.claim.choice("of");
    let why = scene.unread(of == "clients");
    let why = why.or_else(|| scene.uncovered(scene.window)).or_else(|| scene.uncovered(other));
    if let Some(why) = why {
        return why;
    }
    let (now, then) = (load(scene, scene.window), load(scene, other));
    if now.requests.value <= 0.0 || then.requests.value <= 0.0 {
        return untestable("silence", Vec::new());
    }
    // A minute of one against a minute of the other: the two may differ in length.
    let scale = other.seconds() / scene.window.seconds();
    let pairs = || now.measures(of).into_iter().zip(then.measures(of));
    let mut figures: Vec<Figure> =
        pairs().map(|((name, now), (_, then))| ratio(name, now, then, scale)).collect();
    let tested = by_ratios(&figures, Claimed::Lower);
    figures.extend(pairs().flat_map(|((name, now), (_, then))| {
        [counts(name, now), Figure { name: other_name(name), ..counts(name, then) }]
    }));
    Tested { figures, ..tested }
}

fn ratio(name: &str, now: Estimate, then: Estimate, scale: f64) -> Figure {
    let over = |a: f64, b: f64| scale * a / b.max(0.5);
    let name = match name {
        "first_tries" => "first_tries_ratio",
        "clients" => "clients_ratio",
        _ => "requests_ratio",
    };
    let bounds = (over(now.low, then.high), over(now.high, then.low));
    ranged(name, over(now.value, then.value), bounds, Unit::Ratio)
}

fn other_name(name: &str) -> &'static str {
    match name {
        "first_tries" => "first_tries_other",
        "clients" => "clients_other",
        _ => "requests_other",
    }
}
