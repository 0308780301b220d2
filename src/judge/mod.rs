//! Facts in, findings and a verdict out. Pure functions on plain values: no file, no clock, no frame.
//!
//! `service ─ outcomes ─▶ minutes ─▶ incidents ─ baseline, profiles, campaigns, capacity ─▶ facts
//! ─ evidence tests ─▶ findings ─ replays ─▶ verdict`. Judging never names a person, a state or an
//! intent; a share of foreign addresses says where addresses lie and nothing else.

pub mod again;
pub mod arriving;
pub mod baseline;
mod browsing;
pub mod campaign;
pub mod capacity;
pub mod claim;
pub mod clock;
mod closing;
pub mod counterfactual;
pub mod crowd;
#[cfg(test)]
pub(crate) mod crowds;
pub mod evidence;
pub mod facts;
pub mod fingerprint;
pub mod forgetting;
pub mod gravest;
pub mod held;
pub mod hostile;
pub mod incident;
pub mod indicator;
pub mod intent;
pub mod intrusion;
pub mod judgement;
mod links;
mod missing;
pub mod network;
pub mod onset;
pub mod options;
pub mod outcome;
pub mod overview;
pub mod presence;
pub mod profile;
pub mod proxies;
pub mod replay;
pub mod resumption;
pub mod said;
#[cfg(test)]
pub(crate) mod sample;
pub mod series;
pub mod sides;
pub mod steps;
pub mod template;
pub mod thresholds;
pub mod validation;
pub mod verdict;
pub mod visit;
pub mod work;

mod investigate;

pub use investigate::{Judged, incidents_of, judge};
