//! Usage logs of Google Cloud Storage, as CSV, with or without their header. The stamp is when the
//! request was completed; times are in microseconds.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::coding::Coding;
use super::kernel::delimited::{Cells, Style};
use super::kernel::number;
use super::kernel::plan::Habits;
use super::kernel::slot::Unit;
use super::kernel::table::Table;

/// `"1617690662123456","203.0.113.7","1","","GET","/bucket/object","200","0","512","7000",…`
pub(super) const FORMAT: Format = Format::new(
    "gcs_csv",
    "Google Cloud Storage usage log: time_micros, c_ip, …, cs_method, cs_uri, sc_status, …, time_taken_micros, …",
    Stamp::End,
    |_, sample| {
        let ours = sample.is_empty() || sample.iter().any(|line| is_ours(line));
        let habits =
            Habits { unit: Unit::Micros, coding: Coding::Plain, day_apart: false, own: |_| None };
        let table = ours.then(|| Table::fixed(Style::csv(b','), HEADER, &habits))??;
        Some(Box::new(table))
    },
);

const HEADER: &[u8] = b"time_micros,c_ip,c_ip_type,c_ip_region,cs_method,cs_uri,sc_status,cs_bytes,sc_bytes,time_taken_micros,cs_host,cs_referer,cs_user_agent,s_request_id,cs_operation,cs_bucket,cs_object";

/// The header, or sixteen digits first and a type of address third.
fn is_ours(line: &[u8]) -> bool {
    let mut cells = Cells::new(line, Style::csv(b',')).map_while(Result::ok).map(|cell| cell.text);
    let (first, third) = (cells.next().unwrap_or_default(), cells.nth(1).unwrap_or_default());
    first == b"time_micros"
        || (first.len() == 16 && number::integer(first).is_some() && matches!(third, b"1" | b"2"))
}
