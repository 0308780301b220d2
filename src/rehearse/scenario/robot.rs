//! Automated clients: those that serve or read, and those that attack. They ask by the clock and do
//! not slow down when the server does.

use serde::Deserialize;

use super::units::Instant;

/// Automated and not hostile.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Robot {
    /// What it is.
    pub kind: RobotKind,
    /// Mix of address blocks.
    pub networks: String,
    /// List of user agents; by default that of the kind.
    pub agents: Option<String>,
    /// Addresses it asks from.
    pub sources: u32,
    /// Requests a minute, all sources together.
    pub per_minute: f64,
    /// First instant; by default that of the log.
    pub start: Option<Instant>,
    /// Last instant; by default that of the log.
    pub end: Option<Instant>,
}

/// What a robot is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RobotKind {
    /// Asks for a health page, exactly on the period.
    Monitor,
    /// A search engine that says who it is: pages and deep pages.
    Crawler,
    /// A collector of training text: deep pages, each once.
    AiCrawler,
}

/// Automated and hostile.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attack {
    /// How it loads the site.
    pub kind: AttackKind,
    /// First instant.
    pub start: Instant,
    /// Last instant.
    pub end: Instant,
    /// Mix of address blocks.
    pub networks: String,
    /// List of user agents; by default that of the kind.
    pub agents: Option<String>,
    /// Addresses.
    pub sources: u32,
    /// Requests a second, all sources together.
    pub per_second: f64,
    /// Within what time the sources join, seconds.
    #[serde(default)]
    pub ramp_s: f64,
    /// For `slow`: how long one request holds a worker, seconds.
    #[serde(default = "hold_s")]
    pub hold_s: f64,
}

/// How an attack loads the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttackKind {
    /// A few hosts, one page, tools' agents.
    FloodFew,
    /// Many hosts on `/`, forged agents, no static files.
    BotnetRoot,
    /// Searches with a word never used before.
    CacheBust,
    /// Log-ins that fail.
    LoginFlood,
    /// The costliest endpoint with plausible words.
    Expensive,
    /// Pages as people choose them, with browsers' agents and referers of the site.
    ReplayAgents,
    /// Requests that never end: each holds a worker and is given up with 408.
    Slow,
}

fn hold_s() -> f64 {
    20.0
}

fn rate_objection(sources: u32, rate: f64) -> Option<String> {
    let valid = (1..=10_000_000).contains(&sources) && rate > 0.0 && rate <= 1e6;
    (!valid).then(|| "robots and attacks need 1…10⁷ sources and a rate above 0, up to 10⁶".into())
}

impl Robot {
    /// Why it cannot run, if it cannot.
    pub(super) fn objection(&self) -> Option<String> {
        rate_objection(self.sources, self.per_minute)
    }
}

impl Attack {
    /// Why it cannot run, if it cannot.
    pub(super) fn objection(&self) -> Option<String> {
        rate_objection(self.sources, self.per_second)
    }
}
