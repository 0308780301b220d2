//! Requests that try to log in, carry a payload or look for a weakness, with what they were answered and
//! where they are written. They are listed, not summed, so that each can be read in the log. That a
//! request tries says nothing of who sent it.

use polars::prelude::DataFrame;

use crate::ask::attempt::Attempt;
use crate::ask::service::Service;
use crate::base::record::Type::{Instant, Int, Text};
use crate::base::time::HOUR_US;
use crate::error::Result;

use super::shape::{Cells, frame};
use super::{Input, Table, TableColumn, column};

pub(super) const TABLE: Table = Table {
    name: "attempts",
    meaning: "one row a log-in, probe, refused request of a source that scans, or record or page taken \
              one after the other, in order of service and arrival",
    columns: COLUMNS,
    build,
};

const COLUMNS: &[TableColumn] = &[
    column("service", Text, "virtual host, or the log set"),
    column("arrival", Instant, "arrival, UTC"),
    column("hour", Instant, "its hour, UTC"),
    column("exhibit", Text, "path of the exhibit as given"),
    column("byte_offset", Int, "offset of the line's first byte in the decoded exhibit"),
    column("kind", Text, "log_in, probe, unknown_path, or reading"),
    column("class", Text, "what is tried, as sql_injection"),
    column("signature", Text, "the signature that it matches; null for log-ins and unknown paths"),
    column("answer", Text, "failed, succeeded, unclear; or refused, answered, suspected"),
    column("reason", Text, "why success is suspected"),
    column(
        "campaign",
        Int,
        "number of the intrusion campaign; null for ordinary log-ins and background",
    ),
    column("client_ip", Text, "the client"),
    column("method", Text, "method"),
    column("path", Text, "path"),
    column("query", Text, "query, without the question mark"),
    column("status", Int, "status code"),
    column("bytes", Int, "bytes sent; null where the log has none"),
];

/// One attempt and the service that it is in.
type Row<'a> = (&'a Attempt, &'a Service);

fn build(input: &Input<'_>) -> Result<DataFrame> {
    let of = |attempt| Some((attempt, input.services.get(service(attempt))?));
    let rows: Vec<Row> = input.attempts.rows.iter().filter_map(of).collect();
    let arrivals = || rows.iter().map(|row| number(row, |service| &service.arrival_us));
    let known = |value: i64| (value >= 0).then_some(value);
    let rule = |(attempt, _): &Row<'_>| input.attempts.rules.get(usize::from(attempt.rule?));
    frame(
        COLUMNS,
        vec![
            Cells::Text(rows.iter().map(|(_, service)| Some(service.name.as_str())).collect()),
            Cells::Instant(arrivals().collect()),
            Cells::Instant(arrivals().map(|at| at.div_euclid(HOUR_US) * HOUR_US).collect()),
            Cells::Text(rows.iter().map(|row| exhibit(input, row)).collect()),
            Cells::Int(rows.iter().map(|row| number(row, |s| &s.byte_offset)).collect()),
            Cells::Text(rows.iter().map(|(attempt, _)| Some(attempt.kind)).collect()),
            Cells::Text(rows.iter().map(|(attempt, _)| Some(attempt.class)).collect()),
            Cells::Text(rows.iter().map(|row| rule(row).map(String::as_str)).collect()),
            Cells::Text(rows.iter().map(|(attempt, _)| Some(attempt.answer)).collect()),
            Cells::Text(rows.iter().map(|(attempt, _)| attempt.reason).collect()),
            Cells::MaybeInt(rows.iter().map(|(a, _)| a.campaign.map(i64::from)).collect()),
            Cells::Text(rows.iter().map(|row| client(input, row)).collect()),
            Cells::Text(
                rows.iter().map(|row| text(row, |s| &s.method, &input.names.methods)).collect(),
            ),
            Cells::Text(
                rows.iter().map(|row| text(row, |s| &s.path, &input.names.paths)).collect(),
            ),
            Cells::Text(
                rows.iter().map(|row| text(row, |s| &s.query, &input.names.queries)).collect(),
            ),
            Cells::Int(rows.iter().map(status).collect()),
            Cells::MaybeInt(rows.iter().map(|row| known(number(row, |s| &s.bytes))).collect()),
        ],
    )
}

fn service(attempt: &Attempt) -> usize {
    attempt.service as usize
}

fn number((attempt, service): &Row<'_>, column: fn(&Service) -> &[i64]) -> i64 {
    column(service).get(attempt.row as usize).copied().unwrap_or(-1)
}

fn status((attempt, service): &Row<'_>) -> i64 {
    service.status.get(attempt.row as usize).copied().map_or(0, i64::from)
}

fn text<'a>(
    (attempt, service): &Row<'_>,
    codes: fn(&Service) -> &[u32],
    texts: &'a [String],
) -> Option<&'a str> {
    let code = codes(service).get(attempt.row as usize)?;
    texts.get(*code as usize).map(String::as_str)
}

fn client<'a>(input: &Input<'a>, (attempt, service): &Row<'_>) -> Option<&'a str> {
    let code = service.client.get(attempt.row as usize)?;
    input.names.clients.get(*code as usize).map(|client| client.text.as_str())
}

fn exhibit<'a>(input: &Input<'a>, (attempt, service): &Row<'_>) -> Option<&'a str> {
    let index = service.exhibit.get(attempt.row as usize)?;
    input.exhibits.get(*index as usize).map(|exhibit| exhibit.path.as_str())
}
