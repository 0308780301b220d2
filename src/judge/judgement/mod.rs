//! What judging found: inert records, read by the report and nothing else. Times are microseconds
//! since the epoch, rates are per second, shares are 0…1, weights are log10 of likelihood ratios.

mod absence;
mod campaign;
mod cause;
mod claim;
mod course;
mod finding;
mod indicator;
mod intrusion;
mod replay;
mod sensitivity;

use crate::base::time::Window;

pub use absence::{Absence, Group, Unfinished};
pub use campaign::{Campaign, Label};
pub use cause::{Cause, Detail, Hypothesis, Nature, Origin};
pub use claim::{Claim, Examined, Ledger, Outcome, Said, Term};
pub use course::{Course, Line};
pub use finding::{Answer, Figure, Finding, Gate, Speaks, Unit, Weighed};
pub use indicator::Indicator;
pub use intrusion::{Background, Beside, Intrusion, IntrusionCampaign, IntrusionKind, Suspected};
pub use replay::{ButFor, Demand, Estimate, Factor, Part, Replays, SURE, Sustained};
pub use sensitivity::{Moved, Sensitivity, Unlogged};

/// What kind of baseline an incident is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaselineKind {
    /// Given on the command line.
    Given,
    /// The same hours of other days.
    SameSlot,
    /// The hours before, in the same log.
    Before,
    /// None: only tests that need no comparison.
    Missing,
}

/// What an incident is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// Its kind.
    pub kind: BaselineKind,
    /// The windows it consists of, in order.
    pub windows: Vec<Window>,
}

/// One minute of a service around an incident, for charts and tables.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Minute {
    /// Start of the minute.
    pub start_us: i64,
    /// Requests that arrived.
    pub arrivals: u64,
    /// First tries among them.
    pub fresh: u64,
    /// Requests of campaigns called hostile.
    pub hostile: u64,
    /// Failures: refused, broken, timed out or answered with a waiting page.
    pub failures: u64,
    /// Answers that gave what was asked for.
    pub goodput: u64,
    /// Arrivals expected from the baseline's same slot.
    pub expected: Option<f64>,
    /// 95th percentile of the time to serve, microseconds.
    pub p95_us: Option<i64>,
}

/// How an incident shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symptom {
    /// Failing answers.
    Failures,
    /// Slow answers.
    Latency,
    /// Requests that no longer arrive.
    Vanished,
    /// Pages whose files come late or not at all.
    Unfinished,
    /// Named on the command line.
    Given,
}

/// A service, a window in which it degraded, and everything that was found about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Number, from 1, in order of start, then of service.
    pub id: u32,
    /// Service.
    pub service: String,
    /// When.
    pub window: Window,
    /// How it shows.
    pub symptom: Symptom,
    /// Networks that vanished, where others went on; most missed first.
    pub absent: Vec<Absence>,
    /// Pages that stayed unfinished, where it shows in these.
    pub unfinished: Option<Unfinished>,
    /// Requests, failures, distinct clients and clients that saw a failure, inside the window.
    pub requests: u64,
    /// Failures among them.
    pub failures: u64,
    /// Distinct clients.
    pub clients: u64,
    /// Clients that saw a failure.
    pub failed_clients: u64,
    /// What it is compared with.
    pub baseline: Baseline,
    /// The verdict.
    pub cause: Cause,
    /// How the cause worked.
    pub detail: Option<Detail>,
    /// Where the hostile addresses lie.
    pub origin: Option<Origin>,
    /// Hypotheses, in the order of [`Hypothesis::ALL`].
    pub hypotheses: Vec<Weighed>,
    /// Replays.
    pub but_for: Replays,
    /// What would change the verdict.
    pub sensitivity: Sensitivity,
    /// Campaigns, largest first.
    pub campaigns: Vec<Campaign>,
    /// Demonstrated capacity, requests served per second.
    pub capacity_rps: Option<Estimate>,
    /// Demand.
    pub demand: Option<Demand>,
    /// Findings, in the order of the tests.
    pub findings: Vec<Finding>,
    /// Gates.
    pub gates: Vec<Gate>,
    /// Minutes around the incident.
    pub minutes: Vec<Minute>,
    /// Countries: (code or `??`, share of requests in the incident, share in the baseline).
    pub countries: Vec<(String, f64, Option<f64>)>,
    /// Requests per minute per client: share of clients that ask no faster, rate in the incident, rate in
    /// the baseline; 0.5, 0.9, 0.99 and 1 are among the shares.
    pub client_rates: Vec<(f64, f64, Option<f64>)>,
    /// Share of foreign requests by each database of countries: the primary one, then the others in
    /// the order of the account.
    pub foreign_by_database: Vec<Option<f64>>,
}

impl Incident {
    /// What kept it going, where the verdict says that: it names the trigger and so stands for both.
    pub fn sustained(&self) -> Option<Sustained> {
        self.but_for.sustained.filter(|_| self.detail == Some(Detail::SelfSustained))
    }
}

/// A stretch without any line, while lines were expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// When.
    pub window: Window,
}

/// Incidents of a service that were found and not judged: there were too many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Service.
    pub service: String,
    /// How many: those with the fewest failures.
    pub incidents: u64,
    /// Failures in them.
    pub failures: u64,
}

/// A service's whole span, for the overview chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// Service.
    pub service: String,
    /// Its exhibits, by index, and how many of its requests each holds; in order of index.
    pub exhibits: Vec<(u32, u64)>,
    /// Requests, idle connections aside.
    pub requests: u64,
    /// Connections that were logged but brought no request: no demand, counted apart.
    pub idle: u64,
    /// Failures.
    pub failures: u64,
    /// Points over the whole span: start, requests, failures; at most 400, of equal width.
    pub points: Vec<(i64, u64, u64)>,
    /// Width of a point, microseconds.
    pub width_us: i64,
    /// Hours (UTC) in which something arrived, in order: start, requests, failures.
    pub hours: Vec<(i64, u64, u64)>,
}

/// Everything that judging found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judgement {
    /// Incidents, in order of id.
    pub incidents: Vec<Incident>,
    /// Attempts to get in, by kind.
    pub intrusion: Vec<Intrusion>,
    /// The same by campaign, in order of start.
    pub intrusion_campaigns: Vec<IntrusionCampaign>,
    /// Their addresses, by campaign.
    pub intrusion_indicators: Vec<Indicator>,
    /// Attempts that belong to no campaign, by what they try.
    pub background: Vec<Background>,
    /// Gaps in the logs.
    pub gaps: Vec<Gap>,
    /// Services, busiest first.
    pub services: Vec<Overview>,
    /// Gates that hold for the whole run (databases far from the log's dates, unreadable parts).
    pub gates: Vec<Gate>,
    /// Labels of requests that belong to a campaign, in order of row.
    pub labels: Vec<Label>,
    /// Addresses of hostile campaigns of concluded incidents, by campaign, most requests first.
    pub indicators: Vec<Indicator>,
    /// What was claimed, and what the logs say of it; `None` without a file of claims.
    pub ledger: Option<Ledger>,
    /// Incidents that were found and not judged, by service.
    pub left_out: Vec<LeftOut>,
}
