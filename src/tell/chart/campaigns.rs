//! Campaigns side by side: what each asked for over time, in small pictures of one scale, so that who
//! carried the load and when is seen at once. An incident in, a picture out.

use super::axis::{self, Frame};
use super::svg::{Anchor, Drawing};
use super::{Chart, Scope};
use crate::base::time::{MINUTE_US, Window, rfc3339};
use crate::judge::judgement::{Campaign, Incident, Nature};
use crate::tell::document::{Cell, CellKind, Table};
use crate::tell::words::Words;

/// Pictures drawn; the largest campaigns come first, and the table before has all.
const DRAWN_MAX: usize = 9;
/// Points of a picture: its width has room for no more.
const POINTS_MAX: i64 = 120;
const WIDTH: f64 = 880.0;
const COLUMNS: usize = 3;
const PANEL: (f64, f64) = (WIDTH / COLUMNS as f64, 156.0);

/// The campaigns of an incident on one scale; `None` where there are not two to compare.
pub fn chart(words: &Words, scope: &Scope, incident: &Incident) -> Option<Chart> {
    let span = span(incident)?;
    let drawn: Vec<&Campaign> = incident.campaigns.iter().take(DRAWN_MAX).collect();
    let first = drawn.first().filter(|_| drawn.len() > 1)?;
    let minutes = (span.minutes() + POINTS_MAX - 1) / POINTS_MAX;
    let courses: Vec<Vec<f64>> = drawn.iter().map(|one| course(one, span, minutes)).collect();
    let share = first.requests as f64 / incident.requests.max(1) as f64;
    let arguments = [
        ("id", scope.incident.into()),
        ("campaign", first.id.into()),
        ("nature", words.say(&format!("nature-{}", first.nature.name())).into()),
        ("share", words.numbers().percent(share).into()),
    ];
    let title = words.get("chart-campaigns", &arguments);
    let description = words.get("chart-campaigns.description", &[("n", minutes.into())]);
    let picture = Picture { words, span, window: incident.window, minutes };
    Some(Chart {
        id: scope.id.clone(),
        svg: picture.draw(&scope.id, &drawn, &courses, (&title, &description)),
        legend: vec![
            ("key-hostile", words.say("legend-hostile")),
            ("key-load", words.say("legend-campaign")),
            ("key-incident", words.say("legend-incident")),
        ],
        table: picture.table(&title, &drawn, &courses),
        title,
        description,
    })
}

/// The minutes that the pictures of an incident show.
fn span(incident: &Incident) -> Option<Window> {
    let (first, last) = (incident.minutes.first()?, incident.minutes.last()?);
    Some(Window::new(first.start_us, last.start_us + MINUTE_US))
}

/// Requests per second in every `minutes` minutes of the span.
fn course(campaign: &Campaign, span: Window, minutes: i64) -> Vec<f64> {
    let width = minutes.max(1) * MINUTE_US;
    let mut course =
        vec![0.0; usize::try_from((span.end_us - span.start_us + width - 1) / width).unwrap_or(0)];
    for (start, requests) in &campaign.minutes {
        let index = usize::try_from((start - span.start_us).div_euclid(width)).ok();
        if let Some(point) = index.and_then(|index| course.get_mut(index)) {
            *point += *requests as f64 / (60 * minutes.max(1)) as f64;
        }
    }
    course
}

struct Picture<'a> {
    words: &'a Words,
    span: Window,
    window: Window,
    /// Minutes of a point.
    minutes: i64,
}

impl Picture<'_> {
    fn draw(
        &self,
        id: &str,
        drawn: &[&Campaign],
        courses: &[Vec<f64>],
        texts: (&str, &str),
    ) -> String {
        let rows = drawn.len().div_ceil(COLUMNS);
        let mut drawing = Drawing::new(id, WIDTH, PANEL.1 * rows as f64);
        let high = courses.iter().flatten().copied().fold(0.0, f64::max);
        for (index, (campaign, course)) in drawn.iter().zip(courses).enumerate() {
            let left = PANEL.0 * (index % COLUMNS) as f64;
            let top = PANEL.1 * (index / COLUMNS) as f64;
            let frame = Frame {
                left: left + 42.0,
                right: left + PANEL.0 - 16.0,
                top: top + 36.0,
                bottom: top + 112.0,
            };
            self.panel(&mut drawing, frame, campaign, course, high);
        }
        drawing.finish(texts.0, texts.1)
    }

    fn panel(
        &self,
        drawing: &mut Drawing,
        frame: Frame,
        campaign: &Campaign,
        course: &[f64],
        high: f64,
    ) {
        let nature = self.words.say(&format!("nature-{}", campaign.nature.name()));
        let name = [("id", campaign.id.into()), ("nature", nature.into())];
        let name = self.words.get("campaign-panel", &name);
        drawing.text("name", (frame.left, frame.top - 22.0), Anchor::Start, &name);
        let rate = format!("{}/s", self.words.numbers().significant(campaign.peak_rps, 2));
        let peak = self.words.get("campaign-panel-peak", &[("rate", rate.into())]);
        drawing.text("value", (frame.left, frame.top - 8.0), Anchor::Start, &peak);
        let time = axis::time(drawing, frame, self.span, 3);
        let scale = axis::vertical(drawing, self.words, frame, high, 2);
        let (start, end) =
            (time.at(self.window.start_us as f64), time.at(self.window.end_us as f64));
        drawing.hatched(
            "incident",
            (start, frame.top),
            ((end - start).max(1.0), frame.bottom - frame.top),
        );
        let points: Vec<(f64, f64)> = course
            .iter()
            .enumerate()
            .map(|(index, rate)| (time.at(self.middle(index) as f64), scale.at(*rate)))
            .collect();
        let hostile = campaign.nature == Nature::Hostile;
        if hostile {
            drawing.area("hostile", &points, frame.bottom);
        }
        let line: Vec<_> = points.into_iter().map(Some).collect();
        drawing.polyline(if hostile { "hostile-edge" } else { "load" }, &line);
    }

    fn start(&self, index: usize) -> i64 {
        self.span.start_us + index as i64 * self.minutes * MINUTE_US
    }

    fn middle(&self, index: usize) -> i64 {
        self.start(index) + self.minutes * MINUTE_US / 2
    }

    fn table(&self, title: &str, drawn: &[&Campaign], courses: &[Vec<f64>]) -> Table {
        let campaigns = drawn.iter().map(|one| (one.id.to_string(), true));
        let points = courses.first().map_or(0, Vec::len);
        let row = |index: usize| {
            let time = Cell { kind: CellKind::Literal, text: rfc3339(self.start(index)) };
            let rates = courses.iter().map(|course| {
                let rate = course.get(index).copied().unwrap_or(0.0);
                Cell { kind: CellKind::Number, text: self.words.numbers().decimal(rate, 2) }
            });
            std::iter::once(time).chain(rates).collect()
        };
        Table {
            caption: self.words.get("chart-numbers", &[("title", title.into())]),
            columns: std::iter::once((self.words.say("column-time"), false))
                .chain(campaigns)
                .collect(),
            rows: (0..points).map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::judgement::Nature;

    #[test]
    fn minutes_become_rates_of_points() {
        let campaign = Campaign {
            id: 1,
            nature: Nature::Hostile,
            requests: 0,
            sources: 0,
            peak_rps: 0.0,
            window: Window::new(0, 0),
            minutes: vec![
                (-MINUTE_US, 600),
                (0, 60),
                (MINUTE_US, 180),
                (4 * MINUTE_US, 120),
                (9 * MINUTE_US, 5),
            ],
            top_path: (String::new(), 0.0),
            top_agent: (None, 0.0),
            foreign_share: None,
            countries: Vec::new(),
            networks: Vec::new(),
            reasons: Vec::new(),
            citations: Vec::new(),
        };
        assert_eq!(course(&campaign, Window::new(0, 5 * MINUTE_US), 1), [1.0, 3.0, 0.0, 0.0, 2.0]);
        assert_eq!(course(&campaign, Window::new(0, 5 * MINUTE_US), 2), [2.0, 0.0, 1.0]);
    }
}
