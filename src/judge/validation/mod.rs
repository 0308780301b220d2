//! How often verdicts err under conditions like those of a case: measured by `afflux validate` on simulated
//! worlds whose truth is known, and carried in the program as a table. In: conditions. Out: figures, each of
//! how many worlds. It says nothing of real incidents: no public collection of adjudicated outages exists.

mod conditions;
mod figures;
mod rate;
mod table;

use std::sync::LazyLock;

pub use conditions::{Conditions, HISTORIES, History, history};
pub use figures::{Figures, Scope, Tippett, cllr};
pub use rate::Rate;

/// What `afflux validate` found: `docs/reference/validation.csv`, as it was when the program was built.
const EMBEDDED: &str = include_str!("../../../docs/reference/validation.csv");

/// A validation: every world that was played with an undamaged log, and what came of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Validation {
    /// Version of afflux that judged the worlds.
    pub version: String,
    /// The command that plays and judges them again.
    pub command: String,
    /// The worlds, in the order in which they were played.
    pub worlds: Vec<World>,
}

/// A simulated world whose log was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// Family of worlds: the story.
    pub family: String,
    /// Seed: with the family it gives the same world again.
    pub seed: u64,
    /// Was the family kept away from every fitting?
    pub held_out: bool,
    /// Name of the format that its log was read as.
    pub format: String,
    /// Does the log carry durations?
    pub durations: bool,
    /// Whole days of log before the first true incident, or before the end.
    pub history_days: i64,
    /// Was attack named, alone or with overload, where none was a cause?
    pub accused: bool,
    /// What truly was and what was found.
    pub outcomes: Vec<Outcome>,
}

impl World {
    /// Could attack be named where none was a cause: was it none anywhere, or is it named so?
    pub(super) fn could_accuse(&self) -> bool {
        let attack = |one: &Outcome| matches!(one.truth.as_str(), "attack" | "attack_and_overload");
        self.accused || !self.outcomes.iter().any(attack)
    }
}

/// An incident that was, that was found, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// True cause; `nothing` where nothing was wrong.
    pub truth: String,
    /// Cause that was named; `not_found` where no incident was found.
    pub answer: String,
    /// log10 of the likelihood ratio of attack against the mean of the other explanations; `None` where
    /// nothing was found.
    pub log10_lr: Option<f64>,
    /// Was a verdict to be expected: does the log show it, did it last, and is this the incident found for
    /// it? The others are found beside, and count only where answers are counted.
    pub expected: bool,
}

/// The true cause of what was no incident.
pub const NOTHING: &str = "nothing";

impl Validation {
    /// The one that the program carries; `None` if it holds no world.
    pub fn embedded() -> Option<&'static Self> {
        static READ: LazyLock<Option<Validation>> =
            LazyLock::new(|| Validation::read(EMBEDDED).ok().filter(|one| !one.worlds.is_empty()));
        READ.as_ref()
    }
}

#[cfg(test)]
mod tests;
