//! A request on its way and the row it leaves. In: who asks for what, with every draw already made
//! from the client's own stream. Out: records that server, ledger and writer read.

use std::net::IpAddr;

use super::address::{Class, Who};
use super::random::{self, Rng, us};
use super::site::{self, Target};
use crate::rehearse::corpus::mixed;
use crate::rehearse::scenario::ServiceTimes;

/// Where a client says it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Referer {
    /// Nothing.
    None,
    /// Something of the site.
    Site(Target),
    /// A search engine or portal.
    Elsewhere,
}

/// A request before its answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    pub(super) who: Who,
    pub(super) target: Target,
    pub(super) referer: Referer,
    /// Time a worker would need, microseconds.
    pub(super) service_us: i64,
    /// How long the client waits, microseconds.
    pub(super) patience_us: i64,
    /// Size of a full answer.
    pub(super) bytes: u32,
    /// The client holds a copy and asks whether it is still good: 304.
    pub(super) conditional: bool,
    /// The first try.
    pub(super) fresh: bool,
    /// Past the waiting room, if there is one.
    pub(super) admitted: bool,
    /// Ends with 408 when the server gives up.
    pub(super) slow: bool,
    /// Sent with a session that was let in.
    pub(super) signed_in: bool,
    /// The campaign of attempts to get in that it belongs to.
    pub(super) mark: Option<Mark>,
    /// Three numbers in 0…1 that decide accidents: on the way, at the balancer, in the code.
    pub(super) luck: [f64; 3],
}

impl Ask {
    /// A first try with the draws of its client.
    pub(super) fn new(
        who: Who,
        (target, referer): (Target, Referer),
        patience_s: f64,
        times: &ServiceTimes,
        rng: &mut Rng,
    ) -> Self {
        let time = site::service_time(times, target);
        Self {
            who,
            target,
            referer,
            service_us: us(random::log_normal(rng, time.median / 1000.0, time.sigma)),
            patience_us: us(patience_s),
            bytes: target.bytes(rng),
            conditional: false,
            fresh: true,
            admitted: true,
            slow: false,
            signed_in: false,
            mark: None,
            luck: luck(rng),
        }
    }
}

impl Ask {
    /// The same request once more. Its accidents are decided anew, by a step of the golden ratio: the
    /// page that would draw them has gone on, and its stream must not depend on failures here.
    pub(super) fn try_again(&mut self) {
        self.fresh = false;
        self.luck = self.luck.map(|luck| (luck + 0.618_033_988_749_894_9).fract());
    }
}

fn luck(rng: &mut Rng) -> [f64; 3] {
    [random::uniform(rng), random::uniform(rng), random::uniform(rng)]
}

/// What became of a request, as its client sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome {
    /// When the client knows.
    pub(super) end_us: i64,
    /// It got what it asked for.
    pub(super) served: bool,
    /// It got the waiting page.
    pub(super) waiting_page: bool,
}

/// A request of a campaign of attempts to get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Which table of the scenario, from 1.
    pub(crate) intrusion: u16,
    /// What it is there.
    pub(crate) part: Part,
}

/// What a request is to its campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// An attempt that did not work.
    Attempt,
    /// One that did.
    Success,
    /// Something around it: the form before, pages after.
    Beside,
}

impl Part {
    /// Its name in `labels.csv`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Attempt => "attempt",
            Self::Success => "success",
            Self::Beside => "beside",
        }
    }
}

/// How a request ended, for formats that tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With an answer of the server, an error of its own included.
    Answered,
    /// The client left first.
    Left,
    /// The front end gave up waiting.
    TimedOut,
    /// The queue was full.
    Refused,
    /// The back end takes no connection.
    Unreachable,
}

/// Bytes of a request's headers: those of an average browser.
const HEADERS: u32 = 350;

/// A line of the log before it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// When the request arrived, microseconds since the epoch.
    pub(crate) arrival_us: i64,
    /// When its line is written.
    pub(crate) end_us: i64,
    /// Who asked.
    pub(super) who: Who,
    /// What for.
    pub(crate) target: Target,
    /// From where.
    pub(crate) referer: Referer,
    /// Status.
    pub(crate) status: u16,
    /// Bytes of the body.
    pub(crate) bytes: u32,
    /// Bytes of the request.
    pub(crate) received: u32,
    /// Time the back end took, microseconds; `None` where it was not asked.
    pub(crate) upstream_us: Option<i64>,
    /// The back end it was sent to; `None` where the front end answered by itself.
    pub(crate) backend: Option<u16>,
    /// How it ended.
    pub(crate) ending: Ending,
    /// The address that is logged in place of the client's.
    pub(crate) shown: Option<IpAddr>,
    /// The campaign of attempts to get in that it belongs to.
    pub(crate) mark: Option<Mark>,
}

impl Row {
    /// The address as logged.
    pub(crate) fn address(&self) -> IpAddr {
        self.shown.unwrap_or(self.who.address)
    }

    /// The client's true address, and its country.
    pub(crate) fn origin(&self) -> (IpAddr, [u8; 2]) {
        (self.who.address, self.who.country)
    }

    /// What sent it.
    pub(crate) fn class(&self) -> Class {
        self.who.class
    }

    /// Time to the end, microseconds.
    pub(crate) fn duration_us(&self) -> u64 {
        (self.end_us - self.arrival_us).unsigned_abs()
    }

    /// The back end that was asked, and the time it took.
    pub(crate) fn upstream(&self) -> Option<(u16, i64)> {
        self.backend.zip(self.upstream_us)
    }

    /// What the back end answered, where it was asked and the front end did not give up before.
    pub(crate) fn upstream_status(&self) -> Option<u16> {
        self.upstream().filter(|_| self.ending != Ending::Left).map(|_| self.status)
    }

    /// The port the client sent it from: any that a system gives away.
    pub(crate) fn port(&self) -> u16 {
        1_024 + (mixed(self.arrival_us.unsigned_abs()) % 64_000) as u16
    }

    /// Sent by a browser or an application: those speak HTTP/2 where the server does.
    pub(crate) fn is_modern(&self) -> bool {
        self.who.modern
    }

    /// The client's agent, by number.
    pub(crate) fn agent(&self) -> Option<u16> {
        self.who.agent
    }
}

/// Bytes of a request: what browsers of one kind send is of one size.
pub(super) fn received(ask: &Ask) -> u32 {
    HEADERS + 13 * u32::from(ask.who.agent.unwrap_or(0)) + ask.target.body()
}
