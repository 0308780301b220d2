//! The whole span of a service on one line: requests, failures, and where the incidents lie.

use super::Chart;
use super::axis::{self, Frame};
use super::svg::{Anchor, Drawing};
use crate::base::time::{SECOND_US, Window, rfc3339};
use crate::judge::judgement::Overview;
use crate::tell::document::{Cell, CellKind, Table};
use crate::tell::escape::printable;
use crate::tell::words::Words;

const WIDTH: f64 = 880.0;
const LEFT: f64 = 60.0;

/// The span of one service; `marks` are its incidents.
pub fn chart(words: &Words, index: usize, service: &Overview, marks: &[(u32, Window)]) -> Chart {
    let id = format!("chart-overview-{}", index + 1);
    let name = printable(&service.service);
    let numbers = words.numbers();
    let incidents = words.get("count-incidents-marked", &[("n", marks.len().into())]);
    let arguments = [
        ("service", name.into()),
        ("failures", numbers.integer(service.failures).into()),
        ("requests", numbers.integer(service.requests).into()),
        ("incidents", incidents.into()),
    ];
    let title = words.get("chart-overview", &arguments);
    let description = words.get("chart-overview.description", &[("n", marks.len().into())]);
    Chart {
        svg: draw(words, &id, service, marks, (&title, &description)),
        legend: legend(words, !marks.is_empty()),
        table: table(words, &title, service),
        id,
        title,
        description,
    }
}

fn legend(words: &Words, marked: bool) -> Vec<(&'static str, String)> {
    let mut legend = vec![
        ("key-load", words.say("legend-load")),
        ("key-failures", words.say("legend-failures")),
    ];
    if marked {
        legend.push(("key-incident", words.say("legend-incident")));
    }
    legend
}

fn draw(
    words: &Words,
    id: &str,
    service: &Overview,
    marks: &[(u32, Window)],
    texts: (&str, &str),
) -> String {
    let mut drawing = Drawing::new(id, WIDTH, 158.0);
    let frame = Frame { left: LEFT, right: WIDTH - 14.0, top: 30.0, bottom: 112.0 };
    drawing.text("axis-title", (0.0, 12.0), Anchor::Start, &words.say("axis-rate"));
    let seconds = (service.width_us as f64 / SECOND_US as f64).max(1.0);
    let start = service.points.first().map_or(0, |point| point.0);
    let end = service.points.last().map_or(0, |point| point.0 + service.width_us);
    let time = axis::time(&mut drawing, frame, Window::new(start, end), 9);
    let high = service.points.iter().map(|point| point.1).max().unwrap_or(0);
    let scale = axis::vertical(&mut drawing, words, frame, high as f64 / seconds, 2);
    for (number, window) in marks {
        let (from, to) = (time.at(window.start_us as f64), time.at(window.end_us as f64));
        let size = ((to - from).max(3.0), frame.bottom - frame.top);
        drawing.hatched("incident", (from, frame.top), size);
        let at = (from + size.0 / 2.0, frame.top - 6.0);
        drawing.text("mark", at, Anchor::Middle, &number.to_string());
    }
    let middle = |start: i64| time.at((start + service.width_us / 2) as f64);
    let points = || service.points.iter();
    let load: Vec<_> =
        points().map(|p| Some((middle(p.0), scale.at(p.1 as f64 / seconds)))).collect();
    let failed: Vec<_> = points().map(|p| (middle(p.0), scale.at(p.2 as f64 / seconds))).collect();
    drawing.area("failures", &failed, frame.bottom);
    drawing.polyline("load", &load);
    drawing.finish(texts.0, texts.1)
}

fn table(words: &Words, title: &str, service: &Overview) -> Table {
    let columns = [("column-time", false), ("column-requests", true), ("column-failures", true)];
    let cell = |kind, text| Cell { kind, text };
    let rows = service.points.iter().map(|(start, requests, failures)| {
        vec![
            cell(CellKind::Literal, rfc3339(*start)),
            cell(CellKind::Number, words.numbers().integer(*requests)),
            cell(CellKind::Number, words.numbers().integer(*failures)),
        ]
    });
    Table {
        caption: words.get("chart-numbers", &[("title", title.into())]),
        columns: columns.map(|(id, number)| (words.say(id), number)).to_vec(),
        rows: rows.collect(),
    }
}
