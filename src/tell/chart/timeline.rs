//! The course of an incident: what arrived, what was expected, what was borne and what failed, each
//! minute, with the incident marked; and the time to serve where the log has it.

use super::axis::{self, Frame};
use super::scale::Linear;
use super::svg::{Anchor, Drawing};
use super::{Chart, Scope};
use crate::base::stats::spread::median;
use crate::base::time::{MINUTE_US, SECOND_US, Window, rfc3339};
use crate::judge::judgement::{Estimate, Incident, Minute};
use crate::tell::document::{Cell, CellKind, Table};
use crate::tell::escape::printable;
use crate::tell::words::Words;

/// Points of a series: more cannot be told apart on a page.
const POINTS_MAX: usize = 600;
const WIDTH: f64 = 880.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = WIDTH - 14.0;

/// Means over one or more minutes, per second.
struct Point {
    start_us: i64,
    minutes: usize,
    arrivals: f64,
    hostile: f64,
    failures: f64,
    goodput: f64,
    expected: Option<f64>,
    p95_s: Option<f64>,
}

/// The course of load and failures, and that of the time to serve where it is known.
pub fn charts(words: &Words, incident: &Incident) -> Vec<Chart> {
    let points = points(&incident.minutes);
    let mut charts = vec![load(words, incident, &points)];
    if points.iter().any(|point| point.p95_s.is_some()) {
        charts.push(latency(words, incident, &points));
    }
    charts
}

fn points(minutes: &[Minute]) -> Vec<Point> {
    let width = minutes.len().div_ceil(POINTS_MAX).max(1);
    minutes.chunks(width).map(mean).collect()
}

fn mean(minutes: &[Minute]) -> Point {
    let seconds = 60.0 * minutes.len().max(1) as f64;
    let rate = |count: fn(&Minute) -> u64| minutes.iter().map(count).sum::<u64>() as f64 / seconds;
    let expected: Option<f64> = minutes.iter().map(|minute| minute.expected).sum();
    Point {
        start_us: minutes.first().map_or(0, |minute| minute.start_us),
        minutes: minutes.len(),
        arrivals: rate(|minute| minute.arrivals),
        hostile: rate(|minute| minute.hostile),
        failures: rate(|minute| minute.failures),
        goodput: rate(|minute| minute.goodput),
        expected: expected.map(|sum| sum / seconds),
        p95_s: minutes
            .iter()
            .filter_map(|minute| minute.p95_us)
            .max()
            .map(|us| us as f64 / SECOND_US as f64),
    }
}

fn span(points: &[Point]) -> Window {
    let start = points.first().map_or(0, |point| point.start_us);
    let end = points.last().map_or(0, |p| p.start_us + p.minutes as i64 * MINUTE_US);
    Window::new(start, end)
}

fn scope(incident: &Incident, name: &str) -> Scope {
    Scope {
        id: format!("chart-{}-{name}", incident.id),
        incident: incident.id,
        service: printable(&incident.service),
    }
}

fn load(words: &Words, incident: &Incident, points: &[Point]) -> Chart {
    let scope = scope(incident, "load");
    let mut drawing = Drawing::new(&scope.id, WIDTH, 412.0);
    let upper = Frame { left: LEFT, right: RIGHT, top: 26.0, bottom: 236.0 };
    let lower = Frame { left: LEFT, right: RIGHT, top: 286.0, bottom: 366.0 };
    drawing.text("axis-title", (0.0, 12.0), Anchor::Start, &words.say("axis-rate"));
    drawing.text("axis-title", (0.0, 272.0), Anchor::Start, &words.say("axis-failures"));
    let time = axis::time(&mut drawing, lower, span(points), 9);
    band(&mut drawing, time, incident.window, upper.top, lower.bottom);
    let high = points.iter().map(|p| p.arrivals.max(p.expected.unwrap_or(0.0))).fold(0.0, f64::max);
    let scale = axis::vertical(&mut drawing, words, upper, high, 4);
    served(&mut drawing, points, time, scale, incident.capacity_rps);
    let most = points.iter().map(|point| point.failures).fold(0.0, f64::max);
    let scale = axis::vertical(&mut drawing, words, lower, most, 2);
    let failures: Vec<_> = along(points, time).map(|(x, p)| (x, scale.at(p.failures))).collect();
    drawing.area("failures", &failures, lower.bottom);
    let title = load_title(words, &scope, incident, points);
    let description = description(words, "chart-load", points);
    Chart {
        svg: drawing.finish(&title, &description),
        legend: legend(words, incident, points),
        table: table(words, &title, points),
        id: scope.id,
        title,
        description,
    }
}

/// Load, goodput, hostile part, expectation and capacity over time.
fn served(
    drawing: &mut Drawing,
    points: &[Point],
    time: Linear,
    scale: Linear,
    capacity: Option<Estimate>,
) {
    if let Some(capacity) = capacity {
        let (low, high) = (scale.at(capacity.low), scale.at(capacity.high));
        drawing.rect("capacity-band", (LEFT, high), (RIGHT - LEFT, low - high));
        let y = scale.at(capacity.value);
        drawing.line("capacity", (LEFT, y), (RIGHT, y));
    }
    let line = |value: fn(&Point) -> Option<f64>| -> Vec<Option<(f64, f64)>> {
        along(points, time).map(|(x, point)| Some((x, scale.at(value(point)?)))).collect()
    };
    if points.iter().any(|point| point.hostile > 0.0) {
        let area: Vec<_> = along(points, time).map(|(x, p)| (x, scale.at(p.hostile))).collect();
        drawing.area("hostile", &area, scale.at(0.0));
        let some = |point: &Point| (point.hostile > 0.0).then_some(point.hostile);
        drawing.polyline("hostile-edge", &line(some));
    }
    drawing.polyline("expected", &line(|point| point.expected));
    drawing.polyline("goodput", &line(|point| Some(point.goodput)));
    drawing.polyline("load", &line(|point| Some(point.arrivals)));
}

/// Points with the coordinate of their middle.
fn along(points: &[Point], time: Linear) -> impl Iterator<Item = (f64, &Point)> {
    points.iter().map(move |point| {
        let middle = point.start_us + point.minutes as i64 * MINUTE_US / 2;
        (time.at(middle as f64), point)
    })
}

/// The incident, as a hatched band.
fn band(drawing: &mut Drawing, time: Linear, window: Window, top: f64, bottom: f64) {
    let (start, end) = (time.at(window.start_us as f64), time.at(window.end_us as f64));
    drawing.hatched("incident", (start, top), ((end - start).max(1.0), bottom - top));
}

fn latency(words: &Words, incident: &Incident, points: &[Point]) -> Chart {
    let scope = scope(incident, "latency");
    let mut drawing = Drawing::new(&scope.id, WIDTH, 202.0);
    let frame = Frame { left: LEFT, right: RIGHT, top: 26.0, bottom: 156.0 };
    drawing.text("axis-title", (0.0, 12.0), Anchor::Start, &words.say("axis-latency"));
    let time = axis::time(&mut drawing, frame, span(points), 9);
    band(&mut drawing, time, incident.window, frame.top, frame.bottom);
    let high = points.iter().filter_map(|point| point.p95_s).fold(0.0, f64::max);
    let scale = axis::vertical(&mut drawing, words, frame, high, 3);
    let line: Vec<_> =
        along(points, time).map(|(x, point)| Some((x, scale.at(point.p95_s?)))).collect();
    drawing.polyline("latency", &line);
    let title = latency_title(words, &scope, incident, points);
    let description = description(words, "chart-latency", points);
    let columns = vec![(words.say("column-time"), false), (words.say("column-p95"), true)];
    let rows = points.iter().map(|point| vec![instant(point), seconds(words, point.p95_s)]);
    Chart {
        svg: drawing.finish(&title, &description),
        legend: vec![
            ("key-latency", words.say("legend-latency")),
            ("key-incident", words.say("legend-incident")),
        ],
        table: Table { caption: title.clone(), columns, rows: rows.collect() },
        id: scope.id,
        title,
        description,
    }
}

/// The answer of the picture of load: how much came at most, and how much of it failed.
fn load_title(words: &Words, scope: &Scope, incident: &Incident, points: &[Point]) -> String {
    let peak = points.iter().map(|point| point.arrivals).fold(0.0, f64::max);
    let failed = incident.failures as f64 / incident.requests.max(1) as f64;
    let arguments = [
        ("id", scope.incident.into()),
        ("service", scope.service.as_str().into()),
        ("peak", words.numbers().significant(peak, 2).into()),
        ("share", words.numbers().percent(failed).into()),
    ];
    words.get("chart-load", &arguments)
}

/// The answer of the picture of times to serve: the median of its points during the incident and outside it.
fn latency_title(words: &Words, scope: &Scope, incident: &Incident, points: &[Point]) -> String {
    let (during, outside): (Vec<&Point>, Vec<&Point>) =
        points.iter().partition(|point| incident.window.contains(point.start_us));
    let shown = |points: &[&Point]| -> Option<String> {
        let values: Vec<f64> = points.iter().filter_map(|point| point.p95_s).collect();
        median(values).map(|value| words.numbers().duration(value))
    };
    let outside = shown(&outside);
    let id = if outside.is_some() { "chart-latency" } else { "chart-latency-alone" };
    let dash = || "–".to_owned();
    let arguments = [
        ("id", scope.incident.into()),
        ("service", scope.service.as_str().into()),
        ("during", shown(&during).unwrap_or_else(dash).into()),
        ("outside", outside.unwrap_or_else(dash).into()),
    ];
    words.get(id, &arguments)
}

fn description(words: &Words, id: &str, points: &[Point]) -> String {
    let minutes = points.first().map_or(1, |point| point.minutes) as u64;
    words.get(&format!("{id}.description"), &[("n", minutes.into())])
}

fn legend(words: &Words, incident: &Incident, points: &[Point]) -> Vec<(&'static str, String)> {
    let shown = [
        ("key-load", "legend-load", true),
        ("key-goodput", "legend-goodput", true),
        ("key-expected", "legend-expected", points.iter().any(|point| point.expected.is_some())),
        ("key-hostile", "legend-hostile", points.iter().any(|point| point.hostile > 0.0)),
        ("key-capacity", "legend-capacity", incident.capacity_rps.is_some()),
        ("key-failures", "legend-failures", true),
        ("key-incident", "legend-incident", true),
    ];
    shown.into_iter().filter(|key| key.2).map(|(class, id, _)| (class, words.say(id))).collect()
}

fn table(words: &Words, title: &str, points: &[Point]) -> Table {
    let columns = [
        ("column-time", false),
        ("legend-load", true),
        ("legend-goodput", true),
        ("legend-expected", true),
        ("legend-hostile", true),
        ("legend-failures", true),
    ];
    let rate = |value: f64| number(words.numbers().decimal(value, 2));
    let row = |point: &Point| {
        vec![
            instant(point),
            rate(point.arrivals),
            rate(point.goodput),
            point.expected.map_or_else(|| number("–".to_owned()), rate),
            rate(point.hostile),
            rate(point.failures),
        ]
    };
    Table {
        caption: words.get("chart-numbers", &[("title", title.into())]),
        columns: columns.map(|(id, number)| (words.say(id), number)).to_vec(),
        rows: points.iter().map(row).collect(),
    }
}

fn instant(point: &Point) -> Cell {
    Cell { kind: CellKind::Literal, text: rfc3339(point.start_us) }
}

fn seconds(words: &Words, value: Option<f64>) -> Cell {
    number(value.map_or_else(|| "–".to_owned(), |value| words.numbers().duration(value)))
}

fn number(text: String) -> Cell {
    Cell { kind: CellKind::Number, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_series_are_thinned_to_means() {
        let minutes: Vec<_> = (0..1300)
            .map(|index| Minute { start_us: index * MINUTE_US, arrivals: 60, ..Minute::default() })
            .collect();
        let points = points(&minutes);
        assert!(points.len() <= POINTS_MAX);
        assert!(points.iter().all(|point| point.arrivals == 1.0 && point.expected.is_none()));
        assert_eq!(span(&points), Window::new(0, 1300 * MINUTE_US));
    }
}
