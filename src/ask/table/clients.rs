//! What each client did: the table behind rates, newcomers and persistent failers.

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::ask::service::{Client, Names, Service};
use crate::base::record::Type::{Instant, Int, Text};
use crate::base::time::minute_of;
use crate::error::Result;

use super::group::{Counts, Keys, distinct};
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
            Cells::Instant(rows.iter().map(|row| row.activity.first_us).collect()),
            Cells::Instant(rows.iter().map(|row| row.activity.last_us).collect()),
            ints(|row| row.activity.minutes),
            ints(|row| row.activity.peak),
        ],
    )
}

/// The clients of a service, the busiest first, equals by text.
fn of<'a>(service: &'a Service, names: &'a Names) -> Vec<Row<'a>> {
    let keys = Keys::of(&service.client, names.clients.len());
    let counts = Counts::by(&keys, service);
    let activities = activities(&keys, service);
    let paths = distinct(&keys, &Keys::of(&service.path, names.paths.len()));
    let agents = distinct(&keys, &Keys::of(&service.agent, names.agents.len()));
    let measured = counts.into_iter().zip(activities).zip(paths.into_iter().zip(agents));
    let mut rows: Vec<Row> = measured
        .enumerate()
        .filter(|(_, ((counts, _), _))| counts.requests > 0)
        .filter_map(|(number, ((counts, activity), (paths, agents)))| {
            let client = names.clients.get(keys.code(number) as usize)?;
            Some(Row { service, client, counts, paths, agents, activity })
        })
        .collect();
    rows.par_sort_by(|a, b| {
        b.counts.requests.cmp(&a.counts.requests).then_with(|| a.client.text.cmp(&b.client.text))
    });
    rows
}

fn activities(keys: &Keys<'_>, service: &Service) -> Vec<Activity> {
    let mut activities = vec![Activity::default(); keys.count()];
    for (&key, &us) in keys.numbers().iter().zip(&service.arrival_us) {
        if let Some(activity) = activities.get_mut(key as usize) {
            activity.add(us);
        }
    }
    activities
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
        let mut activity = Activity::default();
        for us in [0, 1, 2, MINUTE_US, 5 * MINUTE_US, 5 * MINUTE_US + 1] {
            activity.add(us);
        }
        assert_eq!((activity.minutes, activity.peak), (3, 3));
        assert_eq!((activity.first_us, activity.last_us), (0, 5 * MINUTE_US + 1));
    }
}
