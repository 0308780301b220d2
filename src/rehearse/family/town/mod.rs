//! What the worlds of every family share: a site with its people, a server that bears an ordinary day,
//! some days of history, a log format. In: a seed. Out: a scenario that a family adds its story to.
//!
//! The model: a day's shape out of five kinds of site; 1 to 16 visits a minute at its busiest; servers
//! sized so that the busiest ordinary minute takes 15 to 50 % of the workers' time; 0 to 14 days of
//! history; half of the sites with schools or an application beside their browsers. All ranges are
//! conventions: wide, and stated here.

mod load;
pub(super) mod shapes;
pub(super) mod text;

use std::fmt::Write as _;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::base::time::{DAY_US, rfc3339};
use shapes::{FORMATS, HISTORIES, SHAPES, Shape};

/// Mean over median of a log-normal time with the deviations used here.
const LOG_NORMAL_MEAN: f64 = 1.14;
/// Worker time that one visit asks for with page times of a second: pages, calls, searches, log-in,
/// relative to a page.
const CALL: f64 = 0.3;
const SEARCH: f64 = 2.2;
const LOGIN: f64 = 1.5;
const FORM: f64 = 2.0;

/// Slower pages than this are a failure of their own, milliseconds.
const PAGE_MS_MAX: f64 = 1_200.0;

/// Extra visits: a shape over time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extra {
    /// Extra visits a minute on the plateau.
    pub(super) per_minute: f64,
    /// Minutes to the plateau.
    pub(super) rise: f64,
    /// Minutes from it.
    pub(super) fall: f64,
    /// Share of people who were never here.
    pub(super) newcomers: f64,
}

/// A group of people.
#[derive(Debug)]
struct Group {
    kind: &'static str,
    networks: &'static str,
    share: f64,
    pool: u32,
    addresses: Option<u32>,
    surges: Vec<(f64, f64, Extra)>,
}

/// A world in the making.
#[derive(Debug)]
pub(super) struct Town {
    rng: ChaCha8Rng,
    name: String,
    shape: (&'static str, Shape),
    /// What its log looks like.
    pub(super) format: &'static str,
    /// Midnight of the day of the story, local time taken as UTC, microseconds.
    midnight_us: i64,
    history: u32,
    /// Hour at which the story begins, local.
    pub(super) hour: f64,
    /// How long it lasts.
    pub(super) minutes: f64,
    busiest: f64,
    /// Pages of a visit after the first, on average.
    pub(super) pages: f64,
    /// Calls that a page makes.
    pub(super) calls: u32,
    login: f64,
    search: f64,
    /// Median time of a page, milliseconds.
    page_ms: f64,
    /// Requests worked on at once.
    pub(super) workers: u32,
    queue: u32,
    timeout_s: f64,
    overload_status: u16,
    /// Is work done that nobody waits for?
    pub(super) works_in_vain: bool,
    /// Tries of a failed call by the page's script, and the factor from one pause to the next.
    pub(super) script: (u32, f64),
    groups: Vec<Group>,
    machine: String,
    room: Option<String>,
    robots: Vec<String>,
    attacks: Vec<String>,
    faults: Vec<String>,
    damages: Vec<String>,
}

impl Town {
    /// Draws everything that is not the story.
    pub(super) fn draw(family: &str, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ fingerprint(family));
        let shape = SHAPES[rng.random_range(0..SHAPES.len())];
        let history = weighted(&mut rng, &HISTORIES);
        let busiest = log_uniform(&mut rng, 2.5, [16.0, 12.0, 8.0, 4.0][(history as usize).min(3)]);
        let mut town = Self {
            name: format!("{family}-{seed}"),
            shape,
            format: weighted(&mut rng, &FORMATS),
            // Any day from 2019 to 2025.
            midnight_us: (17_900 + rng.random_range(0..2_500)) * DAY_US,
            history,
            hour: 0.0,
            minutes: log_uniform(&mut rng, 15.0, 110.0),
            busiest,
            pages: uniform(&mut rng, 2.0, 6.0),
            calls: rng.random_range(0..3),
            login: if shape.0 == "school" { 0.7 } else { uniform(&mut rng, 0.0, 0.4) },
            search: uniform(&mut rng, 0.01, 0.06),
            page_ms: log_uniform(&mut rng, 90.0, 900.0),
            workers: 1,
            queue: log_uniform(&mut rng, 20.0, 150.0) as u32,
            timeout_s: [10.0, 15.0, 30.0, 30.0, 60.0][rng.random_range(0..5)],
            overload_status: [502, 503, 503, 504][rng.random_range(0..4)],
            works_in_vain: rng.random_range(0..3) == 0,
            script: (rng.random_range(1..4), 2.0),
            groups: Vec::new(),
            machine: String::new(),
            room: None,
            robots: Vec::new(),
            attacks: Vec::new(),
            faults: Vec::new(),
            damages: Vec::new(),
            rng,
        };
        town.size();
        town.settle();
        town.hour = town.busy_hour();
        town
    }

    /// Chooses workers, and page times where one worker would be idle.
    fn size(&mut self) {
        let wanted = self.uniform(0.15, 0.5);
        let per_second = self.busiest / 60.0 * self.visit_s();
        self.workers = ((per_second / wanted).round() as u32).max(2);
        let usual = per_second / f64::from(self.workers);
        if usual < 0.15 {
            self.page_ms = (self.page_ms * wanted / usual).min(PAGE_MS_MAX);
        }
    }

    /// Who usually comes: browsers, and perhaps schools and an application; robots.
    fn settle(&mut self) {
        let daily = self.busiest * 60.0 * 10.0;
        let pool = |share: f64, rng: &mut ChaCha8Rng| {
            ((daily * share * log_uniform(rng, 0.3, 2.5)) as u32).max(40)
        };
        let schools = if self.shape.0 == "school" { 0.25 } else { 0.0 };
        let app = if self.chance(0.3) { 0.2 } else { 0.0 };
        let home = pool(1.0 - schools - app, &mut self.rng);
        self.group("human", "home", 1.0 - schools - app, home, None);
        if schools > 0.0 {
            let addresses = self.rng.random_range(3..12);
            let pupils = pool(schools, &mut self.rng);
            self.group("school_nat", "schools", schools, pupils, Some(addresses));
        }
        if app > 0.0 {
            let users = pool(app, &mut self.rng);
            self.group("mobile_app", "home", app, users, None);
        }
        if self.chance(0.8) {
            let per_minute = self.uniform(0.2, 1.0);
            self.robot("monitor", "monitors", 2, per_minute, None);
        }
        if self.chance(0.6) {
            let per_minute = self.uniform(0.1, 0.4) * self.busiest;
            self.robot("crawler", "crawlers", 3, per_minute, None);
        }
    }

    fn group(
        &mut self,
        kind: &'static str,
        networks: &'static str,
        share: f64,
        pool: u32,
        addresses: Option<u32>,
    ) {
        self.groups.push(Group { kind, networks, share, pool, addresses, surges: Vec::new() });
    }

    /// An hour of the day at which at least half as many come as at the busiest.
    fn busy_hour(&mut self) -> f64 {
        loop {
            let hour = self.uniform(1.5, 21.5);
            if self.share_at(hour) >= 0.5 {
                return hour;
            }
        }
    }

    /// An hour at which few come.
    pub(super) fn quiet_hour(&mut self) -> f64 {
        self.uniform(1.5, 4.0)
    }

    fn share_at(&self, hour: f64) -> f64 {
        let knots = self.shape.1;
        let after = knots.partition_point(|knot| knot.0 <= hour);
        let left = knots[after.saturating_sub(1)];
        let right = knots.get(after).copied().unwrap_or((24.0, knots[0].1));
        left.1 + (right.1 - left.1) * (hour - left.0) / (right.0 - left.0).max(1e-9)
    }

    /// Uniform draw.
    pub(super) fn uniform(&mut self, low: f64, high: f64) -> f64 {
        uniform(&mut self.rng, low, high)
    }

    /// Draw with a uniform logarithm.
    pub(super) fn log_uniform(&mut self, low: f64, high: f64) -> f64 {
        log_uniform(&mut self.rng, low, high)
    }

    /// True with a probability.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.rng.random::<f64>() < probability
    }

    /// One of several.
    pub(super) fn any<T: Copy, const N: usize>(&mut self, of: [T; N]) -> T {
        of[self.rng.random_range(0..N)]
    }

    /// Adds visits to the first group of a kind, from the story's beginning to its end.
    pub(super) fn surge(&mut self, kind: &str, extra: Extra) {
        let (start, end) = (self.hour, self.hour + self.minutes / 60.0);
        self.surge_between(kind, start, end, extra);
    }

    /// Adds visits to the first group of a kind between two hours of the story's day.
    pub(super) fn surge_between(&mut self, kind: &str, start: f64, end: f64, extra: Extra) {
        let index = self.groups.iter().position(|group| group.kind == kind).unwrap_or(0);
        self.groups[index].surges.push((start, end, extra));
    }

    /// Makes sure that a group of this kind exists, with a small share of the usual visits.
    pub(super) fn ensure(&mut self, kind: &'static str) {
        if self.groups.iter().any(|group| group.kind == kind) {
            return;
        }
        let nat = kind == "school_nat";
        let pool = ((self.busiest * 60.0) as u32).max(60);
        let addresses = nat.then(|| self.rng.random_range(3..12));
        self.group(kind, if nat { "schools" } else { "home" }, 0.1, pool, addresses);
    }

    /// Adds a robot, all day or between two hours.
    pub(super) fn robot(
        &mut self,
        kind: &str,
        networks: &str,
        sources: u32,
        per_minute: f64,
        hours: Option<(f64, f64)>,
    ) {
        let mut text = format!(
            "kind = \"{kind}\"\nnetworks = \"{networks}\"\nsources = {sources}\nper_minute = {per_minute:.4}\n"
        );
        if let Some((start, end)) = hours {
            let _ = writeln!(text, "start = {}\nend = {}", self.at(start), self.at(end));
        }
        self.robots.push(text);
    }

    /// Adds an attack during the story; `more` are further keys.
    pub(super) fn attack(
        &mut self,
        kind: &str,
        networks: &str,
        sources: u32,
        rps: f64,
        more: &str,
    ) {
        let (start, end) = (self.hour, self.hour + self.minutes / 60.0);
        let (start, end) = (self.at(start), self.at(end));
        self.attacks.push(format!(
            "kind = \"{kind}\"\nnetworks = \"{networks}\"\nsources = {sources}\nper_second = {rps:.4}\nstart = {start}\nend = {end}\n{more}\n"
        ));
    }

    /// Addresses that make `rps` requests a second, each asking `per_minute` times a minute.
    pub(super) fn sources(&self, rps: f64, per_minute: f64) -> u32 {
        ((rps * 60.0 / per_minute) as u32).clamp(8, 4_000)
    }

    /// Adds a fault during the story that takes a share away; `more` are further keys.
    pub(super) fn loss(&mut self, kind: &str, amount: f64, more: &str) {
        self.fault(kind, &format!("amount = {amount:.3}\n{more}"));
    }

    /// Adds a fault during the story, with these keys.
    pub(super) fn fault(&mut self, kind: &str, keys: &str) {
        let (start, end) = (self.at(self.hour), self.at(self.hour + self.minutes / 60.0));
        self.faults.push(format!("kind = \"{kind}\"\nstart = {start}\nend = {end}\n{keys}\n"));
    }

    /// Damages the log from one hour of the story's day, or its beginning, to another, or its end; `more`
    /// are further keys.
    pub(super) fn damage(&mut self, kind: &str, hours: (Option<f64>, Option<f64>), more: &str) {
        let key = |name: &str, hour: Option<f64>| {
            hour.map(|hour| format!("{name} = {}\n", self.at(hour))).unwrap_or_default()
        };
        let (start, end) = (key("start", hours.0), key("end", hours.1));
        self.damages.push(format!("kind = \"{kind}\"\n{start}{end}{more}\n"));
    }

    /// Further keys of the servers.
    pub(super) fn machine(&mut self, keys: &str) {
        let _ = writeln!(self.machine, "{keys}");
    }

    /// Puts a waiting room before the servers; `more` are its keys.
    pub(super) fn waiting_room(&mut self, keys: String) {
        self.room = Some(keys);
    }

    /// Most sessions open at a time on an ordinary day: arrivals times the length of a visit, and four
    /// standard deviations.
    pub(super) fn open_sessions(&self) -> f64 {
        let usual = self.busiest / 60.0 * (self.pages * 20.0 * 1.5 + 90.0);
        usual + 4.0 * usual.sqrt()
    }

    /// An hour of the story's day as a TOML string; the clock is at +01:00.
    pub(super) fn at(&self, hour: f64) -> String {
        let local = self.midnight_us + (hour * 3_600.0) as i64 * 1_000_000;
        format!("\"{}+01:00\"", rfc3339(local).trim_end_matches('Z'))
    }
}

pub(super) fn uniform(rng: &mut ChaCha8Rng, low: f64, high: f64) -> f64 {
    low + (high - low) * rng.random::<f64>()
}

pub(super) fn log_uniform(rng: &mut ChaCha8Rng, low: f64, high: f64) -> f64 {
    low * (high / low).powf(rng.random::<f64>())
}

pub(super) fn weighted<T: Copy, const N: usize>(rng: &mut ChaCha8Rng, of: &[(T, f64); N]) -> T {
    let mut left = rng.random::<f64>() * of.iter().map(|one| one.1).sum::<f64>();
    for (value, weight) in of {
        left -= weight;
        if left < 0.0 {
            return *value;
        }
    }
    of[0].0
}

/// A number of its own for each family, so that two families do not draw the same towns.
pub(super) fn fingerprint(name: &str) -> u64 {
    crate::base::hash::fnv1a(name.bytes())
}
