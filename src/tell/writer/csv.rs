//! `indicators.csv`: the addresses of hostile campaigns, for spreadsheets and blocking tools. RFC 4180:
//! CRLF, quotes where needed, a header line. A cell that a spreadsheet would take for a formula begins
//! with an apostrophe. Sources bear pseudonyms where those of the report do. Never localised; times are RFC 3339 UTC. It lists nothing of an incident whose
//! cause is not named.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::Writer;
use crate::base::time::rfc3339;
use crate::error::{Error, Kind, Result};
use crate::judge::judgement::{Incident, Indicator};
use crate::tell::Report;
use crate::tell::document::hostile::concluded;
use crate::tell::escape::printable;

/// The CSV writer.
pub const WRITER: Writer =
    Writer { name: "csv", file_name: Some("indicators.csv"), localised: false, write };

const COLUMNS: [&str; 12] = [
    "address",
    "first_seen",
    "last_seen",
    "requests",
    "country",
    "territory",
    "as_number",
    "as_org",
    "network_class",
    "campaign",
    "incident",
    "cause",
];

fn write(report: &Report<'_>) -> Result<Vec<u8>> {
    let failed =
        |source: csv::Error| Error::new(Kind::Case, "cannot write indicators.csv").because(source);
    let mut out = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    out.write_record(COLUMNS).map_err(failed)?;
    for one in &report.judgement.indicators {
        let incidents = &report.judgement.incidents;
        let Some(incident) = concluded(incidents, one.campaign) else { continue };
        out.write_record(record(report, one, incident)).map_err(failed)?;
    }
    out.into_inner().map_err(|error| {
        Error::new(Kind::Case, format!("cannot write indicators.csv: {}", error.error()))
    })
}

fn record(report: &Report<'_>, one: &Indicator, incident: &Incident) -> [String; 12] {
    let pseudonyms = report.context.pseudonyms.as_ref();
    let source = pseudonyms.map_or_else(|| one.address.clone(), |names| names.source(&one.address));
    let text = |text: &str| safe(&printable(text));
    let optional = |value: &Option<String>| value.as_deref().map(text).unwrap_or_default();
    [
        text(&source),
        rfc3339(one.first_us),
        rfc3339(one.last_us),
        one.requests.to_string(),
        optional(&one.country),
        one.territory.name(&report.account.home).to_owned(),
        one.as_number.map(|number| number.to_string()).unwrap_or_default(),
        optional(&one.as_org),
        one.network_class.name().to_owned(),
        one.campaign.to_string(),
        incident.id.to_string(),
        incident.cause.name().to_owned(),
    ]
}

/// A cell that no spreadsheet computes (OWASP, CSV Injection): an apostrophe before what starts a
/// formula, also behind white space or a quote, full-width forms included.
fn safe(text: &str) -> String {
    let start = text.trim_start_matches([' ', '"', '\'']).chars().next();
    let acts = |sign: char| "=+-@＝＋－＠|%".contains(sign);
    if start.is_some_and(acts) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            (" \"=HYPERLINK(1)", "' \"=HYPERLINK(1)"),
            ("＝1", "'＝1"),
            ("@SUM(1)", "'@SUM(1)"),
            ("203.0.113.7", "203.0.113.7"),
            ("Orange S.A.", "Orange S.A."),
            ("", ""),
        ] {
            assert_eq!(safe(text), expected);
        }
    }
}
