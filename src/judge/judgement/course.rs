//! What failed in the course of an incident, as observed and as replayed.

/// The course of an incident and of the minutes before it, in steps of equal length.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Start of the first step.
    pub start_us: i64,
    /// Length of a step: whole minutes.
    pub step_us: i64,
    /// How well the replay with nothing changed finds what failed: F1 of its bins, 0…1.
    pub fit: f64,
    /// The least of it with which replays are believed.
    pub fit_min: f64,
    /// Share above which a bin fails.
    pub fails_from: f64,
    /// Minutes that failed.
    pub failing_minutes: f64,
    /// Share of the requests that failed, step by step; `None` where there were none.
    pub observed: Vec<Option<f64>>,
    /// The replays, in the order of reports.
    pub lines: Vec<Line>,
}

impl Course {
    /// Does the model follow what was observed closely enough for its replays to be believed?
    pub fn is_adequate(&self) -> bool {
        self.fit >= self.fit_min
    }

    /// One of its replays, by name.
    pub fn line(&self, name: &str) -> Option<&[f64]> {
        let line = self.lines.iter().find(|line| line.name == name);
        line.map(|line| line.lost.as_slice())
    }
}

/// The course of a replay.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Name of the replay in `verdict.json`.
    pub name: &'static str,
    /// Share of the work asked for that is lost in the median draw, step by step.
    pub lost: Vec<f64>,
}
