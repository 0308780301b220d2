//! What replays and measurements of capacity say.

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
