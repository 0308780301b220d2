//! The terminal form of `afflux summary`: the sums, then tables of minutes, status classes, clients, paths and,
//! where they were asked for, places.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

use super::Summary;
use crate::base::time::rfc3339;
use crate::read::escape::escape_start;

/// Bytes of a client or path that are shown; the JSON has all.
const SHOWN: usize = 100;

/// Status classes in the order of [`status_classes`](crate::read::tables::Tables::status_classes).
const CLASSES: [&str; 6] = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"];

/// All that is said.
pub(super) fn text(summary: &Summary<'_>) -> String {
    let requests = summary.requests();
    let counted = |what, counts: &[(Vec<u8>, u64)]| {
        let shown = |(value, count): &(Vec<u8>, u64)| (escape_start(value, SHOWN), *count);
        counted(what, &counts.iter().map(shown).collect::<Vec<_>>(), requests)
    };
    let mut tables = vec![
        sums(summary),
        minutes(summary),
        classes(summary),
        counted("client", &summary.tables.clients),
        counted("path", &summary.tables.paths),
    ];
    if let Some(origins) = &summary.origins {
        tables.push(self::counted("country", &origins.countries, requests));
        tables.push(self::counted("network", &origins.networks, requests));
    }
    let tables: Vec<String> = tables.iter().map(|table| format!("{table}\n")).collect();
    tables.join("\n")
}

fn table(heads: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(heads);
    table
}

fn number(value: impl ToString) -> Cell {
    Cell::new(value).set_alignment(CellAlignment::Right)
}

fn share(count: u64, of: u64) -> Cell {
    number(format!("{:.1} %", 100.0 * count as f64 / of.max(1) as f64))
}

fn sums(summary: &Summary<'_>) -> Table {
    let mut table = table(&["requests", "rejects", "events", "distinct clients", "bytes sent"]);
    table.add_row([
        number(summary.requests()),
        number(summary.sum(|lines| lines.rejects)),
        number(summary.sum(|lines| lines.events)),
        number(summary.tables.distinct_clients),
        number(summary.tables.bytes),
    ]);
    table
}

fn minutes(summary: &Summary<'_>) -> Table {
    let minutes = &summary.tables.minutes;
    let mut table = table(&["minute", "starts", "requests"]);
    let named = [
        ("first", minutes.first().copied()),
        ("busiest", summary.busiest()),
        ("last", minutes.last().copied()),
    ];
    for (name, minute) in named {
        if let Some((start_us, requests)) = minute {
            table.add_row([Cell::new(name), Cell::new(rfc3339(start_us)), number(requests)]);
        }
    }
    table
}

fn classes(summary: &Summary<'_>) -> Table {
    let mut table = table(&["status", "requests", "share"]);
    let counted = CLASSES.iter().zip(summary.tables.status_classes);
    for (class, count) in counted.filter(|(_, count)| *count > 0) {
        table.add_row([Cell::new(class), number(count), share(count, summary.requests())]);
    }
    table
}

fn counted(what: &str, counts: &[(String, u64)], requests: u64) -> Table {
    let mut table = table(&[what, "requests", "share"]);
    for (value, count) in counts {
        table.add_row([Cell::new(value), number(count), share(*count, requests)]);
    }
    table
}
