//! Rows of a log as a data-frame with the columns of the schema: a range of rows in, requests out. What
//! follows from a value is spread over the rows here, and only here.

use std::ops::Range;

use polars::prelude::{
    BooleanChunked, Column, DataFrame, Int16Chunked, IntoColumn, IntoSeries, NewChunkedArray,
    PlSmallStr,
};
use rayon::prelude::*;

use crate::base::record::{FIELDS, Field, Type};
use crate::base::time::minute_of;
use crate::error::Result;
use crate::read::columns::{ABSENT, ABSENT_CODE, Cell};

use super::arrival::{days, each, hour_of, stamps, weekdays, whole};
use super::broken;
use super::log::Log;
use super::requests::{Requests, absent};
use super::text::{Derived, Words, categorical, frozen};

/// What judging says of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// The row.
    pub row: u32,
    /// The campaign it belongs to.
    pub campaign: u32,
    /// Is that campaign called hostile?
    pub attack: bool,
}

impl Log {
    /// The rows as requests. `labels`, in order of row, are what judging says; `None` before it: then
    /// campaign and attack are null in every row.
    pub fn requests(&self, rows: Range<usize>, labels: Option<&[Label]>) -> Result<Requests> {
        Requests::new(self.part(rows, labels, false)?)
    }

    /// The same to be written, not to be asked: its texts are in no order.
    pub(super) fn group(&self, rows: Range<usize>, labels: &[Label]) -> Result<DataFrame> {
        self.part(rows, Some(labels), true)
    }

    fn part(
        &self,
        rows: Range<usize>,
        labels: Option<&[Label]>,
        is_frozen: bool,
    ) -> Result<DataFrame> {
        let arrival_us = slice(self.arrival_us(), &rows);
        let part = Part { log: self, arrival_us, rows, labels, is_frozen };
        let columns =
            FIELDS.par_iter().map(|field| part.column(field)).collect::<Result<Vec<_>>>()?;
        DataFrame::new(part.rows.len(), columns)
            .map_err(|error| broken("put the columns of requests together", error))
    }
}

/// A range of rows.
struct Part<'l> {
    log: &'l Log,
    rows: Range<usize>,
    arrival_us: Vec<i64>,
    labels: Option<&'l [Label]>,
    /// Are the values of texts complete, and nobody asks for their order?
    is_frozen: bool,
}

/// The values of these rows, absent ones too.
fn slice<T: Cell>(values: &[T], rows: &Range<usize>) -> Vec<T> {
    let there = values.get(rows.start..rows.end.min(values.len())).unwrap_or_default();
    let mut slice = Vec::with_capacity(rows.len());
    slice.extend_from_slice(there);
    slice.resize(rows.len(), T::ABSENT);
    slice
}

impl Part<'_> {
    fn column(&self, field: &Field) -> Result<Column> {
        let name = field.name;
        match name {
            "exhibit" => self.exhibits(),
            "byte_offset" => Ok(self.whole(name, self.log.byte_offset())),
            "ts" => Ok(stamps(name, slice(self.log.numbers(name), &self.rows))),
            "arrival" => Ok(stamps(name, self.arrival_us.clone())),
            "minute" => Ok(stamps(name, each(&self.arrival_us, minute_of))),
            "hour" => Ok(stamps(name, each(&self.arrival_us, hour_of))),
            "day" => days(&self.arrival_us),
            "weekday" => Ok(weekdays(&self.arrival_us)),
            "client_port" | "bytes" | "duration_us" | "queue_us" | "upstream_duration_us" => {
                Ok(self.whole(name, self.log.numbers(name)))
            }
            "status" => Ok(self.status(name, name, |status| status)),
            "status_class" => Ok(self.status(name, "status", |status| status / 100)),
            "upstream_status" => Ok(self.status(name, name, |status| status)),
            "service" => self.services(),
            "country" => self.of_client(name, &self.log.origin.country),
            "territory" => self.of_client(name, &self.log.origin.territory),
            "as_org" => self.of_client(name, &self.log.origin.as_org),
            "network_class" => self.of_client(name, &self.log.origin.network_class),
            "as_number" => Ok(self.as_numbers()),
            "agent_class" => self.agent_classes(),
            "campaign" => Ok(self.campaigns()),
            "attack" => Ok(self.attacks()),
            _ => self.text(field),
        }
    }

    fn whole(&self, name: &'static str, values: &[i64]) -> Column {
        whole(name, slice(values, &self.rows)).into_series().into_column()
    }

    fn text(&self, field: &Field) -> Result<Column> {
        match self.log.text(field.name) {
            Some((words, codes)) => {
                self.words(field.name, slice(codes, &self.rows).into_iter(), words)
            }
            None => Ok(absent(field.name, field.kind, self.rows.len())),
        }
    }

    fn words(
        &self,
        name: &'static str,
        codes: impl Iterator<Item = u32>,
        words: &Words,
    ) -> Result<Column> {
        if self.is_frozen { frozen(name, codes, words) } else { categorical(name, codes, words) }
    }

    /// The codes of a text field.
    fn codes(&self, name: &str) -> Vec<u32> {
        let codes = self.log.text(name).map(|(_, codes)| codes).unwrap_or_default();
        slice(codes, &self.rows)
    }

    /// Exhibits and how many of these rows each has.
    fn by_exhibit(&self) -> impl Iterator<Item = (u32, Range<usize>)> {
        self.log.exhibit_rows().filter_map(|(exhibit, rows)| {
            let rows = rows.start.max(self.rows.start)..rows.end.min(self.rows.end);
            (!rows.is_empty()).then_some((exhibit, rows))
        })
    }

    fn exhibits(&self) -> Result<Column> {
        let codes =
            self.by_exhibit().flat_map(|(exhibit, rows)| std::iter::repeat_n(exhibit, rows.len()));
        self.words("exhibit", codes, &self.log.exhibits)
    }

    fn services(&self) -> Result<Column> {
        let codes = self.by_exhibit().flat_map(|(exhibit, rows)| self.log.services(exhibit, rows));
        self.words("service", codes, self.log.service_names())
    }

    fn status(&self, name: &'static str, field: &str, of: fn(i16) -> i16) -> Column {
        let values = slice(self.log.statuses(field), &self.rows);
        // A status code has three digits at most (RFC 9110 §15); anything else is no status.
        let known = |value: i16| (1..=999).contains(&value).then(|| of(value));
        let name = PlSmallStr::from_static(name);
        let column = if values.iter().all(|&value| known(value).is_some()) {
            Int16Chunked::from_vec(name, values.into_iter().map(of).collect())
        } else {
            Int16Chunked::from_iter_options(name, values.into_iter().map(known))
        };
        column.into_series().into_column()
    }

    fn of_client(&self, name: &'static str, derived: &Derived) -> Result<Column> {
        let clients = self.codes("client_ip");
        self.words(name, clients.into_iter().map(|client| derived.code(client)), derived.words())
    }

    fn as_numbers(&self) -> Column {
        let clients = self.codes("client_ip");
        let number = |client: u32| self.log.place(client).and_then(|place| place.as_number);
        let numbers = clients.into_iter().map(|client| number(client).unwrap_or(ABSENT));
        whole("as_number", numbers.collect()).into_series().into_column()
    }

    /// Where an exhibit has no agents at all the class is absent, because nothing can be said; a lone
    /// `-` is the class `empty`.
    fn agent_classes(&self) -> Result<Column> {
        let agents = self.codes("user_agent");
        let code = |row: usize| agents.get(row - self.rows.start).copied().unwrap_or(ABSENT_CODE);
        let (code, derived) = (&code, &self.log.agent_class);
        let codes = self.by_exhibit().flat_map(|(exhibit, rows)| {
            let known = self.log.has_agents(exhibit);
            rows.map(move |row| if known { derived.code(code(row)) } else { ABSENT_CODE })
        });
        self.words("agent_class", codes, derived.words())
    }

    /// The labels of these rows.
    fn labels(&self) -> Option<&[Label]> {
        let labels = self.labels?;
        let start = labels.partition_point(|label| (label.row as usize) < self.rows.start);
        let end = labels.partition_point(|label| (label.row as usize) < self.rows.end);
        labels.get(start..end)
    }

    fn campaigns(&self) -> Column {
        let mut campaigns = vec![ABSENT; self.rows.len()];
        for label in self.labels().unwrap_or_default() {
            if let Some(cell) = campaigns.get_mut(label.row as usize - self.rows.start) {
                *cell = i64::from(label.campaign);
            }
        }
        whole("campaign", campaigns).into_series().into_column()
    }

    fn attacks(&self) -> Column {
        let Some(labels) = self.labels() else {
            return absent("attack", Type::Flag, self.rows.len());
        };
        let mut attacks = vec![false; self.rows.len()];
        for label in labels {
            if let Some(cell) = attacks.get_mut(label.row as usize - self.rows.start) {
                *cell = label.attack;
            }
        }
        let name = PlSmallStr::from_static("attack");
        BooleanChunked::from_slice(name, &attacks).into_series().into_column()
    }
}
