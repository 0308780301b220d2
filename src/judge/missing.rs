//! Whether lines are missing that must have been written: the file of a page names that page in its referer, so
//! whoever fetched the file had asked for the page. In: the requests of people in the incident and in the baseline.
//! Out: how many pages of fetched files are in the log, and the share of lines that it follows are not. It does not
//! say who left them out, nor which requests they were.
//!
//! A page that is refused or answered by an error brings no files along, so an outage alone parts no page from its
//! files; a log that is sampled under load, cut by a full disk, without one of its nodes or with lines taken out does.
//! Caches that give pages without asking do too: they are at work on other days as well, hence the comparison.

use hashbrown::HashMap;

use crate::base::stats::proportion::wilson;
use crate::base::time::{MINUTE_US, Window};

use super::facts::{Class, Facts, Ground};
use super::profile::asset;
use super::visit::{SILENCE_US, says_person};

/// Share of the pages of fetched files that are missing beside the usual, from which it is told.
pub(in crate::judge) const TOLD: f64 = 0.05;
/// Pages with files, on either side, below which nothing is told.
pub(in crate::judge) const PAGES_MIN: f64 = 20.0;
/// Share of such pages that the log usually holds, below which other causes are at work: applications that
/// change their address without asking, caches.
pub(in crate::judge) const USUAL_MIN: f64 = 0.5;

/// How long a page may have been open when a file of it is fetched: a working day. While new pages fail, those
/// that are open already are most of those that go on.
pub(in crate::judge) const OPEN_US: i64 = 12 * 60 * MINUTE_US;

/// Pages whose files were fetched, and those among them that their client asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Pages {
    asked: f64,
    all: f64,
}

/// The share of lines that are not in the log: as estimated, and its bounds, from the 95 % intervals of both sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Missing {
    pub(super) share: f64,
    pub(super) interval: (f64, f64),
}

impl Missing {
    /// What pages and their files tell of the incident; `None` where they tell nothing, or that no line is missing.
    pub(super) fn of(facts: &Facts) -> Option<Self> {
        let ground = facts.ground;
        let organic = |row: usize| facts.class(row) == Class::Organic;
        let now = pages(ground, facts.found.window, organic);
        // Whatever is usual: no more can be missing beside it than is missing at all.
        if now.all < PAGES_MIN || now.all - now.asked < TOLD * now.all {
            return None;
        }
        let usual = facts.baseline.windows.iter().map(|window| pages(ground, *window, |_| true));
        let missing = Self::beside(now, usual.fold(Pages::default(), Pages::and))?;
        (missing.share >= TOLD && missing.interval.0 > 0.0).then_some(missing)
    }

    /// A line is kept with the share of pages kept, over what is usually there of them.
    fn beside(now: Pages, usual: Pages) -> Option<Self> {
        if now.all.min(usual.all) < PAGES_MIN || usual.asked < USUAL_MIN * usual.all {
            return None;
        }
        let (low, high) = wilson(now.asked, now.all);
        let (low_usual, high_usual) = wilson(usual.asked, usual.all);
        let missing = |now: f64, usual: f64| (1.0 - now / usual).max(0.0);
        Some(Self {
            share: missing(now.asked / now.all, usual.asked / usual.all),
            interval: (missing(high, low_usual), missing(low, high_usual)),
        })
    }
}

impl Pages {
    fn and(self, other: Self) -> Self {
        Self { asked: self.asked + other.asked, all: self.all + other.all }
    }
}

/// Subscriber, agent and page.
type Sight = (u32, u32, u32);

/// The pages that people's files name in a window, each client's once.
fn pages(ground: &Ground, window: Window, counts: impl Fn(usize) -> bool) -> Pages {
    let service = &ground.service;
    let sight = |row: usize, page: u32| -> Sight {
        (ground.subscribers.get(service.client[row]), service.agent[row], page)
    };
    let of_file = |row: usize| {
        let page = ground.names.referer_path(service.referer[row])?;
        let is_file = asset(service, ground.names, row) && !ground.names.is_asset(page);
        (is_file && counts(row) && says_person(ground, row)).then(|| (sight(row, page), false))
    };
    // True once the page is found: before its files, or after them where lines are written when an answer ends.
    let mut named: HashMap<Sight, bool> = service.range(window).filter_map(of_file).collect();
    let around = Window::new(window.start_us - OPEN_US, window.end_us + SILENCE_US);
    for row in service.range(around).filter(|row| !asset(service, ground.names, *row)) {
        if let Some(asked) = named.get_mut(&sight(row, service.path[row])) {
            *asked = true;
        }
    }
    let asked = named.values().filter(|asked| **asked).count();
    Pages { asked: asked as f64, all: named.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::super::judge;
    use super::super::judgement::{Cause, Incident};
    use super::super::options::Options;
    use super::super::sample::{World, minute, read_whole};
    use super::*;
    use crate::base::hash::fnv1a;

    /// Fifty visitors, of whom so many pages are in the log.
    fn counted(kept: usize) -> Pages {
        let mut world = World::default();
        for k in 0..50 {
            let (at, client) = (k as f64 * 10.0, format!("192.0.2.{k}"));
            if k < kept {
                world.ask(at, &client, "/page", 200);
            }
            for file in ["/a.css", "/b.js"] {
                world.ask(at + 1.0, &client, file, 200);
                world.last(|row| row.referer = Some("https://x.example/page".to_owned()));
            }
            // What a style sheet brings along names no page.
            world.ask(at + 2.0, &client, "/font.woff2", 200);
            world.last(|row| row.referer = Some("https://x.example/a.css".to_owned()));
        }
        // Others' pages are not theirs.
        world.ask(600.0, "198.51.100.1", "/page", 200);
        let (service, names) = world.build();
        let ground = Ground::of(&service, &names);
        pages(&ground, Window::new(0, minute(20)), |_| true)
    }

    #[test]
    fn a_page_of_fetched_files_was_asked_for() {
        assert_eq!(counted(50), Pages { asked: 50.0, all: 50.0 });
        assert_eq!(counted(10), Pages { asked: 10.0, all: 50.0 });
    }

    #[test]
    fn a_page_may_be_open_for_hours() {
        let asked_before = |hours: f64| {
            let mut world = World::default();
            world.ask(0.0, "192.0.2.1", "/page", 200);
            world.ask(hours * 3_600.0, "192.0.2.1", "/lazy.png", 200);
            world.last(|row| row.referer = Some("https://x.example/page".to_owned()));
            let (service, names) = world.build();
            let ground = Ground::of(&service, &names);
            let hour = minute((hours * 60.0) as i64);
            pages(&ground, Window::new(hour, hour + minute(1)), |_| true)
        };
        assert_eq!(asked_before(6.0), Pages { asked: 1.0, all: 1.0 });
        assert_eq!(asked_before(13.0), Pages { asked: 0.0, all: 1.0 });
    }

    /// People and their pages' files for ten hours; for twenty minutes eight times as many, of whom each that is
    /// served a page gets its file. Of the lines from then on those that `keep` says are in the log.
    fn outage(keep: impl Fn(usize) -> bool) -> World {
        let mut world = World::default();
        for k in 0..600 * 10 {
            let (start, many) = (k as f64 * 6.0, (3_000..3_200).contains(&k));
            for visit in 0..if many { 8 } else { 1 } {
                let client = format!("20.{visit}.{}.{}", k / 200, k % 200);
                let status = if visit < 2 { 200 } else { 503 };
                world.ask(start + visit as f64 * 0.5, &client, &format!("/page/{}", k % 9), status);
                if status == 200 {
                    world.ask(start + 4.0, &client, "/a.css", 200);
                    let page = format!("https://www.example.org/page/{}", k % 9);
                    world.last(|row| row.referer = Some(page));
                }
            }
        }
        let mut number = 0_usize;
        world.rows.retain(|row| {
            number += 1;
            !(18_000.0..19_200.0).contains(&row.at_s) || keep(number)
        });
        world
    }

    fn judged(world: &World) -> Incident {
        let (service, names) = world.build();
        let judgement = judge(&[service], &names, &Options::default(), &read_whole());
        assert_eq!(judgement.incidents.len(), 1);
        judgement.incidents.into_iter().next().unwrap_or_else(|| unreachable!())
    }

    #[test]
    fn an_outage_whose_log_was_sampled_gets_no_verdict() {
        let told =
            |incident: &Incident| incident.gates.iter().any(|gate| gate.key == "lines_missing");
        let whole = judged(&outage(|_| true));
        assert!(!told(&whole), "{:?}", whole.gates);
        assert_eq!(whole.cause, Cause::Overload, "{:?}", whole.gates);
        let sampled = judged(&outage(|number| fnv1a(number.to_le_bytes()) % 10 < 3));
        assert_eq!(sampled.cause, Cause::Inconclusive);
        let missing = sampled.gates.iter().find(|gate| gate.key == "lines_missing");
        let share =
            missing.and_then(|gate| gate.figure.as_ref()).map_or(0.0, |figure| figure.value);
        assert!((share - 0.7).abs() < 0.1, "{:?}", sampled.gates);
    }

    #[test]
    fn what_is_missing_is_told_beside_what_usually_is() {
        let of = |asked: f64, all: f64| Pages { asked, all };
        let most = Missing::beside(of(20.0, 100.0), of(800.0, 1_000.0)).expect("enough pages");
        assert!((most.share - 0.75).abs() < 1e-9, "{most:?}");
        assert!(most.interval.0 > 0.6 && most.interval.1 < 0.86, "{most:?}");
        let whole = Missing::beside(of(82.0, 100.0), of(800.0, 1_000.0)).expect("enough pages");
        assert_eq!((whole.share, whole.interval.0), (0.0, 0.0));
        assert_eq!(Missing::beside(of(1.0, 19.0), of(800.0, 1_000.0)), None, "too few");
        assert_eq!(
            Missing::beside(of(1.0, 100.0), of(400.0, 1_000.0)),
            None,
            "pages come otherwise"
        );
    }
}
