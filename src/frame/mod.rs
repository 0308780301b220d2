//! Columns in, the frame of requests out: one row a request, with place, network and agent class,
//! and its Parquet form. Nothing here judges, and no column is added that the schema
//! ([`crate::base::record::FIELDS`]) does not name.
//!
//! `columns ─ assemble ─▶ log (with places and agent classes) ─ part ─▶ requests, or pages ─ store ─▶ Parquet`

pub mod agent;
pub mod place;

mod alike;
mod arrival;
mod log;
mod log_set;
mod pages;
mod part;
mod reference;
mod requests;
mod service_name;
mod store;
mod text;
mod values;

pub(crate) use arrival::instants;
pub use log::{Log, assemble};
pub use part::Label;
pub use reference::reference;
pub(crate) use reference::type_name;
pub use requests::{Requests, Texts};
pub use store::{load, load_tables, parquet_bytes, save, save_table};
pub use text::Words;
pub(crate) use text::printable;

use polars::prelude::PolarsError;

use crate::error::{Error, Kind};

/// An error of the data-frame engine, as ours: `what` says what was being done.
pub(crate) fn broken(what: &str, source: PolarsError) -> Error {
    Error::new(Kind::Case, format!("cannot {what}")).because(source)
}
