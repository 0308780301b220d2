//! How fast clients asked: the share of clients that asked no faster than a rate (empirical cumulative
//! distribution), during the incident and before, on a logarithmic axis.

use super::axis::Frame;
use super::scale::{Linear, log_ticks};
use super::svg::{Anchor, Drawing};
use super::{Chart, Scope};
use crate::tell::document::Table;
use crate::tell::words::Words;

const WIDTH: f64 = 880.0;
const FRAME: Frame = Frame { left: 60.0, right: WIDTH - 14.0, top: 26.0, bottom: 236.0 };

/// Share of clients, rate during the incident, rate in the baseline.
type Row = (f64, f64, Option<f64>);

/// The share that the title speaks of: one client in a hundred is faster.
const FAST: f64 = 0.99;

/// The rates of clients.
pub fn chart(words: &Words, scope: &Scope, rows: &[Row], table: Table) -> Chart {
    let title = title(words, scope, rows);
    let description = words.say("chart-rates.description");
    let svg = draw(words, &scope.id, rows, (&title, &description));
    let mut legend = vec![("key-load", words.say("legend-during"))];
    if rows.iter().any(|row| row.2.is_some()) {
        legend.push(("key-expected", words.say("legend-baseline")));
    }
    Chart { id: scope.id.clone(), title, description, svg, legend, table }
}

/// The answer: how fast the fastest hundredth was, and how fast it usually is.
fn title(words: &Words, scope: &Scope, rows: &[Row]) -> String {
    let rate = |rate: f64| format!("{}/min", words.numbers().significant(rate, 2));
    let fast = rows.iter().find(|row| row.0 >= FAST);
    let now = fast.map_or_else(|| "–".to_owned(), |row| rate(row.1));
    let before = fast.and_then(|row| row.2).map(rate);
    let key = if before.is_some() { "chart-rates" } else { "chart-rates-alone" };
    let arguments = [
        ("id", scope.incident.into()),
        ("service", scope.service.as_str().into()),
        ("now", now.into()),
        ("before", before.unwrap_or_default().into()),
    ];
    words.get(key, &arguments)
}

/// `median client`, `client at 90 %`, `fastest client`.
pub fn quantile_name(words: &Words, quantile: f64) -> String {
    if quantile == 0.5 {
        return words.say("quantile-median");
    }
    if quantile >= 1.0 {
        return words.say("quantile-highest");
    }
    let digits = usize::from(quantile > FAST);
    let share = words.numbers().decimal(quantile * 100.0, digits);
    words.get("quantile", &[("share", share.into())])
}

fn draw(words: &Words, id: &str, rows: &[Row], texts: (&str, &str)) -> String {
    let mut drawing = Drawing::new(id, WIDTH, FRAME.bottom + 48.0);
    let values = || rows.iter().flat_map(|row| [Some(row.1), row.2]).flatten().filter(|v| *v > 0.0);
    let low = values().fold(f64::INFINITY, f64::min);
    let powers = log_ticks(if low.is_finite() { low } else { 1.0 }, values().fold(1.0, f64::max));
    let ends = (powers.first().copied().unwrap_or(0), powers.last().copied().unwrap_or(1));
    let along = Linear::new((f64::from(ends.0), f64::from(ends.1)), (FRAME.left, FRAME.right));
    let up = Linear::new((0.0, 1.0), (FRAME.bottom, FRAME.top));
    axes(&mut drawing, words, (along, up), &powers);
    let curve = |rate: fn(&Row) -> Option<f64>| -> Vec<Option<(f64, f64)>> {
        let at = |row: &Row| Some((along.at(rate(row)?.max(1e-9).log10()), up.at(row.0)));
        rows.iter().map(at).collect()
    };
    drawing.polyline("expected", &curve(|row| row.2));
    drawing.polyline("load", &curve(|row| Some(row.1)));
    drawing.finish(texts.0, texts.1)
}

/// Grid and marks: powers of ten across, shares of clients up.
fn axes(drawing: &mut Drawing, words: &Words, scales: (Linear, Linear), powers: &[i32]) {
    let (along, up) = scales;
    drawing.text("axis-title", (0.0, 12.0), Anchor::Start, &words.say("axis-clients"));
    for quarter in 0..=4u8 {
        let (share, y) = (f64::from(quarter) / 4.0, up.at(f64::from(quarter) / 4.0));
        let class = if quarter == 0 { "axis" } else { "grid" };
        drawing.line(class, (FRAME.left, y), (FRAME.right, y));
        let label = words.numbers().percent_mark(share, 0.25);
        drawing.text("tick", (FRAME.left - 8.0, y + 4.0), Anchor::End, &label);
    }
    for power in powers {
        let x = along.at(f64::from(*power));
        drawing.line("axis", (x, FRAME.bottom), (x, FRAME.bottom + 5.0));
        let label = words.numbers().significant(10f64.powi(*power), 1);
        let room = if x > FRAME.right - 20.0 { Anchor::End } else { Anchor::Middle };
        drawing.text("tick", (x, FRAME.bottom + 19.0), room, &label);
    }
    let axis = words.say("axis-client-rate");
    drawing.text("axis-title", (FRAME.right, FRAME.bottom + 40.0), Anchor::End, &axis);
}
