//! Visits: who came, apart from how much each asked. A visitor who is turned away at the first page
//! never asks for the others, so that requests understate the demand of people while a service fails;
//! visits do not. In: the requests of a service. Out: how many visits began, and what a visit usually
//! asks for.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use crate::ask::service::NO_TEXT;
use crate::base::class::AgentClass;
use crate::base::time::{MINUTE_US, Window};

use super::again::AGAIN_US;
use super::facts::Ground;

use super::work::Work;

/// Silence that ends a visit: half an hour, the convention of web analytics (Catledge & Pitkow 1995
/// measured 25.5 minutes).
pub(in crate::judge) const SILENCE_US: i64 = 30 * MINUTE_US;

/// Visits of people on both sides of an incident.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Visits {
    /// Visits that began in the incident.
    pub now: f64,
    /// Visits that began in the baseline.
    pub before: f64,
    /// Work of people's requests in the baseline, in ordinary requests.
    pub work_before: f64,
}

impl Visits {
    /// What a visit usually asks for, in ordinary requests; `None` without enough visits to say.
    pub fn usual_work(&self) -> Option<f64> {
        (self.before >= VISITS_MIN).then(|| self.work_before / self.before)
    }
}

/// Visits in the baseline below which nothing is usual.
pub(in crate::judge) const VISITS_MIN: f64 = 20.0;

/// Counts the visits on both sides. `is_people` says of a row of the incident whether its client may be
/// one; in the baseline all are but those that say they are automata.
pub fn visits(
    ground: &Ground,
    work: &Work,
    incident: Window,
    baseline: &[Window],
    is_people: impl Fn(usize) -> bool,
) -> Visits {
    let service = &ground.service;
    let person = |row: &usize| says_person(ground, *row);
    let doors = entrances(ground, baseline);
    let begins = |window: Window| begins(ground, window, &doors);
    let now = begins(incident).filter(|row| is_people(*row)).filter(person).count();
    let before = baseline.iter().map(|window| begins(*window).filter(person).count());
    let rows = baseline.iter().flat_map(|window| service.range(*window)).filter(person);
    Visits {
        now: now as f64,
        before: before.sum::<usize>() as f64,
        work_before: rows.map(|row| work.of(service, row)).sum(),
    }
}

pub(super) fn says_person(ground: &Ground, row: usize) -> bool {
    let agent = ground.names.agents.get(ground.service.agent[row] as usize);
    // A log without agents says nothing of anybody.
    agent.is_none_or(|agent| {
        matches!(agent.class, AgentClass::Browser | AgentClass::MobileApp | AgentClass::Impossible)
            || agent.text.is_none()
    })
}

/// Rows of a window that begin a visit: the first of a subscriber with an agent after [`SILENCE_US`]; and
/// as a class or an office behind one address has few agents, each that comes in by an entrance again.
fn begins<'a>(
    ground: &'a Ground,
    window: Window,
    doors: &'a BTreeSet<u32>,
) -> impl Iterator<Item = usize> + 'a {
    let service = &ground.service;
    let mut last: HashMap<(u32, u32), i64> = HashMap::new();
    let mut failed: HashMap<(u32, u32, u32), i64> = HashMap::new();
    let rows = service.range(Window::new(window.start_us - SILENCE_US, window.end_us));
    rows.filter(move |&row| {
        let now = service.arrival_us[row];
        let (subscriber, agent) = (ground.subscribers.get(service.client[row]), service.agent[row]);
        let before = last.insert((subscriber, agent), now);
        let first = before.is_none_or(|then| now - then > SILENCE_US);
        now >= window.start_us
            && (comes_in(ground, row, doors, &mut failed, (subscriber, agent)) || first)
    })
}

/// Does a request come in by an entrance, neither led there by a page of the site nor trying again what
/// failed within [`AGAIN_US`]?
fn comes_in(
    ground: &Ground,
    row: usize,
    doors: &BTreeSet<u32>,
    failed: &mut HashMap<(u32, u32, u32), i64>,
    (subscriber, agent): (u32, u32),
) -> bool {
    let service = &ground.service;
    let (path, now) = (service.path[row], service.arrival_us[row]);
    if !doors.contains(&path) || ground.names.referer_path(service.referer[row]).is_some() {
        return false;
    }
    let key = (subscriber, agent, path);
    let again = failed.get(&key).is_some_and(|then| now - then <= AGAIN_US);
    if ground.outcomes[row].is_failure() {
        failed.insert(key, now);
    }
    !again
}

/// Share of the visits that begin with a page, from which it is an entrance.
pub(in crate::judge) const ENTRANCE: f64 = 0.05;

/// The pages by which people usually come in; none where the log has no referers to tell.
fn entrances(ground: &Ground, baseline: &[Window]) -> BTreeSet<u32> {
    let service = &ground.service;
    let (none, mut led) = (BTreeSet::new(), false);
    let mut firsts: HashMap<u32, f64> = HashMap::new();
    for window in baseline {
        led |= service.range(*window).any(|row| service.referer[row] != NO_TEXT);
        for row in begins(ground, *window, &none).filter(|row| says_person(ground, *row)) {
            *firsts.entry(service.path[row]).or_default() += 1.0;
        }
    }
    let all: f64 = firsts.values().sum();
    firsts.retain(|path, count| *path != NO_TEXT && led && *count >= ENTRANCE * all);
    firsts.into_keys().collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{World, minute};
    use super::*;

    #[test]
    fn a_visit_ends_with_half_an_hour_of_silence() {
        let mut world = World::default();
        for at in [0.0, 20.0, 40.0, 75.0, 80.0] {
            world.ask(at * 60.0, "192.0.2.1", "/", 200);
        }
        world.ask(41.0 * 60.0, "192.0.2.2", "/", 200);
        let (service, names) = world.build();
        let ground = Ground::of(&service, &names);
        let none = BTreeSet::new();
        let at: Vec<i64> = begins(&ground, Window::new(minute(10), minute(100)), &none)
            .map(|row| ground.service.arrival_us[row])
            .collect();
        // The first visitor's first visit began before the window.
        assert_eq!(at, [minute(41), minute(75)]);
    }

    /// Thirty pupils with the same agent behind one address come in one after the other.
    #[test]
    fn a_class_behind_one_address_is_as_many_visits() {
        let mut world = World::default();
        for k in 0..100_i32 {
            let at = f64::from(k) * 20.0;
            world.ask(at, &format!("192.0.2.{k}"), "/", 200);
            world.ask(at + 5.0, &format!("192.0.2.{k}"), "/page", 200);
            world.last(|row| row.referer = Some("https://www.example/".to_owned()));
        }
        let tomorrow = 86_400.0;
        for k in 0..30_i32 {
            let at = tomorrow + f64::from(k) * 10.0;
            world.ask(at, "198.51.100.1", "/", 200).ask(at + 5.0, "198.51.100.1", "/page", 200);
            world.last(|row| row.referer = Some("https://www.example/".to_owned()));
        }
        // Trying again after a failure is no visit.
        world.ask(tomorrow + 400.0, "198.51.100.1", "/", 503);
        world.ask(tomorrow + 410.0, "198.51.100.1", "/", 503);
        let (service, names) = world.build();
        let ground = Ground::of(&service, &names);
        let (day, hour) = (Window::new(0, minute(60)), Window::new(minute(1440), minute(1500)));
        let work = Work::learn(&service, &names, &ground.outcomes, &[]);
        let visits = visits(&ground, &work, hour, &[day], |_| true);
        assert_eq!((visits.before, visits.now), (100.0, 31.0));
    }
}
