//! Was a network really missed? In: its course, that of everybody, a run of minutes. Out: how many
//! visits and requests would have come, and how probable it is that so few came by chance; or nothing.
//!
//! Difference in differences: the network's odds against the others before **and** after the silence,
//! times what the others did meanwhile. Other days may only lower that. The network must have been there
//! right before and right after; who leaves for the day has not been cut off.

use super::super::arriving::{CHANCE, Course, chance_beside, clumping};
use super::super::incident::{VANISHED_MINUTES, VANISHED_SHARE, is_weekend};
use super::scan::LEFT;
use crate::base::stats::spread::median;
use crate::base::time::{HOUR_US, MINUTE_US, Window, minute_of};

/// Hours on each side of a silence from which the network's share is taken.
pub(in crate::judge) const FLANK_US: i64 = 2 * HOUR_US;
/// Least time on each side that the log must hold.
pub(in crate::judge) const FLANK_MIN_US: i64 = 30 * MINUTE_US;
/// Share of its usual odds that a network has in the half hour before and in the one after.
pub(in crate::judge) const PRESENT: f64 = 0.5;
/// The others go on if at least this share of their usual visits comes.
pub(in crate::judge) const OTHERS: f64 = 0.5;
/// Share of what the hours around promise that comes at this time on other days; else it is a habit to
/// be away then.
pub(in crate::judge) const HABIT: f64 = 0.5;
/// One day in so many may be an exception.
pub(in crate::judge) const HABIT_DAYS: usize = 5;
/// Times as busy as on the busiest of the other days at this time a network may be. The others may be more for reasons of their own:
/// an attack at night asks as people do by day.
pub(in crate::judge) const BUSIER: f64 = 2.0;
/// Days on each side that are looked at for a habit.
pub(in crate::judge) const DAYS: i64 = 14;
/// Stretches by which it is measured how unevenly visits come.
const STRETCH_US: i64 = 10 * MINUTE_US;
/// Edges are searched this far outside a run.
const REACH_US: i64 = 15 * MINUTE_US;
/// Longest silence that is weighed: what is longer has no hours around that say what is usual.
pub(in crate::judge) const LONGEST_US: i64 = 12 * HOUR_US;

/// A silence that is no chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Missed {
    pub(super) window: Window,
    pub(super) visits: (f64, f64),
    pub(super) requests: (f64, f64),
    pub(super) log10_chance: f64,
}

/// A network beside all of them.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    pub(super) own: &'a Course,
    pub(super) all: &'a Course,
    /// The log from end to end.
    pub(super) span: Window,
    /// Silences that are looked at: each visit of a network may be the last before one.
    pub(super) looks: f64,
}

impl Beside<'_> {
    fn others(&self, window: Window) -> f64 {
        self.all.visits(window) - self.own.visits(window)
    }

    /// Weighs a run of minutes.
    pub(super) fn weigh(&self, run: Window) -> Option<Missed> {
        let window = self.edges(run);
        let (before, after) = self.flanks(window)?;
        let sum = |of: &dyn Fn(Window) -> f64| of(before) + of(after);
        let (mine, others) = (sum(&|w| self.own.visits(w)), sum(&|w| self.others(w)));
        let course = self.course(window, before, after)?;
        let odds = mine / others;
        if !self.is_present(window, odds) {
            return None;
        }
        // Few others are a poor control: no more is promised than the network's own rate around.
        let rate = mine / (before.seconds() + after.seconds());
        let promised = (odds * course).min(rate * window.seconds());
        let expected = self.on_other_days(window, course, promised)?;
        let came = self.own.visits(window);
        let flanks = [self.own.within(before), self.own.within(after)].concat();
        let share = window.seconds() / (before.seconds() + after.seconds());
        let clients = clumping(&flanks, share);
        let clumping = clients.max(self.unevenness(window, [before, after]));
        let log10_chance = chance_beside(came, expected, mine, clumping) + self.looks.log10();
        let requests = sum(&|w| self.own.requests(w)) / mine * expected;
        let missed = came < VANISHED_SHARE * expected && log10_chance <= CHANCE.log10();
        missed.then(|| Missed {
            window,
            visits: (expected, came),
            requests: (requests, self.own.requests(window)),
            log10_chance,
        })
    }

    /// How unevenly visits come: the variance of stretches over their mean, from the differences of
    /// neighbouring ones, so that the shape of the day does not count (von Neumann 1941). Machines that
    /// come in waves are missed between two of them by nobody. Two dozen stretches of one day tell the
    /// ratio to a third only, so the same hours of other days count, too.
    fn unevenness(&self, window: Window, flanks: [Window; 2]) -> f64 {
        let other_days = self.other_days(window).map(|(days, _)| days);
        let sides =
            other_days.chain([0]).flat_map(|days| flanks.map(|flank| flank.shifted_days(days)));
        let (squares, sum) = sides
            .filter(|side| self.span.start_us <= side.start_us && side.end_us <= self.span.end_us)
            .map(|side| self.differences(side))
            .fold((0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
        if sum > 0.0 { squares / sum } else { 1.0 }
    }

    /// Neighbouring stretches: their squared differences, and their sums.
    fn differences(&self, side: Window) -> (f64, f64) {
        let stretches = (side.end_us - side.start_us) / STRETCH_US;
        let starts = (0..stretches).map(|k| side.start_us + k * STRETCH_US);
        let counts = starts.map(|at| self.own.visits(Window::new(at, at + STRETCH_US)));
        let counts: Vec<f64> = counts.collect();
        counts.windows(2).fold((0.0, 0.0), |(squares, sum), pair| {
            (squares + (pair[0] - pair[1]).powi(2), sum + pair[0] + pair[1])
        })
    }

    /// This time on other days of its kind that the log holds, with how many days they are away.
    fn other_days(&self, window: Window) -> impl Iterator<Item = (i64, Window)> + '_ {
        (-DAYS..=DAYS)
            .filter(|&days| days != 0)
            .map(move |days| (days, window.shifted_days(days)))
            .filter(move |(_, slot)| is_weekend(*slot) == is_weekend(window))
            .filter(|(_, slot)| {
                self.span.start_us <= slot.start_us && slot.end_us <= self.span.end_us
            })
    }

    /// The run of minutes around a run of few visits in which requests are missing most: visits tell that
    /// a network is silent, requests tell since when.
    fn edges(&self, run: Window) -> Window {
        let usual = |window: Window| self.own.requests(window) / window.minutes() as f64;
        let rate = usual(Window::new(run.start_us - FLANK_MIN_US, run.start_us))
            .min(usual(Window::new(run.end_us, run.end_us + FLANK_MIN_US)));
        let first = minute_of(run.start_us - REACH_US);
        let last = minute_of(run.end_us + REACH_US);
        let minutes = ((last - first) / MINUTE_US).clamp(1, LONGEST_US / MINUTE_US);
        let (mut best, mut sum, mut start) = ((0.0, run), 0.0, first);
        for at in (0..minutes).map(|k| first + k * MINUTE_US) {
            let end = at + MINUTE_US;
            // The score of a minute, as in the scan.
            sum += (1.0 - LEFT) * rate + LEFT.ln() * self.own.requests(Window::new(at, end));
            if sum <= 0.0 {
                (sum, start) = (0.0, end);
            } else if sum > best.0 {
                best = (sum, Window::new(start, end));
            }
        }
        best.1
    }

    /// The hours before and after, as far as the log goes.
    fn flanks(&self, window: Window) -> Option<(Window, Window)> {
        let length = window.end_us - window.start_us;
        let before =
            Window::new((window.start_us - FLANK_US).max(self.span.start_us), window.start_us);
        let after = Window::new(window.end_us, (window.end_us + FLANK_US).min(self.span.end_us));
        let long = |flank: &Window| flank.end_us - flank.start_us >= FLANK_MIN_US;
        let fits = (VANISHED_MINUTES * MINUTE_US..=LONGEST_US).contains(&length);
        (fits && long(&before) && long(&after)).then_some((before, after))
    }

    /// Visits of the others inside the window, no more than at their busier side; `None` if they did
    /// not go on either.
    fn course(&self, window: Window, before: Window, after: Window) -> Option<f64> {
        let rate = |flank: Window| self.others(flank) / flank.seconds();
        let (high, low) = (rate(before).max(rate(after)), rate(before).min(rate(after)));
        let came = self.others(window);
        (came > 0.0 && came >= OTHERS * low * window.seconds())
            .then(|| came.min(high * window.seconds()))
    }

    /// Was it there in the half hour before, and in the one after?
    fn is_present(&self, window: Window, odds: f64) -> bool {
        let sides = [
            Window::new(window.start_us - FLANK_MIN_US, window.start_us),
            Window::new(window.end_us, window.end_us + FLANK_MIN_US),
        ];
        sides.into_iter().all(|side| {
            let (mine, others) = (self.own.visits(side), self.others(side));
            mine > 0.0 && mine >= PRESENT * odds * others
        })
    }

    /// What other days at this time leave of what the hours around promise; `None` if the network is
    /// often away then.
    fn on_other_days(&self, window: Window, course: f64, promised: f64) -> Option<f64> {
        let days: Vec<f64> = self
            .other_days(window)
            .filter_map(|(_, slot)| {
                let others = self.others(slot);
                (others > 0.0).then(|| course * self.own.visits(slot) / others)
            })
            .collect();
        let away = days.iter().filter(|&&day| day < HABIT * promised).count();
        if away * HABIT_DAYS > days.len() {
            return None;
        }
        let busiest = self.other_days(window).map(|(_, slot)| self.own.visits(slot));
        let busiest = busiest.reduce(f64::max).map_or(f64::INFINITY, |most| BUSIER * most);
        Some(median(days).map_or(promised, |usual| usual.min(promised)).min(busiest))
    }
}
