//! When visits begin: an inhomogeneous Poisson process, thinned (Lewis & Shedler 1979). A population's
//! ordinary visits and each of its surges are processes of their own, so that taking a surge away
//! leaves every ordinary visit where it was.

use super::crowd;
use super::random::{self, Rng};
use crate::base::time::{DAY_US, HOUR_US, MINUTE_US, Window, weekday_of};
use crate::rehearse::scenario::{Person, Surge};

/// One process that begins visits of a population.
pub(super) struct Process {
    /// Which population.
    pub(super) population: usize,
    /// Visits it has begun.
    pub(super) serial: u64,
    /// Share of visits by people who were never here before.
    pub(super) newcomers: f64,
    shape: Shape,
    rng: Rng,
    window: Window,
    highest: f64,
}

/// How the rate moves.
enum Shape {
    /// By hour and weekday of the local clock.
    Daily { knots: Vec<(f64, f64)>, weekdays: [f64; 7], offset_us: i64 },
    /// Up and down once.
    Once(Surge),
}

impl Process {
    /// The ordinary visits of a population.
    pub(super) fn daily(
        index: usize,
        person: &Person,
        offset_s: i32,
        log: Window,
        rng: Rng,
    ) -> Self {
        let factor = person.weekdays.iter().copied().fold(0.0, f64::max);
        let highest = person.profile.iter().map(|knot| knot.1).fold(0.0, f64::max) * factor;
        let offset_us = i64::from(offset_s) * 1_000_000;
        let shape =
            Shape::Daily { knots: person.profile.clone(), weekdays: person.weekdays, offset_us };
        Self { population: index, serial: 0, newcomers: 0.0, shape, rng, window: log, highest }
    }

    /// The visits of a surge.
    pub(super) fn surge(index: usize, surge: Surge, log: Window, rng: Rng) -> Self {
        let window =
            Window::new(surge.start.us().max(log.start_us), surge.end.us().min(log.end_us));
        let (newcomers, highest) = (surge.newcomers, surge.per_minute);
        let shape = Shape::Once(surge);
        Self { population: index, serial: 0, newcomers, shape, rng, window, highest }
    }

    /// Where to look for the first visit.
    pub(super) fn start_us(&self) -> i64 {
        self.window.start_us
    }

    /// The first visit after an instant, if there is one.
    pub(super) fn next_after(&mut self, instant_us: i64) -> Option<i64> {
        let mut candidate = instant_us;
        while self.highest > 0.0 {
            let gap = random::exponential(&mut self.rng, MINUTE_US as f64 / self.highest);
            candidate += (gap as i64).max(1);
            if candidate >= self.window.end_us {
                break;
            }
            let share = self.shape.rate(candidate) / self.highest;
            if random::chance(&mut self.rng, share) {
                self.serial += 1;
                return Some(candidate);
            }
        }
        None
    }
}

impl Shape {
    /// Visits a minute at an instant.
    fn rate(&self, instant_us: i64) -> f64 {
        match self {
            Self::Daily { knots, weekdays, offset_us } => {
                let local = instant_us + offset_us;
                let hour = local.rem_euclid(DAY_US) as f64 / HOUR_US as f64;
                let weekday = weekday_of(local) as usize - 1;
                interpolate(knots, hour) * weekdays.get(weekday).copied().unwrap_or(1.0)
            }
            Self::Once(surge) => surge.per_minute * crowd::height(surge, instant_us),
        }
    }
}

/// Straight lines between knots, round midnight.
fn interpolate(knots: &[(f64, f64)], hour: f64) -> f64 {
    let after = knots.partition_point(|knot| knot.0 <= hour);
    let Some((&first, &last)) = knots.first().zip(knots.last()) else { return 0.0 };
    let left = if after == 0 { (last.0 - 24.0, last.1) } else { knots[after - 1] };
    let right = knots.get(after).copied().unwrap_or((first.0 + 24.0, first.1));
    left.1 + (right.1 - left.1) * (hour - left.0) / (right.0 - left.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_follow_the_knots_round_midnight() {
        let knots = [(6.0, 0.0), (8.0, 10.0), (18.0, 10.0), (22.0, 2.0)];
        assert_eq!(interpolate(&knots, 7.0), 5.0);
        assert_eq!(interpolate(&knots, 12.0), 10.0);
        assert_eq!(interpolate(&knots, 2.0), 1.0);
        assert_eq!(interpolate(&[(0.0, 3.0)], 13.0), 3.0);
    }
}
