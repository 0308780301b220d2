//! TSV exports of access logs: fields between tabs, the first line their names. What holds for CSV
//! holds here.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::delimited::Style;
use super::kernel::table::Table;

/// `timestamp⇥client_ip⇥request⇥status⇥bytes`
pub(super) const FORMAT: Format = Format::new(
    "tsv",
    "TSV with a header of column names: a time or status, and a client or request",
    Stamp::Unknown,
    |setting, sample| Some(Box::new(Table::open(&[Style::csv(b'\t')], setting, sample)?)),
);
