//! Small worlds for the tests of evidence: two days of ordinary visitors, half an hour of failing on the
//! second, and who comes then. Times are seconds; the dice are seeded.

mod bots;
mod people;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Exp, LogNormal};

use crate::base::time::Window;

use super::facts::{Facts, Ground, Yardstick};
use super::incident::Found;
use super::judgement::{Answer, Hypothesis, Symptom};
use super::sample::{World, minute, read_whole};

/// Start and end of the incident: 10:00 to 10:30 on the second day.
const START_S: f64 = 86_400.0 + 36_000.0;
const END_S: f64 = START_S + 1800.0;
/// The site, as referers name it.
const SITE: &str = "https://www.example";
/// Pages and how often people want them.
const PAGES: [(&str, f64); 7] = [
    ("/", 0.34),
    ("/course", 0.2),
    ("/agenda", 0.16),
    ("/notes", 0.12),
    ("/messages", 0.1),
    ("/help", 0.05),
    ("/export", 0.03),
];

/// How the server answers pages during the incident.
#[derive(Clone, Copy)]
struct Server {
    failing: f64,
    sound: &'static str,
    per_minute: Option<f64>,
    backend_lost: Option<bool>,
    timed: bool,
    referers: bool,
    idle: bool,
    keeps: bool,
}

/// A world under construction.
pub(crate) struct Crowd {
    world: World,
    dice: ChaCha8Rng,
    server: Server,
    newcomers: u32,
}

/// What a test answers about the incident of a world.
pub(crate) fn about<T>(world: &World, run: impl Fn(&Facts) -> T) -> T {
    let (service, names) = world.build();
    let ground = Ground::of(&service, &names);
    let window = Window::new((START_S * 1e6) as i64, (END_S * 1e6) as i64);
    assert_eq!(window.minutes(), 30);
    let yardstick = Yardstick::of(&ground, vec![window]);
    let found = Found::new(window, Symptom::Failures);
    run(&Facts::gather(&ground, found, &yardstick, None, &read_whole(), 1))
}

/// The value of a figure.
pub(crate) fn figure(answer: &Answer, name: &str) -> f64 {
    let Answer::Computed { figures, .. } = answer else { panic!("{answer:?}") };
    figures.iter().find(|figure| figure.name == name).expect("a figure of that name").value
}

/// How far an answer speaks for a hypothesis.
pub(crate) fn weight(answer: &Answer, hypothesis: Hypothesis) -> f64 {
    let Answer::Computed { speaks, .. } = answer else { panic!("{answer:?}") };
    speaks.iter().filter(|one| one.hypothesis == hypothesis).map(|one| one.weight).sum()
}

/// Did the test say that it cannot tell?
pub(crate) fn not_computable(answer: &Answer) -> bool {
    matches!(answer, Answer::NotComputable(_))
}

impl Crowd {
    fn empty() -> Self {
        let server = Server {
            failing: 0.5,
            sound: "",
            per_minute: None,
            backend_lost: None,
            timed: false,
            referers: true,
            idle: false,
            keeps: false,
        };
        let dice = ChaCha8Rng::seed_from_u64(7);
        Self { world: World::default(), dice, server, newcomers: 0 }
    }

    fn with(change: impl FnOnce(&mut Server)) -> Self {
        let mut crowd = Self::empty();
        change(&mut crowd.server);
        for day in [0.0, 86_400.0] {
            crowd.sessions(day + 32_400.0, day + 43_200.0, 10.0, true);
        }
        crowd
    }

    /// Ordinary visitors from 9:00 to 12:00 on both days; half of the pages fail in the incident.
    pub(crate) fn ordinary() -> Self {
        Self::with(|_| {})
    }

    /// The same without the first day, from two minutes before the incident.
    pub(crate) fn first_day() -> Self {
        let mut crowd = Self::empty();
        crowd.sessions(START_S - 120.0, END_S + 3600.0, 10.0, true);
        crowd
    }

    /// Everything fails in the incident.
    pub(crate) fn dead() -> Self {
        Self::with(|server| server.failing = 1.0)
    }

    /// One page never fails.
    pub(crate) fn sound(path: &'static str) -> Self {
        Self::with(|server| server.sound = path)
    }

    /// So many pages are served in a minute of the incident.
    pub(crate) fn bounded(per_minute: f64) -> Self {
        Self::with(|server| (server.failing, server.per_minute) = (0.0, Some(per_minute)))
    }

    /// Two back ends, named in the log; one of them is lost, or both fail alike.
    pub(crate) fn two_backends(lost: bool) -> Self {
        Self::with(|server| server.backend_lost = Some(lost))
    }

    /// Nobody sends a referer.
    pub(crate) fn bare() -> Self {
        Self::with(|server| server.referers = false)
    }

    /// Every other visitor leaves an idle connection behind.
    pub(crate) fn idle_browsers() -> Self {
        Self::with(|server| server.idle = true)
    }

    /// Browsers keep the style sheet, and ask whether it has changed.
    pub(crate) fn keeping() -> Self {
        Self::with(|server| server.keeps = true)
    }

    /// An application polls every twenty seconds on both days, and tries again every four.
    pub(crate) fn polling() -> Self {
        let mut crowd = Self::ordinary();
        for day in [0.0, 86_400.0] {
            for user in 0..80 {
                let start = day + 32_400.0 + 20.0 * f64::from(user);
                crowd.poll(&format!("203.0.113.{user}"), start, day + 43_200.0);
            }
        }
        crowd
    }

    /// The log says how long requests took.
    pub(crate) fn timed(mut self) -> Self {
        self.server.timed = true;
        self
    }

    /// The finished world.
    pub(crate) fn world(mut self) -> World {
        self.world.rows.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
        let (mut minute, mut served) = (0, 0.0);
        for row in &mut self.world.rows {
            let path = row.path.clone().unwrap_or_default();
            let page = !path.ends_with(".css");
            if !self.server.referers {
                row.referer = None;
            }
            if self.server.timed {
                row.duration_ms = Some(match path.as_str() {
                    "/export" | "/report" => 800,
                    _ if page => 50,
                    _ => 2,
                });
            }
            if (row.at_s / 60.0) as i64 != minute {
                (minute, served) = ((row.at_s / 60.0) as i64, 0.0);
            }
            if let Some(most) = self.server.per_minute.filter(|_| page && inside(row.at_s)) {
                served += 1.0;
                row.status = if served > most { 503 } else { 200 };
            }
            if let Some(lost) = self.server.backend_lost {
                let first = self.dice.random_bool(0.5);
                row.upstream = Some(u16::from(first));
                if lost && inside(row.at_s) {
                    row.status = if first { 502 } else { 200 };
                }
            }
        }
        self.world
    }

    fn gap(&mut self, mean: f64) -> f64 {
        Exp::new(1.0 / mean).expect("a rate").sample(&mut self.dice)
    }

    fn think(&mut self, median: f64) -> f64 {
        LogNormal::new(median.ln(), 0.8).expect("a spread").sample(&mut self.dice)
    }

    fn newcomer(&mut self) -> String {
        self.newcomers += 1;
        format!(
            "10.{}.{}.{}",
            self.newcomers / 62_500,
            self.newcomers / 250 % 250,
            self.newcomers % 250
        )
    }

    fn regular(&mut self) -> String {
        let number: u32 = self.dice.random_range(0..400);
        format!("198.51.{}.{}", number / 200, number % 200)
    }

    /// Another page than this one.
    fn page(&mut self, here: &str) -> &'static str {
        loop {
            let mut draw: f64 = self.dice.random();
            let chosen = PAGES.iter().find(|(_, weight)| {
                draw -= weight;
                draw < 0.0
            });
            match chosen {
                Some((page, _)) if *page != here => return page,
                _ => {}
            }
        }
    }

    /// Asks for a page: does it fail?
    fn ask(&mut self, at_s: f64, client: &str, path: &str) -> bool {
        let failing = inside(at_s) && path != self.server.sound;
        let fails = failing && self.dice.random_bool(self.server.failing);
        self.world.ask(at_s, client, path, if fails { 503 } else { 200 });
        fails
    }

    /// A visit: pages with their style sheet, read one after the other; what fails is tried again a
    /// few times.
    fn visit(&mut self, start: f64, client: &str, agent: &str, tries: u32, back_s: f64) {
        let pages = 1 + self.gap(3.0).min(11.0) as u32;
        let portal = self.dice.random_bool(0.3).then(|| String::from("https://portal.example/"));
        let (mut now, mut from, mut here, mut sheet) = (start, portal, "", 200);
        for _ in 0..pages {
            here = self.page(here);
            let page = here;
            let mut failures = 0;
            loop {
                let failed = self.ask(now, client, page);
                self.world.last(|row| {
                    (row.agent, row.referer) = (agent.to_owned(), from.clone());
                });
                if !failed {
                    break;
                }
                failures += 1;
                if failures > tries || self.dice.random_bool(0.2) {
                    return;
                }
                now += self.think(back_s);
            }
            from = Some(format!("{SITE}{page}"));
            let own = from.clone();
            self.world.ask(now + 0.3, client, "/style.css", sheet);
            sheet = if self.server.keeps { 304 } else { 200 };
            self.world.last(|row| (row.agent, row.referer) = (agent.to_owned(), own));
            now += self.think(25.0);
        }
        if self.server.idle && self.dice.random_bool(0.5) {
            self.world.ask(now, client, "", 408);
        }
    }

    fn sessions(&mut self, start: f64, end: f64, per_minute: f64, regulars: bool) {
        let mut now = start;
        while now < end {
            now += self.gap(60.0 / per_minute);
            let regular = regulars && self.dice.random_bool(0.6);
            let client = if regular { self.regular() } else { self.newcomer() };
            self.visit(now, &client, "Mozilla/5.0", 4, 6.0);
        }
    }
}

fn inside(at_s: f64) -> bool {
    (START_S..END_S).contains(&at_s)
}

#[test]
fn the_incident_is_where_the_minutes_say() {
    assert_eq!((START_S * 1e6) as i64, minute(2040));
}
