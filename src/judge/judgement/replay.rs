//! What replays and measurements of capacity say.

use super::cause::Cause;
use super::course::Course;

/// Whether the incident's minutes would still have failed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ButFor {
    /// Does the service still fail in the replay?
    pub fails: bool,
    /// Share of the replays (over the uncertainty of capacity and labels) in which it does.
    pub probability: f64,
    /// Minutes that fail in the median replay.
    pub failing_minutes: f64,
    /// Between these lie 95 % of the replays.
    pub interval: (f64, f64),
}

/// Something out of the ordinary that a replay can leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Factor {
    /// The hostile campaigns.
    Attack,
    /// The excess of people over the baseline.
    Surge,
    /// Crawlers.
    Crawl,
    /// Capacity that fell though no load explains it.
    Loss,
    /// Repetitions of what had failed.
    Retries,
}

impl Factor {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 5] = [Self::Attack, Self::Surge, Self::Crawl, Self::Loss, Self::Retries];

    /// Its name in `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attack => "attack",
            Self::Surge => "surge",
            Self::Crawl => "crawl",
            Self::Loss => "capacity_loss",
            Self::Retries => "retries",
        }
    }
}

/// What a factor contributed to an incident.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// The factor.
    pub factor: Factor,
    /// Share of the replays in which the incident does not happen without it (PN).
    pub necessity: f64,
    /// Share of the replays in which it happens with nothing else out of the ordinary (PS); `None` for
    /// repetitions, which are nothing alone.
    pub sufficiency: Option<f64>,
    /// Its share of the failing minutes (Shapley). Negative where failing minutes are fewer with it.
    pub minutes: f64,
}

/// An incident that repetitions kept alive after its trigger had gone (evidence T28).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sustained {
    /// Minutes that would not have failed without repetitions.
    pub minutes: f64,
}

/// The replays of an incident; `None` where there is nothing to remove or no way to know.
#[derive(Debug, Clone, PartialEq, Default)]
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
    /// If nobody had tried again.
    pub without_retries: Option<ButFor>,
    /// Did repetitions keep it alive?
    pub sustained: Option<Sustained>,
    /// What each factor contributed, in the order of [`Factor::ALL`].
    pub parts: Vec<Part>,
    /// What failed step by step, as observed and in each of them; `None` where nothing failed.
    pub course: Option<Course>,
}

/// A replay says yes or no from this probability on; between, it says nothing.
pub const SURE: f64 = 0.8;

impl Replays {
    /// Each of them: its name in `verdict.json`, what it leaves out, what it says; in the order of reports.
    pub fn each(&self) -> [(&'static str, Option<Factor>, Option<ButFor>); 6] {
        [
            ("as_it_was", None, self.as_it_was),
            ("without_attack", Some(Factor::Attack), self.without_attack),
            ("without_surge", Some(Factor::Surge), self.without_surge),
            ("without_crawl", Some(Factor::Crawl), self.without_crawl),
            ("with_baseline_capacity", Some(Factor::Loss), self.with_baseline_capacity),
            ("without_retries", Some(Factor::Retries), self.without_retries),
        ]
    }

    /// What set it off, where a cause is named: those of its factors without which it would not have
    /// happened. What a replay leaves out stands on how clients were sorted, and only a verdict answers for
    /// that; repetitions are no beginning.
    pub fn triggers(&self, cause: Cause) -> impl Iterator<Item = Factor> + '_ {
        let began =
            move |part: &&Part| cause.factors().contains(&part.factor) && part.necessity >= SURE;
        self.parts.iter().filter(began).map(|part| part.factor)
    }
}

/// A rate with its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
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
