//! # Claims
//! Somebody tried to get in, in whatever way.
//!
//! # Measure
//! Attempts that are reported apart from outages, in the claimed time: of any kind. Requests and
//! sources.
//!
//! # Consistent when
//! There are such attempts. Whether one succeeded is another question, which an access log does not
//! answer.
//!
//! # Contradicted when
//! Never: what was tried slowly, from many sources or outside HTTP leaves no pattern here.
//!
//! # Untestable when
//! No such attempt is seen, the logs do not cover the time, or a service is named and attempts are
//! not counted by service.
//!
//! # What can fool it
//! Every public address receives some: an attempt is no incident.

use super::scene::Scene;
use super::scene::intrusion::attempted;
use super::{Kind, Tested};

pub(super) const KIND: Kind = Kind {
    name: "intrusion_attempted",
    query: "agent-classes",
    timed: false,
    keys: &[],
    hypothesis: None,
    source: include_str!("intrusion_attempted.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    attempted(scene, |_| true)
}
