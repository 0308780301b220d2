//! The course of an incident beside those of its replays: what was observed to fail behind each line, so that it is
//! seen whether the model follows it, and what would be left with one thing changed. A course in, a picture out.

use super::axis::{self, Frame};
use super::scale::Linear;
use super::svg::{Anchor, Drawing};
use super::{Chart, Scope};
use crate::base::time::{MINUTE_US, Window, rfc3339};
use crate::judge::judgement::{ButFor, Course, Incident, Line};
use crate::tell::document::{Cell, CellKind, Table};
use crate::tell::words::Words;

const WIDTH: f64 = 880.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = WIDTH - 14.0;
/// Height of the picture of one replay with its label, and that of its values.
const PANEL: (f64, f64) = (96.0, 58.0);
/// Room above the first, for the title of the axis, and below the last, for times.
const ENDS: (f64, f64) = (22.0, 44.0);

/// The replays of an incident, one below the other on one time axis.
pub fn chart(words: &Words, scope: &Scope, incident: &Incident, course: &Course) -> Chart {
    let title = title(words, scope, incident, course);
    let minutes = (course.step_us / MINUTE_US).max(1) as u64;
    let arguments =
        [("n", minutes.into()), ("share", words.numbers().percent(course.fails_from).into())];
    let description = words.get("chart-replays.description", &arguments);
    let picture = Picture { words, incident, course };
    Chart {
        id: scope.id.clone(),
        svg: picture.draw(&scope.id, (&title, &description)),
        legend: vec![
            ("key-observed", words.say("legend-observed")),
            ("key-replayed", words.say("legend-replayed")),
            ("key-incident", words.say("legend-incident")),
        ],
        table: picture.table(&title),
        title,
        description,
    }
}

/// What a replay says.
fn said(incident: &Incident, name: &str) -> Option<ButFor> {
    let each = incident.but_for.each();
    each.into_iter().find(|one| one.0 == name).and_then(|one| one.2)
}

/// The question, and its answer in minutes: observed, replayed as it was, and left by the change that leaves fewest.
fn title(words: &Words, scope: &Scope, incident: &Incident, course: &Course) -> String {
    let minutes = |value: f64| words.numbers().decimal(value, 1);
    let as_it_was = said(incident, "as_it_was").map_or(0.0, |one| one.failing_minutes);
    let changed = course.lines.iter().filter(|line| line.name != "as_it_was");
    let changed = changed.filter_map(|line| Some((line.name, said(incident, line.name)?)));
    let least = changed.min_by(|a, b| a.1.failing_minutes.total_cmp(&b.1.failing_minutes));
    let mut arguments = vec![
        ("id", scope.incident.into()),
        ("service", scope.service.as_str().into()),
        ("observed", minutes(course.failing_minutes).into()),
        ("replayed", minutes(as_it_was).into()),
    ];
    let Some((name, left)) = least else { return words.get("chart-replays-alone", &arguments) };
    arguments.push(("name", words.say(&format!("but-for-{name}")).into()));
    arguments.push(("left", minutes(left.failing_minutes).into()));
    words.get("chart-replays", &arguments)
}

struct Picture<'a> {
    words: &'a Words,
    incident: &'a Incident,
    course: &'a Course,
}

impl Picture<'_> {
    fn span(&self) -> Window {
        let start = self.course.start_us;
        Window::new(start, start + self.course.observed.len() as i64 * self.course.step_us)
    }

    fn frame(index: usize) -> Frame {
        let bottom = ENDS.0 + PANEL.0 * (index + 1) as f64;
        Frame { left: LEFT, right: RIGHT, top: bottom - PANEL.1, bottom }
    }

    fn draw(&self, id: &str, texts: (&str, &str)) -> String {
        let lines = &self.course.lines;
        let height = ENDS.0 + PANEL.0 * lines.len() as f64 + ENDS.1;
        let mut drawing = Drawing::new(id, WIDTH, height);
        drawing.text("axis-title", (0.0, 14.0), Anchor::Start, &self.words.say("axis-lost"));
        let last = Self::frame(lines.len().saturating_sub(1));
        let time = axis::time(&mut drawing, last, self.span(), 9);
        for (index, line) in lines.iter().enumerate() {
            self.panel(&mut drawing, Self::frame(index), time, line);
        }
        drawing.finish(texts.0, texts.1)
    }

    fn panel(&self, drawing: &mut Drawing, frame: Frame, time: Linear, line: &Line) {
        let name = self.words.say(&format!("but-for-{}", line.name));
        drawing.text("name", (frame.left, frame.top - 9.0), Anchor::Start, &name);
        if let Some(said) = said(self.incident, line.name) {
            let label = self.label(said);
            drawing.text("value", (frame.right, frame.top - 9.0), Anchor::End, &label);
        }
        let window = self.incident.window;
        let (start, end) = (time.at(window.start_us as f64), time.at(window.end_us as f64));
        let size = ((end - start).max(1.0), frame.bottom - frame.top);
        drawing.hatched("incident", (start, frame.top), size);
        let scale = axis::vertical(drawing, self.words, frame, 100.0, 2);
        let at = |(index, share): (usize, f64)| {
            let middle = self.start(index) + self.course.step_us / 2;
            (time.at(middle as f64), scale.at(100.0 * share))
        };
        let observed = self.course.observed.iter().map(|share| share.unwrap_or(0.0));
        let observed: Vec<(f64, f64)> = observed.enumerate().map(at).collect();
        drawing.area("observed", &observed, frame.bottom);
        let replayed: Vec<_> = line.lost.iter().copied().enumerate().map(at).map(Some).collect();
        drawing.polyline("replayed", &replayed);
    }

    /// `0 failing minutes (0 … 3)`: what the table of replays has.
    fn label(&self, said: ButFor) -> String {
        let minutes = |value: f64| self.words.numbers().decimal(value, 1);
        let arguments = [
            ("minutes", minutes(said.failing_minutes).into()),
            ("low", minutes(said.interval.0).into()),
            ("high", minutes(said.interval.1).into()),
        ];
        self.words.get("replay-panel", &arguments)
    }

    fn start(&self, index: usize) -> i64 {
        self.course.start_us + index as i64 * self.course.step_us
    }

    fn table(&self, title: &str) -> Table {
        let lines = &self.course.lines;
        let named =
            lines.iter().map(|line| (self.words.say(&format!("but-for-{}", line.name)), true));
        let mut columns =
            vec![(self.words.say("column-time"), false), (self.words.say("legend-observed"), true)];
        columns.extend(named);
        Table {
            caption: self.words.get("chart-numbers", &[("title", title.into())]),
            columns,
            rows: (0..self.course.observed.len()).map(|index| self.row(index)).collect(),
        }
    }

    fn row(&self, index: usize) -> Vec<Cell> {
        let share = |share: Option<f64>| {
            let text =
                share.map_or_else(|| "–".to_owned(), |one| self.words.numbers().percent(one));
            Cell { kind: CellKind::Number, text }
        };
        let time = Cell { kind: CellKind::Literal, text: rfc3339(self.start(index)) };
        let observed = self.course.observed.get(index).copied().flatten();
        let replayed = self.course.lines.iter().map(|line| share(line.lost.get(index).copied()));
        [time, share(observed)].into_iter().chain(replayed).collect()
    }
}
