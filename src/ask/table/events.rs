//! Lines that are no requests but bear on what the servers could do: limits reached, upstreams lost,
//! requests refused before any access log saw them. They are listed, not summed.

use polars::prelude::DataFrame;

use crate::base::record::Type::{Instant, Int, Text};
use crate::error::Result;
use crate::frame::printable;
use crate::read::event::Event;

use super::shape::{Cells, frame};
use super::{Input, Table, TableColumn, column};

pub(super) const TABLE: Table = Table {
    name: "events",
    meaning: "one row a line of a companion log that is no request, in order of exhibit and line",
    columns: COLUMNS,
    build,
};

const COLUMNS: &[TableColumn] = &[
    column("exhibit", Text, "path of the exhibit as given"),
    column("byte_offset", Int, "offset of the line's first byte in the decoded exhibit"),
    column("ts", Instant, "the time stamp as logged; null where the line has none"),
    column("kind", Text, "what happened, as worker_limit, connection_limit, upstream_timeout"),
    column("limit_value", Int, "the number that the line names as the limit"),
    column("client_ip", Text, "the client that the line names, as logged"),
    column("source", Text, "what says so: module, pool, queue, virtual host"),
    column("message", Text, "the message, at most 200 bytes"),
];

fn build(input: &Input<'_>) -> Result<DataFrame> {
    let Input { events, exhibits, .. } = *input;
    let texts = |field: fn(&Event) -> Option<&Vec<u8>>| -> Vec<Option<String>> {
        events.iter().map(|event| field(event).map(|bytes| printable(bytes))).collect()
    };
    let clients = texts(|event| event.client.as_ref());
    let sources = texts(|event| event.source.as_ref());
    let messages = texts(|event| Some(&event.message));
    let path = |event: &Event| exhibits.get(event.exhibit as usize).map(|e| e.path.as_str());
    frame(
        COLUMNS,
        vec![
            Cells::Text(events.iter().map(path).collect()),
            Cells::Int(events.iter().map(|event| event.byte_offset).collect()),
            Cells::MaybeInstant(events.iter().map(|event| event.ts_us).collect()),
            Cells::Text(events.iter().map(|event| Some(event.kind.name())).collect()),
            Cells::MaybeInt(events.iter().map(|event| event.limit).collect()),
            Cells::Text(clients.iter().map(Option::as_deref).collect()),
            Cells::Text(sources.iter().map(Option::as_deref).collect()),
            Cells::Text(messages.iter().map(Option::as_deref).collect()),
        ],
    )
}
