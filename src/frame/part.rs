//! Rows of a log with the columns of the schema: a range of rows in, plain values by column out, and
//! requests made of them. What follows from a value is spread over the rows here, and only here.

use std::ops::Range;

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::base::record::{FIELDS, Field};
use crate::base::time::minute_of;
use crate::error::Result;
use crate::read::columns::{ABSENT, ABSENT_CODE, ABSENT_STATUS, Cell};

use super::arrival::{days, each, hour_of, weekdays};
use super::broken;
use super::log::Log;
use super::requests::Requests;
use super::text::Derived;
use super::values::Values;

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
        let part = self.part(rows, labels);
        let column = |field: &Field| part.values(field).column(field, part.rows.len());
        let columns = FIELDS.par_iter().map(column).collect::<Result<Vec<_>>>()?;
        let frame = DataFrame::new(part.rows.len(), columns)
            .map_err(|error| broken("put the columns of requests together", error))?;
        Requests::new(frame)
    }

    /// The rows, column by column.
    pub(super) fn part<'l>(&'l self, rows: Range<usize>, labels: Option<&'l [Label]>) -> Part<'l> {
        Part { log: self, arrival_us: slice(self.arrival_us(), &rows), rows, labels }
    }
}

/// A range of rows.
pub(super) struct Part<'l> {
    log: &'l Log,
    rows: Range<usize>,
    arrival_us: Vec<i64>,
    labels: Option<&'l [Label]>,
}

/// The values of these rows, absent ones too.
fn slice<T: Cell>(values: &[T], rows: &Range<usize>) -> Vec<T> {
    let there = values.get(rows.start..rows.end.min(values.len())).unwrap_or_default();
    let mut slice = Vec::with_capacity(rows.len());
    slice.extend_from_slice(there);
    slice.resize(rows.len(), T::ABSENT);
    slice
}

impl<'l> Part<'l> {
    /// How many rows.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The values of a column, a value a row.
    pub(super) fn values(&self, field: &Field) -> Values<'l> {
        let name = field.name;
        let origin = &self.log.origin;
        match name {
            "exhibit" => self.exhibits(),
            "byte_offset" => Values::Int(slice(self.log.byte_offset(), &self.rows)),
            "ts"
            | "client_port"
            | "bytes"
            | "duration_us"
            | "queue_us"
            | "upstream_duration_us" => self.numbers(name),
            "arrival" => Values::Int(self.arrival_us.clone()),
            "minute" => Values::Int(each(&self.arrival_us, minute_of)),
            "hour" => Values::Int(each(&self.arrival_us, hour_of)),
            "day" => Values::Days(days(&self.arrival_us)),
            "weekday" => Values::Small(weekdays(&self.arrival_us)),
            "status" | "upstream_status" => self.status(name, |status| status),
            "status_class" => self.status("status", |status| status / 100),
            "service" => self.services(),
            "country" => self.of_client(&origin.country),
            "territory" => self.of_client(&origin.territory),
            "as_org" => self.of_client(&origin.as_org),
            "network_class" => self.of_client(&origin.network_class),
            "as_number" => self.as_numbers(),
            "agent_class" => self.agent_classes(),
            "campaign" => self.campaigns(),
            "attack" => self.attacks(),
            _ => self.text(name),
        }
    }

    fn numbers(&self, name: &str) -> Values<'l> {
        match self.log.numbers(name) {
            values if values.is_empty() => Values::Absent,
            values => Values::Int(slice(&values, &self.rows)),
        }
    }

    fn text(&self, name: &str) -> Values<'l> {
        match self.log.text(name) {
            Some((words, codes)) if !codes.is_empty() => {
                Values::Text(slice(codes, &self.rows), words)
            }
            _ => Values::Absent,
        }
    }

    /// The codes of a text field.
    fn codes(&self, name: &str) -> Vec<u32> {
        let codes = self.log.text(name).map(|(_, codes)| &**codes).unwrap_or_default();
        slice(codes, &self.rows)
    }

    /// Exhibits and how many of these rows each has.
    fn by_exhibit(&self) -> impl Iterator<Item = (u32, Range<usize>)> {
        self.log.exhibit_rows().filter_map(|(exhibit, rows)| {
            let rows = rows.start.max(self.rows.start)..rows.end.min(self.rows.end);
            (!rows.is_empty()).then_some((exhibit, rows))
        })
    }

    fn exhibits(&self) -> Values<'l> {
        let codes =
            self.by_exhibit().flat_map(|(exhibit, rows)| std::iter::repeat_n(exhibit, rows.len()));
        Values::Text(codes.collect(), &self.log.exhibits)
    }

    fn services(&self) -> Values<'l> {
        let mut codes = Vec::with_capacity(self.rows.len());
        for (exhibit, rows) in self.by_exhibit() {
            codes.extend(self.log.services(exhibit, rows));
        }
        Values::Text(codes, self.log.service_names())
    }

    fn status(&self, field: &str, of: fn(i16) -> i16) -> Values<'l> {
        let values = self.log.statuses(field);
        if values.is_empty() {
            return Values::Absent;
        }
        // A status code has three digits at most (RFC 9110 §15); anything else is no status.
        let known = |value: i16| if (1..=999).contains(&value) { of(value) } else { ABSENT_STATUS };
        Values::Small(slice(&values, &self.rows).into_iter().map(known).collect())
    }

    fn of_client(&self, derived: &'l Derived) -> Values<'l> {
        let clients = self.codes("client_ip").into_iter();
        Values::Text(clients.map(|client| derived.code(client)).collect(), derived.words())
    }

    fn as_numbers(&self) -> Values<'l> {
        let numbers = &self.log.origin.as_number;
        let of_none = numbers.last().copied().unwrap_or(ABSENT);
        let number = |client: u32| numbers.get(client as usize).copied().unwrap_or(of_none);
        Values::Int(self.codes("client_ip").into_iter().map(number).collect())
    }

    /// Where an exhibit has no agents at all the class is absent, because nothing can be said; a lone
    /// `-` is the class `empty`.
    fn agent_classes(&self) -> Values<'l> {
        let derived = &self.log.agent_class;
        let mut agents = self.codes("user_agent");
        for (exhibit, rows) in self.by_exhibit() {
            let known = self.log.has_agents(exhibit);
            let code = |agent: u32| if known { derived.code(agent) } else { ABSENT_CODE };
            let start = self.rows.start;
            let held = agents.get_mut(rows.start - start..rows.end - start).unwrap_or_default();
            held.iter_mut().for_each(|agent| *agent = code(*agent));
        }
        Values::Text(agents, derived.words())
    }

    /// The labels of these rows.
    fn labels(&self) -> Option<&[Label]> {
        let labels = self.labels?;
        let start = labels.partition_point(|label| (label.row as usize) < self.rows.start);
        let end = labels.partition_point(|label| (label.row as usize) < self.rows.end);
        labels.get(start..end)
    }

    fn campaigns(&self) -> Values<'l> {
        let labels = self.labels().unwrap_or_default();
        if labels.is_empty() {
            return Values::Absent;
        }
        let mut campaigns = vec![ABSENT; self.rows.len()];
        for label in labels {
            if let Some(cell) = campaigns.get_mut(label.row as usize - self.rows.start) {
                *cell = i64::from(label.campaign);
            }
        }
        Values::Int(campaigns)
    }

    fn attacks(&self) -> Values<'l> {
        let Some(labels) = self.labels() else { return Values::Absent };
        let mut attacks = vec![false; self.rows.len()];
        for label in labels {
            if let Some(cell) = attacks.get_mut(label.row as usize - self.rows.start) {
                *cell = label.attack;
            }
        }
        Values::Flags(attacks)
    }
}
