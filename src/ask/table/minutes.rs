//! Load and its outcome, minute by minute: the table that incidents are found in.

use polars::prelude::DataFrame;

use crate::ask::outcome::{is_failure, is_goodput};
use crate::ask::service::{Names, Service};
use crate::base::record::Type::{Instant, Int, Text};
use crate::base::time::{MINUTE_US, minute_of};
use crate::error::Result;

use super::group::{Distinct, Keys, nearest_rank, sum_present};
use super::shape::{Cells, frame};
use super::{Input, Table, TableColumn, column};

pub(super) const TABLE: Table = Table {
    name: "minutes",
    meaning: "one row a service and minute in which a request came; a quiet minute has no row",
    columns: COLUMNS,
    build,
};

const COLUMNS: &[TableColumn] = &[
    column("service", Text, "virtual host, or the log set"),
    column("minute", Instant, "start of the minute of arrival"),
    column("requests", Int, "requests that came"),
    column("s1xx", Int, "answered with 1xx"),
    column("s2xx", Int, "answered with 2xx"),
    column("s3xx", Int, "answered with 3xx"),
    column("s4xx", Int, "answered with 4xx"),
    column("s5xx", Int, "answered with 5xx"),
    column("failures", Int, "answered with 408, 429, 460, 499 or 5xx"),
    column("goodput", Int, "answered with 1xx to 4xx other than 408, 429, 460 and 499"),
    column("bytes", Int, "bytes sent; null where the log has none"),
    column(
        "p50_us",
        Int,
        "median time to serve (nearest rank), microseconds; null without durations",
    ),
    column("p95_us", Int, "95th percentile of it (nearest rank), microseconds"),
    column("clients", Int, "distinct clients"),
];

/// One minute of one service.
struct Minute<'a> {
    service: &'a str,
    start_us: i64,
    requests: i64,
    classes: [i64; 5],
    failures: i64,
    goodput: i64,
    bytes: Option<i64>,
    p50_us: Option<i64>,
    p95_us: Option<i64>,
    clients: i64,
}

fn build(input: &Input<'_>) -> Result<DataFrame> {
    let Input { services, names, .. } = *input;
    let minutes: Vec<Minute> = services.iter().flat_map(|service| of(service, names)).collect();
    let ints = |value: fn(&Minute) -> i64| Cells::Int(minutes.iter().map(value).collect());
    let maybe =
        |value: fn(&Minute) -> Option<i64>| Cells::MaybeInt(minutes.iter().map(value).collect());
    frame(
        COLUMNS,
        vec![
            Cells::Text(minutes.iter().map(|minute| Some(minute.service)).collect()),
            Cells::Instant(minutes.iter().map(|minute| minute.start_us).collect()),
            ints(|m| m.requests),
            ints(|m| m.classes[0]),
            ints(|m| m.classes[1]),
            ints(|m| m.classes[2]),
            ints(|m| m.classes[3]),
            ints(|m| m.classes[4]),
            ints(|m| m.failures),
            ints(|m| m.goodput),
            maybe(|m| m.bytes),
            maybe(|m| m.p50_us),
            maybe(|m| m.p95_us),
            ints(|m| m.clients),
        ],
    )
}

/// The minutes of a service, in order. Its rows are in order of arrival, so a minute is a range.
fn of<'a>(service: &'a Service, names: &Names) -> Vec<Minute<'a>> {
    let keys = Keys::of(&service.client, names.clients.len());
    let mut distinct = Distinct::new(&keys);
    let mut minutes = Vec::new();
    let mut start = 0;
    while let Some(&first) = service.arrival_us.get(start) {
        let start_us = minute_of(first);
        let rest = service.arrival_us.get(start..).unwrap_or_default();
        let end = start + rest.partition_point(|&us| us < start_us.saturating_add(MINUTE_US));
        let rows = start..end.max(start + 1);
        let clients = keys.numbers().get(rows.clone()).unwrap_or_default();
        let clients = distinct.count(clients.iter().copied());
        minutes.push(one(service, start_us, rows, clients));
        start = end.max(start + 1);
    }
    minutes
}

fn one<'a>(
    service: &'a Service,
    start_us: i64,
    rows: std::ops::Range<usize>,
    clients: i64,
) -> Minute<'a> {
    let status = service.status.get(rows.clone()).unwrap_or_default();
    let bytes = service.bytes.get(rows.clone()).unwrap_or_default();
    let durations = service.duration_us.get(rows.clone()).unwrap_or_default();
    let mut durations: Vec<i64> = durations.iter().copied().filter(|&us| us >= 0).collect();
    let counts = by_status(status);
    let count = |is: &dyn Fn(i16) -> bool| -> i64 {
        counts.iter().filter(|(status, _)| is(*status)).map(|(_, count)| count).sum()
    };
    Minute {
        service: &service.name,
        start_us,
        requests: rows.len() as i64,
        classes: [1, 2, 3, 4, 5].map(|hundreds| count(&|status| status / 100 == hundreds)),
        failures: count(&is_failure),
        goodput: count(&is_goodput),
        bytes: sum_present(bytes.iter()),
        p50_us: nearest_rank(&mut durations, 50),
        p95_us: nearest_rank(&mut durations, 95),
        clients,
    }
}

/// How often each status comes.
fn by_status(status: &[i16]) -> Vec<(i16, i64)> {
    let mut status = status.to_vec();
    status.sort_unstable();
    let runs = status.chunk_by(|a, b| a == b);
    runs.filter_map(|run| Some((*run.first()?, run.len() as i64))).collect()
}
