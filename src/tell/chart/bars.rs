//! Countries of an incident: on a map, and beside those of its baseline as pairs of bars.

use super::scale::{Linear, ticks};
use super::svg::{Anchor, Drawing};
use super::{Chart, Scope, world};
use crate::tell::document::Table;
use crate::tell::escape::printable;
use crate::tell::words::Words;

const WIDTH: f64 = 880.0;
const LEFT: f64 = 60.0;
const ROW: f64 = 34.0;
/// Room for the value at the end of a bar.
const VALUE: f64 = 70.0;
/// Between map and bars.
const GAP: f64 = 14.0;
/// Countries with bars; map and table have all.
const DRAWN_MAX: usize = 10;

/// A country, its share during the incident and in the baseline.
type Row = (String, f64, Option<f64>);

/// Shares by country; `table` has the countries that are not drawn too, `home` is outlined.
pub fn countries(words: &Words, scope: &Scope, rows: &[Row], home: &str, table: Table) -> Chart {
    let title = title(words, scope, rows);
    let description = words.say("chart-countries.description");
    let mut legend = vec![("key-now", words.say("legend-during"))];
    if rows.iter().any(|row| row.2.is_some()) {
        legend.push(("key-before", words.say("legend-baseline")));
    }
    let mapped = world::knows(rows.iter().map(|row| row.0.as_str()));
    if mapped {
        legend.insert(0, ("key-heat", words.say("legend-heat-share")));
        legend
            .insert(1, ("key-home", words.get("legend-home", &[("home", printable(home).into())])));
    }
    let (top, bars) = (if mapped { world::HEIGHT + GAP } else { 0.0 }, rows.len().min(DRAWN_MAX));
    let mut drawing = Drawing::new(&scope.id, WIDTH, top + 34.0 + ROW * bars as f64);
    if mapped {
        let shares: Vec<_> = rows.iter().map(|row| (row.0.as_str(), row.1)).collect();
        world::draw(&mut drawing, &shares, home, &words.say("map-overseas"));
    }
    pairs(&mut drawing, words, rows.get(..bars).unwrap_or(rows), top + 8.0);
    let svg = drawing.finish(&title, &description);
    Chart { id: scope.id.clone(), title, description, svg, legend, table }
}

/// The answer: where most came from, and how much of it usually does.
fn title(words: &Words, scope: &Scope, rows: &[Row]) -> String {
    let percent = |share: f64| words.numbers().percent(share);
    let (country, share, before) = match rows.first() {
        Some(row) => (printable(&row.0), percent(row.1), row.2.map(percent)),
        None => ("–".to_owned(), "–".to_owned(), None),
    };
    let arguments = [
        ("id", scope.incident.into()),
        ("service", scope.service.as_str().into()),
        ("country", country.into()),
        ("share", share.into()),
        ("before", before.clone().unwrap_or_default().into()),
    ];
    let key = if before.is_some() { "chart-countries" } else { "chart-countries-alone" };
    words.get(key, &arguments)
}

fn pairs(drawing: &mut Drawing, words: &Words, drawn: &[Row], top: f64) {
    let bottom = top + ROW * drawn.len() as f64;
    let high = drawn.iter().map(|row| row.1.max(row.2.unwrap_or(0.0))).fold(0.0, f64::max);
    let marks = ticks(high, 5);
    let most = marks.last().copied().unwrap_or(1.0);
    let step = most / (marks.len().max(2) - 1) as f64;
    let scale = Linear::new((0.0, most), (LEFT, WIDTH - VALUE));
    for mark in marks {
        let x = scale.at(mark);
        let class = if mark == 0.0 { "axis" } else { "grid" };
        drawing.line(class, (x, top - 4.0), (x, bottom));
        let label = words.numbers().percent_mark(mark, step);
        drawing.text("tick", (x, bottom + 18.0), Anchor::Middle, &label);
    }
    for (index, (country, share, baseline)) in drawn.iter().enumerate() {
        let y = top + ROW * index as f64;
        drawing.text("name", (LEFT - 10.0, y + 17.0), Anchor::End, &printable(country));
        bar(drawing, words, "now", scale, y, *share);
        if let Some(baseline) = baseline {
            bar(drawing, words, "before", scale, y + 13.0, *baseline);
        }
    }
}

fn bar(drawing: &mut Drawing, words: &Words, class: &str, scale: Linear, y: f64, share: f64) {
    let end = scale.at(share);
    drawing.rect(class, (LEFT, y), ((end - LEFT).max(0.5), 11.0));
    let label = words.numbers().percent(share);
    drawing.text("value", (end + 6.0, y + 9.5), Anchor::Start, &label);
}
