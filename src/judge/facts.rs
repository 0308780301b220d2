//! Everything that an evidence test may see of one incident: both sides of it, sorted by what its
//! clients are taken for.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::ask::service::{Names, Service};
use crate::base::time::{MINUTE_US, Window};

use super::baseline;
use super::campaign::{Membership, Scene, campaigns, groups};
use super::capacity::Capacity;
use super::incident::Found;
use super::intent::{Intents, intents};
use super::judgement::{Baseline, BaselineKind, Nature};
use super::options::Conditions;
use super::outcome::Outcome;
use super::profile::{Profile, Subscribers, profiles};
use super::series::Series;
use super::work::Work;

/// Minutes before an incident that are looked at with it: what breaks a service begins before it
/// shows.
pub const LEAD_US: i64 = 10 * MINUTE_US;

/// A service, read once, for all of its incidents.
#[derive(Debug)]
pub struct Ground<'a> {
    /// The service, without idle connections.
    pub service: Cow<'a, Service>,
    /// Connections that brought no request; logged, but asked nothing of the service.
    pub idle: u64,
    /// What codes stand for.
    pub names: &'a Names,
    /// Outcome of every request.
    pub outcomes: Vec<Outcome>,
    /// Minutes.
    pub series: Series,
    /// Who client codes belong to.
    pub subscribers: Subscribers,
}

impl<'a> Ground<'a> {
    /// Reads a service.
    pub fn of(service: &'a Service, names: &'a Names) -> Self {
        let (service, idle) = super::outcome::without_idle(service);
        let outcomes = super::outcome::outcomes(&service, names);
        let series = Series::of(&service, &outcomes);
        Self { service, idle, names, outcomes, series, subscribers: Subscribers::of(names) }
    }

    /// The profiles of several windows together.
    fn profiles(&self, windows: &[Window]) -> Vec<Profile> {
        windows
            .iter()
            .flat_map(|window| {
                profiles(&self.service, self.names, &self.outcomes, &self.subscribers, *window)
            })
            .collect()
    }
}

/// What the healthy time of a service teaches: measured once, for all of its incidents.
#[derive(Debug)]
pub struct Yardstick {
    /// Windows of all incidents of the service.
    pub incidents: Vec<Window>,
    /// Cost of requests.
    pub work: Work,
    /// The most work served per second in a healthy minute outside incidents, in ordinary requests.
    pub shown: Option<f64>,
    /// Subscribers that fetched the assets of a page, or followed a link from one, at any time.
    pub browsing: BTreeSet<u32>,
}

impl Yardstick {
    /// Learns from everything outside the incidents.
    pub fn of(ground: &Ground, incidents: Vec<Window>) -> Self {
        let work = Work::learn(&ground.service, ground.names, &ground.outcomes, &incidents);
        let shown = super::capacity::shown(ground, &work, &incidents);
        Self { incidents, work, shown, browsing: super::browsing::browsing(ground) }
    }
}

/// What a request is counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// People, habitual services, and what cannot be told.
    Organic,
    /// Not told: neither people nor hostile by the measures.
    Unknown,
    /// Crawlers.
    Crawl,
    /// Campaigns called hostile.
    Hostile,
}

/// Everything known of one incident before it is judged.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The service.
    pub ground: &'a Ground<'a>,
    /// Window and symptom.
    pub found: Found,
    /// The incident and its lead.
    pub lead: Window,
    /// What it is compared with.
    pub baseline: Baseline,
    /// Minutes of the baseline; zero without one.
    pub baseline_minutes: f64,
    /// Clients of the lead and the incident.
    pub incident: Vec<Profile>,
    /// Clients of the baseline, once for each of its windows.
    pub before: Vec<Profile>,
    /// First tries and retries in lead and incident.
    pub intents: Intents,
    /// Campaigns, largest first.
    pub campaigns: Vec<Membership>,
    /// Class of each row of lead and incident; index 0 is row `intents.start`.
    pub classes: Vec<Class>,
    /// Capacity.
    pub capacity: Capacity,
    /// Cost of requests.
    pub work: &'a Work,
    /// The most work served per second in a healthy minute outside incidents, in ordinary requests.
    pub shown: Option<f64>,
    /// How the logs were read.
    pub conditions: &'a Conditions,
}

impl<'a> Facts<'a> {
    /// Gathers the facts of an incident.
    pub fn gather(
        ground: &'a Ground<'a>,
        found: Found,
        yardstick: &'a Yardstick,
        given: Option<Window>,
        conditions: &'a Conditions,
        first_campaign: u32,
    ) -> Self {
        let lead = Window::new(found.window.start_us - LEAD_US, found.window.end_us);
        let baseline = baseline::choose(&ground.series, found.window, &yardstick.incidents, given);
        let baseline_minutes = baseline.windows.iter().map(|window| window.minutes() as f64).sum();
        let incident = ground.profiles(&[lead]);
        let before = ground.profiles(&baseline.windows);
        let scene = Scene {
            service: &ground.service,
            names: ground.names,
            outcomes: &ground.outcomes,
            window: lead,
            incident: &incident,
            baseline: &before,
            baseline_minutes,
            browsing: &yardstick.browsing,
        };
        let groups = groups(&scene);
        let campaigns = campaigns(&scene, &groups, first_campaign);
        let classes = classes(ground, lead, &campaigns);
        Self {
            shown: yardstick.shown,
            intents: intents(&ground.service, &ground.outcomes, &ground.subscribers, lead),
            capacity: Capacity::measure(&ground.series, found.window, &yardstick.incidents),
            work: &yardstick.work,
            ground,
            found,
            lead,
            baseline,
            baseline_minutes,
            incident,
            before,
            campaigns,
            classes,
            conditions,
        }
    }

    /// Rows of the incident itself.
    pub fn rows(&self) -> std::ops::Range<usize> {
        self.ground.service.range(self.found.window)
    }

    /// Rows of the baseline.
    pub fn baseline_rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.baseline.windows.iter().flat_map(|window| self.ground.service.range(*window))
    }

    /// Class of a row of lead or incident.
    pub fn class(&self, row: usize) -> Class {
        let index = row.checked_sub(self.intents.start);
        index.and_then(|index| self.classes.get(index)).copied().unwrap_or(Class::Organic)
    }

    /// Is there anything to compare with?
    pub fn has_baseline(&self) -> bool {
        self.baseline.kind != BaselineKind::Missing
    }

    /// Arrivals per minute expected over the incident, on average.
    pub fn expected_per_minute(&self) -> Option<f64> {
        let window = self.found.window;
        let minutes: Vec<f64> = (0..window.minutes())
            .map(|k| crate::base::time::minute_of(window.start_us) + k * MINUTE_US)
            .filter_map(|at| {
                baseline::expected_minute(&self.ground.series, &self.baseline, window, at)
            })
            .collect();
        crate::base::stats::spread::mean(&minutes)
    }

    /// Work of first tries per second in the minute that starts at `start_us`, in ordinary requests.
    pub fn asked(&self, start_us: i64) -> f64 {
        let service = &self.ground.service;
        let rows = service.range(Window::new(start_us, start_us + MINUTE_US));
        let fresh = rows.filter(|&row| self.intents.is_fresh(row));
        fresh.map(|row| self.work.of(service, row)).sum::<f64>() / 60.0
    }

    /// The busiest of the first five minutes from the first failure on, as [`Facts::asked`].
    pub fn asked_at_onset(&self) -> Option<f64> {
        let first = self.rows().find(|&row| self.ground.outcomes[row].is_failure())?;
        let start = crate::base::time::minute_of(self.ground.service.arrival_us[first]);
        (0..5)
            .map(|k| start + k * MINUTE_US)
            .filter(|&at| at < self.found.window.end_us)
            .map(|at| self.asked(at))
            .max_by(f64::total_cmp)
    }

    /// Share of the incident's requests that are of a class.
    pub fn share_of(&self, class: Class) -> f64 {
        let rows = self.rows();
        let all = rows.len() as f64;
        let of_class = rows.filter(|&row| self.class(row) == class).count() as f64;
        if all > 0.0 { of_class / all } else { 0.0 }
    }
}

fn classes(ground: &Ground, lead: Window, campaigns: &[Membership]) -> Vec<Class> {
    let of = |nature: Nature| -> BTreeSet<u32> {
        let matching = campaigns.iter().filter(|member| member.campaign.nature == nature);
        matching.flat_map(|member| member.subscribers.iter().copied()).collect()
    };
    let (hostile, crawl, unknown) = (of(Nature::Hostile), of(Nature::Crawl), of(Nature::Unknown));
    let class = |row: usize| {
        let subscriber = ground.subscribers.get(ground.service.client[row]);
        if hostile.contains(&subscriber) {
            Class::Hostile
        } else if crawl.contains(&subscriber) {
            Class::Crawl
        } else if unknown.contains(&subscriber) {
            Class::Unknown
        } else {
            Class::Organic
        }
    };
    ground.service.range(lead).map(class).collect()
}
