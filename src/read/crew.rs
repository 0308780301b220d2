//! A mapped file read by many: its chunks shared out, runs of chunks with their rows out. Which worker
//! reads what depends on who is fast; what is read does not.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::columns::Columns;
use super::exhibit::chunk::Chunk;
use super::exhibit::map::{self, Mmap};
use super::file::{Tally, Task};
use super::format::kernel::drive::Parsed;
use super::format::kernel::reader::Context;

/// Room for rows beyond what the first chunk promises.
const ROWS_SPARE: f64 = 1.05;

/// Workers on one mapped file. Each begins with its own share of the chunks, in their order; one that
/// has none left takes the second half of what the slowest still has. So rows that follow each other
/// in the file stay together, and only the ends of the shares depend on who was fast.
pub(super) struct Crew<'t> {
    task: &'t Task<'t>,
    map: &'t Mmap,
    ranges: Vec<Range<usize>>,
    contexts: Vec<Context>,
    /// What is left of each worker's share.
    shares: Mutex<Vec<Range<usize>>>,
    tally: Tally,
    /// Does a worker think that the file should be given up?
    pub(super) given_up: AtomicBool,
}

/// Chunks that follow each other and were read by one worker.
pub(super) struct Run {
    /// The first of them.
    pub(super) first: usize,
    /// What became of each.
    pub(super) parts: Vec<Parsed>,
    /// The requests of all.
    pub(super) columns: Columns,
}

impl<'t> Crew<'t> {
    /// Shares the chunks out; each range has the context in which it begins.
    pub(super) fn new(
        task: &'t Task<'t>,
        map: &'t Mmap,
        ranges: Vec<Range<usize>>,
        contexts: Vec<Context>,
        workers: usize,
    ) -> Self {
        let at = |worker: usize| ranges.len() * worker / workers;
        let shares = (0..workers).map(|worker| at(worker)..at(worker + 1)).collect();
        let (shares, given_up) = (Mutex::new(shares), AtomicBool::new(false));
        Self { task, map, ranges, contexts, shares, tally: Tally::default(), given_up }
    }

    /// Is there no sense in going on?
    pub(super) fn stopped(&self) -> bool {
        self.task.watch.stopped() || self.given_up.load(Ordering::Relaxed)
    }

    /// The next chunk for a worker, and how many of its share follow it.
    fn next(&self, own: usize) -> Option<(usize, usize)> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if shares.get(own)?.is_empty() {
            let slowest = shares.iter_mut().max_by_key(|share| share.len())?;
            let middle = slowest.start + slowest.len() / 2;
            let taken = middle..slowest.end;
            slowest.end = middle;
            *shares.get_mut(own)? = taken;
        }
        let share = shares.get_mut(own)?;
        let next = share.next()?;
        Some((next, share.len()))
    }

    /// Reads chunks until there are no more; `None` if the reading was stopped.
    pub(super) fn work(&self, own: usize) -> Option<Vec<Run>> {
        let mut runs: Vec<Run> = Vec::new();
        while let Some((at, left)) = self.next(own) {
            if self.stopped() {
                return None;
            }
            let follows = runs.last().is_some_and(|run| run.first + run.parts.len() == at);
            if !follows {
                let (parts, columns) = (Vec::new(), Columns::default());
                runs.push(Run { first: at, parts, columns });
            }
            if let Some(run) = runs.last_mut() {
                self.read(at, run)?;
                if !follows {
                    // Room for the share, if its other chunks are as this one.
                    let rows = run.columns.len() as f64 * (left as f64 + 1.0) * ROWS_SPARE;
                    run.columns.reserve(rows as usize);
                }
            }
        }
        Some(runs)
    }

    fn read(&self, at: usize, run: &mut Run) -> Option<()> {
        let (range, context) = (self.ranges.get(at)?.clone(), self.contexts.get(at)?.clone());
        map::populate(self.map, &range);
        let (offset, bytes) = (range.start as u64, self.map.get(range)?);
        let length = bytes.len() as u64;
        let chunk = Chunk { offset, bytes: bytes.into(), length, hole: 0, cut: false };
        let lines = self.task.lines(context);
        let parsed = self.task.choice.reader.chunk(&chunk, &lines, &mut run.columns);
        self.task.watch.advance(length);
        if self.tally.gives_up(self.task, &parsed) {
            self.given_up.store(true, Ordering::Relaxed);
        }
        run.parts.push(parsed);
        Some(())
    }
}
