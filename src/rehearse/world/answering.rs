//! From a request to its row: the way to the site, the waiting room, the workers, and what the log
//! says of it. In: a request and the time. Out: the outcome for the client, a row, a ledger entry.

use super::address::Class;
use super::ledger::Entry;
use super::request::{Ask, Outcome, Row};
use super::server::{Fate, Work};
use super::site::{Endpoint, Target};
use super::{Sink, World};

/// How long a client waits for a connection that does not come, microseconds.
const CONNECT_TIMEOUT_US: i64 = 21_000_000;
/// Time to answer without the back end, microseconds.
const FRONT_END_US: i64 = 900;
/// Size of the log-in form with an error message.
const FORM_BYTES: u32 = 6_402;

/// What the log will say of a request, and when.
struct Line {
    status: u16,
    bytes: u32,
    end_us: i64,
    upstream_us: Option<i64>,
}

impl<S: Sink> World<'_, S> {
    /// Sends a request and tells what comes of it.
    pub(super) fn send(&mut self, now_us: i64, ask: &Ask) -> Outcome {
        let [way, balancer, _] = ask.luck;
        if self.accidents.loses(now_us, ask.who.address, way) {
            let end_us = now_us + CONNECT_TIMEOUT_US.min(ask.patience_us);
            return self.conclude(
                now_us,
                ask,
                Outcome { end_us, served: false, waiting_page: false },
                None,
            );
        }
        if !ask.admitted {
            return self.turn_away(now_us, ask);
        }
        if self.takes_worker(ask) && self.accidents.refuses(now_us, balancer) {
            return self.front_end(now_us, ask, 502, self.error_bytes(502), false);
        }
        self.serve(now_us, ask)
    }

    fn takes_worker(&self, ask: &Ask) -> bool {
        ask.target.endpoint() != Endpoint::Asset || self.scenario.server.static_uses_workers
    }

    /// The waiting page.
    fn turn_away(&mut self, now_us: i64, ask: &Ask) -> Outcome {
        let room = self.scenario.server.waiting_room.as_ref();
        let (status, bytes) = room.map_or((503, 0), |room| (room.status, room.bytes));
        self.front_end(now_us, ask, status, bytes, true)
    }

    /// An answer that no worker sees and that is not what was asked for.
    fn front_end(
        &mut self,
        now_us: i64,
        ask: &Ask,
        status: u16,
        bytes: u32,
        waiting_page: bool,
    ) -> Outcome {
        let end_us = now_us + FRONT_END_US;
        let outcome = Outcome { end_us, served: false, waiting_page };
        let upstream_us = (!waiting_page).then_some(FRONT_END_US / 2);
        self.conclude(now_us, ask, outcome, Some(Line { status, bytes, end_us, upstream_us }))
    }

    fn serve(&mut self, now_us: i64, ask: &Ask) -> Outcome {
        let takes_worker = self.takes_worker(ask);
        let work = Work { service_us: ask.service_us, patience_us: ask.patience_us, takes_worker };
        let answer = self.workers.serve(now_us, work);
        let upstream_us = takes_worker.then_some(answer.end_us - now_us);
        let failed = |status| Line {
            status,
            bytes: self.error_bytes(status),
            end_us: answer.end_us,
            upstream_us,
        };
        let (served, line) = match answer.fate {
            Fate::Served => {
                let (status, bytes) = self.content(ask);
                (status < 500, Some(Line { status, bytes, end_us: answer.end_us, upstream_us }))
            }
            Fate::TimedOut => (false, Some(failed(504))),
            Fate::Refused => (false, Some(failed(self.scenario.server.overload_status))),
            Fate::Left if self.scenario.format.is_nginx() => (false, Some(failed(499))),
            // Apache httpd learns that the client has gone when it writes: it logs what it would
            // have sent, and nothing at all of a connection closed in the backlog.
            Fate::Left => (false, answer.done_us.map(|done_us| self.unnoticed(ask, done_us))),
        };
        let outcome = Outcome { end_us: answer.end_us, served, waiting_page: false };
        self.conclude(now_us, ask, outcome, line)
    }

    fn unnoticed(&self, ask: &Ask, end_us: i64) -> Line {
        let (status, bytes) = self.content(ask);
        Line { status, bytes, end_us, upstream_us: None }
    }

    /// Status and size of an answer that comes in time.
    fn content(&self, ask: &Ask) -> (u16, u32) {
        if ask.slow {
            return (408, 0);
        }
        if self.takes_worker(ask) && ask.luck[2] < self.scenario.server.bug_share {
            return (500, self.error_bytes(500));
        }
        match ask.target {
            Target::Missing(_) => (404, ask.bytes),
            // A wrong password gives the form again, a right one leads on.
            Target::LoginPost if ask.who.class == Class::Hostile => (200, FORM_BYTES),
            Target::LoginPost => (302, 0),
            _ if ask.conditional => (304, 0),
            _ => (200, ask.bytes),
        }
    }

    /// Size of the built-in error page. nginx 1.18 without its padding for old browsers; Apache httpd
    /// 2.4 with a host name of average length.
    fn error_bytes(&self, status: u16) -> u32 {
        match (self.scenario.format.is_nginx(), status) {
            (_, 499) => 0,
            (true, 500) => 177,
            (true, 502) => 157,
            (true, 503) => 197,
            (true, _) => 167,
            (false, 500) => 539,
            (false, 502) => 341,
            (false, 503) => 299,
            (false, _) => 247,
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
        match line {
            Some(line) => self.outbox.push(row(now_us, ask, &line)),
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
        upstream_us: line.upstream_us,
    }
}
