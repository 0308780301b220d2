//! From a request to its row: the way to the site, the waiting room, the workers, and what the log
//! says of it. In: a request and the time. Out: the outcome for the client, a row, a ledger entry.

use super::ledger::Entry;
use super::random::us;
use super::request::{Ask, Ending, Outcome, Part, Row, received};
use super::server::{Answer, Fate, Work};
use super::site::Target;
use super::{Sink, World};
use crate::rehearse::corpus::mixed;
use crate::rehearse::scenario::{Endpoint, Unknown};

/// How long a client waits for a connection that does not come, microseconds.
const CONNECT_TIMEOUT_US: i64 = 21_000_000;
/// Time to answer without the back end, microseconds.
const FRONT_END_US: i64 = 900;
/// Size of a page that says that nothing is there.
const NOTHING_BYTES: u32 = 3_120;
/// One record of so many exists.
const RECORDS: u32 = 4;

/// What the log will say of a request, and when.
#[derive(Clone, Copy)]
struct Line {
    status: u16,
    bytes: u32,
    end_us: i64,
    upstream_us: Option<i64>,
    backend: Option<u16>,
    ending: Ending,
}

impl<S: Sink> World<'_, S> {
    /// Sends a request and tells what comes of it.
    pub(super) fn send(&mut self, now_us: i64, ask: &Ask) -> Outcome {
        let [way, balancer, _] = ask.luck;
        if self.accidents.loses(now_us, ask.who.address, way) || self.is_full() {
            return self.lose(now_us, ask);
        }
        if !ask.admitted {
            return self.turn_away(now_us, ask);
        }
        if self.takes_worker(ask) && self.accidents.refuses(now_us, balancer) {
            return self.unreachable(now_us, ask, 0);
        }
        let dead = self.accidents.dead(now_us, self.pools.count());
        match self.pools.choose(self.takes_worker(ask), dead) {
            Ok(choice) => self.serve(now_us, ask, choice),
            Err(choice) if dead.hang => self.hang(now_us, ask, choice as u16),
            Err(choice) => self.unreachable(now_us, ask, choice as u16),
        }
    }

    /// Are as many requests open as are let in?
    fn is_full(&self) -> bool {
        let limit = self.scenario.server.accept_limit;
        limit.is_some_and(|limit| self.outbox.len() >= limit as usize)
    }

    fn takes_worker(&self, ask: &Ask) -> bool {
        ask.target.endpoint() != Endpoint::Asset || self.scenario.server.static_uses_workers
    }

    /// No connection comes about: no line.
    fn lose(&mut self, now_us: i64, ask: &Ask) -> Outcome {
        let end_us = now_us + CONNECT_TIMEOUT_US.min(ask.patience_us);
        self.conclude(now_us, ask, Outcome { end_us, served: false, waiting_page: false }, None)
    }

    /// The waiting page.
    fn turn_away(&mut self, now_us: i64, ask: &Ask) -> Outcome {
        let room = self.scenario.server.waiting_room.as_ref();
        let (status, bytes) = room.map_or((503, 0), |room| (room.status, room.bytes));
        let end_us = now_us + FRONT_END_US;
        let (upstream_us, backend, ending) = (None, None, Ending::Answered);
        let line = Line { status, bytes, end_us, upstream_us, backend, ending };
        let outcome = Outcome { end_us, served: false, waiting_page: true };
        self.conclude(now_us, ask, outcome, Some(line))
    }

    /// The back end takes no connection.
    fn unreachable(&mut self, now_us: i64, ask: &Ask, backend: u16) -> Outcome {
        let product = self.scenario.format.product;
        let end_us = now_us + FRONT_END_US;
        let line = Line {
            status: product.unreachable,
            bytes: (product.page)(product.unreachable),
            end_us,
            upstream_us: Some(FRONT_END_US / 2),
            backend: Some(backend),
            ending: Ending::Unreachable,
        };
        let outcome = Outcome { end_us, served: false, waiting_page: false };
        self.conclude(now_us, ask, outcome, Some(line))
    }

    /// The back end takes the connection and never answers.
    fn hang(&mut self, now_us: i64, ask: &Ask, backend: u16) -> Outcome {
        let timeout_us = us(self.scenario.server.timeout_s);
        let product = self.scenario.format.product;
        let left = ask.patience_us < timeout_us;
        let (status, ending) = match product.gone {
            Some(gone) if left => (gone, Ending::Left),
            _ => (504, Ending::TimedOut),
        };
        let noticed_us = if ending == Ending::Left { ask.patience_us } else { timeout_us };
        let line = Line {
            status,
            bytes: (product.page)(status),
            end_us: now_us + noticed_us,
            upstream_us: Some(noticed_us),
            backend: Some(backend),
            ending,
        };
        let end_us = now_us + ask.patience_us.min(timeout_us);
        let outcome = Outcome { end_us, served: false, waiting_page: false };
        self.conclude(now_us, ask, outcome, Some(line))
    }

    fn serve(&mut self, now_us: i64, ask: &Ask, choice: usize) -> Outcome {
        let takes_worker = self.takes_worker(ask);
        let work = Work {
            service_us: self.service_us(now_us, ask),
            patience_us: ask.patience_us,
            takes_worker,
        };
        let Some(answer) = self.pools.serve(choice, now_us, work) else {
            return self.unreachable(now_us, ask, choice as u16);
        };
        let (status, bytes) = self.content(now_us, ask);
        let as_asked = Line {
            status,
            bytes,
            end_us: answer.end_us,
            upstream_us: takes_worker.then_some(answer.end_us - now_us),
            backend: Some(choice as u16),
            ending: Ending::Answered,
        };
        let served = answer.fate == Fate::Served && status < 500;
        let outcome = Outcome { end_us: answer.end_us, served, waiting_page: false };
        self.conclude(now_us, ask, outcome, self.line(&answer, as_asked))
    }

    /// What is logged of an answer; `as_asked` is what would be if all went well.
    fn line(&self, answer: &Answer, as_asked: Line) -> Option<Line> {
        let product = self.scenario.format.product;
        let failed =
            |status, ending| Line { status, bytes: (product.page)(status), ending, ..as_asked };
        match answer.fate {
            Fate::Served => Some(as_asked),
            Fate::TimedOut => Some(failed(504, Ending::TimedOut)),
            Fate::Refused => Some(failed(self.scenario.server.overload_status, Ending::Refused)),
            Fate::Left => match product.gone {
                Some(status) => Some(failed(status, Ending::Left)),
                // Nothing at all is logged of a connection that was closed in the backlog.
                None => answer.done_us.map(|end_us| Line {
                    end_us,
                    upstream_us: None,
                    ending: Ending::Left,
                    ..as_asked
                }),
            },
        }
    }

    /// Time a worker needs, as things are.
    fn service_us(&self, now_us: i64, ask: &Ask) -> i64 {
        let slowness = self.accidents.slowness(now_us, ask.target.endpoint());
        // Exactly as asked where nothing is slow.
        if slowness > 1.0 { us(ask.service_us as f64 * slowness / 1e6) } else { ask.service_us }
    }

    /// Status and size of an answer that comes in time.
    fn content(&self, now_us: i64, ask: &Ask) -> (u16, u32) {
        if ask.slow {
            return (408, 0);
        }
        if self.takes_worker(ask) && ask.luck[2] < self.scenario.server.bug_share {
            return (500, (self.scenario.format.product.page)(500));
        }
        match ask.target {
            Target::Missing(_) => self.nothing(ask.bytes),
            Target::Page(1) if self.scenario.site.members && !ask.signed_in => (302, 0),
            Target::LoginPost { door, right } => door.answer(right),
            Target::Probe { list, nth } => self.probed(list.aim(nth).is_some(), ask),
            Target::Record(number) => self.record(number, ask.bytes),
            Target::Form(_) => (302, 0),
            _ if ask.conditional && !self.accidents.outdates(now_us, ask.luck[0]) => (304, 0),
            _ => (200, ask.bytes),
        }
    }

    /// Status and size of the answer to a probe. What works gives a page five times as large, or
    /// something where nothing was.
    fn probed(&self, has_page: bool, ask: &Ask) -> (u16, u32) {
        let works = ask.mark.is_some_and(|mark| mark.part == Part::Success);
        match (works, has_page) {
            (true, true) => (200, ask.bytes * 5 + 9_000),
            (true, false) => (200, 300 + ask.bytes),
            (false, true) if self.scenario.site.unknown == Unknown::Forbidden => (403, 548),
            (false, true) => (200, ask.bytes),
            (false, false) => self.nothing(ask.bytes),
        }
    }

    /// The answer to an address that does not exist.
    fn nothing(&self, bytes: u32) -> (u16, u32) {
        match self.scenario.site.unknown {
            Unknown::NotFound => (404, bytes),
            Unknown::Forbidden => (403, 548),
            Unknown::Page => (200, NOTHING_BYTES),
            Unknown::Redirect => (302, 0),
        }
    }

    /// Most numbers lead to nothing.
    fn record(&self, number: u32, bytes: u32) -> (u16, u32) {
        if mixed(u64::from(number)).is_multiple_of(u64::from(RECORDS)) {
            (200, bytes)
        } else {
            (404, 61)
        }
    }

    fn conclude(
        &mut self,
        now_us: i64,
        ask: &Ask,
        outcome: Outcome,
        line: Option<Line>,
    ) -> Outcome {
        let is_static = ask.target.endpoint() == Endpoint::Asset;
        let work_us = if self.takes_worker(ask) { ask.service_us } else { 0 };
        self.ledger.enter(&Entry {
            arrival_us: now_us,
            who: ask.who,
            logged: line.is_some(),
            fresh: ask.fresh,
            is_static,
            served: outcome.served,
            waiting_page: outcome.waiting_page,
            work_us,
        });
        let is_counted = S::WANTS_ROWS || self.scenario.server.accept_limit.is_some();
        match line {
            Some(line) if is_counted => self.outbox.push(row(now_us, ask, &line)),
            Some(_) => {}
            None => self.ledger.unlogged += 1,
        }
        outcome
    }
}

fn row(now_us: i64, ask: &Ask, line: &Line) -> Row {
    Row {
        arrival_us: now_us,
        end_us: line.end_us,
        who: ask.who,
        target: ask.target,
        referer: ask.referer,
        status: line.status,
        bytes: line.bytes,
        received: received(ask),
        upstream_us: line.upstream_us,
        backend: line.backend,
        ending: line.ending,
        shown: None,
        mark: ask.mark,
    }
}
