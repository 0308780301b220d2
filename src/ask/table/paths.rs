//! What was asked for: the table behind popular, failing and slow paths.

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::ask::service::{Names, Service};
use crate::base::record::Type::{Int, Text};
use crate::error::Result;

use super::group::{Counts, Groups, Keys, distinct, nearest_rank};
use super::shape::{Cells, frame};
use super::{Input, Table, TableColumn, column};

pub(super) const TABLE: Table = Table {
    name: "paths",
    meaning: "one row a service and path, the most asked for first",
    columns: COLUMNS,
    build,
};

const COLUMNS: &[TableColumn] = &[
    column("service", Text, "virtual host, or the log set"),
    column("path", Text, "target without its query; null where the log has none"),
    column("requests", Int, "requests"),
    column("failures", Int, "answered with 408, 429, 460, 499 or 5xx"),
    column("clients", Int, "distinct clients"),
    column("bytes", Int, "bytes sent; null where the log has none"),
    column("p95_us", Int, "95th percentile of the time to serve (nearest rank), microseconds"),
];

/// One path of one service.
struct Row<'a> {
    service: &'a str,
    path: Option<&'a str>,
    counts: Counts,
    clients: i64,
    p95_us: Option<i64>,
}

fn build(input: &Input<'_>) -> Result<DataFrame> {
    let Input { services, names, .. } = *input;
    let rows: Vec<Row> = services.par_iter().flat_map_iter(|s| of(s, names)).collect();
    let ints = |value: fn(&Row) -> i64| Cells::Int(rows.iter().map(value).collect());
    frame(
        COLUMNS,
        vec![
            Cells::Text(rows.iter().map(|row| Some(row.service)).collect()),
            Cells::Text(rows.iter().map(|row| row.path).collect()),
            ints(|row| row.counts.requests),
            ints(|row| row.counts.failures),
            ints(|row| row.clients),
            Cells::MaybeInt(rows.iter().map(|row| row.counts.bytes).collect()),
            Cells::MaybeInt(rows.iter().map(|row| row.p95_us).collect()),
        ],
    )
}

/// The paths of a service, the most asked for first, equals by text.
fn of<'a>(service: &'a Service, names: &'a Names) -> Vec<Row<'a>> {
    // Rows without a path form a group of their own, behind the last code.
    let none = names.paths.len() as u32;
    let codes: Vec<u32> = service.path.iter().map(|&code| code.min(none)).collect();
    let keys = Keys::of(&codes, names.paths.len() + 1);
    let counts = Counts::by(&keys, service);
    let clients = distinct(&keys, &Keys::of(&service.client, names.clients.len()));
    let slowest = slowest(&keys, service);
    let mut rows: Vec<Row> = counts
        .into_iter()
        .zip(clients)
        .enumerate()
        .filter(|(_, (counts, _))| counts.requests > 0)
        .map(|(number, (counts, clients))| Row {
            service: &service.name,
            path: names.paths.get(keys.code(number) as usize).map(String::as_str),
            counts,
            clients,
            p95_us: slowest.get(number).copied().flatten(),
        })
        .collect();
    rows.par_sort_by(|a, b| {
        b.counts.requests.cmp(&a.counts.requests).then_with(|| a.path.cmp(&b.path))
    });
    rows
}

/// The 95th percentile of the times to serve of each key; nothing without durations.
fn slowest(keys: &Keys<'_>, service: &Service) -> Vec<Option<i64>> {
    if !service.has_durations() {
        return Vec::new();
    }
    let slowest = |durations: &[i64]| {
        let mut durations: Vec<i64> = durations.iter().copied().filter(|&us| us >= 0).collect();
        nearest_rank(&mut durations, 95)
    };
    Groups::of(keys, &service.duration_us).iter().map(slowest).collect()
}
