//! When a service is used: requests of every hour, days down and hours across, and a dot where requests
//! failed. Spans of more than a month are folded into the days of the week. An overview in, a picture
//! out; hours are UTC.

use std::collections::BTreeMap;

use super::Chart;
use super::svg::{Anchor, Drawing};
use crate::base::time::{DAY_US, HOUR_US, day_of, rfc3339, weekday_of};
use crate::judge::judgement::Overview;
use crate::tell::document::{Cell, CellKind, Table};
use crate::tell::escape::printable;
use crate::tell::words::Words;

const WIDTH: f64 = 880.0;
const LEFT: f64 = 104.0;
const TOP: f64 = 26.0;
const ROW: f64 = 22.0;
const HOURS: usize = 24;
/// Days that fit; more are folded into a week.
const DAYS_MAX: i64 = 31;
/// Shades of a cell, the class `heat-1` the lightest.
const SHADES: f64 = 6.0;
/// Share of failures below which no dot is drawn: single failures are everywhere.
const SHOWN_SHARE: f64 = 0.02;

/// Requests and failures of an hour, or their means over the weeks.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Count {
    requests: f64,
    failures: f64,
}

/// A row: its name and its hours; `None` where nothing was asked.
type Row = (String, [Option<Count>; HOURS]);

/// The hours of one service; `None` where there is nothing to compare.
pub fn chart(words: &Words, index: usize, service: &Overview) -> Option<Chart> {
    let first = service.hours.first()?.0;
    let last = service.hours.last()?.0;
    if last - first < DAY_US {
        return None;
    }
    let weekly = day_of(last) - day_of(first) >= DAYS_MAX;
    let rows = if weekly { weekdays(words, service) } else { days(service) };
    let id = format!("chart-heat-{}", index + 1);
    let title = title(words, service)?;
    let key = if weekly { "chart-heat.description_weekly" } else { "chart-heat.description" };
    let description = words.say(key);
    Some(Chart {
        svg: draw(&id, &rows, (&title, &description)),
        legend: vec![
            ("key-heat", words.say("legend-heat")),
            ("key-heat-failed", words.say("legend-heat-failed")),
        ],
        table: table(words, &title, &rows, weekly),
        id,
        title,
        description,
    })
}

/// The answer: when most was asked, and when most failed.
fn title(words: &Words, service: &Overview) -> Option<String> {
    // The earlier of equals, so that the order of ties is that of time.
    let most = |value: fn(&(i64, u64, u64)) -> u64| {
        service.hours.iter().max_by_key(|hour| (value(hour), std::cmp::Reverse(hour.0)))
    };
    let (busy, failed) = (most(|hour| hour.1)?, most(|hour| hour.2)?);
    let arguments = [
        ("service", printable(&service.service).into()),
        ("busy", words.moment(busy.0).into()),
        ("requests", words.numbers().integer(busy.1).into()),
        ("failed", words.moment(failed.0).into()),
        ("failures", words.numbers().integer(failed.2).into()),
    ];
    Some(words.get(if failed.2 > 0 { "chart-heat" } else { "chart-heat-calm" }, &arguments))
}

/// The hour of the day that starts at an instant.
fn hour_of(instant_us: i64) -> usize {
    (instant_us.rem_euclid(DAY_US) / HOUR_US) as usize
}

fn days(service: &Overview) -> Vec<Row> {
    let mut rows: BTreeMap<i64, [Option<Count>; HOURS]> = BTreeMap::new();
    for (start, requests, failures) in &service.hours {
        let count = Count { requests: *requests as f64, failures: *failures as f64 };
        if let Some(cell) = rows.entry(day_of(*start)).or_default().get_mut(hour_of(*start)) {
            *cell = Some(count);
        }
    }
    rows.into_iter()
        .map(|(day, hours)| (rfc3339(day * DAY_US).chars().take(10).collect(), hours))
        .collect()
}

/// Means over the days of each name that have any request at all.
fn weekdays(words: &Words, service: &Overview) -> Vec<Row> {
    let mut sums = [[Count::default(); HOURS]; 7];
    let mut seen = [const { std::collections::BTreeSet::new() }; 7];
    for (start, requests, failures) in &service.hours {
        let weekday = (weekday_of(*start) - 1).rem_euclid(7) as usize;
        if let Some(days) = seen.get_mut(weekday) {
            days.insert(day_of(*start));
        }
        if let Some(sum) = sums.get_mut(weekday).and_then(|row| row.get_mut(hour_of(*start))) {
            sum.requests += *requests as f64;
            sum.failures += *failures as f64;
        }
    }
    let mean = |sum: Count, days: f64| Count {
        requests: sum.requests / days,
        failures: sum.failures / days,
    };
    let row =
        |(index, (sums, days)): (usize, ([Count; HOURS], std::collections::BTreeSet<i64>))| {
            let days = days.len() as f64;
            let hours = sums.map(|sum| (sum.requests > 0.0).then(|| mean(sum, days)));
            (words.say(&format!("weekday-{}", index + 1)), hours)
        };
    sums.into_iter().zip(seen).enumerate().map(row).collect()
}

fn draw(id: &str, rows: &[Row], texts: (&str, &str)) -> String {
    let mut drawing = Drawing::new(id, WIDTH, TOP + ROW * rows.len() as f64 + 8.0);
    let width = (WIDTH - LEFT) / HOURS as f64;
    for hour in (0..HOURS).step_by(3) {
        let at = (LEFT + width * hour as f64, TOP - 9.0);
        drawing.text("tick", at, Anchor::Start, &format!("{hour:02}:00"));
    }
    let most =
        rows.iter().flat_map(|row| row.1.iter().flatten()).map(|c| c.requests).fold(0.0, f64::max);
    for (index, (name, hours)) in rows.iter().enumerate() {
        let y = TOP + ROW * index as f64;
        drawing.text("name", (LEFT - 12.0, y + 15.0), Anchor::End, name);
        for (hour, count) in hours.iter().enumerate() {
            let Some(count) = count else { continue };
            let at = (LEFT + width * hour as f64, y);
            drawing.rect(
                &format!("heat-{}", shade(count.requests, most)),
                at,
                (width - 2.0, ROW - 2.0),
            );
            dot(&mut drawing, count, (at.0 + width / 2.0 - 1.0, y + ROW / 2.0 - 1.0));
        }
    }
    drawing.finish(texts.0, texts.1)
}

/// By the root of the count: a quiet night stays apart from nothing, and an attack does not bleach the
/// rest.
fn shade(requests: f64, most: f64) -> u32 {
    (SHADES * (requests / most.max(1.0)).sqrt()).ceil().clamp(1.0, SHADES) as u32
}

/// The area of the dot is the share of requests that failed.
fn dot(drawing: &mut Drawing, count: &Count, at: (f64, f64)) {
    let share = count.failures / count.requests.max(1e-9);
    if share >= SHOWN_SHARE {
        drawing.circle("heat-failed", at, (ROW / 2.0 - 2.5) * share.min(1.0).sqrt());
    }
}

fn table(words: &Words, title: &str, rows: &[Row], weekly: bool) -> Table {
    let first = words.say(if weekly { "column-weekday" } else { "column-day" });
    let hours = (0..HOURS).map(|hour| (format!("{hour:02}:00"), true));
    let text = |count: &Option<Count>| {
        let Some(count) = count else { return "–".to_owned() };
        let requests = words.numbers().decimal(count.requests, 0);
        let failures = words.numbers().decimal(count.failures, 0);
        if count.failures >= 0.5 { format!("{requests}\u{a0}({failures})") } else { requests }
    };
    let row = |(name, hours): &Row| {
        let name = Cell { kind: CellKind::Text, text: name.clone() };
        let cells = hours.iter().map(|count| Cell { kind: CellKind::Number, text: text(count) });
        std::iter::once(name).chain(cells).collect()
    };
    Table {
        caption: words.get("chart-heat-numbers", &[("title", title.into())]),
        columns: std::iter::once((first, false)).chain(hours).collect(),
        rows: rows.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(days: i64) -> Overview {
        let hours = (0..days * 24).map(|hour| {
            let requests = if hour % 24 == 8 { 400 } else { 100 };
            (hour * HOUR_US, requests, if hour == 32 { 300 } else { 0 })
        });
        Overview {
            service: "www".into(),
            exhibits: Vec::new(),
            requests: 0,
            idle: 0,
            failures: 0,
            points: Vec::new(),
            width_us: HOUR_US,
            hours: hours.collect(),
        }
    }

    #[test]
    fn days_are_rows_until_there_are_too_many() {
        let words = Words::of("en").expect("English");
        let named: Vec<_> = days(&service(3)).into_iter().map(|row| row.0).collect();
        assert_eq!(named, ["1970-01-01", "1970-01-02", "1970-01-03"]);
        let chart = chart(&words, 0, &service(3)).expect("a picture");
        assert_eq!((chart.table.rows.len(), chart.table.columns.len()), (3, 25));
        assert_eq!(chart.svg.matches("heat-6").count(), 3);
        assert_eq!(chart.svg.matches("heat-failed").count(), 1);
        assert!(chart.title.contains("2 January 1970, 08:00"), "{}", chart.title);
        assert!(super::chart(&words, 0, &service(1)).is_none());
    }

    #[test]
    fn a_year_is_a_week_of_means() {
        let words = Words::of("en").expect("English");
        let rows = weekdays(&words, &service(364));
        assert_eq!(rows.len(), 7);
        let (requests, failures): (Vec<_>, Vec<_>) =
            rows.iter().filter_map(|row| row.1[8]).map(|c| (c.requests, c.failures)).unzip();
        assert_eq!(requests, [400.0; 7]);
        assert!((failures.iter().sum::<f64>() - 300.0 / 52.0).abs() < 1e-9);
        assert_eq!(chart(&words, 0, &service(364)).map(|chart| chart.table.rows.len()), Some(7));
    }
}
