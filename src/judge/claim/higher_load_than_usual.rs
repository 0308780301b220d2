//! # Claims
//! The load was higher than usual at that time of day.
//!
//! # Measure
//! Requests and first tries (`of`: one of them, or clients) of the claimed time over those of the
//! same hours of other days on which nothing failed; Student's t interval of a further day.
//!
//! # Consistent when
//! The interval lies above one, by requests and by first tries.
//!
//! # Contradicted when
//! The interval lies below one, by both.
//!
//! # Untestable when
//! It holds one: the load was within the usual variation. Or requests and first tries disagree, there
//! are fewer than two such days, or the logs do not cover the time.
//!
//! # What can fool it
//! Holidays and first days of term are no usual days. Retries raise the load without anybody more:
//! first tries show that. Demand that never reached the log is not counted.

use super::scene::Scene;
use super::scene::load::MEASURES;
use super::scene::usual::{Claimed, against_usual};
use super::{Fallback, Form, Key, Kind, Tested};

pub(super) const KIND: Kind = Kind {
    name: "higher_load_than_usual",
    query: "timeline",
    timed: true,
    keys: &[Key { name: "of", form: Form::Choice(MEASURES), fallback: Fallback::First }],
    hypothesis: None,
    source: include_str!("higher_load_than_usual.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    against_usual(scene, Claimed::Higher)
}
