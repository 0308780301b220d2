//! Workers behind one first-in-first-out queue. Since everyone in front of a request is known when it
//! arrives, so is its fate: the answer is computed at arrival, and no event is needed for a worker
//! that becomes free. In: requests in order of arrival. Out: status, end, who noticed.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::rehearse::scenario::AbandonedWork;

/// Time to refuse a request, microseconds: written by the front end alone.
const REFUSAL_US: i64 = 1_500;

/// What one request asks of the server.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work {
    /// Time a worker needs, microseconds.
    pub(super) service_us: i64,
    /// How long the client waits, microseconds.
    pub(super) patience_us: i64,
    /// Does it take a worker?
    pub(super) takes_worker: bool,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answer {
    /// What became of it.
    pub(super) fate: Fate,
    /// When, microseconds since the epoch.
    pub(super) end_us: i64,
    /// When a worker was done with it, if one was.
    pub(super) done_us: Option<i64>,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Answered while the client was there.
    Served,
    /// The client left first.
    Left,
    /// The front end gave up waiting for a worker.
    TimedOut,
    /// The queue was full.
    Refused,
}

/// Workers and those who wait for them.
pub(super) struct Workers {
    /// When each worker becomes free.
    free: BinaryHeap<Reverse<i64>>,
    /// When each waiting request stops waiting.
    waiting: BinaryHeap<Reverse<i64>>,
    queue: usize,
    timeout_us: i64,
    abandoned: AbandonedWork,
}

impl Workers {
    pub(super) fn new(count: u32, queue: u32, timeout_us: i64, abandoned: AbandonedWork) -> Self {
        let free = (0..count).map(|_| Reverse(i64::MIN)).collect();
        Self { free, waiting: BinaryHeap::new(), queue: queue as usize, timeout_us, abandoned }
    }

    /// Has `count` workers from now on. Those that die finish what they have begun; those that come
    /// are free now.
    pub(super) fn resize(&mut self, count: u32, now_us: i64) {
        while self.free.len() > count as usize {
            self.free.pop();
        }
        while self.free.len() < count as usize {
            self.free.push(Reverse(now_us));
        }
    }

    /// Requests that are worked on or wait.
    pub(super) fn load(&mut self, now_us: i64) -> usize {
        self.forget(now_us);
        self.free.iter().filter(|free| free.0 > now_us).count() + self.waiting.len()
    }

    /// Those who have stopped waiting.
    fn forget(&mut self, now_us: i64) {
        while self.waiting.peek().is_some_and(|stop| stop.0 <= now_us) {
            self.waiting.pop();
        }
    }

    /// The fate of a request that arrives now.
    pub(super) fn serve(&mut self, now_us: i64, work: Work) -> Answer {
        if !work.takes_worker {
            return Answer { fate: Fate::Served, end_us: now_us + work.service_us, done_us: None };
        }
        self.forget(now_us);
        let next = self.free.peek().map(|free| free.0);
        match next {
            Some(free_us) if free_us <= now_us || self.waiting.len() < self.queue => {
                self.enqueue(now_us, free_us.max(now_us), work)
            }
            _ => Answer { fate: Fate::Refused, end_us: now_us + REFUSAL_US, done_us: None },
        }
    }

    fn enqueue(&mut self, now_us: i64, start_us: i64, work: Work) -> Answer {
        let deadline_us = now_us + work.patience_us.min(self.timeout_us);
        let too_late = start_us > deadline_us;
        if too_late && self.abandoned == AbandonedWork::Dropped {
            self.waiting.push(Reverse(deadline_us));
            return self.missed(deadline_us, work, None);
        }
        if start_us > now_us {
            self.waiting.push(Reverse(start_us));
        }
        let done_us = start_us + work.service_us;
        self.free.pop();
        self.free.push(Reverse(done_us));
        if done_us <= deadline_us {
            return Answer { fate: Fate::Served, end_us: done_us, done_us: Some(done_us) };
        }
        self.missed(deadline_us, work, Some(done_us))
    }

    fn missed(&self, deadline_us: i64, work: Work, done_us: Option<i64>) -> Answer {
        let left = work.patience_us < self.timeout_us;
        let fate = if left { Fate::Left } else { Fate::TimedOut };
        Answer { fate, end_us: deadline_us, done_us }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;

    fn work(service_s: i64) -> Work {
        Work { service_us: service_s * SECOND, patience_us: 5 * SECOND, takes_worker: true }
    }

    #[test]
    fn first_in_first_out_with_a_full_queue() {
        let mut workers = Workers::new(1, 1, 60 * SECOND, AbandonedWork::Dropped);
        assert_eq!(workers.serve(0, work(2)).end_us, 2 * SECOND);
        assert_eq!(workers.serve(1, work(2)).end_us, 4 * SECOND);
        assert_eq!(workers.serve(2, work(2)).fate, Fate::Refused);
        // At 2 s the second request has left the queue for the worker.
        assert_eq!(workers.serve(2 * SECOND, work(1)).end_us, 5 * SECOND);
    }

    #[test]
    fn abandoned_work_is_done_or_dropped() {
        for (abandoned, next_end) in [(AbandonedWork::Dropped, 11), (AbandonedWork::Done, 12)] {
            let mut workers = Workers::new(1, 9, 60 * SECOND, abandoned);
            let long = Work { patience_us: 20 * SECOND, ..work(10) };
            assert_eq!(workers.serve(0, long).fate, Fate::Served);
            let gone = workers.serve(1, work(1));
            assert_eq!((gone.fate, gone.end_us), (Fate::Left, 5 * SECOND + 1));
            let next = workers.serve(7 * SECOND, work(1));
            assert_eq!(next.end_us, next_end * SECOND);
        }
    }

    #[test]
    fn lost_workers_return() {
        let mut workers = Workers::new(2, 0, 60 * SECOND, AbandonedWork::Done);
        workers.resize(0, 0);
        assert_eq!(workers.serve(1, work(1)).fate, Fate::Refused);
        workers.resize(2, SECOND);
        assert_eq!(workers.serve(SECOND, work(1)).fate, Fate::Served);
    }
}
