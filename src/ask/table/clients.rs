//! What each client did: the table behind rates, newcomers and persistent failers.

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::ask::service::{Client, Names, Service};
use crate::base::record::Type::{Instant, Int, Text};
use crate::base::time::minute_of;
use crate::error::Result;

use super::group::{Counts, Distinct, Groups, at};
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
    column("failures", Int, "answered with 408, 429, 499 or 5xx"),
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
    first_us: i64,
    last_us: i64,
    minutes: i64,
    peak: i64,
}

fn build(input: &Input<'_>) -> Result<DataFrame> {
    let Input { services, names, .. } = *input;
    let rows: Vec<Row> = services.par_iter().flat_map_iter(|s| of(s, names)).collect();
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
            Cells::Instant(rows.iter().map(|row| row.first_us).collect()),
            Cells::Instant(rows.iter().map(|row| row.last_us).collect()),
            ints(|row| row.minutes),
            ints(|row| row.peak),
        ],
    )
}

/// The clients of a service, the busiest first, equals by text.
fn of<'a>(service: &'a Service, names: &'a Names) -> Vec<Row<'a>> {
    let groups = Groups::by(&service.client, names.clients.len());
    let mut paths = Distinct::new(names.paths.len());
    let mut agents = Distinct::new(names.agents.len());
    let mut rows: Vec<Row> = groups
        .iter()
        .filter_map(|(code, rows)| {
            let client = names.clients.get(code as usize)?;
            one(service, client, rows, &mut paths, &mut agents)
        })
        .collect();
    rows.sort_by(|a, b| {
        b.counts.requests.cmp(&a.counts.requests).then_with(|| a.client.text.cmp(&b.client.text))
    });
    rows
}

fn one<'a>(
    service: &'a Service,
    client: &'a Client,
    rows: &[u32],
    paths: &mut Distinct,
    agents: &mut Distinct,
) -> Option<Row<'a>> {
    let arrival = |row: &u32| service.arrival_us.get(*row as usize).copied();
    let (minutes, peak) = minutes_and_peak(rows.iter().filter_map(arrival));
    Some(Row {
        service,
        client,
        counts: Counts::of(service, rows),
        paths: paths.count(at(&service.path, rows)),
        agents: agents.count(at(&service.agent, rows)),
        first_us: rows.first().and_then(arrival)?,
        last_us: rows.last().and_then(arrival)?,
        minutes,
        peak,
    })
}

/// Distinct minutes and the most arrivals in one of them, of arrivals in order.
fn minutes_and_peak(arrivals_us: impl Iterator<Item = i64>) -> (i64, i64) {
    let (mut minutes, mut peak, mut run, mut current) = (0, 0, 0, None);
    for minute in arrivals_us.map(minute_of) {
        if current == Some(minute) {
            run += 1;
        } else {
            minutes += 1;
            run = 1;
            current = Some(minute);
        }
        peak = peak.max(run);
    }
    (minutes, peak)
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
    fn minutes_and_their_peak() {
        assert_eq!(minutes_and_peak([].into_iter()), (0, 0));
        let arrivals = [0, 1, 2, MINUTE_US, 5 * MINUTE_US, 5 * MINUTE_US + 1];
        assert_eq!(minutes_and_peak(arrivals.into_iter()), (3, 3));
    }
}
