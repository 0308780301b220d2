//! The log in, the plain columns of each service out: what tables and evidence tests read. Every code
//! is numbered by the first row that has the value, so that the result is the same whether the log was
//! just read or comes back from a case.

mod read;
mod referers;
mod stored;

pub use referers::{OWN_SHARE, TOLD_PAGES, referer_paths};

use std::ops::Range;

use rayon::prelude::*;

use crate::base::account::{Exhibit, Stamp};
use crate::base::class::Territory;
use crate::base::shared::Shared;
use crate::error::Result;
use crate::frame::place::Places;
use crate::frame::place::territory::territory;
use crate::frame::{Log, Requests};

use super::service::{NO_NUMBER, NO_STATUS, NO_TEXT, NO_UPSTREAM, Names, Service};

/// The text of the client of a row that has none.
const NO_CLIENT: &str = "-";

/// Splits a log by service, the largest first, equals by name; in each, rows in order of arrival, then
/// of the log. `places` adds what the other country databases say of each client; `exhibits` tells
/// what the time stamps mark. Rows without a time are in no service: no window can hold them.
pub fn split(
    log: &Log,
    places: Option<&Places>,
    home: &str,
    exhibits: &[Exhibit],
) -> (Names, Vec<Service>) {
    rayon::join(|| read::names(log, places, home), || services(&read::plain(log), exhibits))
}

/// The same for requests that come back from a case.
pub fn split_stored(
    requests: &Requests,
    places: Option<&Places>,
    home: &str,
    exhibits: &[Exhibit],
) -> Result<(Names, Vec<Service>)> {
    let plain = stored::Stored::read(requests)?;
    let services = services(&plain.plain(exhibits), exhibits);
    Ok((plain.names(requests, places, home)?, services))
}

/// The columns that judging reads, as plain values. A column may end before the last row: rows after
/// its end have no value.
struct Plain {
    arrival_us: Shared<i64>,
    byte_offset: Shared<i64>,
    status: Shared<i16>,
    bytes: Shared<i64>,
    duration_us: Shared<i64>,
    client: Shared<u32>,
    agent: Shared<u32>,
    method: Shared<u32>,
    path: Shared<u32>,
    query: Shared<u32>,
    referer: Shared<u32>,
    upstream: Shared<u32>,
    user: Shared<u32>,
    /// How many distinct clients and agents there are: the code of rows that have none.
    clients: u32,
    agents: u32,
    /// Index of an exhibit in the manifest, and its rows, in order.
    exhibits: Vec<(u32, Range<usize>)>,
    /// Rows that have a time, by name of their service.
    services: Vec<(String, Shared<u32>)>,
}

fn services(plain: &Plain, exhibits: &[Exhibit]) -> Vec<Service> {
    let mut services: Vec<Service> =
        plain.services.par_iter().map(|(name, rows)| plain.service(name, rows, exhibits)).collect();
    services.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.name.cmp(&b.name)));
    services
}

/// The rows of a service. If they are all of the log's, in its order, its columns are the log's.
struct Choice<'r> {
    rows: &'r [u32],
    /// How many there are, if they are all from the first on.
    all: Option<usize>,
}

impl<'r> Choice<'r> {
    fn of(rows: &'r [u32]) -> Self {
        let in_order = rows.is_sorted_by(|row, next| row.wrapping_add(1) == *next);
        let all = (rows.first() == Some(&0) && in_order).then_some(rows.len());
        Self { rows, all }
    }

    /// The values of those rows.
    fn pick<T: Copy>(&self, values: &Shared<T>, none: T) -> Shared<T> {
        if self.all == Some(values.len()) {
            return values.clone();
        }
        self.rows.iter().map(|&row| values.get(row as usize).copied().unwrap_or(none)).collect()
    }

    /// The same where some values stand for another.
    fn pick_as<T: Copy + PartialEq>(
        &self,
        values: &Shared<T>,
        none: T,
        known: impl Fn(T) -> T,
    ) -> Shared<T> {
        let picked = self.pick(values, none);
        let as_they_are = picked.iter().all(|value| known(*value) == *value);
        if as_they_are { picked } else { picked.iter().map(|value| known(*value)).collect() }
    }

    /// Codes whose absence has a code of its own.
    fn pick_or(&self, values: &Shared<u32>, none: u32) -> Shared<u32> {
        self.pick_as(values, none, |code| if code == NO_TEXT { none } else { code })
    }
}

/// The codes in two bytes, or nothing where no row has one.
fn upstreams(codes: &[u32], rows: &[u32]) -> Vec<u16> {
    let code = |row: &u32| match codes.get(*row as usize).copied().unwrap_or(NO_TEXT) {
        NO_TEXT => NO_UPSTREAM,
        code => u16::try_from(code).unwrap_or(NO_UPSTREAM).min(NO_UPSTREAM - 1),
    };
    let any = !codes.is_empty() && rows.iter().any(|row| code(row) != NO_UPSTREAM);
    if any { rows.iter().map(code).collect() } else { Vec::new() }
}

/// Which rows name a user, or nothing where none does.
fn signed_in(codes: &[u32], rows: &[u32]) -> Vec<bool> {
    let named = |row: &u32| codes.get(*row as usize).is_some_and(|&code| code != NO_TEXT);
    let any = !codes.is_empty() && rows.iter().any(named);
    if any { rows.iter().map(named).collect() } else { Vec::new() }
}

impl Plain {
    fn service(&self, name: &str, rows: &Shared<u32>, exhibits: &[Exhibit]) -> Service {
        let rows = self.by_arrival(rows);
        let exhibit = self.exhibits_of(&rows);
        let mut service = Service {
            name: name.to_owned(),
            stamp: stamp(&exhibit, exhibits),
            exhibit,
            row: rows,
            ..Service::default()
        };
        let rows = &service.row;
        let of = Choice::of(rows);
        rayon::scope(|scope| {
            scope.spawn(|_| service.arrival_us = of.pick(&self.arrival_us, 0));
            scope.spawn(|_| service.client = of.pick_or(&self.client, self.clients));
            scope.spawn(|_| service.agent = of.pick_or(&self.agent, self.agents));
            scope.spawn(|_| service.method = of.pick(&self.method, NO_TEXT));
            scope.spawn(|_| service.path = of.pick(&self.path, NO_TEXT));
            scope.spawn(|_| service.query = of.pick(&self.query, NO_TEXT));
            scope.spawn(|_| service.referer = of.pick(&self.referer, NO_TEXT));
            scope.spawn(|_| service.status = of.pick_as(&self.status, NO_STATUS, known));
            scope.spawn(|_| service.bytes = of.pick(&self.bytes, NO_NUMBER));
            scope.spawn(|_| service.duration_us = of.pick(&self.duration_us, NO_NUMBER));
            scope.spawn(|_| service.upstream = upstreams(&self.upstream, rows));
            scope.spawn(|_| service.signed_in = signed_in(&self.user, rows));
            scope.spawn(|_| service.byte_offset = of.pick(&self.byte_offset, NO_NUMBER));
        });
        service
    }

    /// Stable, so that equals keep the order of the log. Most logs are in order but for neighbours.
    fn by_arrival(&self, rows: &Shared<u32>) -> Shared<u32> {
        let arrival = |row: &u32| self.arrival_us.get(*row as usize).copied().unwrap_or(i64::MIN);
        if rows.is_sorted_by_key(arrival) {
            return rows.clone();
        }
        let mut rows = rows.to_vec();
        rows.par_sort_by_key(arrival);
        rows.into()
    }

    /// The index in the manifest of each row's exhibit.
    fn exhibits_of(&self, rows: &[u32]) -> Shared<u32> {
        let mut held = 0..0;
        let mut index = 0;
        let of_row = |&row: &u32| {
            let row = row as usize;
            if !held.contains(&row) {
                let at = self.exhibits.partition_point(|(_, range)| range.end <= row);
                if let Some((exhibit, range)) = self.exhibits.get(at) {
                    (index, held) = (*exhibit, range.clone());
                }
            }
            index
        };
        rows.iter().map(of_row).collect()
    }
}

/// A status code has three digits at most (RFC 9110 §15); anything else is no status.
fn known(status: i16) -> i16 {
    if (1..=999).contains(&status) { status } else { NO_STATUS }
}

/// What the stamps of rows of these exhibits mark: unknown where the exhibits differ.
fn stamp(rows: &[u32], exhibits: &[Exhibit]) -> Option<Stamp> {
    let seen = rows.chunk_by(|one, next| one == next).filter_map(|run| run.first());
    let mut stamps = seen.filter_map(|&exhibit| exhibits.get(exhibit as usize)).map(|e| e.stamp);
    let first = stamps.next()?;
    Some(if stamps.all(|stamp| stamp == first) { first } else { Stamp::Unknown })
}

fn elsewhere(
    places: Option<&Places>,
    address: Option<std::net::IpAddr>,
    home: &str,
) -> Vec<Territory> {
    let found = places.map(|places| places.locate(address).elsewhere).unwrap_or_default();
    found.iter().map(|country| territory(country.as_deref(), home)).collect()
}
