//! Attempts to get in: a question apart from the outage.

use crate::base::record::Citation;
use crate::base::time::Window;

/// What a campaign of attempts is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IntrusionKind {
    /// Passwords are tried: many accounts or one, from many sources or one.
    CredentialStuffing,
    /// A search for anything that is weak: a tool, or many paths that do not exist.
    VulnerabilityScan,
    /// Requests made to use a weakness.
    ExploitProbe,
    /// Records or pages taken one after the other, as no reader takes them.
    ContentScraping,
}

impl IntrusionKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::CredentialStuffing,
        Self::VulnerabilityScan,
        Self::ExploitProbe,
        Self::ContentScraping,
    ];

    /// Its name in `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::CredentialStuffing => "credential_stuffing",
            Self::VulnerabilityScan => "vulnerability_scan",
            Self::ExploitProbe => "exploit_probe",
            Self::ContentScraping => "content_scraping",
        }
    }
}

/// All campaigns of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Intrusion {
    /// Kind.
    pub kind: IntrusionKind,
    /// Requests.
    pub requests: u64,
    /// Distinct clients.
    pub sources: u64,
    /// First and last.
    pub window: Window,
    /// Did any succeed? `None` where a log cannot tell, which is nearly always.
    pub succeeded: Option<bool>,
    /// Requests with a reason to suspect success.
    pub suspected: u64,
}

/// Attempts that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct IntrusionCampaign {
    /// Number, from 1, in order of start; not that of an incident's campaigns.
    pub id: u32,
    /// Kind.
    pub kind: IntrusionKind,
    /// What is tried most, as `sql_injection`, `log_in`.
    pub class: &'static str,
    /// Services, in order of name.
    pub services: Vec<String>,
    /// Requests.
    pub requests: u64,
    /// Distinct clients.
    pub sources: u64,
    /// Those of them with an internal address.
    pub internal: u64,
    /// First and last.
    pub window: Window,
    /// Why it is taken to mean this site rather than every site: keys of words. Empty: nothing says so.
    pub aimed: Vec<&'static str>,
    /// Did it succeed?
    pub succeeded: Option<bool>,
    /// Log-ins that failed and that succeeded; 0 for other kinds.
    pub failed: u64,
    /// Succeeded log-ins.
    pub let_in: u64,
    /// Distinct paths.
    pub paths: u64,
    /// The paths asked most for, with requests.
    pub top_paths: Vec<(String, u64)>,
    /// Signatures, with requests, the most frequent first.
    pub rules: Vec<(String, u64)>,
    /// The most frequent agent, `None` if absent, and its share.
    pub top_agent: (Option<String>, f64),
    /// Countries by share of requests, largest first.
    pub countries: Vec<(String, f64)>,
    /// Networks (AS number, name, share of requests), largest first.
    pub networks: Vec<(Option<i64>, String, f64)>,
    /// Requests suspected of success, the first few.
    pub suspected: Vec<Suspected>,
    /// All of them.
    pub suspected_requests: u64,
    /// Incidents that it overlaps.
    pub incidents: Vec<Beside>,
    /// A few of its requests.
    pub citations: Vec<Citation>,
}

/// A request that may have succeeded.
#[derive(Debug, Clone, PartialEq)]
pub struct Suspected {
    /// Why, as a key of words.
    pub reason: &'static str,
    /// The path.
    pub path: String,
    /// Where it is written.
    pub citation: Citation,
}

/// What attempts had to do with an incident.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beside {
    /// Number of the incident.
    pub incident: u32,
    /// Requests of the campaign inside its window, on its service.
    pub requests: u64,
    /// Their share of all requests in it.
    pub share: f64,
    /// Sources of the campaign that took part in a hostile campaign of the incident.
    pub shared_sources: u64,
}

/// Attempts that belong to no campaign: what every public address receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Background {
    /// What is tried.
    pub class: &'static str,
    /// Requests.
    pub requests: u64,
    /// Distinct clients.
    pub sources: u64,
    /// Requests with a reason to suspect success.
    pub suspected: u64,
}
