//! CSV exports of access logs: Athena, BigQuery, spreadsheets. The first line names the columns in any
//! usual spelling, or `--map` says what they hold. Commas or semicolons; quotes are doubled (RFC 4180),
//! but a quoted field cannot go on in the next line.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::delimited::Style;
use super::kernel::table::Table;

/// `timestamp,client_ip,request,status,bytes`
pub(super) const FORMAT: Format = Format::new(
    "csv",
    "CSV with a header of column names: a time or status, and a client or request",
    Stamp::Unknown,
    |setting, sample| {
        let table = Table::open(&[Style::csv(b','), Style::csv(b';')], setting, sample)?;
        Some(Box::new(table))
    },
);
