//! What judging found: inert records, read by the report and nothing else. Times are microseconds
//! since the epoch, rates are per second, shares are 0…1, weights are log10 of likelihood ratios.

use crate::base::record::Citation;
use crate::base::time::Window;

/// A proposition about why a service degraded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hypothesis {
    /// Hostile automated traffic supplied the load that exceeded capacity.
    Attack,
    /// Human demand did.
    Overload,
    /// Automated but not hostile traffic did: search, AI and feed crawlers.
    Crawl,
    /// Capacity fell at a load that was borne before.
    CapacityLoss,
    /// Requests no longer reached the service: network, upstream, DNS.
    UpstreamLoss,
}

impl Hypothesis {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 5] =
        [Self::Attack, Self::Overload, Self::Crawl, Self::CapacityLoss, Self::UpstreamLoss];

    /// Its name in `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attack => "attack",
            Self::Overload => "overload",
            Self::Crawl => "crawl",
            Self::CapacityLoss => "capacity_loss",
            Self::UpstreamLoss => "upstream_loss",
        }
    }
}

/// The cause named by a verdict (`cause` in `verdict.json`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A hostile campaign; without it the service would not have failed.
    Attack,
    /// Human demand beyond what the servers had shown they can bear.
    Overload,
    /// Both: see the detail.
    AttackAndOverload,
    /// Crawlers that are not hostile.
    Crawl,
    /// Servers lost capacity.
    CapacityLoss,
    /// Demand no longer arrived.
    UpstreamLoss,
    /// The logs cannot tell; the gates say why.
    Inconclusive,
}

impl Cause {
    /// Its name in `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attack => "attack",
            Self::Overload => "overload",
            Self::AttackAndOverload => "attack_and_overload",
            Self::Crawl => "crawl",
            Self::CapacityLoss => "capacity_loss",
            Self::UpstreamLoss => "upstream_loss",
            Self::Inconclusive => "inconclusive",
        }
    }
}

/// How the cause worked (`detail` in `verdict.json`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// It was enough alone.
    Sufficient,
    /// Necessary, but only because headroom was thin.
    ThinMargin,
    /// Attack and surge together, neither alone.
    JointlyNecessary,
    /// Attack and surge, each enough alone.
    Overdetermined,
    /// Retries kept it failing after the trigger had gone.
    SelfSustained,
    /// A waiting room or quota did the refusing.
    AdmissionLimit,
}

impl Detail {
    /// Its name in `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sufficient => "sufficient",
            Self::ThinMargin => "thin_margin",
            Self::JointlyNecessary => "jointly_necessary",
            Self::Overdetermined => "overdetermined",
            Self::SelfSustained => "self_sustained",
            Self::AdmissionLimit => "admission_limit",
        }
    }
}

/// Where the addresses of the hostile campaigns lie. Says nothing on who controlled them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nearly all outside the home country.
    Foreign,
    /// Nearly all inside.
    Domestic,
    /// Neither.
    Mixed,
}

impl Origin {
    /// Its name in `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Foreign => "foreign",
            Self::Domestic => "domestic",
            Self::Mixed => "mixed",
        }
    }
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A number of things.
    Count,
    /// A part of a whole, 0…1; printed as a percentage.
    Share,
    /// Per second.
    PerSecond,
    /// Per minute.
    PerMinute,
    /// Seconds.
    Seconds,
    /// A quotient or coefficient without a unit.
    Ratio,
    /// Bits of information.
    Bits,
}

/// A measured number, with its 95 % interval where one can be given.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Snake-case name, unique within its finding; the words of it are in `tell/words`.
    pub name: &'static str,
    /// The value.
    pub value: f64,
    /// Bounds of the 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// Unit.
    pub unit: Unit,
}

/// How far a finding speaks for (positive) or against (negative) a hypothesis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speaks {
    /// The hypothesis.
    pub hypothesis: Hypothesis,
    /// log10 of a likelihood ratio against the rest of the hypotheses: reasoned, not calibrated.
    pub weight: f64,
}

/// A question that was answered, or why it could not be.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Figures and what they speak for.
    Computed {
        /// The measured figures; the first is the headline.
        figures: Vec<Figure>,
        /// Direction and weight per hypothesis; a hypothesis not named is untouched.
        speaks: Vec<Speaks>,
    },
    /// Key of the reason in `tell/words` (`not-computable-<key>`).
    NotComputable(&'static str),
}

/// The answer of one evidence test.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Name of the test, as `prior_overlap`.
    pub name: &'static str,
    /// Number in the science page, as `T1`.
    pub number: &'static str,
    /// Family whose members are not counted twice.
    pub family: &'static str,
    /// The answer.
    pub answer: Answer,
    /// The named query that re-asks it.
    pub query: &'static str,
    /// Rows that show it, few.
    pub citations: Vec<Citation>,
}

/// What a campaign is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// Automated, and of no use to anyone but to load, break or enter.
    Hostile,
    /// Automated, reading much and widely.
    Crawl,
    /// Automated and habitual: monitors, the site's own jobs, API partners.
    Service,
    /// People.
    Human,
    /// The log does not tell.
    Unknown,
}

impl Nature {
    /// Its name in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hostile => "hostile",
            Self::Crawl => "crawl",
            Self::Service => "service",
            Self::Human => "human",
            Self::Unknown => "unknown",
        }
    }
}

/// A group of sources that act alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    /// Number, from 1, unique in the run.
    pub id: u32,
    /// What it is taken for.
    pub nature: Nature,
    /// Requests during the incident.
    pub requests: u64,
    /// Distinct clients.
    pub sources: u64,
    /// Requests per second at its busiest minute.
    pub peak_rps: f64,
    /// First and last request.
    pub window: Window,
    /// The path it asks most for, and the share of its requests that do.
    pub top_path: (String, f64),
    /// Its most frequent agent, `None` if absent, and the share.
    pub top_agent: (Option<String>, f64),
    /// Share of requests from outside the home country, among those whose place is known.
    pub foreign_share: Option<f64>,
    /// Countries by share of requests, largest first.
    pub countries: Vec<(String, f64)>,
    /// Networks (AS number, name, share of requests), largest first.
    pub networks: Vec<(Option<i64>, String, f64)>,
    /// Why it is taken for what it is: measures in words' keys with their figures.
    pub reasons: Vec<Figure>,
    /// A few of its requests.
    pub citations: Vec<Citation>,
}

/// Whether the incident's minutes would still have failed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ButFor {
    /// Does the service still fail in the replay?
    pub fails: bool,
    /// Share of the replays (over the uncertainty of capacity and labels) in which it does.
    pub probability: f64,
    /// Minutes that fail in the median replay.
    pub failing_minutes: f64,
}

/// The three replays of the contract; `None` where there is nothing to remove or no way to know.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Replays {
    /// Minutes that fail in the replay with nothing removed: how well the model reproduces.
    pub as_it_was: Option<ButFor>,
    /// Without the campaigns called hostile.
    pub without_attack: Option<ButFor>,
    /// Without the excess of people over the baseline.
    pub without_surge: Option<ButFor>,
    /// Without crawlers.
    pub without_crawl: Option<ButFor>,
    /// With the capacity the baseline had shown.
    pub with_baseline_capacity: Option<ButFor>,
}

/// A rate with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Best value.
    pub value: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// Demand at its highest minute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    /// Logged requests per second, retries included.
    pub logged_peak_rps: f64,
    /// First tries per second.
    pub fresh_peak_rps: f64,
}

/// A hypothesis weighed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// The hypothesis.
    pub hypothesis: Hypothesis,
    /// Posterior with equal priors; sums to 1 over an incident.
    pub probability: f64,
    /// log10 of the likelihood ratio against the rest, after the cap.
    pub log10_lr: f64,
    /// The cap: what the tool may claim without validation on these conditions.
    pub log10_lr_cap: f64,
}

/// A reason that lowers or forbids a verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// Key in `tell/words` (`gate-<key>`).
    pub key: &'static str,
    /// Does it forbid a verdict (or only limit it)?
    pub forbids: bool,
    /// The figure that closed it, where there is one.
    pub figure: Option<Figure>,
}

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
    /// Requests per minute per client: quantiles (0.5, 0.9, 0.99, 1) in incident and baseline.
    pub client_rates: Vec<(f64, f64, Option<f64>)>,
    /// Share of foreign requests by each database, in the order of the account.
    pub foreign_by_database: Vec<Option<f64>>,
}

/// A stretch without any line, while lines were expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// When.
    pub window: Window,
}

/// Attempts to get in, a question apart from the outage.
#[derive(Debug, Clone, PartialEq)]
pub struct Intrusion {
    /// `credential_stuffing`, `vulnerability_scan` or `exploit_probe`.
    pub kind: &'static str,
    /// Requests.
    pub requests: u64,
    /// Distinct clients.
    pub sources: u64,
    /// First and last.
    pub window: Window,
}

/// A service's whole span, for the overview chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// Service.
    pub service: String,
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
}

/// The label of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Row in the frame.
    pub row: u32,
    /// Campaign.
    pub campaign: u32,
    /// Is the campaign called hostile?
    pub attack: bool,
}

/// Everything that judging found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judgement {
    /// Incidents, in order of id.
    pub incidents: Vec<Incident>,
    /// Intrusion attempts.
    pub intrusion: Vec<Intrusion>,
    /// Gaps in the logs.
    pub gaps: Vec<Gap>,
    /// Services, busiest first.
    pub services: Vec<Overview>,
    /// Gates that hold for the whole run (databases far from the log's dates, unreadable parts).
    pub gates: Vec<Gate>,
    /// Labels of requests that belong to a campaign, in order of row.
    pub labels: Vec<Label>,
}
