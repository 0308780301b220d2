//! Pages that stay unfinished: of the files that a page usually brings along, few come in time. In: the visits of a service. Out: runs
//! of minutes in which that befell visitors beyond chance. It does not say why.
//!
//! A server that takes no more connections writes no line for those that it turns away, and many logs have no durations. Such an
//! outage shows neither in failures nor in slow answers. But a browser asks at once for the files of a page, and each of these
//! requests has to be let in as well: those that came late stand in the log, and those that never came are missed.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use crate::base::stats::proportion::{at_least, wilson};
use crate::base::time::{HOUR_US, MINUTE_US, SECOND_US, Window, minute_of};

use super::super::arriving::{CHANCE, Visits};
use super::super::facts::Ground;
use super::super::judgement::{Symptom, Unfinished};
use super::super::outcome::Outcome;
use super::super::series::{Point, Series};
use super::{Found, SLOW_MINUTES, failing_minutes, merge, ordinary_share};

/// Files of a page come within this: ten seconds are the limit for keeping somebody's attention (Nielsen 1993, ch. 5).
pub(in crate::judge) const IN_TIME_US: i64 = 10 * SECOND_US;
/// A file that comes up to so long after a page may still be one of its own.
pub(in crate::judge) const LATE_US: i64 = 2 * MINUTE_US;
/// Less than this share of the usual number of files in time, and a page is unfinished.
pub(in crate::judge) const FINISHED: f64 = 0.5;
/// A page has usual files if it has so many: less than half of one is none.
pub(in crate::judge) const FILES_MIN: usize = 2;
/// Files noted of one view, in time and late.
const FILES_MAX: usize = 64;
/// Views of a page in an hour, from which it is said what the page brings along.
pub(in crate::judge) const VIEWS_MIN: f64 = 8.0;
/// Share of the views of an hour that a file of the page comes with. Those who have it at hand ask for less.
pub(in crate::judge) const BROUGHT: f64 = 0.75;
/// Hours of a day from which it is said what a page usually brings along that day. It does so in more than half of them: an
/// outage is less than that.
pub(in crate::judge) const HOURS_MIN: usize = 3;
/// Share of the pages of a minute and its neighbours that stay unfinished, from which the service has degraded.
pub(in crate::judge) const UNFINISHED_SHARE: f64 = 0.25;

/// Share of the unfinished pages that bring the same files, above which that is how some load them.
pub(in crate::judge) const ALIKE: f64 = 0.5;

const DAY_US: i64 = 24 * HOUR_US;

/// Runs of minutes in which pages stayed unfinished beyond chance.
pub(in crate::judge) fn unfinished(ground: &Ground, visits: &Visits) -> Vec<Found> {
    let views = views(ground, visits);
    let (pages, unfinished) = known(&views, &usual(&views));
    let ordinary = ordinary_share(&pages, VIEWS_MIN);
    let runs =
        merge(failing_minutes(&pages, UNFINISHED_SHARE, ordinary), Symptom::Unfinished, &pages);
    let elsewhere = |point: &&Point| {
        let next = runs.partition_point(|run| run.window.end_us <= point.start_us);
        runs.get(next).is_none_or(|run| !run.window.contains(point.start_us))
    };
    let usual: Vec<Point> = pages.points.iter().filter(elsewhere).copied().collect();
    let (usual, spread) = (count(&usual), dispersion(&usual));
    let looks = count(&pages.points).0.log10();
    let weigh = |run: &Found| {
        let (pages, left) = count(pages.within(run.window));
        let programs = loaded_alike(within(&unfinished, run.window));
        let (pages, left) = (pages - programs, left - programs);
        let by_chance = at_least(left, pages, wilson(usual.1, usual.0).1) / spread + looks;
        let is_told = run.window.minutes() >= SLOW_MINUTES && by_chance <= CHANCE.log10();
        let told = Unfinished { pages, left, usual };
        is_told.then(|| Found { unfinished: Some(told), ..run.clone() })
    };
    runs.iter().filter_map(weigh).collect()
}

/// The views of a window.
fn within<'a>(views: &'a [&'a View], window: Window) -> &'a [&'a View] {
    let start = views.partition_point(|view| view.at_us < window.start_us);
    let end = views.partition_point(|view| view.at_us < window.end_us);
    views.get(start..end).unwrap_or_default()
}

/// How many of those that stayed unfinished bring the same files, in time, and none late, if most do? So do programs that take but
/// some; whom a server lets in, and for which file, is chance. They say nothing; the others still may.
fn loaded_alike(views: &[&View]) -> f64 {
    let mut alike: HashMap<BTreeSet<u32>, f64> = HashMap::new();
    for view in views.iter().filter(|view| view.late.is_empty()) {
        *alike.entry(view.in_time.iter().copied().collect()).or_default() += 1.0;
    }
    let most = alike.values().copied().fold(0.0, f64::max);
    if most > ALIKE * views.len() as f64 { most } else { 0.0 }
}

/// How much more unevenly pages stay unfinished from hour to hour than by chance: Pearson's statistic over its degrees of freedom
/// (McCullagh & Nelder 1989, § 4.5). Who comes at night may have other files at hand.
fn dispersion(points: &[Point]) -> f64 {
    let hours: Vec<(f64, f64)> = points
        .chunk_by(|a, b| a.start_us.div_euclid(HOUR_US) == b.start_us.div_euclid(HOUR_US))
        .map(count)
        .collect();
    let (pages, left) = count(points);
    let share = left / pages.max(1.0);
    let scale = share * (1.0 - share) * hours.len().saturating_sub(1) as f64;
    let squares: f64 = hours.iter().map(|hour| (hour.1 - hour.0 * share).powi(2) / hour.0).sum();
    if scale > 0.0 { (squares / scale).max(1.0) } else { 1.0 }
}

/// Pages of these minutes, and those of them that stayed unfinished.
fn count(points: &[Point]) -> (f64, f64) {
    points.iter().fold((0.0, 0.0), |sum, point| {
        (sum.0 + f64::from(point.arrivals), sum.1 + f64::from(point.failures))
    })
}

/// The page that opened a visit, and the files that came after it.
#[derive(Debug, Default)]
struct View {
    at_us: i64,
    page: u32,
    in_time: Vec<u32>,
    late: Vec<u32>,
}

/// The views of a service that brought files, in order of time.
fn views(ground: &Ground, visits: &Visits) -> Vec<View> {
    let mut desk = Desk::default();
    for step in &visits.steps {
        desk.note(ground, step.row as usize, step.who, step.begins(&ground.service));
    }
    desk.close()
}

/// A view that may still get files.
#[derive(Debug)]
struct Open {
    view: View,
    agent: u32,
    /// It led on to another address, whose files are the page's.
    redirected: bool,
}

/// Views under construction.
#[derive(Debug, Default)]
struct Desk {
    open: HashMap<u32, Open>,
    done: Vec<View>,
}

impl Desk {
    /// Takes a person's request into account. A visitor is one agent of a subscriber: many may share an address.
    fn note(&mut self, ground: &Ground, row: usize, who: u32, begins: bool) {
        let service = &ground.service;
        let (at_us, agent, path) = (service.arrival_us[row], service.agent[row], service.path[row]);
        if ground.names.is_asset(path) {
            let open = self.open.get_mut(&who).filter(|open| open.agent == agent);
            if let Some(open) = open.filter(|_| ground.outcomes[row] == Outcome::Served) {
                open.view.add(path, at_us);
            }
            return;
        }
        let led_here = self.open.get(&who).is_some_and(|open| {
            open.redirected && open.agent == agent && at_us - open.view.at_us <= IN_TIME_US
        });
        let status = service.status[row];
        let redirected = (300..400).contains(&status) && status != 304;
        if !begins && !led_here || !(redirected || is_page(status)) {
            return;
        }
        let view = View { at_us, page: path, ..View::default() };
        let before = self.open.insert(who, Open { view, agent, redirected });
        self.done.extend(before.map(|open| open.view).filter(View::brings));
    }

    fn close(self) -> Vec<View> {
        let mut all = self.done;
        all.extend(self.open.into_values().map(|open| open.view).filter(View::brings));
        all.sort_unstable_by_key(|view| view.at_us);
        all
    }
}

/// Was a page given, or said to be at hand?
fn is_page(status: i16) -> bool {
    (200..300).contains(&status) || status == 304
}

impl View {
    fn add(&mut self, file: u32, at_us: i64) {
        let after = at_us - self.at_us;
        let list = if after <= IN_TIME_US { &mut self.in_time } else { &mut self.late };
        if after <= LATE_US && list.len() < FILES_MAX && !list.contains(&file) {
            list.push(file);
        }
    }

    fn brings(&self) -> bool {
        !self.in_time.is_empty() || !self.late.is_empty()
    }

    fn day(&self) -> i64 {
        self.at_us.div_euclid(DAY_US)
    }

    fn hour(&self) -> (u32, i64) {
        (self.page, self.at_us.div_euclid(HOUR_US))
    }

    /// Did it stay unfinished? `None` where none of the page's usual files came: who has them at hand asks for none, and so do
    /// programs. The least of three days counts, for a page may be made anew.
    fn is_unfinished(&self, usual: &Usual) -> Option<bool> {
        let near = (-1..=1).filter_map(|days| usual.get(&(self.page, self.day() + days)));
        let least = near.clone().map(BTreeSet::len).min().filter(|files| *files >= FILES_MIN)?;
        let came = || self.in_time.iter().chain(&self.late);
        let knows = near.into_iter().any(|files| came().any(|file| files.contains(file)));
        knows.then_some((self.in_time.len() as f64) < FINISHED * least as f64)
    }
}

/// The files that a page usually brings along, by page and day.
type Usual = HashMap<(u32, i64), BTreeSet<u32>>;

/// Learns it from hours with enough views.
fn usual(views: &[View]) -> Usual {
    let mut hours: HashMap<(u32, i64), f64> = HashMap::new();
    for view in views {
        *hours.entry(view.hour()).or_default() += 1.0;
    }
    hours.retain(|_, views| *views >= VIEWS_MIN);
    let mut brought: HashMap<((u32, i64), u32), f64> = HashMap::new();
    for view in views.iter().filter(|view| hours.contains_key(&view.hour())) {
        for file in &view.in_time {
            *brought.entry((view.hour(), *file)).or_default() += 1.0;
        }
    }
    let day = |(page, hour): (u32, i64)| (page, hour.div_euclid(DAY_US / HOUR_US));
    let mut days: HashMap<(u32, i64), usize> = HashMap::new();
    hours.keys().for_each(|hour| *days.entry(day(*hour)).or_default() += 1);
    let mut files: HashMap<((u32, i64), u32), usize> = HashMap::new();
    for ((hour, file), views) in brought {
        if hours.get(&hour).is_some_and(|all| views >= BROUGHT * all) {
            *files.entry((day(hour), file)).or_default() += 1;
        }
    }
    days.retain(|_, hours| *hours >= HOURS_MIN);
    let mut usual: Usual = days.keys().map(|day| (*day, BTreeSet::new())).collect();
    for ((day, file), hours) in files {
        let most = days.get(&day).is_some_and(|all| 2 * hours > *all);
        if let Some(files) = usual.get_mut(&day).filter(|_| most) {
            files.insert(file);
        }
    }
    usual
}

/// Minute by minute: the views of which it is known, and as failures those that stayed unfinished; and these, in order of time.
fn known<'a>(views: &'a [View], usual: &Usual) -> (Series, Vec<&'a View>) {
    let mut minutes: BTreeMap<i64, Point> = BTreeMap::new();
    let mut left = Vec::new();
    for view in views {
        let Some(unfinished) = view.is_unfinished(usual) else { continue };
        let start_us = minute_of(view.at_us);
        let point = minutes.entry(start_us).or_insert(Point { start_us, ..Point::default() });
        point.arrivals += 1;
        point.failures += u32::from(unfinished);
        left.extend(unfinished.then_some(view));
    }
    (Series { points: minutes.into_values().collect(), ordinary: 0.0 }, left)
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{World, minute};
    use super::*;

    const FILES: [&str; 4] = ["/a.css", "/b.js", "/c.png", "/d.woff2"];

    /// Twelve visitors an hour of one page for so many minutes; each gets these of its files so many seconds later.
    fn come(world: &mut World, minutes: std::ops::Range<i64>, files: &[&str], after_s: f64) {
        for minute in minutes.step_by(5) {
            let (at, client) =
                ((minute * 60) as f64, format!("20.0.{}.{}", minute / 250, minute % 250));
            world.ask(at, &client, "/", 200);
            for file in files {
                world.ask(at + after_s, &client, file, 200);
            }
        }
    }

    /// A day, and for an hour of it a crowd, each of whom gets some files so many seconds later.
    fn day<'a>(files: impl Fn(usize) -> &'a [&'a str], after_s: f64) -> World {
        let mut world = World::default();
        come(&mut world, 0..600, &FILES, 1.0);
        for k in 0..360 {
            let (at, client) =
                (18_000.0 + k as f64 * 10.0, format!("30.0.{}.{}", k / 250, k % 250));
            world.ask(at, &client, "/", 200);
            for file in files(k) {
                world.ask(at + after_s, &client, file, 200);
            }
        }
        world
    }

    /// One of the files, whichever was let in.
    fn one(k: usize) -> &'static [&'static str] {
        &FILES[k % 4..=k % 4]
    }

    fn found(world: &World) -> Vec<Found> {
        let (service, names) = world.build();
        let ground = Ground::of(&service, &names);
        unfinished(&ground, &Visits::of(&ground))
    }

    #[test]
    fn pages_whose_files_come_late_or_never_show_an_outage() {
        for world in [day(one, 1.0), day(|_| &FILES, 25.0)] {
            let found = found(&world);
            assert_eq!(found.len(), 1, "{found:?}");
            let window = found[0].window;
            assert!((window.start_us - minute(300)).abs() <= minute(2), "{window:?}");
            assert!((window.end_us - minute(360)).abs() <= minute(2), "{window:?}");
            let told = found[0].unfinished.map(|told| (told.pages, told.left, told.usual.1));
            assert!(
                told.is_some_and(|told| told.0 > 350.0 && told.1 > 350.0 && told.2 == 0.0),
                "{told:?}"
            );
        }
    }

    #[test]
    fn a_crowd_that_is_served_is_no_outage() {
        assert_eq!(found(&day(|_| &FILES, 2.0)), []);
        // Who has all at hand, and programs, bring nothing along: nothing is known of them.
        assert_eq!(found(&day(|_| &[], 1.0)), []);
        // Programs that take the style sheet alone are no outage, however many come.
        assert_eq!(found(&day(|_| &FILES[..1], 1.0)), []);
    }

    #[test]
    fn a_page_made_anew_is_no_outage() {
        let mut world = World::default();
        come(&mut world, 0..1_800, &FILES, 1.0);
        come(&mut world, 1_800..4_320, &["/bundle.js", "/d.woff2"], 1.0);
        assert_eq!(found(&world), []);
    }

    #[test]
    fn programs_hide_no_outage() {
        let mut world = day(one, 1.0);
        for k in 0..900 {
            let (at, client) = (18_000.0 + k as f64 * 4.0, format!("31.0.{}.{}", k / 250, k % 250));
            world.ask(at, &client, "/", 200).ask(at + 1.0, &client, FILES[0], 200);
        }
        assert_eq!(found(&world).len(), 1);
    }

    #[test]
    fn a_page_behind_a_redirect_is_seen() {
        let mut world = day(one, 1.0);
        for row in &mut world.rows {
            if row.path.as_deref() == Some("/") {
                row.path = Some("/start".to_owned());
            }
        }
        for row in world.rows.clone().iter().filter(|row| row.path.as_deref() == Some("/start")) {
            world.ask(row.at_s - 0.5, &row.client, "/", 301);
        }
        let found = found(&world);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].window.overlaps(&Window::new(minute(310), minute(350))));
    }

    #[test]
    fn what_comes_in_waves_is_uneven() {
        let point = |hour: i64, left: u32| Point {
            start_us: hour * HOUR_US,
            arrivals: 10,
            failures: left,
            ..Point::default()
        };
        let even: Vec<Point> = (0..20).map(|hour| point(hour, (hour % 2) as u32)).collect();
        assert_eq!(dispersion(&even), 1.0);
        let waves: Vec<Point> =
            (0..20).map(|hour| point(hour, if hour == 7 { 10 } else { 0 })).collect();
        assert!(dispersion(&waves) > 5.0, "{}", dispersion(&waves));
        assert_eq!(dispersion(&[]), 1.0);
    }

    #[test]
    fn the_bound_lies_above_the_probability() {
        // P(X ≥ 5 of 10 | 1/10) is 1.63e-3.
        let bound = at_least(5.0, 10.0, 0.1);
        assert!(bound > (1.63e-3_f64).log10() && bound < -2.0, "{bound}");
        // All of ten: exact.
        assert!((at_least(10.0, 10.0, 0.1) + 10.0).abs() < 1e-9);
        assert_eq!(at_least(1.0, 10.0, 0.1), 0.0);
        assert_eq!(at_least(0.0, 0.0, 0.1), 0.0);
    }
}
