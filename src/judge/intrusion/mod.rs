//! Attempts to get in: a question apart from the outage. Who tried, how, since when, did anything
//! succeed as far as a log can tell, and had it to do with the outage? Services in; attempts, campaigns
//! and background out. An attempt is no success, and nothing here weighs in the verdict on an incident.

mod addresses;
mod answered;
mod archives;
pub mod class;
mod decode;
pub(in crate::judge) mod describe;
pub(in crate::judge) mod files;
mod found;
pub(in crate::judge) mod group;
mod guesses;
#[cfg(test)]
mod innocent;
pub(in crate::judge) mod join;
pub(in crate::judge) mod language;
#[cfg(test)]
mod learning;
#[cfg(test)]
mod linked;
pub(in crate::judge) mod lists;
pub(in crate::judge) mod logins;
mod marks;
#[cfg(test)]
mod measured;
pub(in crate::judge) mod nothing;
mod own;
pub mod pack;
pub(in crate::judge) mod place;
pub(in crate::judge) mod posted;
pub(in crate::judge) mod probes;
pub(in crate::judge) mod reading;
mod reference;
pub mod rules;
#[cfg(test)]
mod sample;
mod shots;
pub mod sigma;
pub(in crate::judge) mod sources;
mod succeeded;
pub(in crate::judge) mod success;
#[cfg(test)]
mod tests;
pub(in crate::judge) mod thresholds;

pub use found::{Found, find};
pub use reference::reference;
pub use rules::Rules;
