//! The machines that answer: a number of workers behind one queue, as PHP-FPM, Gunicorn or an Apache
//! worker pool are. How they answer is `world/server.rs`.

use serde::Deserialize;

/// Workers, queue and limits.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Requests that can be worked on at once.
    pub workers: u32,
    /// Requests that may wait; one more is refused with `overload_status`.
    #[serde(default = "queue")]
    pub queue: u32,
    /// After how long the front end answers 504, seconds from arrival.
    #[serde(default = "timeout_s")]
    pub timeout_s: f64,
    /// What a full queue answers: 502, 503 or 504.
    #[serde(default = "overload_status")]
    pub overload_status: u16,
    /// Whether a request whose client has gone is still worked on.
    #[serde(default)]
    pub abandoned_work: AbandonedWork,
    /// Whether static files take a worker, as under Apache's prefork, or are served beside them.
    #[serde(default)]
    pub static_uses_workers: bool,
    /// Share of dynamic answers that are 500 for reasons of their own.
    #[serde(default = "bug_share")]
    pub bug_share: f64,
    /// Time a worker needs, by endpoint.
    #[serde(default)]
    pub service_ms: ServiceTimes,
    /// Admission control before the workers, if any.
    pub waiting_room: Option<WaitingRoom>,
    /// Back ends behind a balancer; they share workers and queue evenly.
    #[serde(default = "backends")]
    pub backends: u32,
    /// Requests that may be open at once; more find no connection and leave no line.
    pub accept_limit: Option<u32>,
    /// Workers that follow the load, if they do; `workers` is how many there are at first.
    pub autoscale: Option<Autoscale>,
}

/// Workers that follow the load: looked at regularly, ordered whole, there after a delay.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Autoscale {
    /// Fewest workers.
    pub min: u32,
    /// Most workers.
    pub max: u32,
    /// Share of the workers that should be busy.
    #[serde(default = "target")]
    pub target: f64,
    /// How long a new worker takes to come, seconds.
    #[serde(default = "delay_s")]
    pub delay_s: f64,
    /// Time between two looks at the load, seconds.
    #[serde(default = "check_s")]
    pub check_s: f64,
}

/// What becomes of a request that waits and whose client has gone or was answered 504.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbandonedWork {
    /// It leaves the queue.
    #[default]
    Dropped,
    /// It is worked on in vain: the usual case of a back end that is not told. Makes overload last.
    Done,
}

/// Time a worker needs for each kind of endpoint.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceTimes {
    /// A page.
    pub page: ServiceTime,
    /// A static file.
    pub asset: ServiceTime,
    /// A call of the interface behind pages and apps.
    pub api: ServiceTime,
    /// Checking a log-in.
    pub login: ServiceTime,
    /// A search.
    pub search: ServiceTime,
    /// A form with what was sent in it.
    pub form: ServiceTime,
}

/// A log-normal time.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct ServiceTime {
    /// Median, milliseconds.
    pub median: f64,
    /// Standard deviation of its natural logarithm.
    pub sigma: f64,
}

impl Default for ServiceTimes {
    fn default() -> Self {
        let of = |median, sigma| ServiceTime { median, sigma };
        Self {
            page: of(120.0, 0.5),
            asset: of(2.0, 0.6),
            api: of(40.0, 0.5),
            login: of(200.0, 0.4),
            search: of(300.0, 0.6),
            form: of(250.0, 0.5),
        }
    }
}

/// Admission control: above a number of sessions, others get a small page that reloads itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaitingRoom {
    /// Sessions admitted at once.
    pub sessions: u32,
    /// What the waiting page answers with: 200, 202, 302, 429 or 503.
    pub status: u16,
    /// Its size, always the same.
    pub bytes: u32,
    /// After how long it reloads itself, seconds.
    pub refresh_s: f64,
    /// Reloads after which a person leaves.
    pub reloads: u32,
    /// How long an admitted session keeps its place after its last page, seconds.
    pub linger_s: f64,
}

fn queue() -> u32 {
    128
}

fn timeout_s() -> f64 {
    30.0
}

fn overload_status() -> u16 {
    503
}

fn backends() -> u32 {
    1
}

fn target() -> f64 {
    0.6
}

fn delay_s() -> f64 {
    180.0
}

fn check_s() -> f64 {
    60.0
}

fn bug_share() -> f64 {
    0.0005
}

impl Autoscale {
    fn is_sane(&self) -> bool {
        let times = [self.delay_s, self.check_s].iter().all(|time| *time >= 1.0 && *time <= 1e6);
        let target = self.target > 0.0 && self.target <= 1.0;
        times && target && (1..=self.max).contains(&self.min) && self.max <= 1_000_000
    }
}

impl Server {
    /// The most workers that there ever are.
    pub fn workers_most(&self) -> u32 {
        self.autoscale.map_or(self.workers, |scale| scale.max.max(self.workers))
    }

    /// Why it cannot serve, if it cannot.
    pub(super) fn objection(&self) -> Option<String> {
        if !(1..=1_000_000).contains(&self.workers) || !(502..=504).contains(&self.overload_status)
        {
            return Some(
                "server needs 1…10⁶ workers, and overload_status is 502, 503 or 504".into(),
            );
        }
        if !(self.timeout_s > 0.0 && (0.0..=1.0).contains(&self.bug_share)) {
            return Some("server.timeout_s is above 0 and bug_share within 0…1".into());
        }
        if !(1..=1_000).contains(&self.backends) || self.accept_limit == Some(0) {
            return Some("server needs 1…1000 backends, and accept_limit is above 0".into());
        }
        if self.autoscale.is_some_and(|scale| !scale.is_sane()) {
            return Some(
                "server.autoscale needs 1 ≤ min ≤ max ≤ 10⁶, a target within 0…1, and times above 0"
                    .into(),
            );
        }
        let room_fits = self.waiting_room.as_ref().is_none_or(|room| room.refresh_s > 0.0);
        (!room_fits).then(|| "server.waiting_room.refresh_s is above 0".into())
    }
}
