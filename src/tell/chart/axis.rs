//! Axes that several charts share: horizontal grid with values, time marks with UTC.

use super::scale::{Linear, ticks, time_ticks};
use super::svg::{Anchor, Drawing};
use crate::base::time::{DAY_US, Window};
use crate::tell::words::Words;

/// Half the width of a date, and of a time of day.
const HALF_DATE: f64 = 36.0;
const HALF_CLOCK: f64 = 18.0;

/// The rectangle that values are drawn in.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// Draws grid lines and values from 0 to a round number at or above `high`; the scale of the frame.
pub(super) fn vertical(
    drawing: &mut Drawing,
    words: &Words,
    frame: Frame,
    high: f64,
    marks: usize,
) -> Linear {
    let marks = ticks(high, marks);
    let top = marks.last().copied().unwrap_or(1.0);
    let scale = Linear::new((0.0, top), (frame.bottom, frame.top));
    let digits = decimals(marks.get(1).copied().unwrap_or(top));
    for mark in marks {
        let y = scale.at(mark);
        let class = if mark == 0.0 { "axis" } else { "grid" };
        drawing.line(class, (frame.left, y), (frame.right, y));
        let label = words.numbers().decimal(mark, digits);
        drawing.text("tick", (frame.left - 8.0, y + 4.0), Anchor::End, &label);
    }
    scale
}

/// Draws time marks under the frame, with the date where the day changes; the scale.
pub(super) fn time(drawing: &mut Drawing, frame: Frame, window: Window, marks: usize) -> Linear {
    let scale =
        Linear::new((window.start_us as f64, window.end_us as f64), (frame.left, frame.right));
    let mut day = None;
    for mark in time_ticks(window, marks) {
        let x = scale.at(mark as f64);
        drawing.line("axis", (x, frame.bottom), (x, frame.bottom + 5.0));
        let clock = clock(mark);
        let this = mark.div_euclid(DAY_US);
        let whole_days = window.end_us - window.start_us > 4 * DAY_US;
        if !whole_days {
            let room = if x > frame.right - HALF_CLOCK { Anchor::End } else { Anchor::Middle };
            drawing.text("tick", (x, frame.bottom + 19.0), room, &clock);
        }
        if day != Some(this) {
            let y = frame.bottom + if whole_days { 19.0 } else { 33.0 };
            // A date in the middle of its mark would leave the picture at the right.
            let room = if x > frame.right - HALF_DATE { Anchor::End } else { Anchor::Middle };
            drawing.text("tick", (x, y), room, &date(mark));
        }
        day = Some(this);
    }
    scale
}

/// Decimals that tell marks apart: those of the step between them, which is 1, 2 or 5 times a power of ten.
fn decimals(step: f64) -> usize {
    (-(step * 1.000_001).log10().floor()).clamp(0.0, 6.0) as usize
}

fn clock(instant_us: i64) -> String {
    let minutes = instant_us.div_euclid(60_000_000).rem_euclid(1440);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `2021-04-06`, short enough for an axis in every language.
fn date(instant_us: i64) -> String {
    crate::base::time::rfc3339(instant_us).chars().take(10).collect()
}
