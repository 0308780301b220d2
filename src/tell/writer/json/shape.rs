//! The shapes of `verdict.json`: field for field, in the order of the contract. Fields after those
//! of the contract may be added; none may change its name.

use serde::Serialize;

use super::claims::{Claim, ClaimsFile};
use super::course::Course;
use super::sensitivity::Sensitivity;
use super::validated::{Played, Validated};

#[derive(Serialize)]
pub(super) struct Verdict {
    pub(super) schema: &'static str,
    pub(super) tool: Tool,
    pub(super) incidents: Vec<Incident>,
    pub(super) intrusion: Vec<Intrusion>,
    pub(super) completeness: Completeness,
    pub(super) calibration: &'static str,
    pub(super) gates: Vec<&'static str>,
    pub(super) claims_file: Option<ClaimsFile>,
    pub(super) claims: Vec<Claim>,
    pub(super) intrusion_background: Vec<Background>,
    pub(super) validation: Option<Played>,
    pub(super) limits: Limits,
}

/// What was found and not judged.
#[derive(Serialize)]
pub(super) struct Limits {
    pub(super) incidents_of_a_service_max: usize,
    pub(super) left_out: Vec<LeftOut>,
}

/// Incidents of a service that were not judged.
#[derive(Serialize)]
pub(super) struct LeftOut {
    pub(super) service: String,
    pub(super) incidents: u64,
    pub(super) failures: u64,
}

#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
}

#[derive(Serialize)]
pub(super) struct Incident {
    pub(super) id: u32,
    pub(super) service: String,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) cause: &'static str,
    pub(super) detail: Option<&'static str>,
    pub(super) origin: Option<&'static str>,
    pub(super) hypotheses: Vec<Weighed>,
    pub(super) but_for: ButFor,
    pub(super) attack: Attack,
    pub(super) capacity_rps: Option<Capacity>,
    pub(super) demand_rps: Option<Demand>,
    pub(super) findings: Vec<&'static str>,
    pub(super) gates: Vec<&'static str>,
    pub(super) symptom: &'static str,
    pub(super) requests: u64,
    pub(super) failures: u64,
    pub(super) clients: u64,
    pub(super) failed_clients: u64,
    pub(super) baseline: Baseline,
    pub(super) evidence: Vec<Evidence>,
    pub(super) absent: Vec<Absent>,
    pub(super) unfinished: Option<Unfinished>,
    pub(super) contributions: Vec<Contribution>,
    pub(super) trigger: Vec<&'static str>,
    pub(super) sustainer: Option<&'static str>,
    pub(super) conformal_set: Vec<&'static str>,
    pub(super) sensitivity: Sensitivity,
    pub(super) validation: Option<Validated>,
    pub(super) course: Option<Course>,
}

/// Pages whose files came late or not at all.
#[derive(Serialize)]
pub(super) struct Unfinished {
    pub(super) pages: u64,
    pub(super) unfinished: u64,
    pub(super) usual_pages: u64,
    pub(super) usual_unfinished: u64,
}

/// A network whose requests no longer arrived, while those of others went on.
#[derive(Serialize)]
pub(super) struct Absent {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) operator: Option<String>,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) requests_expected: Option<f64>,
    pub(super) requests: u64,
    pub(super) visits_expected: Option<f64>,
    pub(super) visits: u64,
    pub(super) log10_chance: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct Weighed {
    pub(super) name: &'static str,
    pub(super) probability: f64,
    pub(super) log10_lr: Option<f64>,
    pub(super) log10_lr_cap: Option<f64>,
    pub(super) verbal: String,
}

#[derive(Serialize)]
pub(super) struct ButFor {
    pub(super) without_attack: Option<Counterfactual>,
    pub(super) without_surge: Option<Counterfactual>,
    pub(super) with_baseline_capacity: Option<Counterfactual>,
    pub(super) without_crawl: Option<Counterfactual>,
    pub(super) as_it_was: Option<Counterfactual>,
    pub(super) without_retries: Option<Counterfactual>,
}

/// What one factor contributed.
#[derive(Serialize)]
pub(super) struct Contribution {
    pub(super) factor: &'static str,
    pub(super) necessity: Option<f64>,
    pub(super) sufficiency: Option<f64>,
    pub(super) failing_minutes: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct Counterfactual {
    pub(super) fails: bool,
    pub(super) probability: Option<f64>,
    pub(super) failing_minutes: Option<f64>,
    pub(super) failing_minutes_low: Option<f64>,
    pub(super) failing_minutes_high: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct Attack {
    pub(super) requests: u64,
    pub(super) sources: u64,
    pub(super) foreign_share: Option<f64>,
    pub(super) countries: Vec<Country>,
    pub(super) campaigns: Vec<u32>,
}

#[derive(Serialize)]
pub(super) struct Country {
    pub(super) country: String,
    pub(super) share: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct Capacity {
    pub(super) estimate: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct Demand {
    pub(super) logged_peak: Option<f64>,
    pub(super) fresh_peak: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct Baseline {
    pub(super) kind: &'static str,
    pub(super) windows: Vec<Span>,
}

#[derive(Serialize)]
pub(super) struct Span {
    pub(super) start: String,
    pub(super) end: String,
}

#[derive(Serialize)]
pub(super) struct Evidence {
    pub(super) name: &'static str,
    pub(super) number: &'static str,
    pub(super) family: &'static str,
    pub(super) computed: bool,
    pub(super) reason: Option<&'static str>,
    pub(super) figures: Vec<Figure>,
    pub(super) speaks: Vec<Direction>,
    pub(super) query: &'static str,
    pub(super) citations: Vec<Citation>,
}

#[derive(Serialize)]
pub(super) struct Figure {
    pub(super) name: &'static str,
    pub(super) value: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) unit: &'static str,
}

#[derive(Serialize)]
pub(super) struct Direction {
    pub(super) hypothesis: &'static str,
    pub(super) log10_lr: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct Citation {
    pub(super) exhibit: String,
    pub(super) byte_offset: i64,
}

#[derive(Serialize)]
pub(super) struct Intrusion {
    pub(super) kind: &'static str,
    pub(super) requests: u64,
    pub(super) sources: u64,
    /// `None` where a log cannot tell, which is nearly always.
    pub(super) succeeded: Option<bool>,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) suspected: u64,
    pub(super) campaigns: Vec<Attempts>,
}

#[derive(Serialize)]
pub(super) struct Attempts {
    pub(super) id: u32,
    pub(super) class: &'static str,
    pub(super) services: Vec<String>,
    pub(super) requests: u64,
    pub(super) sources: u64,
    pub(super) internal_sources: u64,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) aimed: Vec<&'static str>,
    pub(super) succeeded: Option<bool>,
    pub(super) failed: u64,
    pub(super) let_in: u64,
    pub(super) paths: u64,
    pub(super) signatures: Vec<Counted>,
    pub(super) countries: Vec<Country>,
    pub(super) suspected: u64,
    pub(super) suspects: Vec<Suspect>,
    pub(super) incidents: Vec<Beside>,
    pub(super) citations: Vec<Citation>,
}

#[derive(Serialize)]
pub(super) struct Counted {
    pub(super) name: String,
    pub(super) requests: u64,
}

#[derive(Serialize)]
pub(super) struct Suspect {
    pub(super) reason: &'static str,
    pub(super) path: String,
    pub(super) exhibit: String,
    pub(super) byte_offset: i64,
}

#[derive(Serialize)]
pub(super) struct Beside {
    pub(super) incident: u32,
    pub(super) requests: u64,
    pub(super) share: Option<f64>,
    pub(super) shared_sources: u64,
}

#[derive(Serialize)]
pub(super) struct Background {
    pub(super) class: &'static str,
    pub(super) requests: u64,
    pub(super) sources: u64,
    pub(super) suspected: u64,
}

#[derive(Serialize)]
pub(super) struct Completeness {
    pub(super) bytes: u64,
    pub(super) lines: u64,
    pub(super) requests: u64,
    pub(super) rejects: u64,
    pub(super) blank: u64,
    pub(super) gaps: Vec<Span>,
}
