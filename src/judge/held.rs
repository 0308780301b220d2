//! Do hostile requests hold the servers' workers, so that few of them weigh more than their number says? Facts in,
//! yes or no out. It does not say that this is why anything failed.

use std::collections::BTreeSet;

use crate::base::stats::proportion::{share, wilson};
use crate::base::time::SECOND_US;

use super::facts::{Class, Facts};

/// Share of the hostile requests that are given up or very slow, from which they hold workers longer than
/// their number says…
pub(in crate::judge) const HOLDS: f64 = 0.3;
/// …if it is so many times the share of the others…
pub(in crate::judge) const HOLDS_TIMES: f64 = 1.5;
/// …and what very slow is.
pub(in crate::judge) const HOLDS_US: i64 = 5 * SECOND_US;
/// Once the workers are held all wait, and most may do so in vain. A queue serves in turn whoever waits in it: requests
/// that come through so many times more rarely than others for the same pages are what it waits for…
pub(in crate::judge) const THROUGH_TIMES: f64 = 3.0;
/// …if so many sources sent them: one source may be tied to a server that is dead.
pub(in crate::judge) const THROUGH_SOURCES: usize = 5;

/// Do hostile requests hold workers more than others do: given up by server or client, or longer than
/// [`HOLDS_US`]?
pub(super) fn holds(facts: &Facts) -> bool {
    let hostile = |row: &usize| facts.class(*row) == Class::Hostile;
    let held = |row: &usize| is_given_up(facts, *row) || is_long(facts, *row);
    let theirs = Part::of(facts.rows().filter(hostile), held).share();
    if theirs < HOLDS {
        return false;
    }
    let others = Part::of(facts.rows().filter(|row| !hostile(row)), held).share();
    theirs >= HOLDS_TIMES * others || comes_through_less(facts)
}

/// Do the others come through, however late, where hostile requests for the same pages do not?
fn comes_through_less(facts: &Facts) -> bool {
    let service = &facts.ground.service;
    let hostile = |row: &usize| facts.class(*row) == Class::Hostile;
    let through = |row: &usize| !is_given_up(facts, *row);
    let of_hostile = |column: &[u32]| -> BTreeSet<u32> {
        facts.rows().filter(hostile).map(|row| column[row]).collect()
    };
    let (asked, sources) = (of_hostile(&service.path), of_hostile(&service.client));
    let same = facts.rows().filter(|row| !hostile(row) && asked.contains(&service.path[*row]));
    let theirs = Part::of(facts.rows().filter(hostile), through).interval();
    let others = Part::of(same, through).interval();
    sources.len() >= THROUGH_SOURCES && THROUGH_TIMES * theirs.1 <= others.0
}

fn is_given_up(facts: &Facts, row: usize) -> bool {
    crate::ask::outcome::is_given_up(facts.ground.service.status[row])
}

fn is_long(facts: &Facts, row: usize) -> bool {
    facts.ground.service.duration_us[row] >= HOLDS_US
}

/// Those rows of some for which something is so.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    part: f64,
    whole: f64,
}

impl Part {
    fn of(rows: impl Iterator<Item = usize>, is: impl Fn(&usize) -> bool) -> Self {
        rows.fold(Self::default(), |sum, row| Self {
            part: sum.part + f64::from(is(&row)),
            whole: sum.whole + 1.0,
        })
    }

    fn share(self) -> f64 {
        share(self.part, self.whole).unwrap_or(0.0)
    }

    /// The share's 95 % interval.
    fn interval(self) -> (f64, f64) {
        wilson(self.part, self.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::super::crowds::{Crowd, about};
    use super::*;

    /// Bots ask for the front page; what fails in the incident is given up where this says so, else served.
    fn held(bots: u32, given_up: impl Fn(bool, usize) -> bool) -> bool {
        let mut world = Crowd::dead().flood(bots, 18.0 / f64::from(bots), "/").world();
        let people = Crowd::dead().world().rows;
        let people: BTreeSet<&str> = people.iter().map(|row| row.client.as_str()).collect();
        for (k, row) in world.rows.iter_mut().enumerate() {
            let bot = !people.contains(row.client.as_str());
            if bot || row.status == 503 {
                row.status = if given_up(bot, k) { 504 } else { 200 };
            }
        }
        about(&world, holds)
    }

    #[test]
    fn what_never_comes_through_where_others_do_is_what_the_queue_waits_for() {
        assert!(held(60, |bot, k| bot || k % 4 > 0));
        // All wait alike, whoever they are.
        assert!(!held(60, |_, k| k % 4 > 0));
        // One or two sources may be tied to a server that is dead.
        assert!(!held(2, |bot, k| bot || k % 4 > 0));
    }
}
