//! Writers: a report in, bytes out. One file a writer; this list is what a case
//! holds. None of them opens a file, reads the clock or adds a fact.

pub mod csv;
pub mod document;
pub mod html;
pub mod json;
pub mod markdown;
pub mod pdf;
pub mod stix;
pub mod terminal;
mod view;

use crate::error::Result;
use crate::tell::Report;

/// A form that a report can take.
pub struct Writer {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its file in the case directory; `None` for what is only shown.
    pub file_name: Option<&'static str>,
    /// Is its text in the language of the reader?
    pub localised: bool,
    /// The bytes of the report in this form.
    pub write: fn(&Report<'_>) -> Result<Vec<u8>>,
}

/// Every writer.
pub const WRITERS: &[Writer] = &[
    html::WRITER,
    pdf::WRITER,
    markdown::WRITER,
    document::WRITER,
    json::WRITER,
    csv::WRITER,
    stix::WRITER,
    terminal::WRITER,
];
