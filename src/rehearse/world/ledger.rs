//! What happened, minute by minute and in total, known from inside the world. In: every request with
//! its true class and fate. Out: counts. Minutes are those of the arrival. It keeps no lines.

use super::address::{Class, Who};
use crate::base::time::{MINUTE_US, Window};

/// Failed requests of people above which a minute can fail at all.
const FAILURES_LEAST: u32 = 3;
/// Share of people's requests above which a minute fails.
const FAILURE_SHARE: f64 = 0.05;

/// One minute of the world.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Minute {
    /// Requests that left a line or will.
    pub(crate) logged: u32,
    /// Requests that left no line.
    pub(crate) unlogged: u32,
    /// First tries among all requests that were sent.
    pub(crate) fresh: u32,
    /// Logged requests of hostile sources.
    pub(crate) hostile: u32,
    /// Requests of people for anything but static files, lost ones included.
    pub(crate) people: u32,
    /// Those that were not answered as asked.
    pub(crate) people_failed: u32,
    /// Waiting pages among those.
    pub(crate) people_waiting: u32,
    /// Worker time asked for by first tries that are not hostile, microseconds.
    pub(crate) fresh_work_us: i64,
    /// Worker time asked for by hostile sources, microseconds.
    pub(crate) hostile_work_us: i64,
}

impl Minute {
    /// More than 5 % and at least 3 of people's requests were not answered as asked.
    pub(crate) fn fails(&self) -> bool {
        self.people_failed >= FAILURES_LEAST
            && f64::from(self.people_failed) > FAILURE_SHARE * f64::from(self.people)
    }
}

/// One request as the ledger sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) arrival_us: i64,
    pub(super) who: Who,
    pub(super) logged: bool,
    pub(super) fresh: bool,
    pub(super) is_static: bool,
    pub(super) served: bool,
    pub(super) waiting_page: bool,
    /// Worker time asked for, microseconds; 0 if none is needed.
    pub(super) work_us: i64,
}

/// Counts of a whole run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    start_us: i64,
    /// Every minute of the log.
    pub(crate) minutes: Vec<Minute>,
    /// Requests that left no line.
    pub(crate) unlogged: u64,
    /// Requests that are not hostile, and those of them that need a worker.
    pub(crate) legitimate: (u64, u64),
    /// Worker time of the latter, microseconds.
    pub(crate) legitimate_work_us: i64,
}

impl Ledger {
    pub(super) fn new(window: Window) -> Self {
        let minutes = vec![Minute::default(); window.minutes() as usize + 1];
        Self { start_us: window.start_us, minutes, ..Self::default() }
    }

    pub(super) fn enter(&mut self, entry: &Entry) {
        let hostile = entry.who.class == Class::Hostile;
        self.total(entry, hostile);
        let index = (entry.arrival_us - self.start_us).div_euclid(MINUTE_US) as usize;
        let Some(minute) = self.minutes.get_mut(index) else { return };
        minute.logged += u32::from(entry.logged);
        minute.unlogged += u32::from(!entry.logged);
        minute.fresh += u32::from(entry.fresh);
        minute.hostile += u32::from(entry.logged && hostile);
        minute.hostile_work_us += if hostile { entry.work_us } else { 0 };
        minute.fresh_work_us += if entry.fresh && !hostile { entry.work_us } else { 0 };
        if entry.who.class.is_person() && !entry.is_static {
            minute.people += 1;
            minute.people_failed += u32::from(!entry.served);
            minute.people_waiting += u32::from(entry.waiting_page);
        }
    }

    fn total(&mut self, entry: &Entry, hostile: bool) {
        if !hostile {
            self.legitimate.0 += 1;
            self.legitimate.1 += u64::from(entry.work_us > 0);
            self.legitimate_work_us += entry.work_us;
        }
    }

    /// Minutes of a window in which more than 5 % of people's requests were not answered as asked, however
    /// few they are: where nobody tries again, there are fewer to count.
    pub(crate) fn failing_at_all(&self, window: Window) -> u32 {
        let fails = |minute: &&Minute| {
            f64::from(minute.people_failed) > FAILURE_SHARE * f64::from(minute.people)
        };
        self.within(window).filter(fails).count() as u32
    }

    /// Minutes of a window that fail.
    pub(crate) fn failing(&self, window: Window) -> u32 {
        self.within(window).filter(|minute| minute.fails()).count() as u32
    }

    /// The minutes of a window.
    pub(crate) fn within(&self, window: Window) -> impl Iterator<Item = &Minute> {
        let first = (window.start_us - self.start_us).div_euclid(MINUTE_US).max(0) as usize;
        let count = ((window.end_us - window.start_us) / MINUTE_US).max(0) as usize;
        self.minutes.iter().skip(first).take(count)
    }

    /// When a minute begins.
    pub(crate) fn minute_us(&self, index: usize) -> i64 {
        self.start_us + index as i64 * MINUTE_US
    }
}
