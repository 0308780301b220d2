//! Several back ends behind one balancer that sends to each in turn, as nginx and HAProxy do by default.
//! In: requests in order of arrival, and which back ends are dead. Out: where each goes and what becomes
//! of it there. Workers and queue are shared out evenly.

use super::accident::Dead;
use super::random::us;
use super::server::{Answer, Work, Workers};
use crate::rehearse::scenario::Server;

/// The back ends.
pub(super) struct Pools {
    pools: Vec<Workers>,
    turn: usize,
}

impl Pools {
    pub(super) fn new(server: &Server) -> Self {
        let timeout_us = us(server.timeout_s);
        let pool = |nth: u32| {
            let workers = part(server.workers, server.backends, nth);
            let queue = part(server.queue, server.backends, nth);
            Workers::new(workers, queue, timeout_us, server.abandoned_work)
        };
        Self { pools: (0..server.backends).map(pool).collect(), turn: 0 }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.pools.len()
    }

    /// Has so many workers from now on, shared out evenly.
    pub(super) fn resize(&mut self, workers: u32, now_us: i64) {
        let count = self.pools.len() as u32;
        for (nth, pool) in (0..).zip(&mut self.pools) {
            pool.resize(part(workers, count, nth), now_us);
        }
    }

    /// Requests that are worked on or wait.
    pub(super) fn load(&mut self, now_us: i64) -> usize {
        self.pools.iter_mut().map(|pool| pool.load(now_us)).sum()
    }

    /// The back end whose turn it is, or `Err` with it if it is dead. What takes no worker takes no
    /// turn and is served by one that lives.
    pub(super) fn choose(&mut self, takes_worker: bool, dead: Dead) -> Result<usize, usize> {
        let living = self.pools.len() - dead.count.min(self.pools.len());
        let skips = living > 0 && (dead.noticed || !takes_worker);
        let choice = self.turn % if skips { living } else { self.pools.len() };
        self.turn += usize::from(takes_worker);
        if choice < living { Ok(choice) } else { Err(choice) }
    }

    /// The fate of a request at a back end.
    pub(super) fn serve(&mut self, choice: usize, now_us: i64, work: Work) -> Option<Answer> {
        self.pools.get_mut(choice).map(|pool| pool.serve(now_us, work))
    }
}

/// The `nth` of `count` even parts; the first ones are larger by one.
fn part(whole: u32, count: u32, nth: u32) -> u32 {
    whole / count.max(1) + u32::from(nth < whole % count.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up() {
        for (whole, count) in [(10, 3), (2, 4), (7, 1), (0, 2)] {
            assert_eq!((0..count).map(|nth| part(whole, count, nth)).sum::<u32>(), whole);
        }
    }

    #[test]
    fn the_dead_are_asked_until_they_are_noticed() {
        let pool = || Workers::new(1, 1, 1, Default::default());
        let mut pools = Pools { pools: vec![pool(), pool(), pool(), pool()], turn: 0 };
        let mut round = |dead| (0..4).map(|_| pools.choose(true, dead)).collect::<Vec<_>>();
        let dead = Dead { count: 1, hang: false, noticed: false };
        assert_eq!(round(dead), [Ok(0), Ok(1), Ok(2), Err(3)]);
        assert!(round(Dead { noticed: true, ..dead }).iter().all(Result::is_ok));
        let all = Dead { count: 4, hang: false, noticed: true };
        assert!(round(all).iter().all(Result::is_err));
    }
}
