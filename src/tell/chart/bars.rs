//! Countries of an incident beside those of its baseline, as pairs of bars.

use super::scale::{Linear, ticks};
use super::svg::{Anchor, Drawing};
use super::{Chart, Scope};
use crate::tell::document::Table;
use crate::tell::escape::printable;
use crate::tell::words::Words;

const WIDTH: f64 = 880.0;
const LEFT: f64 = 60.0;
const ROW: f64 = 34.0;
/// Room for the value at the end of a bar.
const VALUE: f64 = 70.0;

/// Shares by country; `table` has the countries that are not drawn too.
pub fn countries(
    words: &Words,
    scope: &Scope,
    drawn: &[&(String, f64, Option<f64>)],
    table: Table,
) -> Chart {
    let arguments = [("id", scope.incident.into()), ("service", scope.service.as_str().into())];
    let title = words.get("chart-countries", &arguments);
    let description = words.say("chart-countries.description");
    let svg = draw(words, &scope.id, drawn, (&title, &description));
    let mut legend = vec![("key-now", words.say("legend-during"))];
    if drawn.iter().any(|row| row.2.is_some()) {
        legend.push(("key-before", words.say("legend-baseline")));
    }
    Chart { id: scope.id.clone(), title, description, svg, legend, table }
}

fn draw(
    words: &Words,
    id: &str,
    drawn: &[&(String, f64, Option<f64>)],
    texts: (&str, &str),
) -> String {
    let bottom = 8.0 + ROW * drawn.len() as f64;
    let mut drawing = Drawing::new(id, WIDTH, bottom + 26.0);
    let high = drawn.iter().map(|row| row.1.max(row.2.unwrap_or(0.0))).fold(0.0, f64::max);
    let marks = ticks(high, 5);
    let top = marks.last().copied().unwrap_or(1.0);
    let step = top / (marks.len().max(2) - 1) as f64;
    let scale = Linear::new((0.0, top), (LEFT, WIDTH - VALUE));
    for mark in marks {
        let x = scale.at(mark);
        drawing.line(if mark == 0.0 { "axis" } else { "grid" }, (x, 4.0), (x, bottom));
        let label = words.numbers().percent_mark(mark, step);
        drawing.text("tick", (x, bottom + 18.0), Anchor::Middle, &label);
    }
    for (index, (country, share, baseline)) in drawn.iter().enumerate() {
        let y = 8.0 + ROW * index as f64;
        drawing.text("name", (LEFT - 10.0, y + 17.0), Anchor::End, &printable(country));
        bar(&mut drawing, words, "now", scale, y, *share);
        if let Some(baseline) = baseline {
            bar(&mut drawing, words, "before", scale, y + 13.0, *baseline);
        }
    }
    drawing.finish(texts.0, texts.1)
}

fn bar(drawing: &mut Drawing, words: &Words, class: &str, scale: Linear, y: f64, share: f64) {
    let end = scale.at(share);
    drawing.rect(class, (LEFT, y), ((end - LEFT).max(0.5), 11.0));
    let label = words.numbers().percent(share);
    drawing.text("value", (end + 6.0, y + 9.5), Anchor::Start, &label);
}
