//! Where the visits of one network may have stopped. In: its course and that of everybody. Out: runs of
//! minutes that score high, to be weighed one by one. It decides nothing.
//!
//! Each minute scores the log-likelihood ratio of "a twentieth of what is usual" against "as usual",
//! where usual is the network's share of the visits of some hours around, times the visits of the others
//! in that minute. Runs are those of the largest sum, found in one pass with a drop-off, as sequences are
//! aligned (Karlin & Altschul 1990; Altschul et al. 1990).

use crate::base::time::{HOUR_US, MINUTE_US, Window, minute_of};

use super::super::arriving::Course;

/// Share of the usual visits that is looked for.
pub(super) const LEFT: f64 = 0.05;
/// Time on each side over which a network's share is taken.
const AROUND_US: i64 = 3 * HOUR_US;
/// Times their own mean that the visits of the others count for at most: a wave of them says nothing
/// about this network.
const WAVE: f64 = 3.0;
/// Visits of the others in a minute that are no wave, however few come.
const WAVE_MIN: f64 = 3.0;
/// Fall below its highest sum that ends a run: three visits.
const DROP: f64 = 9.0;
/// Least score of a run that is weighed. It is far below what weighing demands.
const SCORE_MIN: f64 = 6.0;
/// Runs weighed of one network: the highest. More would be its habit.
const RUNS_MAX: usize = 20;

/// A minute in which somebody came.
pub(super) struct Minute {
    start_us: i64,
    /// Visits that began in it.
    visits: usize,
    /// Visits that began in the hours around it. The same for every network: counted once.
    around: f64,
}

impl Minute {
    fn window(&self) -> Window {
        Window::new(self.start_us, self.start_us + MINUTE_US)
    }

    fn hours(&self) -> Window {
        Window::new(self.start_us - AROUND_US, self.start_us + AROUND_US)
    }
}

/// Counts visits by minute.
pub(super) fn minutes(all: &Course) -> Vec<Minute> {
    let mut minutes: Vec<Minute> = Vec::new();
    for (at_us, _) in &all.starts {
        match minutes.last_mut() {
            Some(last) if last.start_us == minute_of(*at_us) => last.visits += 1,
            _ => minutes.push(Minute { start_us: minute_of(*at_us), visits: 1, around: 0.0 }),
        }
    }
    let mut everybody = Passing::default();
    for minute in &mut minutes {
        minute.around = everybody.slide(all, minute.hours());
    }
    minutes
}

/// A run of minutes under construction.
struct Run {
    window: Window,
    sum: f64,
    highest: f64,
}

/// Runs of minutes in which a network may have been silent, in order of time.
pub(super) fn runs(own: &Course, minutes: &[Minute]) -> Vec<Window> {
    let mut runs: Vec<(f64, Window)> = Vec::new();
    let mut open: Option<Run> = None;
    for (start_us, gain) in gains(own, minutes) {
        let end_us = start_us + MINUTE_US;
        let mut run = match open.take() {
            Some(run) => run,
            None if gain <= 0.0 => continue,
            None => Run { window: Window::new(start_us, end_us), sum: 0.0, highest: 0.0 },
        };
        run.sum += gain;
        if run.sum > run.highest {
            (run.highest, run.window.end_us) = (run.sum, end_us);
        }
        if run.sum > 0.0 && run.sum > run.highest - DROP {
            open = Some(run);
        } else {
            runs.push((run.highest, run.window));
        }
    }
    runs.extend(open.map(|run| (run.highest, run.window)));
    runs.retain(|run| run.0 >= SCORE_MIN);
    runs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    runs.truncate(RUNS_MAX);
    let mut windows: Vec<Window> = runs.into_iter().map(|run| run.1).collect();
    windows.sort();
    windows
}

/// Each minute with its score.
fn gains<'a>(own: &'a Course, minutes: &'a [Minute]) -> impl Iterator<Item = (i64, f64)> + 'a {
    let (mut mine, mut here) = (Passing::default(), Passing::default());
    minutes.iter().map(move |minute| {
        let arrived = here.slide(own, minute.window());
        let others = minute.visits as f64 - arrived;
        let (mine, everybody) = (mine.slide(own, minute.hours()), minute.around);
        let usual = (everybody - mine) * MINUTE_US as f64 / (2 * AROUND_US) as f64;
        let odds = if everybody > mine { mine / (everybody - mine) } else { 0.0 };
        let expected = odds * others.min((WAVE * usual).max(WAVE_MIN));
        (minute.start_us, (1.0 - LEFT) * expected + LEFT.ln() * arrived)
    })
}

/// Visits inside a window that moves on.
#[derive(Default)]
struct Passing {
    first: usize,
    after: usize,
}

impl Passing {
    /// Moves on to a later window, and counts.
    fn slide(&mut self, course: &Course, to: Window) -> f64 {
        let later = |place: usize, instant: i64| {
            course.starts.get(place).is_some_and(|start| start.0 < instant)
        };
        while later(self.first, to.start_us) {
            self.first += 1;
        }
        while later(self.after, to.end_us) {
            self.after += 1;
        }
        self.after.saturating_sub(self.first) as f64
    }
}
