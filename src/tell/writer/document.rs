//! `report.json`: the report itself as data, in reading order, for `afflux show` and for other programs. Its form
//! follows the report; what programs should rely on is `verdict.json`.

use super::Writer;
use crate::error::{Error, Kind, Result};
use crate::tell::Report;
use crate::tell::document::stored;

/// The writer of the document.
pub const WRITER: Writer =
    Writer { name: "document", file_name: Some("report.json"), localised: true, write };

fn write(report: &Report<'_>) -> Result<Vec<u8>> {
    stored::write(&report.document)
        .map_err(|source| Error::new(Kind::Case, "cannot write report.json").because(source))
}
