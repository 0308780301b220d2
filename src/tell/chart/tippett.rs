//! How far a likelihood ratio of attack can be trusted (a Tippett plot; Tippett et al. 1968; Meuwly 2001): of
//! the simulated incidents that an attack caused, and of the others, the share whose ratio is at least that
//! large; and where this incident's ratio stands.

use std::ops::RangeInclusive;

use super::Chart;
use super::axis::Frame;
use super::scale::Linear;
use super::svg::{Anchor, Drawing};
use crate::judge::validation::Tippett;
use crate::tell::document::{Cell, CellKind, Table};
use crate::tell::words::Words;

const WIDTH: f64 = 880.0;
/// Powers of ten on both sides beyond the last mark.
const ROOM: f64 = 0.15;
const FRAME: Frame = Frame { left: 60.0, right: WIDTH - 14.0, top: 40.0, bottom: 260.0 };
/// log10 of the ratios whose shares are in the table: the edges of the verbal bands that can be reached.
const LISTED: [f64; 7] =
    [-2.0, -1.0, -std::f64::consts::LOG10_2, 0.0, std::f64::consts::LOG10_2, 1.0, 2.0];

/// What is said of the worlds, in words.
#[derive(Debug, Clone)]
pub struct Told {
    /// Which worlds.
    pub worlds: String,
    /// Incidents without an attack whose ratio is as large as this incident's.
    pub misled: String,
    /// Attacks whose ratio is as small.
    pub missed: String,
}

/// The distributions, with the ratio of an incident marked.
pub fn chart(words: &Words, incident: u32, log10_lr: f64, worlds: &Tippett, told: &Told) -> Chart {
    let id = format!("chart-{incident}-tippett");
    let key = if log10_lr < 0.0 { "chart-tippett-missed" } else { "chart-tippett-misled" };
    let rate = if log10_lr < 0.0 { &told.missed } else { &told.misled };
    let arguments = [
        ("id", incident.into()),
        ("ratio", ratio(words, log10_lr).into()),
        ("rate", rate.as_str().into()),
    ];
    let title = words.get(key, &arguments);
    let described = [
        ("worlds", told.worlds.as_str().into()),
        ("misled", told.misled.as_str().into()),
        ("missed", told.missed.as_str().into()),
        ("ratio", ratio(words, log10_lr).into()),
    ];
    let description = words.get("chart-tippett.description", &described);
    let counted = |id: &str, of: usize| words.get(id, &[("n", (of as u64).into())]);
    Chart {
        svg: draw(words, (&id, log10_lr), worlds, (&title, &description)),
        legend: vec![
            ("key-load", counted("legend-attacks", worlds.attacks.len())),
            ("key-expected", counted("legend-others", worlds.others.len())),
            ("key-cap", words.say("legend-here")),
        ],
        table: table(words, &title, worlds),
        id,
        title,
        description,
    }
}

/// `25`, or `1/25` below one.
fn ratio(words: &Words, log10: f64) -> String {
    let size = words.numbers().significant(10f64.powf(log10.abs()), 2);
    if log10 < 0.0 { format!("1/{size}") } else { size }
}

fn draw(words: &Words, marked: (&str, f64), worlds: &Tippett, texts: (&str, &str)) -> String {
    let (id, log10_lr) = marked;
    let mut drawing = Drawing::new(id, WIDTH, FRAME.bottom + 48.0);
    let all = || worlds.attacks.iter().chain(&worlds.others).chain([&log10_lr]);
    let low = all().fold(-1.0, |least: f64, lr| least.min(*lr)).floor().max(-9.0);
    let high = all().fold(1.0, |most: f64, lr| most.max(*lr)).ceil().min(9.0);
    // A little room on both sides: ratios at the cap are many, and a curve that falls there must be seen.
    let ends = (low - ROOM, high + ROOM);
    let along = Linear::new(ends, (FRAME.left, FRAME.right));
    let up = Linear::new((0.0, 1.0), (FRAME.bottom, FRAME.top));
    axes(&mut drawing, words, (along, up), low as i32..=high as i32);
    for (class, ratios) in [("expected", &worlds.others), ("load", &worlds.attacks)] {
        drawing.polyline(class, &curve(ratios, (along, up), ends));
    }
    let x = along.at(log10_lr);
    drawing.line("cap", (x, FRAME.top - 8.0), (x, FRAME.bottom));
    let late = x > f64::midpoint(FRAME.left, FRAME.right);
    let (side, at) = if late { (Anchor::End, x - 6.0) } else { (Anchor::Start, x + 6.0) };
    let label = words.get("tippett-here", &[("ratio", ratio(words, log10_lr).into())]);
    drawing.text("mark", (at, FRAME.top - 10.0), side, &label);
    drawing.finish(texts.0, texts.1)
}

/// Shares up, ratios across.
fn axes(
    drawing: &mut Drawing,
    words: &Words,
    scales: (Linear, Linear),
    powers: RangeInclusive<i32>,
) {
    let (along, up) = scales;
    drawing.text("axis-title", (0.0, 12.0), Anchor::Start, &words.say("axis-tippett"));
    for quarter in 0..=4u8 {
        let (share, y) = (f64::from(quarter) / 4.0, up.at(f64::from(quarter) / 4.0));
        let class = if quarter == 0 { "axis" } else { "grid" };
        drawing.line(class, (FRAME.left, y), (FRAME.right, y));
        let label = words.numbers().percent_mark(share, 0.25);
        drawing.text("tick", (FRAME.left - 8.0, y + 4.0), Anchor::End, &label);
    }
    for power in powers {
        let x = along.at(f64::from(power));
        let class = if power == 0 { "axis" } else { "grid" };
        drawing.line(class, (x, FRAME.top), (x, FRAME.bottom + 5.0));
        let size = words.numbers().significant(10f64.powi(power.abs()), 1);
        let label = if power < 0 { format!("1/{size}") } else { size };
        drawing.text("tick", (x, FRAME.bottom + 19.0), Anchor::Middle, &label);
    }
    let axis = words.say("axis-ratio-attack");
    drawing.text("axis-title", (FRAME.right, FRAME.bottom + 40.0), Anchor::End, &axis);
}

/// The share of ratios that are at least as large, as steps: it falls after each ratio that occurs.
fn curve(ascending: &[f64], scales: (Linear, Linear), ends: (f64, f64)) -> Vec<Option<(f64, f64)>> {
    let (along, up) = scales;
    let share = |left: usize| left as f64 / ascending.len().max(1) as f64;
    let mut points = vec![(ends.0, 1.0)];
    let mut passed = 0;
    for equal in ascending.chunk_by(|a, b| a == b) {
        let Some(lr) = equal.first() else { continue };
        points.push((*lr, share(ascending.len() - passed)));
        passed += equal.len();
        points.push((*lr, share(ascending.len() - passed)));
    }
    points.push((ends.1, 0.0));
    points.into_iter().map(|(lr, share)| Some((along.at(lr), up.at(share)))).collect()
}

fn table(words: &Words, title: &str, worlds: &Tippett) -> Table {
    let columns =
        [("column-ratio-least", true), ("column-of-attacks", true), ("column-of-others", true)];
    let number = |text: String| Cell { kind: CellKind::Number, text };
    let share = |ratios: &[f64], least: f64| {
        let above = ratios.iter().filter(|lr| **lr >= least).count();
        words.numbers().percent(above as f64 / ratios.len().max(1) as f64)
    };
    let rows = LISTED.iter().map(|least| {
        let shares = [&worlds.attacks, &worlds.others].map(|ratios| number(share(ratios, *least)));
        [number(ratio(words, *least))].into_iter().chain(shares).collect()
    });
    Table {
        caption: words.get("chart-numbers", &[("title", title.into())]),
        columns: columns.map(|(id, number)| (words.say(id), number)).to_vec(),
        rows: rows.collect(),
    }
}
