//! The terminal form of `afflux inspect`: one table of all files, then what each is in particular.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

use super::{Survey, Surveyed};
use crate::base::account::{Exhibit, Stamp, Zone, ZoneOrigin};
use crate::base::time::rfc3339;
use crate::read::format::EMPTY;
use crate::read::format::detect::CONFIDENCE_MIN;

/// Rejects of a reason that are counted by name; the rest is in the JSON.
const REASONS: usize = 4;

/// All that is said.
pub(super) fn text(survey: &Survey<'_>) -> String {
    let mut text = String::new();
    if !survey.exhibits.is_empty() {
        text.push_str(&format!("{}\n", overview(survey)));
    }
    for (exhibit, surveyed) in survey.reading.exhibits.iter().zip(&survey.exhibits) {
        text.push_str(&format!("\n{}\n", exhibit.path));
        for (label, value) in particulars(exhibit, surveyed) {
            text.push_str(&format!("  {label:<10} {value}\n"));
        }
    }
    for line in survey.repeated() {
        text.push_str(&format!("\n{line}\n"));
    }
    for (path, kept) in &survey.reading.duplicates {
        text.push_str(&format!("\n{path}: the same bytes as {kept}, read once\n"));
    }
    for (path, first) in &survey.reading.same_content {
        text.push_str(&format!("\n{path}: the same log as {first}, packed otherwise\n"));
    }
    for (path, reason) in &survey.reading.skipped {
        text.push_str(&format!("\n{path}: not read: {reason}\n"));
    }
    text
}

fn overview(survey: &Survey<'_>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["file", "format", "confidence", "requests", "rejects", "events", "blank"]);
    for exhibit in &survey.reading.exhibits {
        let counts = &exhibit.accounting;
        let number = |count: u64| Cell::new(count).set_alignment(CellAlignment::Right);
        table.add_row([
            Cell::new(&exhibit.path),
            Cell::new(format(exhibit)),
            Cell::new(format!("{:.2}", exhibit.confidence)).set_alignment(CellAlignment::Right),
            number(counts.requests),
            number(counts.rejects),
            number(counts.events),
            number(counts.blank),
        ]);
    }
    table
}

/// The format, what is read beside it, and the envelopes around both.
fn format(exhibit: &Exhibit) -> String {
    if exhibit.format == EMPTY.name && exhibit.accounting.rejects > 0 {
        return "none".to_owned();
    }
    let mut formats = vec![exhibit.format];
    formats.extend(&exhibit.also);
    let mut text = formats.join(" + ");
    if !exhibit.wrapper.is_empty() {
        text = format!("{} > {text}", exhibit.wrapper);
    }
    if exhibit.confidence < CONFIDENCE_MIN { format!("{text} ?") } else { text }
}

fn particulars(exhibit: &Exhibit, surveyed: &Surveyed) -> Vec<(&'static str, String)> {
    let mut said = vec![
        ("sha256", exhibit.sha256.clone()),
        ("bytes", format!("{} ({})", exhibit.bytes, packing(exhibit))),
    ];
    if let Some((start, end)) = exhibit.covers_us() {
        said.push(("span", format!("{} … {}", rfc3339(start), rfc3339(end))));
    }
    if exhibit.accounting.requests > 0 {
        said.push(("stamp", stamp(exhibit)));
    }
    if let Some((format, confidence)) = exhibit.runner_up {
        said.push(("runner-up", format!("{format} ({confidence:.2})")));
    }
    if exhibit.accounting.rejects > 0 {
        said.push(("rejects", rejects(exhibit)));
    }
    if surveyed.clients.requests > 0 {
        said.push(("clients", clients(exhibit, surveyed)));
    }
    said.extend(surveyed.warnings.iter().map(|warning| ("warning", warning.text.clone())));
    said
}

/// How the bytes were packed and written.
fn packing(exhibit: &Exhibit) -> String {
    let packings = std::iter::once(&exhibit.compression).chain(&exhibit.within);
    let mut how: Vec<&str> = packings.map(|packing| packing.name()).collect();
    how.extend(exhibit.encoding);
    if exhibit.document {
        how.push("one JSON document");
    }
    how.join(", ")
}

fn stamp(exhibit: &Exhibit) -> String {
    let zone = match &exhibit.zone {
        None => "each with its own zone".to_owned(),
        Some(Zone { name, origin: ZoneOrigin::Given }) => {
            format!("without zone, read as {name} as given")
        }
        Some(Zone { name, origin: ZoneOrigin::Beside }) => {
            format!("without zone, read as {name} as the requests beside them")
        }
        Some(Zone { name, origin: ZoneOrigin::Assumed }) => {
            format!("without zone, read as {name}, which is assumed")
        }
    };
    let marks = match exhibit.stamp {
        Stamp::Start => "marks the start of a request",
        Stamp::End => "marks the end of a request",
        Stamp::Unknown => "marks start or end of a request, which cannot be told",
    };
    format!("{marks}; {zone}")
}

fn rejects(exhibit: &Exhibit) -> String {
    let mut reasons: Vec<(&str, u64)> =
        exhibit.accounting.reasons.iter().map(|(reason, count)| (*reason, *count)).collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let more = reasons.len().saturating_sub(REASONS);
    let mut named: Vec<String> =
        reasons.iter().take(REASONS).map(|(reason, count)| format!("{reason} ({count})")).collect();
    if more > 0 {
        named.push(format!("{more} other reasons"));
    }
    named.join(", ")
}

fn clients(exhibit: &Exhibit, surveyed: &Surveyed) -> String {
    let clients = &surveyed.clients;
    let busiest = clients.busiest.iter().take(1).map(|busy| {
        let share = 100.0 * busy.requests as f64 / clients.requests.max(1) as f64;
        format!(", the busiest {} ({}) with {share:.1} %", busy.client, busy.kind.name())
    });
    let header = match (exhibit.health.forwarded, exhibit.health.trusted) {
        (0, _) => String::new(),
        (all, trusted) => format!("; {all} requests with a forwarding header, {trusted} believed"),
    };
    format!("{} distinct{}{header}", clients.distinct, busiest.collect::<String>())
}
