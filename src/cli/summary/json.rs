//! The JSON of `afflux summary`. Its own wire types, because its form is a promise: fields in this order,
//! absent values null, times RFC 3339 UTC.

use serde::Serialize;

use super::Summary;
use crate::base::account::Exhibit;
use crate::base::time::rfc3339;
use crate::error::{Error, Kind, Result};
use crate::read::escape::escape;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    files: Vec<File<'a>>,
    left_out: Vec<LeftOut<'a>>,
    requests: u64,
    rejects: u64,
    events: u64,
    bytes: u128,
    distinct_clients: u64,
    busiest_minute: Option<Minute>,
    status_classes: Classes,
    clients: Vec<Client>,
    paths: Vec<Path>,
    countries: Option<Vec<Country<'a>>>,
    networks: Option<Vec<Network<'a>>>,
    minutes: Vec<Minute>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    format: &'static str,
    confidence: f64,
    bytes: u64,
    sha256: Option<&'a str>,
    lines: u64,
    requests: u64,
    rejects: u64,
    events: u64,
    blank: u64,
    damage: Option<&'a str>,
}

#[derive(Serialize)]
struct LeftOut<'a> {
    path: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Minute {
    start: String,
    requests: u64,
}

#[derive(Serialize)]
struct Classes {
    #[serde(rename = "1xx")]
    informational: u64,
    #[serde(rename = "2xx")]
    successful: u64,
    #[serde(rename = "3xx")]
    redirection: u64,
    #[serde(rename = "4xx")]
    client_error: u64,
    #[serde(rename = "5xx")]
    server_error: u64,
    other: u64,
}

#[derive(Serialize)]
struct Client {
    client: String,
    requests: u64,
}

#[derive(Serialize)]
struct Path {
    path: String,
    requests: u64,
}

#[derive(Serialize)]
struct Country<'a> {
    country: &'a str,
    requests: u64,
}

#[derive(Serialize)]
struct Network<'a> {
    network: &'a str,
    requests: u64,
}

/// All that is said.
pub(super) fn text(summary: &Summary<'_>) -> Result<String> {
    let tables = &summary.tables;
    let minute = |(start_us, requests): (i64, u64)| Minute { start: rfc3339(start_us), requests };
    let [other, informational, successful, redirection, client_error, server_error] =
        tables.status_classes;
    let document = Document {
        schema: "afflux.summary/1",
        files: summary.reading.exhibits.iter().map(file).collect(),
        left_out: left_out(summary),
        requests: summary.requests(),
        rejects: summary.sum(|lines| lines.rejects),
        events: summary.sum(|lines| lines.events),
        bytes: tables.bytes,
        distinct_clients: tables.distinct_clients,
        busiest_minute: summary.busiest().map(minute),
        status_classes: Classes {
            informational,
            successful,
            redirection,
            client_error,
            server_error,
            other,
        },
        clients: named(&tables.clients, |client, requests| Client { client, requests }),
        paths: named(&tables.paths, |path, requests| Path { path, requests }),
        countries: summary.origins.as_ref().map(|origins| {
            let countries = origins.countries.iter();
            countries.map(|(country, requests)| Country { country, requests: *requests }).collect()
        }),
        networks: summary.origins.as_ref().map(|origins| {
            let networks = origins.networks.iter();
            networks.map(|(network, requests)| Network { network, requests: *requests }).collect()
        }),
        minutes: tables.minutes.iter().copied().map(minute).collect(),
    };
    let text = serde_json::to_string_pretty(&document)
        .map_err(|error| Error::new(Kind::Case, "cannot write JSON").because(error))?;
    Ok(text + "\n")
}

fn left_out<'a>(summary: &'a Summary<'_>) -> Vec<LeftOut<'a>> {
    let skipped = summary.reading.skipped.iter();
    skipped.map(|(path, reason)| LeftOut { path, reason }).collect()
}

fn named<T>(counts: &[(Vec<u8>, u64)], one: impl Fn(String, u64) -> T) -> Vec<T> {
    counts.iter().map(|(value, requests)| one(escape(value), *requests)).collect()
}

fn file(exhibit: &Exhibit) -> File<'_> {
    let lines = &exhibit.accounting;
    File {
        path: &exhibit.path,
        format: exhibit.format,
        confidence: (exhibit.confidence * 10_000.0).round() / 10_000.0,
        bytes: exhibit.bytes,
        sha256: Some(exhibit.sha256.as_str()).filter(|digest| !digest.is_empty()),
        lines: lines.lines(),
        requests: lines.requests,
        rejects: lines.rejects,
        events: lines.events,
        blank: lines.blank,
        damage: exhibit.damage.as_deref(),
    }
}
