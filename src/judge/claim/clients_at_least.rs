//! # Claims
//! At least so many clients came (`count`).
//!
//! # Measure
//! Distinct addresses (or /64 networks of IPv6) as the lower bound, distinct pairs of address and
//! agent as the upper one.
//!
//! # Consistent when
//! The lower bound reaches the count.
//!
//! # Contradicted when
//! The upper bound does not, and the file of claims vouches that no log is missing (`complete_logs`).
//!
//! # Untestable when
//! The count lies between the bounds, logs may be missing, proxies stand where clients should, or the
//! logs do not cover the time.
//!
//! # What can fool it
//! One address can hide a school, and one person can have several: these are clients of the log, not
//! people.

use super::super::judgement::Estimate;
use super::load_of::counted;
use super::scene::Scene;
use super::scene::load::{clients, clients_by_agent, counts};
use super::{Fallback, Form, Key, Kind, Tested};

pub(super) const KIND: Kind = Kind {
    name: "clients_at_least",
    query: "first-seen-clients",
    timed: true,
    keys: &[Key { name: "count", form: Form::Count, fallback: Fallback::Required }],
    hypothesis: None,
    source: include_str!("clients_at_least.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    if let Some(why) = scene.unread(true).or_else(|| scene.uncovered(scene.window)) {
        return why;
    }
    let fewest = clients(scene, scene.window).len() as f64;
    let most = clients_by_agent(scene, scene.window).max(fewest as usize) as f64;
    let bounds = Estimate { value: fewest, low: fewest, high: most };
    let figures = vec![counts("clients_bounds", bounds)];
    counted(scene, (fewest, most), (scene.claim.number("count"), f64::INFINITY), figures)
}
