//! What was done to the log, and which incidents it hides or distorts. In: the stages after the last
//! line. Out: records in the order of the scenario.

use serde::Serialize;

use super::Incident;
use crate::base::time::{parse, rfc3339};
use crate::rehearse::sabotage::Stage;

/// Damage to the log.
#[derive(Debug, Clone, Serialize)]
pub struct Sabotaged {
    /// What was done, as in the scenario.
    pub kind: &'static str,
    /// From when, RFC 3339 UTC.
    pub start: String,
    /// Up to when.
    pub end: String,
    /// Lines that were lost, changed or repeated.
    pub lines: u64,
    /// Incidents within whose window it was done, numbered from 0.
    pub incidents: Vec<usize>,
}

/// Records of what was done.
pub(super) fn of(stages: &[Stage], incidents: &[Incident]) -> Vec<Sabotaged> {
    stages.iter().map(|stage| record(stage, incidents)).collect()
}

fn record(stage: &Stage, incidents: &[Incident]) -> Sabotaged {
    let window = stage.window;
    let touches = |incident: &Incident| {
        let span = parse(&incident.start).zip(parse(&incident.end));
        span.is_some_and(|(start_us, end_us)| start_us < window.end_us && window.start_us < end_us)
    };
    let touched = incidents.iter().enumerate().filter(|(_, incident)| touches(incident));
    Sabotaged {
        kind: stage.kind.name(),
        start: rfc3339(window.start_us),
        end: rfc3339(window.end_us),
        lines: stage.touched,
        incidents: touched.map(|(number, _)| number).collect(),
    }
}
