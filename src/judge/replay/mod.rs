//! Who plays back a recording: the same steps at the same pace, again and again, by one client or by several. Given the same way
//! through a site, the pauses between steps are each person's own. In: clients. Out: those that repeat a stretch as chance does not
//! explain. Steps that usual clocks take weigh nothing: their pauses are as frequent as they are usual. And after a failure it is the
//! page or its script that tries again; only what follows an answer is somebody's own accord.

mod walk;
mod way;

use std::collections::BTreeSet;

use super::crowd::Crowd;
pub use walk::Walks;
pub(in crate::judge) use walk::{CHOSEN_US, PAUSE_US, PAUSES_MIN, SAME_SHARE, SAME_US, SEED};
use walk::{Pace, Walk, pause};
pub use way::Mixed;
pub(in crate::judge) use way::{APART_US, LONGEST, MIXED_MIN, PAGES_MIN};
use way::{Way, stretch};

/// Stretches compared with each: those next to it in length. What an attacker sends must not cost its square.
pub(in crate::judge) const COMPARED: usize = 8;
/// Probability (log10) that any stretch of the crowd is repeated by chance, at most.
pub(in crate::judge) const CHANCE_LOG10: f64 = -3.0;
/// Ways in a crowd that differ, at least: timers of a new page are the same for all who open it…
pub(in crate::judge) const WAYS_MIN: usize = 3;
/// …or so many where one of them leads on through the site.
pub(in crate::judge) const WAYS_ON_MIN: usize = 2;
/// Clients of the incident that do not go the same way again, at least: they meet the same pages, scripts and failures.
pub(in crate::judge) const CONTROL_MIN: f64 = 5.0;

/// The first steps of a stretch: the pages as one number, how long they take, whose, and where.
type Start = (u64, i64, u64, u32, u32);

/// Places from which the same pages are asked for, next to those that take about as long.
fn starts(walks: &[Walk]) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    for (walk, place) in walks.iter().zip(0_u32..) {
        for (stretch, at) in walk.steps.windows(SEED + 1).zip(0_u32..) {
            let pages = stretch.iter().fold(0_u64, |sum, step| {
                sum.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ step.page
            });
            if stretch.windows(2).all(|pair| pause(pair[0], pair[1]) <= PAUSE_US) {
                starts.push((pages, pause(stretch[0], stretch[SEED]), walk.token, at, place));
            }
        }
    }
    starts.sort_unstable();
    starts
}

/// Clients that play back recordings.
#[derive(Debug, Clone, Default)]
pub struct Replays {
    /// The subscribers.
    pub subscribers: BTreeSet<u32>,
    /// Clients, each counted by its share of all steps: those that play back, and all.
    pub crowd: Crowd,
    /// What they do after failures.
    pub mixed: Mixed,
    ways: Vec<Way>,
}

impl Replays {
    /// Finds them among these.
    fn of(walks: &Walks) -> Self {
        let starts = starts(&walks.walks);
        // Every comparison may find something by chance (Bonferroni).
        let least = CHANCE_LOG10 - ((starts.len() * COMPARED).max(1) as f64).log10();
        let mut found = Self::default();
        for (k, one) in starts.iter().enumerate() {
            let next = starts.iter().skip(k + 1).take(COMPARED);
            for other in next.take_while(|next| next.0 == one.0) {
                found.compare(&walks.walks, (one, other), least);
            }
        }
        found.crowd = found.weigh(&walks.walks);
        found
    }

    /// Compares two walks from two places on, unless both are known.
    fn compare(&mut self, walks: &[Walk], places: (&Start, &Start), least: f64) {
        let at = |place: &Start| {
            let walk = walks.get(place.4 as usize)?;
            Some((walk.subscriber, walk.steps.get(place.3 as usize..)?))
        };
        let (Some(one), Some(other)) = (at(places.0), at(places.1)) else { return };
        let both = [one.0, other.0];
        if self.mixed.is_enough() && both.iter().all(|who| self.subscribers.contains(who)) {
            return;
        }
        let Some((way, mixed)) = stretch(one.1, other.1, least) else { return };
        self.mixed.add(mixed);
        self.subscribers.extend(both);
        // What one client repeats without a round of its own may be several timers.
        if one.0 != other.0 || way.is_round() {
            add(&mut self.ways, way);
        }
    }

    fn weigh(&self, walks: &[Walk]) -> Crowd {
        let steps = |walk: &Walk| walk.steps.len() as f64;
        let theirs = walks.iter().filter(|walk| self.subscribers.contains(&walk.subscriber));
        let (theirs, all): (f64, f64) = (theirs.map(steps).sum(), walks.iter().map(steps).sum());
        let known = walks.len() as f64;
        Crowd { showing: theirs / all.max(1.0) * known, known }
    }

    /// Do they take several ways, and not what timers of a page make of all who open it?
    fn differ(&self) -> bool {
        let least = if self.ways.iter().any(Way::leads_on) { WAYS_ON_MIN } else { WAYS_MIN };
        self.ways.len() >= least
    }
}

/// Keeps ways that differ from each other, as many as are asked for.
fn add(ways: &mut Vec<Way>, way: Way) {
    let room = ways.len() < WAYS_MIN || way.leads_on() && ways.len() < 2 * WAYS_MIN;
    if room && !ways.iter().any(|one| one.is_like(&way)) {
        ways.push(way);
    }
}

/// Those of an incident beside those of its baseline.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// In the incident.
    pub now: Replays,
    /// In the baseline.
    pub usual: Replays,
    /// Clients with enough steps: in the incident, and in the baseline.
    pub clients: (f64, f64),
}

impl Beside {
    /// Compares both.
    pub fn of(now: Walks, usual: Walks) -> Self {
        let pace = Pace::of(&usual, &now);
        let usually = Pace::of(&usual, &Walks::default());
        Self {
            clients: (now.clients(), usual.clients()),
            now: Replays::of(&now.paced(&pace)),
            usual: Replays::of(&usual.paced(&usually)),
        }
    }

    /// Does a crowd play back recordings, as usual clients do not?
    pub fn shown(&self) -> bool {
        self.now.crowd.is_unlike(self.usual.crowd)
            && self.clients.0 - self.now.subscribers.len() as f64 >= CONTROL_MIN
            && self.now.differ()
    }

    /// Is this subscriber one of such a crowd?
    pub fn has(&self, subscriber: u32) -> bool {
        self.shown() && self.now.subscribers.contains(&subscriber)
    }
}
