//! The course of an incident, step by step: what was observed to fail, and what is lost in its replays. A model and
//! its replays in, series of bounded length out; it concludes nothing.

use rayon::prelude::*;

use super::super::incident::FAIL_SHARE;
use super::super::judgement::{Course, Line, Replays};
use super::super::verdict::gates::ADEQUACY;
use super::Model;
use super::bins::Bin;
use super::counts::draws_of_all;
use super::draws::Draw;
use super::kept::Kept;
use crate::base::stats::spread::median;
use crate::base::time::MINUTE_US;

/// Steps of a course at most: four hours minute by minute. Longer incidents have longer steps, so that a verdict
/// stays small and a picture legible.
pub(in crate::judge) const COURSE_STEPS: usize = 240;

impl Model {
    /// What was observed, beside each replay that there is.
    pub(super) fn course(&self, replays: &Replays) -> Course {
        let bins = self.bins_a_step();
        let line = |(name, factor, but_for): (&'static str, Option<_>, Option<_>)| {
            let kept = factor.map_or(Kept::ALL, |factor| Kept::ALL.without(factor));
            but_for.map(|_| Line { name, lost: self.lost(kept, bins) })
        };
        let failing = self.bins.iter().filter(|bin| bin.is_failing()).count() as f64;
        Course {
            start_us: self.window.start_us,
            step_us: bins as i64 * self.bin_us,
            fit: self.adequacy(),
            fit_min: ADEQUACY,
            fails_from: FAIL_SHARE,
            failing_minutes: self.in_minutes(failing),
            observed: self.bins.chunks(bins).take(self.steps(bins)).map(failed).collect(),
            lines: replays.each().into_iter().filter_map(line).collect(),
        }
    }

    /// Bins of a step: whole minutes, as few as leave no more steps than are kept.
    fn bins_a_step(&self) -> usize {
        let minute = (MINUTE_US / self.bin_us).max(1) as usize;
        minute * self.bins.len().div_ceil(minute).div_ceil(COURSE_STEPS).max(1)
    }

    /// Steps that begin within the window: the instant of its end has a bin of its own.
    fn steps(&self, bins: usize) -> usize {
        let lasts = usize::try_from(self.window.end_us - self.window.start_us).unwrap_or(0);
        lasts.div_ceil(bins * self.bin_us as usize).clamp(1, COURSE_STEPS)
    }

    /// The share that is lost in the median draw of a replay, step by step.
    fn lost(&self, kept: Kept, bins: usize) -> Vec<f64> {
        let steps = self.steps(bins);
        let draws = self.draws.par_iter().take(draws_of_all(self.bins.len()));
        let drawn: Vec<Vec<f64>> =
            draws.map(|draw| self.lost_in(kept, draw, (bins, steps))).collect();
        let at = |step: usize| drawn.iter().filter_map(|draw| draw.get(step)).copied().collect();
        (0..steps).map(|step| median(at(step)).unwrap_or(0.0)).collect()
    }

    fn lost_in(&self, kept: Kept, draw: &Draw, (bins, steps): (usize, usize)) -> Vec<f64> {
        let mut sums = vec![(0.0, 0.0); steps];
        let mut bin = 0;
        self.pass(kept, draw, |load, lost| {
            if let Some((asked, gone)) = sums.get_mut(bin / bins) {
                *asked += load;
                *gone += load * lost;
            }
            bin += 1;
        });
        sums.into_iter().map(|(asked, gone)| if asked > 0.0 { gone / asked } else { 0.0 }).collect()
    }
}

/// The share of the requests of these bins that failed.
fn failed(bins: &[Bin]) -> Option<f64> {
    let requests: f64 = bins.iter().map(|bin| bin.requests).sum();
    let failures: f64 = bins.iter().map(|bin| bin.failures).sum();
    (requests > 0.0).then(|| failures / requests)
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about};
    use super::super::super::facts::Facts;
    use super::*;

    fn course(facts: &Facts) -> Course {
        Model::fit(facts).expect("something fails").replays().course.expect("a course")
    }

    /// Mean share of the steps that were observed to fail.
    fn while_failing(course: &Course, line: &[f64]) -> f64 {
        let failing = course.observed.iter().zip(line);
        let failing: Vec<f64> = failing
            .filter(|(observed, _)| observed.is_some_and(|share| share > course.fails_from))
            .map(|(_, lost)| *lost)
            .collect();
        failing.iter().sum::<f64>() / failing.len() as f64
    }

    #[test]
    fn the_replay_follows_what_was_observed_and_nothing_is_left_without_the_flood() {
        let course = about(&Crowd::bounded(300.0).flood(100, 10.0, "/").world(), course);
        assert!(course.is_adequate(), "{course:?}");
        let observed: Vec<f64> = course.observed.iter().map(|share| share.unwrap_or(0.0)).collect();
        let replayed = course.line("as_it_was").expect("a replay");
        let off = observed.iter().zip(replayed).map(|(one, other)| (one - other).abs());
        assert!(off.sum::<f64>() / observed.len() as f64 <= 0.1, "{observed:?} {replayed:?}");
        let without = course.line("without_attack").expect("a flood to leave out");
        assert!(while_failing(&course, replayed) > 0.3, "{course:?}");
        assert!(while_failing(&course, without) < course.fails_from, "{course:?}");
    }

    #[test]
    fn steps_are_whole_minutes_that_cover_the_window_and_no_more() {
        let course = about(&Crowd::bounded(300.0).flood(100, 10.0, "/").world(), course);
        assert_eq!(course.step_us % MINUTE_US, 0);
        assert!(course.observed.len() <= COURSE_STEPS);
        assert!(course.lines.iter().all(|line| line.lost.len() == course.observed.len()));
        assert!(course.observed.last().is_some_and(Option::is_some), "{course:?}");
    }
}
