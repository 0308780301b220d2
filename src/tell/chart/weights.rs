//! Hypotheses on a scale: how far the findings together support each against the others, and how far
//! the tool may claim at most.

use super::Chart;
use super::scale::Linear;
use super::svg::{Anchor, Drawing};
use crate::judge::judgement::Weighed;
use crate::tell::document::{Cell, CellKind, Table};
use crate::tell::words::Words;

const WIDTH: f64 = 880.0;
const LEFT: f64 = 190.0;
const ROW: f64 = 34.0;

/// The weights of an incident.
pub fn chart(words: &Words, incident: u32, hypotheses: &[Weighed]) -> Chart {
    let id = format!("chart-{incident}-weights");
    let title = title(words, incident, hypotheses);
    let description = words.say("chart-weights.description");
    Chart {
        svg: draw(words, &id, hypotheses, (&title, &description)),
        legend: vec![
            ("key-for", words.say("legend-for")),
            ("key-against", words.say("legend-against")),
            ("key-cap", words.say("legend-cap")),
        ],
        table: table(words, &title, hypotheses),
        id,
        title,
        description,
    }
}

/// The answer of the picture: the hypothesis that is supported most, and how much.
fn title(words: &Words, incident: u32, hypotheses: &[Weighed]) -> String {
    let first = hypotheses.iter().rev().max_by(|a, b| a.log10_lr.total_cmp(&b.log10_lr));
    let name = |one: &Weighed| words.say(&format!("hypothesis-{}", one.hypothesis.name()));
    let log10 = first.map_or(0.0, |one| one.log10_lr);
    let size = words.numbers().significant(10f64.powf(log10.abs()), 2);
    let arguments = [
        ("id", incident.into()),
        ("hypothesis", first.map_or_else(|| "–".to_owned(), name).into()),
        ("ratio", if log10 < 0.0 { format!("1/{size}") } else { size }.into()),
    ];
    words.get("chart-weights", &arguments)
}

fn draw(words: &Words, id: &str, hypotheses: &[Weighed], texts: (&str, &str)) -> String {
    let bottom = 10.0 + ROW * hypotheses.len() as f64;
    let mut drawing = Drawing::new(id, WIDTH, bottom + 44.0);
    let widest = hypotheses.iter().flat_map(|one| [one.log10_lr.abs(), one.log10_lr_cap]);
    let powers = widest.filter(|value| value.is_finite()).fold(1.0, f64::max).ceil().min(9.0);
    let scale = Linear::new((-powers, powers), (LEFT, WIDTH - 30.0));
    for power in -(powers as i32)..=(powers as i32) {
        let x = scale.at(f64::from(power));
        drawing.line(if power == 0 { "axis" } else { "grid" }, (x, 6.0), (x, bottom));
        let size = words.numbers().significant(10f64.powi(power.abs()), 1);
        let label = if power < 0 { format!("1/{size}") } else { size };
        drawing.text("tick", (x, bottom + 18.0), Anchor::Middle, &label);
    }
    let axis = words.say("axis-ratio");
    drawing.text("axis-title", (scale.at(0.0), bottom + 38.0), Anchor::Middle, &axis);
    for (index, one) in hypotheses.iter().enumerate() {
        row(&mut drawing, words, scale, 10.0 + ROW * index as f64, one);
    }
    drawing.finish(texts.0, texts.1)
}

fn row(drawing: &mut Drawing, words: &Words, scale: Linear, y: f64, one: &Weighed) {
    let name = words.say(&format!("hypothesis-{}", one.hypothesis.name()));
    drawing.text("name", (LEFT - 14.0, y + 20.0), Anchor::End, &name);
    let (zero, end) = (scale.at(0.0), scale.at(one.log10_lr));
    let class = if one.log10_lr < 0.0 { "against" } else { "for" };
    drawing.rect(class, (zero.min(end), y + 7.0), ((end - zero).abs().max(1.0), 18.0));
    for cap in [-one.log10_lr_cap, one.log10_lr_cap] {
        let x = scale.at(cap);
        drawing.line("cap", (x, y + 3.0), (x, y + 29.0));
    }
}

fn table(words: &Words, title: &str, hypotheses: &[Weighed]) -> Table {
    let columns =
        [("column-hypothesis", false), ("column-log10", true), ("column-log10-cap", true)];
    let number =
        |value: f64| Cell { kind: CellKind::Number, text: words.numbers().decimal(value, 2) };
    let rows = hypotheses.iter().map(|one| {
        let name = words.say(&format!("hypothesis-{}", one.hypothesis.name()));
        let name = Cell { kind: CellKind::Text, text: name };
        vec![name, number(one.log10_lr), number(one.log10_lr_cap)]
    });
    Table {
        caption: words.get("chart-numbers", &[("title", title.into())]),
        columns: columns.map(|(id, number)| (words.say(id), number)).to_vec(),
        rows: rows.collect(),
    }
}
