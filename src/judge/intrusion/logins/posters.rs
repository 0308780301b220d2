//! What each source that tried to log in did otherwise: the sums on which guessing is told from people
//! who mistype. One pass over the rows; the state of a source has a fixed size.

use std::collections::BTreeMap;

use super::answers::Answer;
use super::beat::Beat;
use super::endpoint::Try;
use super::guessing::FAST;
use crate::ask::service::{Names, Service};
use crate::base::time::{HOUR_US, minute_of};
use crate::judge::profile::Subscribers;

/// Time between being let in and the first failure, from which a source is known: not the same morning.
pub(in crate::judge) const LONG_US: i64 = 12 * HOUR_US;
/// Tries for one file, above which a source does not load what the form brings along.
pub(in crate::judge) const TRIES_PER_FILE: u32 = 10;
/// Agents of one source that are told apart.
const AGENTS_MAX: usize = 6;

/// A source at one endpoint.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Poster {
    /// Path code of the endpoint.
    pub(super) endpoint: u32,
    /// Subscriber.
    pub(super) subscriber: u32,
    /// First try.
    pub(super) first_us: i64,
    /// Tries, and how they were answered.
    pub(super) tries: u32,
    /// Failed.
    pub(super) failed: u32,
    /// Succeeded.
    pub(super) succeeded: u32,
    /// Not judged: the server was broken, or took too long.
    broken: u32,
    /// Successes before the first failure, at any log-in of the service: a token is fetched elsewhere than
    /// a password is sent.
    pub(super) trusted: u32,
    /// The first of these.
    let_in_us: Option<i64>,
    /// First failure.
    failed_us: i64,
    /// Requests for pages other than log-ins before its first success, or ever.
    pub(super) elsewhere: u32,
    /// Distinct ones among these pages, up to two.
    pages: [Option<u32>; 2],
    /// Pages asked for after a success.
    pub(super) went_on: bool,
    /// Assets asked for.
    pub(super) assets: u32,
    /// Distinct agents, up to six.
    pub(super) agents: Vec<u32>,
    /// Tries in its busiest minute.
    pub(super) peak_minute: u32,
    /// Minutes with [`FAST`] tries or more.
    pub(super) fast_minutes: u32,
    minute: i64,
    in_minute: u32,
    beat: Beat,
}

impl Poster {
    fn tried(&mut self, at_us: i64, agent: u32, answer: Answer, broken: bool) {
        if self.tries == 0 {
            self.first_us = at_us;
        }
        self.beat.add(at_us, self.tries == 0);
        self.tries += 1;
        match answer {
            Answer::Failed => {
                self.failed_us = if self.failed == 0 { at_us } else { self.failed_us };
                self.failed += 1;
            }
            Answer::Succeeded => {
                self.succeeded += 1;
                self.trust(at_us);
            }
            Answer::Unclear => self.broken += u32::from(broken),
        }
        if self.agents.len() < AGENTS_MAX && !self.agents.contains(&agent) {
            self.agents.push(agent);
        }
        let minute = minute_of(at_us);
        self.in_minute = if minute == self.minute { self.in_minute + 1 } else { 1 };
        self.minute = minute;
        self.fast_minutes += u32::from(self.in_minute == FAST);
        self.peak_minute = self.peak_minute.max(self.in_minute);
    }

    /// Notes that it was let in, if it has not failed yet.
    fn trust(&mut self, at_us: i64) {
        if self.failed == 0 {
            self.trusted += 1;
            self.let_in_us.get_or_insert(at_us);
        }
    }

    /// Was it let in long before it first failed? Who guesses may have an account, and use it as he begins.
    pub(super) fn is_long_known(&self) -> bool {
        self.let_in_us.is_some_and(|us| self.failed_us.saturating_sub(us) >= LONG_US)
    }

    /// Tries whose password the site looked at.
    pub(super) fn looked_at(&self) -> u32 {
        self.tries - self.broken
    }

    /// Does it load what pages bring along, as browsers do? One style sheet makes no browser of who guesses on.
    pub(super) fn loads(&self) -> bool {
        self.assets > 0 && self.assets.saturating_mul(TRIES_PER_FILE) >= self.tries
    }

    /// Came for the log-in and nothing else: not what pages bring along, and before it was let in no page but one, on
    /// which the form may be.
    pub(super) fn is_bare(&self) -> bool {
        let form_only = self.pages[1].is_none();
        !self.loads() && (form_only || self.elsewhere * 10 <= self.tries)
    }

    /// Is it a program that comes by a clock, with one agent and no haste? What it sends is what it was once
    /// given: a password that has expired, a token that was withdrawn.
    pub(super) fn is_program(&self) -> bool {
        self.agents.len() <= 1 && self.peak_minute < FAST && self.beat.is_regular()
    }

    fn went(&mut self, path: u32) {
        self.elsewhere += 1;
        match self.pages {
            [None, _] => self.pages[0] = Some(path),
            [Some(first), None] if first != path => self.pages[1] = Some(path),
            _ => {}
        }
    }
}

/// Does this answer say nothing of a password: the server failed, or somebody lost patience?
fn is_broken(status: i16) -> bool {
    matches!(status, 408 | 460 | 499 | 500..600)
}

/// The sources of all endpoints of a service, in order of endpoint and subscriber.
pub(super) fn posters(
    service: &Service,
    names: &Names,
    subscribers: &Subscribers,
    tries: &[Try],
    answers: &[Answer],
) -> Vec<Poster> {
    let mut posters: BTreeMap<(u32, u32), Poster> = BTreeMap::new();
    let mut endpoints_of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for one in tries {
        let new =
            Poster { endpoint: one.endpoint, subscriber: one.subscriber, ..Poster::default() };
        posters.entry((one.endpoint, one.subscriber)).or_insert_with(|| {
            endpoints_of.entry(one.subscriber).or_default().push(one.endpoint);
            new
        });
    }
    let trying: Vec<bool> = (0..=names.clients.len() as u32)
        .map(|client| endpoints_of.contains_key(&subscribers.get(client)))
        .collect();
    let mut next = tries.iter().zip(answers).peekable();
    for row in 0..service.len() {
        let Some(&client) = service.client.get(row) else { continue };
        if !trying.get(client as usize).copied().unwrap_or(true) {
            continue;
        }
        let subscriber = subscribers.get(client);
        if let Some((one, answer)) = next.next_if(|(one, _)| one.row as usize == row) {
            let at_us = service.arrival_us.get(row).copied().unwrap_or(0);
            let agent = service.agent.get(row).copied().unwrap_or(0);
            if let Some(poster) = posters.get_mut(&(one.endpoint, subscriber)) {
                let status = service.status.get(row).copied().unwrap_or_default();
                poster.tried(at_us, agent, *answer, is_broken(status));
            }
            let others = endpoints_of.get(&subscriber).filter(|_| *answer == Answer::Succeeded);
            for endpoint in others.into_iter().flatten().filter(|path| **path != one.endpoint) {
                let at_us = service.arrival_us.get(row).copied().unwrap_or(0);
                let poster = posters.get_mut(&(*endpoint, subscriber));
                poster.into_iter().for_each(|poster| poster.trust(at_us));
            }
            continue;
        }
        let path = service.path.get(row).copied().unwrap_or(u32::MAX);
        let endpoints = endpoints_of.get(&subscriber).map_or(&[][..], Vec::as_slice);
        let asset = names.is_asset(path);
        for endpoint in endpoints.iter().filter(|_| !endpoints.contains(&path)) {
            let Some(poster) = posters.get_mut(&(*endpoint, subscriber)) else { continue };
            poster.assets += u32::from(asset);
            match (asset, poster.succeeded) {
                (true, _) => {}
                (false, 0) => poster.went(path),
                (false, _) => poster.went_on = true,
            }
        }
    }
    posters.into_values().collect()
}
