//! First tries and retries: a request is a retry if the same client asked for the same thing within
//! a minute before, and failed (evidence §2.3). Retries inherit their first try's cause, so that a
//! storm of reloads is not taken for a storm of people.

use hashbrown::HashMap;

use crate::ask::service::Service;
use crate::base::time::{MINUTE_US, SECOND_US, Window};

use super::outcome::Outcome;
use super::profile::Subscribers;

/// Longest gap between a failed try and its repetition: evidence §2.3 bounds it by 60 s.
pub const RETRY_US: i64 = MINUTE_US;

/// Which requests of a window are retries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Intents {
    /// First row of the window in the service.
    pub start: usize,
    /// Is the row a retry? Index 0 is row `start`.
    pub retry: Vec<bool>,
    /// Failures that were followed by a retry, and failures in all.
    pub followed: (u64, u64),
    /// Median gap between failure and retry, seconds.
    pub gap_s: Option<f64>,
}

impl Intents {
    /// Is this row of the service a first try? Rows outside the window count as first tries.
    pub fn is_fresh(&self, row: usize) -> bool {
        row.checked_sub(self.start).and_then(|index| self.retry.get(index)) != Some(&true)
    }

    /// Share of failures that were tried again.
    pub fn retry_share(&self) -> Option<f64> {
        crate::base::stats::proportion::share(self.followed.0 as f64, self.followed.1 as f64)
    }
}

/// Chains the requests of a window.
pub fn intents(
    service: &Service,
    outcomes: &[Outcome],
    subscribers: &Subscribers,
    window: Window,
) -> Intents {
    let range = service.range(window);
    let mut last: HashMap<(u32, u32, u32, u32), (i64, bool)> = HashMap::new();
    let mut intents = Intents { start: range.start, ..Intents::default() };
    let mut gaps = Vec::new();
    for i in range {
        let key = (
            subscribers.get(service.client[i]),
            service.agent[i],
            service.method[i],
            service.path[i],
        );
        let (now, failed) = (service.arrival_us[i], outcomes[i].is_failure());
        // A failure is known to its client when it is answered, not when it was asked.
        let answered = now + service.duration_us[i].max(0);
        let before = last.insert(key, (answered, failed));
        let retry = before.is_some_and(|(then, failed)| failed && now - then <= RETRY_US);
        if let (true, Some((then, _))) = (retry, before) {
            intents.followed.0 += 1;
            gaps.push((now - then) as f64 / SECOND_US as f64);
        }
        intents.followed.1 += u64::from(failed);
        intents.retry.push(retry);
    }
    intents.gap_s = crate::base::stats::spread::median(gaps);
    intents
}

#[cfg(test)]
mod tests {
    use super::super::outcome::outcomes;
    use super::super::sample::{World, minute};
    use super::*;

    #[test]
    fn a_repetition_after_a_failure_is_a_retry_and_after_a_success_is_not() {
        let mut world = World::default();
        world.ask(0.0, "192.0.2.1", "/a", 503).ask(5.0, "192.0.2.1", "/a", 200);
        world.ask(10.0, "192.0.2.1", "/a", 200).ask(12.0, "192.0.2.2", "/a", 503);
        world.ask(100.0, "192.0.2.2", "/a", 200);
        let (service, names) = world.build();
        let outcomes = outcomes(&service, &names);
        let window = Window::new(0, minute(5));
        let intents = intents(&service, &outcomes, &Subscribers::of(&names), window);
        assert_eq!(intents.retry, [false, true, false, false, false]);
        assert_eq!((intents.followed, intents.gap_s), ((1, 2), Some(5.0)));
    }
}
