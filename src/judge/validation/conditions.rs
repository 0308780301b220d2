//! Conditions that decide how much a log can tell: its format, whether it carries durations, and how many
//! days of it there are before the incident.

use std::ops::Range;

/// A band of history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    /// Name in `verdict.json` and key of its words (`history-<key>`).
    pub key: &'static str,
    /// Whole days of log before the incident, from the first to before the second.
    pub days: (i64, i64),
}

/// The bands of the validation page. Their edges are those of evidence §5: no comparison, one day, some days
/// but no week, a week, and two weeks or more.
pub const HISTORIES: [History; 5] = [
    History { key: "none", days: (i64::MIN, 1) },
    History { key: "one", days: (1, 2) },
    History { key: "days", days: (2, 7) },
    History { key: "week", days: (7, 14) },
    History { key: "weeks", days: (14, i64::MAX) },
];

/// The band that a number of whole days is in.
pub fn history(days: i64) -> History {
    let [none, ..] = HISTORIES;
    HISTORIES.into_iter().find(|band| band.range().contains(&days)).unwrap_or(none)
}

impl History {
    /// The days as a range.
    pub fn range(&self) -> Range<i64> {
        self.days.0..self.days.1
    }
}

/// The conditions of an incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Conditions {
    /// Name of the format that most requests of the service were read as.
    pub format: String,
    /// Does the log carry durations?
    pub durations: bool,
    /// Whole days of log before the incident.
    pub history_days: i64,
}
