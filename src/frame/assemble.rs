//! Chunks of columns in, the frame of requests out. The result depends on the exhibits' bytes only:
//! chunks are taken in their order and a value is numbered when it first appears.

use std::collections::BTreeMap;

use polars::prelude::{
    Column, DataFrame, Int16Chunked, Int64Chunked, IntoColumn, IntoSeries, NewChunkedArray,
    PlSmallStr,
};

use crate::base::account::Stamp;
use crate::base::record::{FIELDS, Field, Type};
use crate::error::{Error, Kind, Result};
use crate::read::Reading;
use crate::read::columns::{ABSENT, ABSENT_CODE, Columns, TextColumn};

use super::place::Places;
use super::requests::{Requests, absent};
use super::text::Text;
use super::{arrival, broken, enrich, service_name};

/// Makes the frame. The columns of `reading` are consumed to halve the memory; its exhibits and
/// rejects stay. `service` names the service of every request where the user gave it.
pub fn assemble(
    reading: &mut Reading,
    places: &Places,
    home: &str,
    service: Option<&str>,
) -> Result<Requests> {
    let mut chunks = std::mem::take(&mut reading.columns);
    let height = height_of(&chunks)?;
    let arrival_us = arrivals(&chunks, reading);

    let vhosts = texts(&mut chunks, |c| &mut c.vhost);
    let service = service_name::column(&chunks, &reading.exhibits, &vhosts, service);
    let clients = texts(&mut chunks, |c| &mut c.client);
    let agents = texts(&mut chunks, |c| &mut c.user_agent);

    let mut columns = enrich::place_columns(&clients, places, home)?;
    columns.push(enrich::agent_column(&agents, &carries_agents(&chunks, &agents))?);
    columns.push(exhibit_column(&chunks, reading)?);
    columns.extend(arrival::columns(&arrival_us)?);
    columns.push(clients.into_column("client_ip")?);
    columns.push(vhosts.into_column("vhost")?);
    columns.push(service.into_column("service")?);
    columns.push(agents.into_column("user_agent")?);
    columns.extend(other_texts(&mut chunks)?);
    columns.extend(whole_numbers(&mut chunks)?);
    in_order(columns, height)
}

/// Rows are numbered in 32 bits, here as in the engine.
fn height_of(chunks: &[Columns]) -> Result<usize> {
    let height: usize = chunks.iter().map(Columns::len).sum();
    if height < u32::MAX as usize {
        return Ok(height);
    }
    Err(Error::new(Kind::Usage, format!("{height} requests are more than one run can hold"))
        .hint("investigate the services or the days one by one"))
}

/// Arrival of every row; the chunk's exhibit knows what its stamps mark.
fn arrivals(chunks: &[Columns], reading: &Reading) -> Vec<i64> {
    let stamp_of = |chunk: &Columns| {
        reading.exhibits.get(chunk.exhibit as usize).map_or(Stamp::Unknown, |e| e.stamp)
    };
    chunks.iter().flat_map(|chunk| arrival::of_chunk(chunk, stamp_of(chunk))).collect()
}

fn texts(chunks: &mut [Columns], field: fn(&mut Columns) -> &mut TextColumn) -> Text {
    Text::merge(chunks.iter_mut().map(|chunk| std::mem::take(field(chunk))).collect())
}

/// For each row: does its exhibit carry a user agent anywhere?
fn carries_agents(chunks: &[Columns], agents: &Text) -> Vec<bool> {
    let of_row = || chunks.iter().flat_map(|c| std::iter::repeat_n(c.exhibit, c.len()));
    let mut carrying: BTreeMap<u32, bool> = BTreeMap::new();
    for (exhibit, &code) in of_row().zip(&agents.codes) {
        *carrying.entry(exhibit).or_default() |= code != ABSENT_CODE;
    }
    of_row().map(|exhibit| carrying.get(&exhibit).copied().unwrap_or(false)).collect()
}

fn exhibit_column(chunks: &[Columns], reading: &Reading) -> Result<Column> {
    let values = reading.exhibits.iter().map(|exhibit| exhibit.path.clone()).collect();
    let codes = chunks.iter().flat_map(|c| std::iter::repeat_n(c.exhibit, c.len())).collect();
    Text { codes, values }.into_column("exhibit")
}

fn other_texts(chunks: &mut [Columns]) -> Result<Vec<Column>> {
    type Pick = fn(&mut Columns) -> &mut TextColumn;
    let fields: [(&'static str, Pick); 8] = [
        ("peer_ip", |c| &mut c.peer),
        ("method", |c| &mut c.method),
        ("path", |c| &mut c.path),
        ("query", |c| &mut c.query),
        ("protocol", |c| &mut c.protocol),
        ("upstream_addr", |c| &mut c.upstream_addr),
        ("referer", |c| &mut c.referer),
        ("auth_user", |c| &mut c.auth_user),
    ];
    fields.iter().map(|(name, pick)| texts(chunks, *pick).into_column(name)).collect()
}

fn whole_numbers(chunks: &mut [Columns]) -> Result<Vec<Column>> {
    type Pick = fn(&mut Columns) -> &mut Vec<i64>;
    let fields: [(&'static str, Pick); 5] = [
        ("byte_offset", |c| &mut c.byte_offset),
        ("client_port", |c| &mut c.client_port),
        ("bytes", |c| &mut c.bytes),
        ("duration_us", |c| &mut c.duration_us),
        ("upstream_duration_us", |c| &mut c.upstream_duration_us),
    ];
    let mut columns = Vec::new();
    for (name, pick) in fields {
        columns.push(whole(name, numbers(chunks, pick).into_iter().map(known)));
    }
    columns
        .push(arrival::instants("ts", numbers(chunks, |c| &mut c.ts_us).into_iter().map(known))?);
    let status = numbers(chunks, |c| &mut c.status);
    columns.push(small("status", status.iter().map(|&code| status_of(code))));
    let class = status.iter().map(|&code| status_of(code).map(|status| status / 100));
    columns.push(small("status_class", class));
    let upstream = numbers(chunks, |c| &mut c.upstream_status);
    columns.push(small("upstream_status", upstream.iter().map(|&code| status_of(code))));
    Ok(columns)
}

fn numbers(chunks: &mut [Columns], field: fn(&mut Columns) -> &mut Vec<i64>) -> Vec<i64> {
    chunks.iter_mut().flat_map(|chunk| std::mem::take(field(chunk))).collect()
}

fn known(value: i64) -> Option<i64> {
    (value != ABSENT).then_some(value)
}

/// A status code has three digits at most (RFC 9110 §15); anything else is no status.
fn status_of(code: i64) -> Option<i16> {
    i16::try_from(code).ok().filter(|status| (1..=999).contains(status))
}

fn whole(name: &'static str, values: impl Iterator<Item = Option<i64>>) -> Column {
    let column = Int64Chunked::from_iter_options(PlSmallStr::from_static(name), values);
    column.into_series().into_column()
}

fn small(name: &'static str, values: impl Iterator<Item = Option<i16>>) -> Column {
    let column = Int16Chunked::from_iter_options(PlSmallStr::from_static(name), values);
    column.into_series().into_column()
}

/// The columns in the order of the schema; one that nothing filled is null in every row.
fn in_order(columns: Vec<Column>, height: usize) -> Result<Requests> {
    let mut by_name: BTreeMap<String, Column> =
        columns.into_iter().map(|column| (column.name().to_string(), column)).collect();
    let ordered = FIELDS
        .iter()
        .map(|field| by_name.remove(field.name).map_or_else(|| unfilled(field, height), Ok))
        .collect::<Result<Vec<Column>>>()?;
    let frame = DataFrame::new(height, ordered)
        .map_err(|error| broken("put the columns of requests together", error))?;
    Requests::new(frame)
}

fn unfilled(field: &Field, height: usize) -> Result<Column> {
    match field.kind {
        Type::Text => {
            Text { codes: vec![ABSENT_CODE; height], values: Vec::new() }.into_column(field.name)
        }
        kind => Ok(absent(field.name, kind, height)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_three_digits() {
        for (code, status) in [(200, Some(200)), (0, None), (1000, None), (ABSENT, None)] {
            assert_eq!(status_of(code), status);
        }
    }
}
