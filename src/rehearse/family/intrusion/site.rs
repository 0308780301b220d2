//! What the worlds of these families share: a small site with people who log in, a way of letting them
//! in, robots, and the few attempts that every public address receives. In: a seed. Out: a scenario that
//! a family adds its story to.
//!
//! The model: one to two and a half days of log, the last of which is the story's; 1 to 3 visits a minute
//! at the busiest, of which a third to four fifths log in; 5 to 30 % of the log-ins with a wrong password
//! before the right one; five kinds of log-in, four answers to what does not exist. Servers are never at
//! their limit. All ranges are conventions.

use std::fmt::Write as _;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::super::town::shapes::{FORMATS, SHAPES, Shape};
use super::super::town::text::NETWORKS;
use super::super::town::{fingerprint, log_uniform, uniform, weighted};
use crate::base::time::{DAY_US, rfc3339};

const DOORS: [(&str, f64); 5] =
    [("form", 4.0), ("script", 2.0), ("interface", 2.0), ("redirect", 2.0), ("unnamed", 2.0)];
const UNKNOWN: [(&str, f64); 4] =
    [("not_found", 5.0), ("forbidden", 1.0), ("page", 2.0), ("redirect", 1.0)];

/// A campaign of attempts.
#[derive(Debug, Clone)]
pub(super) struct Tries {
    /// Kind and further keys, one a line.
    pub(super) keys: String,
    pub(super) networks: &'static str,
    pub(super) sources: u32,
    pub(super) requests: u32,
    /// From when to when, hours of the story's day.
    pub(super) hours: (f64, f64),
}

/// A world in the making.
#[derive(Debug)]
pub(super) struct Site {
    rng: ChaCha8Rng,
    name: String,
    shape: Shape,
    format: &'static str,
    midnight_us: i64,
    history_hours: f64,
    busiest: f64,
    login: f64,
    wrong: f64,
    /// Pages that crawlers and collectors reach.
    pub(super) deep_pages: u32,
    /// How people log in.
    pub(super) door: &'static str,
    /// What addresses that do not exist are answered with.
    pub(super) unknown: &'static str,
    /// Keys of the usual people beside those that all have.
    pub(super) people: String,
    more: String,
}

impl Site {
    pub(super) fn draw(family: &str, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ fingerprint(family));
        let mut site = Self {
            name: format!("{family}-{seed}"),
            shape: SHAPES[rng.random_range(0..SHAPES.len())].1,
            format: weighted(&mut rng, &FORMATS),
            // Any day from 2019 to 2025.
            midnight_us: (17_900 + rng.random_range(0..2_500)) * DAY_US,
            history_hours: [0.0, 12.0, 24.0, 36.0][rng.random_range(0..4)],
            busiest: log_uniform(&mut rng, 1.0, 3.0),
            login: uniform(&mut rng, 0.33, 0.8),
            wrong: log_uniform(&mut rng, 0.05, 0.3),
            deep_pages: 4_000,
            door: weighted(&mut rng, &DOORS),
            unknown: weighted(&mut rng, &UNKNOWN),
            people: String::new(),
            more: String::new(),
            rng,
        };
        site.robots();
        site.noise(3, 9);
        site
    }

    fn robots(&mut self) {
        let per_minute = self.uniform(0.2, 1.0);
        self.robot("monitor", "monitors", 1, per_minute, "");
        if self.chance(0.6) {
            let per_minute = self.uniform(0.1, 0.5);
            self.robot("crawler", "crawlers", 3, per_minute, "");
        }
    }

    /// So many sources of what every public address receives, one to four requests each.
    pub(super) fn noise(&mut self, least: u32, most: u32) {
        for _ in 0..self.rng.random_range(least..=most) {
            let from = self.uniform(-self.history_hours, 23.0);
            let requests = self.rng.random_range(1..5);
            let agents = self.any(["tools", "browsers", "none", "forged"]);
            let networks = self.any(["hosting", "abroad"]);
            let keys = format!("kind = \"requests\"\nlist = \"noise\"\nagents = \"{agents}\"");
            self.tries(&Tries { keys, networks, sources: 1, requests, hours: (from, from + 0.5) });
        }
    }

    pub(super) fn uniform(&mut self, low: f64, high: f64) -> f64 {
        uniform(&mut self.rng, low, high)
    }

    pub(super) fn log_uniform(&mut self, low: f64, high: f64) -> f64 {
        log_uniform(&mut self.rng, low, high)
    }

    /// A whole number with a uniform logarithm.
    pub(super) fn count(&mut self, low: u32, high: u32) -> u32 {
        self.log_uniform(f64::from(low), f64::from(high)).round() as u32
    }

    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.rng.random::<f64>() < probability
    }

    pub(super) fn any<T: Copy, const N: usize>(&mut self, of: [T; N]) -> T {
        of[self.rng.random_range(0..N)]
    }

    /// Adds a campaign.
    pub(super) fn tries(&mut self, tries: &Tries) {
        let Tries { keys, networks, sources, requests, hours } = tries;
        let (start, end) = (self.at(hours.0), self.at(hours.1));
        let requests = (*requests).max(*sources);
        let _ = write!(
            self.more,
            "\n[[intrusions]]\nnetworks = \"{networks}\"\nsources = {sources}\nrequests = {requests}\nstart = {start}\nend = {end}\n{keys}\n"
        );
    }

    /// Adds a robot for the whole log; `more` are further keys.
    pub(super) fn robot(
        &mut self,
        kind: &str,
        networks: &str,
        sources: u32,
        rate: f64,
        more: &str,
    ) {
        let _ = write!(
            self.more,
            "\n[[robots]]\nkind = \"{kind}\"\nnetworks = \"{networks}\"\nsources = {sources}\nper_minute = {rate:.4}\n{more}\n"
        );
    }

    /// Adds people who come between two hours: so many visits a minute, each with a log-in.
    pub(super) fn crowd(&mut self, keys: &str, session: &str, per_minute: f64, hours: (f64, f64)) {
        let (start, end) = (self.at(hours.0), self.at(hours.1));
        let _ = write!(
            self.more,
            "\n[[populations]]\n{keys}\nprofile = [[0, 0.02]]\nsession = {{ pages = 3.0, login = 1.0, {session} }}\nsurges = [{{ start = {start}, end = {end}, per_minute = {per_minute:.3}, rise_minutes = 15.0, fall_minutes = 20.0 }}]\n"
        );
    }

    /// An hour of the story's day as a TOML string; the clock is at +01:00.
    pub(super) fn at(&self, hour: f64) -> String {
        let local = self.midnight_us + (hour * 3_600.0) as i64 * 1_000_000;
        format!("\"{}+01:00\"", rfc3339(local).trim_end_matches('Z'))
    }

    /// The scenario.
    pub(super) fn toml(self) -> String {
        let (start, hours) = (self.at(-self.history_hours), self.history_hours + 24.0);
        let knots: Vec<String> = self
            .shape
            .iter()
            .map(|(hour, share)| format!("[{hour}, {:.4}]", share * self.busiest))
            .collect();
        format!(
            "name = \"{}\"\nstart = {start}\nhours = {hours}\nutc_offset = \"+01:00\"\nformat = \"{}\"\nexpect = []\n\n\
             [site]\nhost = \"www.exemple.fr\"\npages = 60\nassets = 24\nassets_per_page = 4\ndeep_pages = {}\nmembers = true\ndoor = \"{}\"\nunknown = \"{}\"\n\n\
             [server]\nworkers = 40\n{NETWORKS}\n\
             [[populations]]\nkind = \"human\"\nnetworks = \"home\"\npool = {}\nprofile = [{}]\n\
             session = {{ pages = 3.0, login = {:.2}, wrong_passwords = {:.3}, gives_up = 0.1 }}\n{}\n{}",
            self.name,
            self.format,
            self.deep_pages,
            self.door,
            self.unknown,
            (self.busiest * 500.0) as u32,
            knots.join(", "),
            self.login,
            self.wrong,
            self.people,
            self.more
        )
    }
}
