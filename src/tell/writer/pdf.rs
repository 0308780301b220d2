//! `report.pdf`: the document of the page, set for print and for the file of a court: PDF/A-2a and
//! PDF/UA-1, tagged, with bookmarks, embedded fonts and the digests of manifest and verdict on every
//! page. A report in, PDF bytes out, the same ones each time. It opens no file, reaches no network and
//! reads no clock; text from a log is data, never markup.

mod colours;
mod data;
mod ends;
mod letters;
mod world;

use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::Writer;
use crate::error::{Error, Kind, Result};
use crate::tell::Report;
use world::Closed;

pub use data::text as data;
pub use letters::settable;

/// The PDF writer.
pub const WRITER: Writer =
    Writer { name: "pdf", file_name: Some("report.pdf"), localised: true, write };

/// Archives and courts take A-2; A-3 would only add attachments, which some of them refuse.
const STANDARDS: &[PdfStandard] = &[PdfStandard::A_2a, PdfStandard::Ua_1];

fn write(report: &Report<'_>) -> Result<Vec<u8>> {
    let world = Closed::new(&data::text(report), &data::pictures(report));
    let pages = typst::compile::<PagedDocument>(&world).output.map_err(|why| refused(&why))?;
    let standards = PdfStandards::new(STANDARDS).map_err(|why| unset(why.message()))?;
    let options = PdfOptions {
        ident: Smart::Custom(identity(report)),
        creator: Smart::Custom(Some(format!("afflux {}", report.account.version))),
        timestamp: date(report),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&pages, &options).map_err(|why| refused(&why));
    // What was kept for setting the same again would stay until the end of the run.
    typst::comemo::evict(0);
    pdf.map(ends::told_apart)
}

/// PDF/A demands a date, and there is no clock: that of the last line read; 1970 without any, and for
/// stamps outside the calendar.
fn date(report: &Report<'_>) -> Option<Timestamp> {
    let spans = report.account.exhibits.iter().filter_map(|exhibit| exhibit.span_us);
    let last_us = spans.map(|(_, last)| last).max().unwrap_or(0);
    let date = calendar(last_us).or_else(|| Datetime::from_ymd(1970, 1, 1));
    date.map(Timestamp::new_utc)
}

fn calendar(instant_us: i64) -> Option<Datetime> {
    let instant = jiff::Timestamp::from_microsecond(instant_us).ok()?;
    let at = instant.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let part = |value: i8| u8::try_from(value).ok();
    let year = i32::from(at.year());
    if year < 1 {
        return None;
    }
    let (month, day) = (part(at.month())?, part(at.day())?);
    Datetime::from_ymd_hms(
        year,
        month,
        day,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
}

/// What makes a report this one: its exhibits, its language and its seals.
fn identity(report: &Report<'_>) -> String {
    let exhibits = report.account.exhibits.iter().map(|exhibit| exhibit.sha256.as_str());
    let seals = report.context.seals.iter().map(|seal| seal.sha256.as_str());
    let parts: Vec<_> =
        [report.document.language].into_iter().chain(exhibits).chain(seals).collect();
    parts.join(" ")
}

fn refused(why: &[SourceDiagnostic]) -> Error {
    let reasons: Vec<_> = why.iter().map(|one| one.message.as_str()).collect();
    unset(&reasons.join("; "))
}

fn unset(why: &str) -> Error {
    Error::new(Kind::Case, format!("cannot set report.pdf: {why}"))
}
