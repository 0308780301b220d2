//! What must be known of the bytes before a chunk, where envelopes leave it out: the year of stamps
//! without one, and lines that come in parts. Ranges are looked at side by side; what each does to what
//! came before it is put together in their order.

mod turns;

use std::io;
use std::ops::Range;

use jiff::civil::{Date, DateTime};
use rayon::prelude::*;

use super::exhibit::Opened;
use super::exhibit::chunk::{self, Cutter, LINE_MAX, is_blank, without_hole};
use super::exhibit::stream::Stream;
use super::format::detect::Choice;
use super::format::kernel::drive::content;
use super::format::kernel::reader::{Context, Line, Session, Setting};
use super::format::kernel::row::Row;
use super::format::kernel::zone::Zone;
use super::options::Watch;
use super::wrapper::Wrapping;
use super::wrapper::kernel::head::Yearless;
use super::wrapper::kernel::join::Carry;
use crate::base::time::DAY_US;
use crate::read::columns::ABSENT;
use turns::{Place, Turns};

/// Bytes at the head of an exhibit in which a line with a date of its own is looked for.
const HEAD: usize = 1 << 20;
/// A leap year, so that every day of the calendar is in it: stamps are read in it before theirs is known.
const REFERENCE: i16 = 2000;
/// Mean length of a year, microseconds (Gregorian: 365.2425 days).
const YEAR_US: i64 = 31_556_952_000_000;

/// What is surveyed.
#[derive(Clone, Copy)]
pub(super) struct Task<'t> {
    opened: &'t Opened,
    choice: &'t Choice,
    wrapping: &'t Wrapping,
    setting: &'t Setting,
}

/// Where the years begin, and why there.
#[derive(Debug, Clone, Default)]
pub(super) struct Years {
    first: Option<i16>,
    /// What was assumed, for the exhibit.
    pub(super) said: Option<String>,
}

impl<'t> Task<'t> {
    pub(super) fn new(opened: &'t Opened, choice: &'t Choice, setting: &'t Setting) -> Self {
        Self { opened, choice, wrapping: &choice.wrapping, setting }
    }

    /// Completes the contexts at the start of these ranges of a mapped exhibit.
    pub(super) fn complete(
        self,
        bytes: &[u8],
        ranges: &[Range<usize>],
        contexts: &mut [Context],
    ) -> Years {
        if self.wrapping.joins() {
            self.join(bytes, ranges, contexts);
        }
        if !self.wrapping.is_yearless() {
            return Years::default();
        }
        let part = |range: &Range<usize>| bytes.get(range.clone()).unwrap_or_default();
        let turns: Vec<Turns> =
            ranges.par_iter().map(|range| self.turns(part(range), range.start as u64)).collect();
        let mut places = vec![Place::default()];
        for turns in &turns {
            places.push(turns.after(places.last().copied().unwrap_or_default()));
        }
        let last = turns.iter().rev().find_map(|turns| turns.last);
        let end = last.zip(places.last().copied());
        let years = self.years(bytes.get(..HEAD).unwrap_or(bytes), end);
        for (context, place) in contexts.iter_mut().zip(&places) {
            context.month = place.month;
            context.year = years.first.map(|first| first.saturating_add(place.years));
        }
        years
    }

    fn turns(self, bytes: &[u8], offset: u64) -> Turns {
        let mut turns = Turns::new();
        let mut session = Session::new(self.setting, Context::default());
        for (at, line) in lines(bytes) {
            let text = content(line, offset + at as u64);
            if let Some(stamp) = self.wrapping.yearless(text, &mut session) {
                turns.see(stamp);
            }
        }
        turns
    }

    fn join(self, bytes: &[u8], ranges: &[Range<usize>], contexts: &mut [Context]) {
        let of = |range: &Range<usize>| {
            let part = bytes.get(range.clone()).unwrap_or_default();
            Carry::of(part, range.start as u64, self.wrapping, self.setting)
        };
        let carries: Vec<Carry> = ranges.par_iter().map(of).collect();
        let mut parts = Default::default();
        for (context, carry) in contexts.iter_mut().zip(carries) {
            context.parts = std::mem::take(&mut parts);
            parts = carry.after(&context.parts);
        }
    }

    /// The context at the start of a streamed exhibit. It is decoded once more only if neither the
    /// setting nor a date of its own says the year. What can be read once only, a pipe or a member of an
    /// archive, is judged by its head: the turns of the year after it are not known beforehand.
    pub(super) fn start(
        self,
        stream: &mut Stream<'_>,
        chunk_bytes: usize,
        watch: &dyn Watch,
    ) -> io::Result<(Context, Years)> {
        if !self.wrapping.is_yearless() {
            return Ok(Default::default());
        }
        let head = stream.head(HEAD)?;
        let mut years = self.years(head, None);
        if years.first.is_none() {
            let end = match self.opened.again()? {
                Some(stream) => self.end(stream, chunk_bytes, watch)?,
                None => {
                    let turns = self.turns(head, 0);
                    turns.last.map(|last| (last, turns.after(Place::default())))
                }
            };
            years = self.years(&[], end);
        }
        Ok((Context { year: years.first, ..Context::default() }, years))
    }

    /// Decodes all of it for its last stamp.
    fn end(
        self,
        stream: Stream<'_>,
        chunk_bytes: usize,
        watch: &dyn Watch,
    ) -> io::Result<Option<(Yearless, Place)>> {
        let mut cutter = Cutter::new(stream, chunk_bytes);
        let (mut place, mut last) = (Place::default(), None);
        while let Some(chunk) = cutter.advance()?.filter(|_| !watch.stopped()) {
            if chunk.is_overlong() {
                continue;
            }
            let turns = self.turns(&chunk.bytes, chunk.offset);
            place = turns.after(place);
            last = turns.last.or(last);
        }
        Ok(last.map(|last| (last, place)))
    }

    /// The year of the first stamp: as said, as the lines themselves say, or so that the last one is not
    /// after the last change of the file.
    fn years(self, head: &[u8], end: Option<(Yearless, Place)>) -> Years {
        let given = self.setting.year.map(|year| (year, "as given"));
        let (first, why) =
            match given.or_else(|| Some((self.own_year(head)?, "by dates that lines carry"))) {
                Some(found) => found,
                None => match end.and_then(|(last, place)| self.by_change(last, place)) {
                    Some(first) => (first, "by the last change of the file"),
                    None => return Years::default(),
                },
            };
        let said = format!("stamps without a year begin in {first} ({why})");
        Years { first: Some(first), said: Some(said) }
    }

    /// The year that makes the stamp of an envelope agree with that of the line inside.
    fn own_year(self, head: &[u8]) -> Option<i16> {
        let context = Context { year: Some(REFERENCE), ..Context::default() };
        let mut session = Session::new(self.setting, context);
        lines(head).find_map(|(at, line)| {
            let text = content(line, at as u64);
            let inside = self.wrapping.open(text, &mut session);
            let mut row = Row::default();
            session.outer_us = inside.ts_us;
            let read = self.choice.reader.line(&inside.line, &mut row, &mut session);
            let own_us = match read.ok().filter(|_| inside.depth == self.wrapping.wrappers.len())? {
                Line::Request(_) => Some(row.ts_us).filter(|us| *us != ABSENT),
                Line::Event(event) => event.ts_us,
                Line::Directive => None,
            }?;
            // What the envelope gave is no date of the line's own.
            Some(own_us).filter(|own_us| inside.ts_us != Some(*own_us))?;
            year_between(inside.ts_us?, own_us)
        })
    }

    /// The latest year in which the last stamp is not after the last change, give or take a day: the
    /// zones of the two may differ.
    fn by_change(self, last: Yearless, place: Place) -> Option<i16> {
        let until_us = self.opened.modified_us?.saturating_add(DAY_US);
        let newest = jiff::Timestamp::from_microsecond(until_us).ok()?;
        let newest = newest.to_zoned(jiff::tz::TimeZone::UTC).year();
        let (years, _) = place.step(last.month);
        // A leap day is at most eight years after the one before.
        let found = (newest.saturating_sub(8)..=newest.saturating_add(1)).rev().find(|year| {
            instant(&self.setting.zone, *year, last).is_some_and(|us| us <= until_us)
        })?;
        found.checked_sub(years)
    }
}

/// Whole years from a stamp in [`REFERENCE`] to the true one, as a year; `None` if they are not the
/// same day of it, give or take leap days and zones.
fn year_between(reference_us: i64, true_us: i64) -> Option<i16> {
    let apart = true_us.checked_sub(reference_us)?;
    let years = (apart + YEAR_US / 2).div_euclid(YEAR_US);
    let off = apart.checked_sub(years.checked_mul(YEAR_US)?)?;
    (off.abs() <= 3 * DAY_US).then(|| REFERENCE.checked_add(i16::try_from(years).ok()?))?
}

fn instant(zone: &Zone, year: i16, stamp: Yearless) -> Option<i64> {
    let (month, day) = (i8::try_from(stamp.month).ok()?, i8::try_from(stamp.day).ok()?);
    let local: DateTime = Date::new(year, month, day).ok()?.to_datetime(stamp.time);
    zone.instant(local).map(|local| local.instant_us())
}

/// The lines of some bytes that are read, with where each begins.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    chunk::lines(bytes).filter(|(_, line)| without_hole(line).len() <= LINE_MAX && !is_blank(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_dates_tell_the_year() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().expect("an instant").as_microsecond();
        let reference = at("2000-04-06T08:31:02Z");
        assert_eq!(year_between(reference, at("2021-04-06T06:31:02Z")), Some(2021));
        assert_eq!(
            year_between(at("2000-12-31T23:59:59Z"), at("2022-01-01T01:00:00Z")),
            Some(2021)
        );
        assert_eq!(year_between(reference, at("2021-09-06T06:31:02Z")), None);
    }
}
