//! Automated clients: those that serve or read, and those that attack. They ask by the clock and do
//! not slow down when the server does.

use serde::Deserialize;

use super::people::Session;
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
    /// For `log_in`: from when its password is wrong; by default never.
    pub expires: Option<Instant>,
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
    /// The same under browsers' agents; its networks are those of homes.
    AiCrawlerHidden,
    /// Readers of feeds: each asks for the feed on its own period, mostly whether there is news (304).
    FeedReader,
    /// Previews of links that people send one another: one page each time, nothing behind it.
    LinkPreview,
    /// Logs in, exactly on its period: a check that the log-in works, a program that fetches something.
    LogIn,
    /// A search engine that asks for pages which are gone.
    OldLinks,
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
    /// Seconds at work and seconds at rest, by turns from `start` on; by default it never rests.
    pub pulse_s: Option<[f64; 2]>,
    /// For `http_post`: size of what is sent, KiB.
    #[serde(default = "body_kib")]
    pub body_kib: u32,
    /// For `headless` and `replay_sessions`: the session; its `think_s` follows from the rate, which
    /// counts pages and not the files behind them.
    pub session: Option<Session>,
    /// For `replay_sessions`: how many sessions were recorded.
    #[serde(default = "recordings")]
    pub recordings: u32,
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
    /// Browsers without a screen: pages with their static files and calls, a fresh profile each time.
    Headless,
    /// Sessions of people, recorded and played again and again whatever is answered.
    ReplaySessions,
    /// Follows every link of the archives, with referers and without static files.
    RecursiveCrawl,
    /// Large forms.
    HttpPost,
    /// Requests that never end: each holds a worker and is given up with 408.
    Slow,
}

fn hold_s() -> f64 {
    20.0
}

fn body_kib() -> u32 {
    512
}

fn recordings() -> u32 {
    20
}

fn rate_objection(sources: u32, rate: f64) -> Option<String> {
    let valid = (1..=10_000_000).contains(&sources) && rate > 0.0 && rate <= 1e6;
    (!valid).then(|| "robots and attacks need 1…10⁷ sources and a rate above 0, up to 10⁶".into())
}

impl Robot {
    /// Why it cannot run, if it cannot.
    pub(super) fn objection(&self) -> Option<String> {
        if self.expires.is_some() && self.kind != RobotKind::LogIn {
            return Some("expires belongs to log_in".into());
        }
        rate_objection(self.sources, self.per_minute)
    }
}

impl Attack {
    /// Why it cannot run, if it cannot.
    pub(super) fn objection(&self) -> Option<String> {
        let pulse = self.pulse_s.is_none_or(|[on, off]| {
            let time = |seconds: f64| (0.001..=1e6).contains(&seconds);
            time(on) && time(off)
        });
        let times = (0.0..=1e6).contains(&self.ramp_s) && self.hold_s > 0.0;
        let counts = (1..=1_000_000).contains(&self.recordings) && self.body_kib <= 1_000_000;
        let session = self.session.is_none_or(|session| session.is_sane());
        if !(pulse && times && counts && session) {
            return Some(
                "an attack's times are within 0…10⁶ s (pulse_s above 0), recordings within 1…10⁶, \
                 body_kib up to 10⁶"
                    .into(),
            );
        }
        if self.start >= self.end {
            return Some("an attack ends after it starts".into());
        }
        let visits = matches!(self.kind, AttackKind::Headless | AttackKind::ReplaySessions);
        if self.session.is_some() && !visits {
            return Some("an attack's session belongs to headless and replay_sessions".into());
        }
        rate_objection(self.sources, self.per_second)
    }
}
