//! Which networks the requests came from, by the routing registry of the time of the database.

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::ask::service::Client;
use crate::base::record::Type::{Int, Text};
use crate::error::Result;

use super::group::{Counts, Keys, in_order};
use super::shape::{Cells, frame};
use super::{Input, Table, TableColumn, column};

pub(super) const TABLE: Table = Table {
    name: "networks",
    meaning: "one row a service and network, the most requests first",
    columns: COLUMNS,
    build,
};

const COLUMNS: &[TableColumn] = &[
    column("service", Text, "virtual host, or the log set"),
    column("as_number", Int, "autonomous system; null where no database knows the address"),
    column("as_org", Text, "its name"),
    column("network_class", Text, "likely kind of network, as in requests"),
    column("requests", Int, "requests"),
    column("failures", Int, "answered with 408, 429, 460, 499 or 5xx"),
    column("clients", Int, "distinct clients"),
    column("bytes", Int, "bytes sent; null where the log has none"),
];

/// Number, name, class.
type Key<'a> = (Option<i64>, Option<&'a str>, &'static str);

/// One network of one service.
struct Row<'a> {
    service: &'a str,
    key: Key<'a>,
    counts: Counts,
    clients: i64,
}

fn key_of(client: &Client) -> Key<'_> {
    (client.as_number, client.as_org.as_deref(), client.network_class.name())
}

fn build(input: &Input<'_>) -> Result<DataFrame> {
    let (keys, key_of_client) = in_order(input.names.clients.iter().map(key_of));
    let of = |index| of(input, index, &keys, &key_of_client);
    let services = (0..input.services.len()).into_par_iter();
    let rows: Vec<Row> = services.flat_map_iter(of).collect();
    let ints = |value: fn(&Row) -> i64| Cells::Int(rows.iter().map(value).collect());
    frame(
        COLUMNS,
        vec![
            Cells::Text(rows.iter().map(|row| Some(row.service)).collect()),
            Cells::MaybeInt(rows.iter().map(|row| row.key.0).collect()),
            Cells::Text(rows.iter().map(|row| row.key.1).collect()),
            Cells::Text(rows.iter().map(|row| Some(row.key.2)).collect()),
            ints(|row| row.counts.requests),
            ints(|row| row.counts.failures),
            ints(|row| row.clients),
            Cells::MaybeInt(rows.iter().map(|row| row.counts.bytes).collect()),
        ],
    )
}

/// The rows of a service, the most requests first, equals by key.
fn of<'a>(
    input: &Input<'a>,
    index: usize,
    keys: &[Key<'a>],
    key_of_client: &[u32],
) -> Vec<Row<'a>> {
    let Some(service) = input.services.get(index) else { return Vec::new() };
    // A client has one key: what is counted of clients need only be added up.
    let clients = Keys::of(&service.client, input.names.clients.len());
    let mut sums = vec![(Counts::default(), 0); keys.len()];
    for (number, counts) in input.of_clients(index).iter().enumerate() {
        let key = key_of_client.get(clients.code(number) as usize).copied().unwrap_or(u32::MAX);
        if let Some((sum, clients)) = sums.get_mut(key as usize).filter(|_| counts.requests > 0) {
            sum.add_all(counts);
            *clients += 1;
        }
    }
    let mut rows: Vec<Row> = keys
        .iter()
        .zip(sums)
        .filter(|(_, (counts, _))| counts.requests > 0)
        .map(|(&key, (counts, clients))| Row { service: &service.name, key, counts, clients })
        .collect();
    rows.sort_by(|a, b| b.counts.requests.cmp(&a.counts.requests).then(a.key.cmp(&b.key)));
    rows
}
