//! How far a verdict hangs on the numbers that decide it: what the cause would be at half and at twice each
//! bound, and with more of people's demand than was logged.

use super::cause::Cause;
use super::finding::Unit;

/// A bound, and the cause that would be named if it were another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moved {
    /// Its name in `verdict.json`; `bound-<name>` in words.
    pub name: &'static str,
    /// Unit of the three values.
    pub unit: Unit,
    /// What was measured; `None` where many values are compared with it.
    pub value: Option<f64>,
    /// The bound.
    pub bound: f64,
    /// At half of it, and the cause then. Of a bound near one, half of what is missing to one; of a
    /// probability, half of its odds.
    pub half: (f64, Cause),
    /// At twice.
    pub twice: (f64, Cause),
}

/// The verdict at the bounds of people's demand that never reached the log (partial identification, Manski
/// 1989). Who is turned away before the server logs is in no log; machines' unlogged demand is not bounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unlogged {
    /// Cause if nothing more was asked than was logged.
    pub at_low: Cause,
    /// The most, as a multiple of what people asked for in failing bins.
    pub high: f64,
    /// Is it measured in the first minutes after the incident, or a convention because the log ends or is silent?
    pub measured: bool,
    /// Cause at the most.
    pub at_high: Cause,
    /// The least multiple of those tried at which the cause is another than at the lower bound.
    pub changes_at: Option<f64>,
}

/// Both.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sensitivity {
    /// Bounds, in the order in which a verdict meets them.
    pub moved: Vec<Moved>,
    /// Unlogged demand; `None` where nothing could be replayed.
    pub unlogged: Option<Unlogged>,
}
