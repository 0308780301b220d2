//! What each client did: the table behind rates, newcomers and persistent failers.

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::ask::service::{Client, Names, Service};
use crate::base::record::Type::{Instant, Int, Text};
use crate::base::time::minute_of;
use crate::error::Result;

use super::group::{Counts, Distinct, Groups, Keys};
use super::shape::{Cells, frame};
use super::{Input, Table, TableColumn, column};

pub(super) const TABLE: Table = Table {
    name: "clients",
    meaning: "one row a service and client, the busiest first",
    columns: COLUMNS,
    build,
};

const COLUMNS: &[TableColumn] = &[
    column("service", Text, "virtual host, or the log set"),
    column("client_ip", Text, "address, or the host name or masked id as logged"),
    column("country", Text, "ISO 3166-1 code"),
    column("territory", Text, "seen from --home, as in requests"),
    column("as_number", Int, "autonomous system"),
    column("as_org", Text, "its name"),
    column("network_class", Text, "likely kind of network, as in requests"),
    column("requests", Int, "requests"),
    column("failures", Int, "answered with 408, 429, 460, 499 or 5xx"),
    column("bytes", Int, "bytes sent; null where the log has none"),
    column("paths", Int, "distinct paths"),
    column("agents", Int, "distinct user agents"),
    column("first_seen", Instant, "first arrival"),
    column("last_seen", Instant, "last arrival"),
    column("minutes_active", Int, "minutes with a request"),
    column("peak_per_minute", Int, "most requests in one minute"),
];

/// One client of one service.
struct Row<'a> {
    service: &'a Service,
    client: &'a Client,
    counts: Counts,
    paths: i64,
    agents: i64,
    activity: Activity,
}

/// When a client came, of arrivals in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Activity {
    first_us: i64,
    last_us: i64,
    /// Minutes with a request, and the most requests in one of them.
    minutes: i64,
    peak: i64,
    /// Requests in the latest minute.
    latest: i64,
}

/// A request of a client.
#[derive(Debug, Clone, Copy, Default)]
struct Visit {
    at_us: i64,
    /// Numbers of path and agent.
    path: u32,
    agent: u32,
}

/// What is told of a client's requests by looking at all of them.
#[derive(Debug, Clone, Copy, Default)]
struct Measured {
    paths: i64,
    agents: i64,
    activity: Activity,
}

impl Activity {
    /// Adds an arrival, which is not before those added so far.
    fn add(&mut self, us: i64) {
        if self.minutes == 0 {
            self.first_us = us;
        }
        if self.minutes == 0 || minute_of(us) != minute_of(self.last_us) {
            self.minutes += 1;
            self.latest = 0;
        }
        self.last_us = us;
        self.latest += 1;
        self.peak = self.peak.max(self.latest);
    }
}

fn build(input: &Input<'_>) -> Result<DataFrame> {
    let names = input.names;
    let counted = input.services.par_iter().enumerate();
    let of = |(index, service)| of(service, names, input.of_clients(index));
    let rows: Vec<Row> = counted.flat_map_iter(of).collect();
    let text = |value: fn(&Row) -> &'static str| {
        Cells::Text(rows.iter().map(|row| Some(value(row))).collect())
    };
    let ints = |value: fn(&Row) -> i64| Cells::Int(rows.iter().map(value).collect());
    frame(
        COLUMNS,
        vec![
            Cells::Text(rows.iter().map(|row| Some(row.service.name.as_str())).collect()),
            Cells::Text(rows.iter().map(|row| Some(row.client.text.as_str())).collect()),
            Cells::Text(rows.iter().map(|row| row.client.country.as_deref()).collect()),
            text(|row| territory_name(row.client)),
            Cells::MaybeInt(rows.iter().map(|row| row.client.as_number).collect()),
            Cells::Text(rows.iter().map(|row| row.client.as_org.as_deref()).collect()),
            text(|row| row.client.network_class.name()),
            ints(|row| row.counts.requests),
            ints(|row| row.counts.failures),
            Cells::MaybeInt(rows.iter().map(|row| row.counts.bytes).collect()),
            ints(|row| row.paths),
            ints(|row| row.agents),
            Cells::Instant(rows.iter().map(|row| row.activity.first_us).collect()),
            Cells::Instant(rows.iter().map(|row| row.activity.last_us).collect()),
            ints(|row| row.activity.minutes),
            ints(|row| row.activity.peak),
        ],
    )
}

/// The clients of a service, the busiest first, equals by text.
fn of<'a>(service: &'a Service, names: &'a Names, counts: &[Counts]) -> Vec<Row<'a>> {
    let keys = Keys::of(&service.client, names.clients.len());
    let measured = measured(&keys, service, names, counts);
    let client = |number: u32| names.clients.get(keys.code(number as usize) as usize);
    let row = |number: u32| {
        let counts = *counts.get(number as usize)?;
        let Measured { paths, agents, activity } = *measured.get(number as usize)?;
        Some(Row { service, client: client(number)?, counts, paths, agents, activity })
    };
    let text = |number: u32| client(number).map_or("", |client| client.text.as_str());
    let came = (0u32..).zip(counts).filter(|(_, counts)| counts.requests > 0);
    let mut order: Vec<(i64, u128, u32)> =
        came.map(|(number, counts)| (-counts.requests, head(text(number)), number)).collect();
    order.par_sort_unstable_by(|a, b| {
        let by_text = || text(a.2).cmp(text(b.2)).then(a.2.cmp(&b.2));
        (a.0, a.1).cmp(&(b.0, b.1)).then_with(by_text)
    });
    order.into_iter().filter_map(|(_, _, number)| row(number)).collect()
}

/// The first bytes of a text as a number that sorts like it: most of those that bring as many requests differ
/// there, and no text need be fetched.
fn head(text: &str) -> u128 {
    let mut head = [0; 16];
    head.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
    u128::from_be_bytes(head)
}

/// Parts in which clients are looked at: a part's requests lie together meanwhile.
const PARTS: usize = 4;

/// Every client's requests looked at, by key.
fn measured(keys: &Keys<'_>, service: &Service, names: &Names, counts: &[Counts]) -> Vec<Measured> {
    let paths = Keys::of(&service.path, names.paths.len());
    let agents = Keys::of(&service.agent, names.agents.len());
    let sizes: Vec<usize> = counts.iter().map(|counts| counts.requests as usize).collect();
    let part = |(first, sizes): (usize, &[usize])| {
        let rows = service.arrival_us.iter().zip(paths.numbers()).zip(agents.numbers());
        let visits = rows.map(|((&at_us, &path), &agent)| Visit { at_us, path, agent });
        let visits = Groups::within(keys, first, sizes, visits);
        let (mut of_paths, mut of_agents) = (Distinct::new(&paths), Distinct::new(&agents));
        let look = |visits: &[Visit]| Measured {
            paths: of_paths.count(visits.iter().map(|visit| visit.path)),
            agents: of_agents.count(visits.iter().map(|visit| visit.agent)),
            activity: activity(visits),
        };
        visits.iter().map(look).collect::<Vec<Measured>>()
    };
    parts(&sizes).into_par_iter().map(part).collect::<Vec<_>>().concat()
}

/// Sizes cut into parts of about as much each, with the place of the first.
fn parts(sizes: &[usize]) -> Vec<(usize, &[usize])> {
    let each = sizes.iter().sum::<usize>() / PARTS + 1;
    let mut sum = 0;
    let part = |size: &usize| {
        sum += size;
        (sum - size) / each
    };
    let of: Vec<usize> = sizes.iter().map(part).collect();
    let mut first = 0;
    let place = |part: &[usize]| {
        first += part.len();
        (first - part.len(), sizes.get(first - part.len()..first).unwrap_or_default())
    };
    of.chunk_by(|a, b| a == b).map(place).collect()
}

fn activity(visits: &[Visit]) -> Activity {
    let mut activity = Activity::default();
    visits.iter().for_each(|visit| activity.add(visit.at_us));
    activity
}

/// The territory's name. Only the home country's name depends on which country that is, and a client
/// at home has that country.
pub(super) fn territory_name(client: &Client) -> &'static str {
    client.territory.name(client.country.as_deref().unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::MINUTE_US;

    #[test]
    fn parts_hold_every_size_once() {
        let sizes = [5, 0, 90, 1, 1, 1, 1, 1, 0];
        let cut = parts(&sizes);
        assert_eq!(cut.iter().flat_map(|(_, part)| part.to_vec()).collect::<Vec<_>>(), sizes);
        assert!(cut.len() > 1 && cut.iter().all(|(first, part)| sizes[*first..].starts_with(part)));
        assert!(parts(&[]).is_empty());
    }

    #[test]
    fn heads_sort_like_their_texts() {
        let texts = ["", "10.0.0.1", "10.0.0.10", "10.0.0.2", "2001:db8:ffff:ffff:1", "é"];
        assert!(texts.is_sorted_by_key(|text| head(text)));
    }

    #[test]
    fn minutes_and_their_peak() {
        let mut activity = Activity::default();
        for us in [0, 1, 2, MINUTE_US, 5 * MINUTE_US, 5 * MINUTE_US + 1] {
            activity.add(us);
        }
        assert_eq!((activity.minutes, activity.peak), (3, 3));
        assert_eq!((activity.first_us, activity.last_us), (0, 5 * MINUTE_US + 1));
    }
}
