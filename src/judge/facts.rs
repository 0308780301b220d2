//! Everything that an evidence test may see of one incident: both sides of it, sorted by what its
//! clients are taken for.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::ask::service::{Names, Service};
use crate::base::time::{MINUTE_US, Window};

use super::baseline;
use super::campaign::{Membership, Scene, campaigns, groups};
use super::capacity::Capacity;
use super::clock::Step;
use super::incident::Found;
use super::intent::{Intents, intents};
use super::judgement::{Baseline, BaselineKind, Nature};
use super::onset::Onset;
use super::options::Conditions;
use super::outcome::Outcome;
use super::presence::Presence;
use super::profile::{Profile, Subscribers, profiles};
use super::replay::{Beside, Walks};
use super::series::Series;
use super::visit::{Visits, visits};
use super::work::Work;

/// Minutes before an incident that are looked at with it: what breaks a service begins before it
/// shows.
pub const LEAD_US: i64 = 10 * MINUTE_US;

/// The most that demand is corrected for people who did not go on: an incident in which next to nobody
/// gets beyond the first page says no more.
pub(in crate::judge) const UNASKED_MAX: f64 = 4.0;

/// A service, read once, for all of its incidents.
#[derive(Debug)]
pub struct Ground<'a> {
    /// The service as logged.
    pub whole: &'a Service,
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
    pub fn of(whole: &'a Service, names: &'a Names) -> Self {
        let (service, idle) = super::outcome::without_idle(whole);
        let outcomes = super::outcome::outcomes(&service, names);
        let series = Series::of(&service, &outcomes);
        Self { whole, service, idle, names, outcomes, series, subscribers: Subscribers::of(names) }
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

    /// The ways of clients through the site.
    fn walks(&self, profiles: &[Profile]) -> Walks {
        Walks::of(&self.service, self.names, &self.outcomes, profiles)
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
    /// Who was there at ordinary times, and when.
    pub presence: Presence,
    /// Where the log goes back in time.
    pub steps: Vec<Step>,
}

impl Yardstick {
    /// Learns from everything outside the incidents.
    pub fn of(ground: &Ground, incidents: Vec<Window>) -> Self {
        let work = Work::learn(&ground.service, ground.names, &ground.outcomes, &incidents);
        let shown = super::capacity::shown(ground, &work, &incidents);
        let presence = Presence::of(ground, &incidents);
        let browsing = super::browsing::browsing(ground);
        let steps = super::clock::steps(&ground.service);
        Self { incidents, work, shown, browsing, presence, steps }
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
    /// Visits of people on both sides.
    pub visits: Visits,
    /// Capacity.
    pub capacity: Capacity,
    /// Cost of requests.
    pub work: &'a Work,
    /// The most work served per second in a healthy minute outside incidents, in ordinary requests.
    pub shown: Option<f64>,
    /// The step into the incident, where the minutes before it are healthy.
    pub onset: Option<Onset>,
    /// Who was there at ordinary times, and when.
    pub presence: &'a Presence,
    /// Subscribers that fetched the assets of a page, or followed a link from one, at any time.
    pub browsing: &'a BTreeSet<u32>,
    /// Where the log goes back in time.
    pub steps: &'a [Step],
    /// How the logs were read.
    pub conditions: &'a Conditions,
    /// Clients that play back recordings.
    pub replays: Beside,
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
        let replays = Beside::of(ground.walks(&incident), ground.walks(&before));
        let scene = Scene {
            service: &ground.service,
            names: ground.names,
            outcomes: &ground.outcomes,
            window: lead,
            incident: &incident,
            baseline: &before,
            baseline_minutes,
            browsing: &yardstick.browsing,
            replays: &replays,
        };
        let groups = groups(&scene);
        // Where some networks are missing, those that came are not the question.
        let campaigns = match found.absent.as_slice() {
            [] => campaigns(&scene, &groups, first_campaign),
            _ => Vec::new(),
        };
        let classes = classes(ground, lead, &campaigns);
        let first = ground.service.range(lead).start;
        let is_people = |row: usize| {
            let class = row.checked_sub(first).and_then(|index| classes.get(index));
            !matches!(class, Some(Class::Hostile | Class::Crawl))
        };
        let visits = visits(ground, &yardstick.work, found.window, &baseline.windows, is_people);
        let mut facts = Self {
            visits,
            onset: None,
            shown: yardstick.shown,
            intents: intents(&ground.service, &ground.outcomes, &ground.subscribers, lead),
            capacity: Capacity::measure(ground, &yardstick.work, yardstick.shown, found.window),
            work: &yardstick.work,
            presence: &yardstick.presence,
            browsing: &yardstick.browsing,
            steps: &yardstick.steps,
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
            replays,
        };
        facts.onset = Onset::of(&facts);
        facts
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

    /// Visits of people that began in the incident over those that usually begin in that time; `None`
    /// where too few usually do.
    pub fn visit_ratio(&self) -> Option<f64> {
        self.visits.usual_work()?;
        let expected =
            self.visits.before / self.baseline_minutes * self.found.window.minutes() as f64;
        (expected > 0.0).then(|| self.visits.now / expected)
    }

    /// Work that people would have asked for had they been served, over what they asked for: who is
    /// turned away does not go on. At least 1; 1 where the baseline does not tell.
    pub fn unasked(&self) -> f64 {
        let fresh = |row: &usize| self.intents.is_fresh(*row) && self.class(*row) == Class::Organic;
        let asked: f64 =
            self.rows().filter(fresh).map(|row| self.work.of(&self.ground.service, row)).sum();
        let wanted = self.visits.usual_work().map(|usual| self.visits.now * usual);
        wanted
            .filter(|_| asked > 0.0)
            .map_or(1.0, |wanted| (wanted / asked).clamp(1.0, UNASKED_MAX))
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
