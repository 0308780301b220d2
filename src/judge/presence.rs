//! Who was there at ordinary times, and when: outside the incidents of a service and half an hour
//! around them. Says nothing of what a client did during an incident.

use hashbrown::HashMap;

use crate::ask::service::NO_TEXT;
use crate::base::time::{MINUTE_US, Window};

use super::facts::Ground;
use super::outcome::Outcome;

/// Time around an incident that is not ordinary: whoever takes part in it may come early and leave
/// late, and a flood is often tried out before. Half an hour is also the usual end of a session
/// (Catledge & Pitkow 1995: 25.5 minutes without a request).
pub const MARGIN_US: i64 = 30 * MINUTE_US;

/// The ordinary visits of one subscriber.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Visits {
    first_us: i64,
    last_us: i64,
    path: u32,
    varied: bool,
}

const NONE: Visits = Visits { first_us: i64::MAX, last_us: i64::MIN, path: NO_TEXT, varied: false };

/// Ordinary visits of all subscribers of a service: some 30 bytes each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Presence {
    visits: HashMap<u32, Visits>,
    calm: Vec<Window>,
}

impl Presence {
    /// Reads everything that lies apart from the incidents.
    pub fn of(ground: &Ground, incidents: &[Window]) -> Self {
        let whole = ground.series.span().unwrap_or(Window::new(0, 0));
        let calm = apart(whole, incidents);
        let mut visits: HashMap<u32, Visits> = HashMap::new();
        for row in calm.iter().flat_map(|window| ground.service.range(*window)) {
            let served = ground.outcomes[row] == Outcome::Served
                && matches!(ground.service.status[row], 200..=399);
            if served {
                let subscriber = ground.subscribers.get(ground.service.client[row]);
                let visits = visits.entry(subscriber).or_insert(NONE);
                visits.add(ground.service.arrival_us[row], ground.service.path[row]);
            }
        }
        Self { visits, calm }
    }

    /// Was the subscriber served more than one thing at an ordinary time apart from this window?
    pub fn elsewhere(&self, subscriber: u32, window: Window) -> bool {
        let Some(visits) = self.visits.get(&subscriber) else { return false };
        visits.varied
            && (visits.first_us < window.start_us - MARGIN_US
                || visits.last_us >= window.end_us + MARGIN_US)
    }

    /// Ordinary time in the log apart from this window, before and after it, in microseconds.
    pub fn time_apart(&self, window: Window) -> (i64, i64) {
        let (start, end) = (window.start_us - MARGIN_US, window.end_us + MARGIN_US);
        let before = |calm: &Window| (calm.end_us.min(start) - calm.start_us).max(0);
        let after = |calm: &Window| (calm.end_us - calm.start_us.max(end)).max(0);
        (self.calm.iter().map(before).sum(), self.calm.iter().map(after).sum())
    }
}

impl Visits {
    fn add(&mut self, now: i64, path: u32) {
        self.first_us = self.first_us.min(now);
        self.last_us = self.last_us.max(now);
        self.varied |= self.path != NO_TEXT && self.path != path;
        self.path = path;
    }
}

/// What is left of a span without the incidents and the margin around them.
fn apart(span: Window, incidents: &[Window]) -> Vec<Window> {
    let mut incidents = incidents.to_vec();
    incidents.sort();
    let mut calm = Vec::new();
    let mut from = span.start_us;
    for incident in incidents {
        let until = (incident.start_us - MARGIN_US).min(span.end_us);
        if until > from {
            calm.push(Window::new(from, until));
        }
        from = from.max(incident.end_us + MARGIN_US);
    }
    if span.end_us > from {
        calm.push(Window::new(from, span.end_us));
    }
    calm
}

#[cfg(test)]
mod tests {
    use super::super::sample::{World, minute};
    use super::*;

    #[test]
    fn ordinary_time_is_what_incidents_and_their_margins_leave() {
        let hour = |number: i64| minute(60 * number);
        let incidents = [Window::new(hour(5), hour(6)), Window::new(hour(2), hour(3))];
        let half: i64 = minute(30);
        assert_eq!(
            apart(Window::new(0, hour(8)), &incidents),
            [
                Window::new(0, hour(2) - half),
                Window::new(hour(3) + half, hour(5) - half),
                Window::new(hour(6) + half, hour(8)),
            ]
        );
        assert_eq!(apart(Window::new(hour(2), hour(3)), &incidents), []);
    }

    #[test]
    fn a_visit_is_ordinary_only_if_it_is_elsewhere_and_varied() {
        let mut world = World::default();
        world.ask(0.0, "192.0.2.1", "/", 200).ask(1.0, "192.0.2.1", "/app.js", 200);
        world.ask(0.0, "192.0.2.2", "/", 200).ask(1.0, "192.0.2.2", "/", 200);
        world.ask(36_000.0, "192.0.2.3", "/", 200).ask(36_001.0, "192.0.2.3", "/a", 200);
        let (service, names) = world.build();
        let ground = Ground::of(&service, &names);
        let incident = Window::new(minute(600), minute(610));
        let presence = Presence::of(&ground, &[incident]);
        let code = |text: &str| {
            let found = names.clients.iter().position(|client| client.text == text);
            found.expect("a client") as u32
        };
        assert!(presence.elsewhere(code("192.0.2.1"), incident));
        assert!(!presence.elsewhere(code("192.0.2.2"), incident), "one path only");
        assert!(!presence.elsewhere(code("192.0.2.3"), incident), "there during it only");
        assert!(!presence.elsewhere(code("192.0.2.1"), Window::new(0, minute(1))));
    }
}
