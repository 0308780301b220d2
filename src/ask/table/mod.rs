//! Small aggregates of the requests, one file a table: what evidence tests and queries read beside
//! the requests. Each is a sum over rows, so that the tables of two partitions of the clients or of
//! the time can be merged. Row order is total.

mod agents;
mod attempts;
mod clients;
mod countries;
mod events;
mod group;
mod minutes;
mod networks;
mod paths;
mod shape;

use std::sync::OnceLock;

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::base::account::Exhibit;
use crate::base::record::Type;
use crate::error::Result;
use crate::read::event::Event;

use super::attempt::Attempts;
use super::service::{Names, Service};
use group::{Counts, Keys};

/// A table: what it is called, what it holds and how it is made.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name in SQL and its file name in a case.
    pub name: &'static str,
    /// What a row is, one sentence without a full stop.
    pub meaning: &'static str,
    /// Its columns, in order.
    pub columns: &'static [TableColumn],
    /// Counts it.
    pub build: fn(&Input<'_>) -> Result<DataFrame>,
}

/// What tables are counted from.
#[derive(Debug)]
pub struct Input<'a> {
    /// The requests of every service.
    pub services: &'a [Service],
    /// What their codes stand for.
    pub names: &'a Names,
    /// Lines that are no requests but bear on what the servers could do.
    pub events: &'a [Event],
    /// What was read.
    pub exhibits: &'a [Exhibit],
    /// Requests that try to get in.
    pub attempts: &'a Attempts,
    /// What several tables need.
    shared: Shared,
}

/// By service what each client did, once a table has asked for it.
#[derive(Debug)]
struct Shared(Vec<OnceLock<Vec<Counts>>>);

impl<'a> Input<'a> {
    /// What tables are counted from.
    pub fn new(
        (services, names): (&'a [Service], &'a Names),
        events: &'a [Event],
        exhibits: &'a [Exhibit],
        attempts: &'a Attempts,
    ) -> Self {
        let shared = Shared(services.iter().map(|_| OnceLock::new()).collect());
        Self { services, names, events, exhibits, attempts, shared }
    }

    /// What each client of a service did, by key: three tables are sums of it.
    fn of_clients(&self, index: usize) -> &[Counts] {
        let (Some(service), Some(counts)) = (self.services.get(index), self.shared.0.get(index))
        else {
            return &[];
        };
        let keys = || Keys::of(&service.client, self.names.clients.len());
        counts.get_or_init(|| Counts::by(&keys(), service))
    }
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct TableColumn {
    /// Lower-case name, unquoted in SQL.
    pub name: &'static str,
    /// Storage type.
    pub kind: Type,
    /// Unit and meaning, one sentence without a full stop.
    pub meaning: &'static str,
}

/// Frames by name, in the order of [`TABLES`] when built, of name when loaded.
pub type Frames = Vec<(String, DataFrame)>;

/// Counts every table.
pub fn build(input: &Input<'_>) -> Result<Frames> {
    let build = |table: &Table| Ok((table.name.to_owned(), (table.build)(input)?));
    TABLES.par_iter().map(build).collect()
}

const fn column(name: &'static str, kind: Type, meaning: &'static str) -> TableColumn {
    TableColumn { name, kind, meaning }
}

/// Every table, in the order of the documentation.
pub const TABLES: &[Table] = &[
    minutes::TABLE,
    clients::TABLE,
    networks::TABLE,
    countries::TABLE,
    paths::TABLE,
    agents::TABLE,
    events::TABLE,
    attempts::TABLE,
];
