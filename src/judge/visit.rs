//! Visits: who came, apart from how much each asked. A visitor who is turned away at the first page
//! never asks for the others, so that requests understate the demand of people while a service fails;
//! visits do not. In: the requests of a service. Out: how many visits began, and what a visit usually
//! asks for.

use hashbrown::HashMap;

use crate::base::class::AgentClass;
use crate::base::time::{MINUTE_US, Window};

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
    let now = begins(ground, incident).filter(|row| is_people(*row)).filter(person).count();
    let before = baseline.iter().map(|window| begins(ground, *window).filter(person).count());
    let rows = baseline.iter().flat_map(|window| service.range(*window)).filter(person);
    Visits {
        now: now as f64,
        before: before.sum::<usize>() as f64,
        work_before: rows.map(|row| work.of(service, row)).sum(),
    }
}

fn says_person(ground: &Ground, row: usize) -> bool {
    let agent = ground.names.agents.get(ground.service.agent[row] as usize);
    // A log without agents says nothing of anybody.
    agent.is_none_or(|agent| {
        matches!(agent.class, AgentClass::Browser | AgentClass::MobileApp | AgentClass::Impossible)
            || agent.text.is_none()
    })
}

/// Rows of a window that begin a visit: the first of a subscriber with an agent after [`SILENCE_US`].
fn begins<'a>(ground: &'a Ground, window: Window) -> impl Iterator<Item = usize> + 'a {
    let service = &ground.service;
    let mut last: HashMap<(u32, u32), i64> = HashMap::new();
    let rows = service.range(Window::new(window.start_us - SILENCE_US, window.end_us));
    rows.filter(move |&row| {
        let now = service.arrival_us[row];
        let key = (ground.subscribers.get(service.client[row]), service.agent[row]);
        let before = last.insert(key, now);
        now >= window.start_us && before.is_none_or(|then| now - then > SILENCE_US)
    })
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
        let at: Vec<i64> = begins(&ground, Window::new(minute(10), minute(100)))
            .map(|row| ground.service.arrival_us[row])
            .collect();
        // The first visitor's first visit began before the window.
        assert_eq!(at, [minute(41), minute(75)]);
    }
}
