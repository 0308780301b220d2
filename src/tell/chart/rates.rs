//! How fast clients asked: quantiles of requests a minute a client, during the incident and before,
//! on a logarithmic axis.

use super::scale::{Linear, log_ticks};
use super::svg::{Anchor, Drawing};
use super::{Chart, Scope};
use crate::tell::document::Table;
use crate::tell::words::Words;

const WIDTH: f64 = 880.0;
const LEFT: f64 = 190.0;
const ROW: f64 = 40.0;

/// Quantile, rate during the incident, rate in the baseline.
type Row = (f64, f64, Option<f64>);

/// The rates of clients.
pub fn chart(words: &Words, scope: &Scope, rows: &[Row], table: Table) -> Chart {
    let arguments = [("id", scope.incident.into()), ("service", scope.service.as_str().into())];
    let title = words.get("chart-rates", &arguments);
    let description = words.say("chart-rates.description");
    let svg = draw(words, &scope.id, rows, (&title, &description));
    let mut legend = vec![("key-dot-now", words.say("legend-during"))];
    if rows.iter().any(|row| row.2.is_some()) {
        legend.push(("key-dot-before", words.say("legend-baseline")));
    }
    Chart { id: scope.id.clone(), title, description, svg, legend, table }
}

/// `median client`, `client at 90 %`, `fastest client`.
pub fn quantile_name(words: &Words, quantile: f64) -> String {
    if quantile == 0.5 {
        return words.say("quantile-median");
    }
    if quantile >= 1.0 {
        return words.say("quantile-highest");
    }
    let share = words.numbers().significant(quantile * 100.0, 2);
    words.get("quantile", &[("share", share.into())])
}

fn draw(words: &Words, id: &str, rows: &[Row], texts: (&str, &str)) -> String {
    let bottom = 14.0 + ROW * rows.len() as f64;
    let mut drawing = Drawing::new(id, WIDTH, bottom + 44.0);
    let values = || rows.iter().flat_map(|row| [Some(row.1), row.2]).flatten().filter(|v| *v > 0.0);
    let low = values().fold(f64::INFINITY, f64::min);
    let powers = log_ticks(if low.is_finite() { low } else { 1.0 }, values().fold(1.0, f64::max));
    let ends = (powers.first().copied().unwrap_or(0), powers.last().copied().unwrap_or(1));
    let scale = Linear::new((f64::from(ends.0), f64::from(ends.1)), (LEFT, WIDTH - 30.0));
    for power in powers {
        let x = scale.at(f64::from(power));
        drawing.line("grid", (x, 6.0), (x, bottom));
        let label = words.numbers().significant(10f64.powi(power), 1);
        drawing.text("tick", (x, bottom + 18.0), Anchor::Middle, &label);
    }
    let axis = words.say("axis-client-rate");
    drawing.text("axis-title", (LEFT, bottom + 38.0), Anchor::Start, &axis);
    for (index, row) in rows.iter().enumerate() {
        let y = 14.0 + ROW * (index as f64 + 0.5);
        let name = quantile_name(words, row.0);
        drawing.text("name", (LEFT - 14.0, y + 4.0), Anchor::End, &name);
        dots(&mut drawing, scale, y, row);
    }
    drawing.finish(texts.0, texts.1)
}

/// A filled dot for the incident, a hollow one for the baseline, and the way between them.
fn dots(drawing: &mut Drawing, scale: Linear, y: f64, row: &Row) {
    let x = |rate: f64| scale.at(rate.max(1e-9).log10());
    if let Some(before) = row.2 {
        drawing.line("way", (x(before), y), (x(row.1), y));
        drawing.circle("dot-before", (x(before), y), 6.0);
    }
    drawing.circle("dot-now", (x(row.1), y), 6.0);
}
