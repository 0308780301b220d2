//! What clients say they are: anybody can say anything, so this table describes and proves nothing.

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::ask::service::{Agent, Names, Service};
use crate::base::record::Type::{Int, Text};
use crate::error::Result;

use super::group::{Counts, Keys, distinct};
use super::shape::{Cells, frame};
use super::{Input, Table, TableColumn, column};

pub(super) const TABLE: Table = Table {
    name: "agents",
    meaning: "one row a service and user agent, the most frequent first",
    columns: COLUMNS,
    build,
};

const COLUMNS: &[TableColumn] = &[
    column("service", Text, "virtual host, or the log set"),
    column("user_agent", Text, "as logged; null where the log has none"),
    column("agent_class", Text, "what it says it is, as in requests"),
    column("requests", Int, "requests"),
    column("failures", Int, "answered with 408, 429, 460, 499 or 5xx"),
    column("clients", Int, "distinct clients"),
    column("bytes", Int, "bytes sent; null where the log has none"),
];

/// One agent of one service.
struct Row<'a> {
    service: &'a str,
    agent: &'a Agent,
    counts: Counts,
    clients: i64,
}

fn build(input: &Input<'_>) -> Result<DataFrame> {
    let Input { services, names, .. } = *input;
    let rows: Vec<Row> = services.par_iter().flat_map_iter(|s| of(s, names)).collect();
    let ints = |value: fn(&Row) -> i64| Cells::Int(rows.iter().map(value).collect());
    frame(
        COLUMNS,
        vec![
            Cells::Text(rows.iter().map(|row| Some(row.service)).collect()),
            Cells::Text(rows.iter().map(|row| row.agent.text.as_deref()).collect()),
            Cells::Text(rows.iter().map(|row| Some(row.agent.class.name())).collect()),
            ints(|row| row.counts.requests),
            ints(|row| row.counts.failures),
            ints(|row| row.clients),
            Cells::MaybeInt(rows.iter().map(|row| row.counts.bytes).collect()),
        ],
    )
}

/// The agents of a service, the most frequent first, equals by text.
fn of<'a>(service: &'a Service, names: &'a Names) -> Vec<Row<'a>> {
    let keys = Keys::of(&service.agent, names.agents.len());
    let counts = Counts::by(&keys, service);
    let clients = distinct(&keys, &Keys::of(&service.client, names.clients.len()));
    let mut rows: Vec<Row> = counts
        .into_iter()
        .zip(clients)
        .enumerate()
        .filter(|(_, (counts, _))| counts.requests > 0)
        .filter_map(|(number, (counts, clients))| {
            let agent = names.agents.get(keys.code(number) as usize)?;
            Some(Row { service: &service.name, agent, counts, clients })
        })
        .collect();
    rows.sort_by(|a, b| {
        b.counts.requests.cmp(&a.counts.requests).then_with(|| a.agent.text.cmp(&b.agent.text))
    });
    rows
}
