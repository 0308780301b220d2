//! Where a log goes back in time: a clock that was set, or lines that come again. In: the requests of a
//! service. Out: the instants between which the log goes back. Files that are read one after the other
//! begin anew, too, but at their own beginning and end; who asks looks for steps beside an incident.
//!
//! Servers write a request when it ends, and some stamp it with its beginning: a long download stands
//! far below its time, alone. A clock that was set takes all lines along.

use rayon::prelude::*;

use crate::ask::service::Service;
use crate::base::time::{MINUTE_US, Window};

/// The least that a clock is set by to be noticed; daylight saving is twelve times that.
pub(in crate::judge) const STEP_US: i64 = 5 * MINUTE_US;
/// Requests in a row that are so late, from which they are no stragglers.
pub(in crate::judge) const LATE_IN_A_ROW: usize = 20;

/// A step back: the latest instant before it, and the first after it.
pub type Step = (i64, i64);

/// The steps back of a service, in order of lines.
pub fn steps(service: &Service) -> Vec<Step> {
    let mut rows: Vec<u32> = (0..service.len() as u32).collect();
    let place = |row: &u32| {
        let row = *row as usize;
        (service.exhibit[row], service.byte_offset[row])
    };
    rows.par_sort_unstable_by_key(place);
    let exhibits = rows.chunk_by(|a, b| place(a).0 == place(b).0);
    exhibits.flat_map(|rows| of_lines(rows.iter().map(|row| written(service, *row)))).collect()
}

/// When a line was written: at the end of its request, as far as the log tells.
fn written(service: &Service, row: u32) -> i64 {
    let row = row as usize;
    service.arrival_us[row] + service.duration_us[row].max(0)
}

fn of_lines(lines: impl Iterator<Item = i64>) -> Vec<Step> {
    let (mut latest, mut late, mut steps) = (i64::MIN, Vec::new(), Vec::new());
    for at_us in lines {
        if at_us.saturating_add(STEP_US) >= latest {
            late.clear();
            latest = latest.max(at_us);
            continue;
        }
        late.push(at_us);
        if late.len() == LATE_IN_A_ROW {
            steps.push((latest, late.iter().copied().min().unwrap_or(at_us)));
            latest = late.iter().copied().max().unwrap_or(at_us);
            late.clear();
        }
    }
    steps
}

/// The step that begins or ends in a window or within [`STEP_US`] of it, if any: the largest.
pub fn beside(steps: &[Step], window: Window) -> Option<Step> {
    let near = |at_us: i64| {
        window.start_us - STEP_US <= at_us && at_us < window.end_us.saturating_add(STEP_US)
    };
    let beside = steps.iter().filter(|(from_us, to_us)| near(*from_us) || near(*to_us));
    beside.copied().max_by_key(|(from_us, to_us)| (from_us - to_us, *from_us))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = MINUTE_US;

    fn minutes(of: impl Iterator<Item = i64>) -> Vec<Step> {
        of_lines(of.map(|minute| minute * MINUTE))
    }

    #[test]
    fn stragglers_are_no_step_and_a_clock_that_was_set_is_one() {
        let straggler = (0..100).chain([3]).chain(100..200);
        assert_eq!(minutes(straggler), []);
        let set = (0..100).chain(40..200);
        assert_eq!(minutes(set), [(99 * MINUTE, 40 * MINUTE)]);
        // Ahead for a while: the log goes back when the clock is right again.
        let ahead = (0..50).chain(110..160).chain(100..200);
        assert_eq!(minutes(ahead), [(159 * MINUTE, 100 * MINUTE)]);
    }

    #[test]
    fn files_that_follow_each_other_step_outside_incidents() {
        let steps = minutes((0..300).chain(0..300));
        assert_eq!(beside(&steps, Window::new(100 * MINUTE, 130 * MINUTE)), None);
        assert!(beside(&steps, Window::new(290 * MINUTE, 300 * MINUTE)).is_some());
    }
}
