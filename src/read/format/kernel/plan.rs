//! What each column of a file holds, made from the names of its columns: a plan and the fields of a
//! line in, a row out. Which line names the columns, and how it is cut, is for the formats.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;

use crate::base::time::DAY_US;
use crate::read::columns::ABSENT;

use super::clf::BAD_TIME;
use super::coding::Coding;
use super::delimited::Cell;
use super::heading::{Meaning, meaning};
use super::reader::{Reason, Session};
use super::row::Row;
use super::slot::{Slot, TimeForm, Unit};
use super::{stamp, utc};

/// What is done with one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Nothing.
    Skip,
    /// A date, to be put together with a time of day.
    Date,
    /// The time of day.
    Time,
    /// What the slot says.
    Fill(Slot),
    /// A header that a client sent, with this coding.
    Header(Slot, Coding),
    /// A sub-status and a Windows error: told if not both are 0.
    SubStatus,
    /// See [`Part::SubStatus`].
    Win32,
    /// Host and path without a scheme.
    HostPath,
}

impl Part {
    /// The column that a slot is.
    pub fn of(slot: Slot) -> Self {
        match slot {
            Slot::Skip => Self::Skip,
            Slot::Date => Self::Date,
            Slot::TimeOfDay => Self::Time,
            slot => Self::Fill(slot),
        }
    }
}

/// What a column of that name holds for a product.
pub type Own = fn(&[u8]) -> Option<Part>;

/// What a product is known to do with its columns.
#[derive(Debug, Clone, Copy)]
pub struct Habits {
    /// Unit of durations whose name has none.
    pub unit: Unit,
    /// How headers are coded.
    pub coding: Coding,
    /// Is a time without a date beside it one of the day that another line tells?
    pub day_apart: bool,
    /// What a name holds for this product, where that differs from what others mean by it.
    pub own: Own,
}

/// The columns of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    parts: Vec<Part>,
    /// Columns up to the last that is read.
    needed: usize,
    /// The column of the time of day, where the date is in another line.
    pub lone_time: Option<usize>,
    /// Are date and time those of the server's zone?
    pub local: bool,
}

/// A plan, and what it was made of.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The product.
    pub owner: &'static str,
    /// The directive in force.
    pub directive: Arc<[u8]>,
    /// What its columns hold.
    pub plan: Arc<Plan>,
}

/// The pieces of a line that are put together at its end.
#[derive(Debug, Default)]
struct Loose {
    day: Option<i64>,
    time: Option<i64>,
    sub: i64,
    win32: i64,
}

impl Plan {
    /// The plan for columns of these names; `None` if they cannot be those of requests: there must be
    /// a time or a status, and a client or a request.
    pub fn of(names: &[&[u8]], habits: &Habits) -> Option<Self> {
        let dated = names.iter().any(|name| meaning(name).is_some_and(|(_, m)| is_date(m)));
        let part = |name: &&[u8]| part(name, habits, dated || habits.day_apart);
        Self::made(keep_best(names, names.iter().map(part).collect()), names)
    }

    /// The plan for columns whose parts are known.
    pub fn made(parts: Vec<Part>, names: &[&[u8]]) -> Option<Self> {
        let local = names.iter().any(|name| name.eq_ignore_ascii_case(b"time-local"));
        let time = parts.iter().position(|part| *part == Part::Time);
        let lone_time = time.filter(|_| !parts.contains(&Part::Date));
        let needed = parts.iter().rposition(|part| *part != Part::Skip)? + 1;
        let any = |is: fn(&Part) -> bool| parts.iter().any(is);
        let answered =
            any(|part| matches!(part, Part::Time | Part::Fill(Slot::Time(_) | Slot::Status)));
        let asked = any(|part| {
            use Slot::{Client, Method, Path, Request, RequestUrl, Target, Url};
            matches!(part, Part::HostPath)
                || matches!(
                    part,
                    Part::Fill(Client | Method | Path | Request | RequestUrl | Target | Url)
                )
        });
        (answered && asked).then_some(Self { parts, needed, lone_time, local })
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// No column at all? Never so: a plan has a request.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Columns up to the last that is read.
    pub fn needed(&self) -> usize {
        self.needed
    }

    /// How many columns hold something.
    pub fn known(&self) -> usize {
        self.parts.iter().filter(|part| **part != Part::Skip).count()
    }

    /// Fills the row from the fields of a line; gives their number.
    ///
    /// # Errors
    ///
    /// The reason, where the line cannot be cut or a field cannot be what its column holds.
    #[inline]
    pub fn fill<'a>(
        &self,
        cells: impl Iterator<Item = Result<Cell<'a>, Reason>>,
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<usize, Reason> {
        let (mut count, mut loose) = (0, Loose::default());
        for cell in cells {
            let cell = cell?;
            match self.parts.get(count) {
                Some(Part::Skip) | None => {}
                Some(part) if !cell.text.is_empty() && cell.text != b"-" => {
                    put(part, &cell, row, &mut loose, session)?;
                }
                Some(_) => {}
            }
            count += 1;
        }
        self.finish(&loose, row, session)?;
        Ok(count)
    }

    fn finish(
        &self,
        loose: &Loose,
        row: &mut Row<'_>,
        session: &mut Session,
    ) -> Result<(), Reason> {
        if let (Some(day), Some(time)) = (loose.day.or(session.context.day), loose.time) {
            let utc_us = day * DAY_US + time;
            row.ts_us = if self.local { local(utc_us, session).ok_or(BAD_TIME)? } else { utc_us };
        }
        if loose.sub != 0 || loose.win32 != 0 {
            let flags = format!("{} {}", loose.sub, loose.win32).into_bytes();
            Slot::Flags.fill(Cow::Owned(flags), row, session)?;
        }
        Ok(())
    }
}

fn is_date(meaning: &Meaning) -> bool {
    *meaning == Meaning::Is(Slot::Date)
}

fn part(name: &[u8], habits: &Habits, dated: bool) -> Part {
    if let Some(own) = (habits.own)(name) {
        return own;
    }
    let Some((_, meaning)) = meaning(name) else { return Part::Skip };
    match meaning {
        Meaning::Is(Slot::Date) => Part::Date,
        Meaning::Is(slot @ (Slot::Agent | Slot::Referer | Slot::Forwarded)) => {
            let percent = habits.coding == Coding::Percent && *slot != Slot::Agent;
            Part::Header(slot.clone(), if percent { Coding::Plain } else { habits.coding })
        }
        Meaning::Is(slot) => Part::Fill(slot.clone()),
        Meaning::Time if dated => Part::Time,
        Meaning::Time => Part::Fill(Slot::Time(TimeForm::Any)),
        Meaning::Took => Part::Fill(Slot::Duration(habits.unit)),
        Meaning::SubStatus => Part::SubStatus,
        Meaning::Win32 => Part::Win32,
    }
}

/// Of columns that hold the same, the one with the better name; those that add up are all kept.
fn keep_best(names: &[&[u8]], mut parts: Vec<Part>) -> Vec<Part> {
    let rank = |index: usize| names.get(index).and_then(|name| meaning(name)).map(|(rank, _)| rank);
    for index in 0..parts.len() {
        let Some(part) = parts.get(index).cloned() else { continue };
        if matches!(part, Part::Skip | Part::Fill(Slot::Flags | Slot::DurationPart(_))) {
            continue;
        }
        let mut same = (0..parts.len()).filter(|other| {
            *other != index && parts.get(*other).is_some_and(|other| kind(other) == kind(&part))
        });
        let beaten = same.any(|other| {
            let (theirs, ours) = (rank(other).unwrap_or(0), rank(index).unwrap_or(0));
            theirs < ours || (theirs == ours && other < index)
        });
        if beaten && let Some(part) = parts.get_mut(index) {
            *part = Part::Skip;
        }
    }
    parts
}

/// Columns of the same kind fill the same field.
fn kind(part: &Part) -> (u8, std::mem::Discriminant<Slot>) {
    use Slot::{Path, Skip, Target, Url};
    let of = std::mem::discriminant::<Slot>;
    match part {
        Part::Skip => (0, of(&Skip)),
        Part::Date => (1, of(&Skip)),
        Part::Time => (2, of(&Skip)),
        Part::SubStatus => (3, of(&Skip)),
        Part::Win32 => (4, of(&Skip)),
        Part::Fill(Path | Target | Url) | Part::HostPath => (5, of(&Path)),
        Part::Fill(slot) | Part::Header(slot, _) => (5, of(slot)),
    }
}

#[inline]
fn put<'a>(
    part: &Part,
    cell: &Cell<'a>,
    row: &mut Row<'a>,
    loose: &mut Loose,
    session: &mut Session,
) -> Result<(), Reason> {
    match part {
        Part::Skip => {}
        Part::Date => loose.day = Some(day(cell.text).ok_or(BAD_TIME)?),
        Part::Time => loose.time = Some(utc::time_of_day(cell.text).ok_or(BAD_TIME)?),
        // Two columns may say the same.
        Part::Fill(Slot::Flags) if row.flags.as_deref() == Some(cell.text) => {}
        Part::Fill(slot) => slot.fill(cell.value(), row, session)?,
        Part::Header(slot, coding) => slot.fill(coding.undo(cell), row, session)?,
        Part::SubStatus => loose.sub = code(cell.text),
        Part::Win32 => loose.win32 = code(cell.text),
        Part::HostPath => host_path(&cell.value(), row),
    }
    Ok(())
}

/// Other text than a number says nothing here.
fn code(text: &[u8]) -> i64 {
    super::number::integer(text).unwrap_or(0)
}

fn day(text: &[u8]) -> Option<i64> {
    utc::day(text).or_else(|| {
        let (date, rest) = stamp::date(text)?;
        rest.is_empty().then(|| days(date))
    })
}

/// Days since the epoch.
pub fn days(date: Date) -> i64 {
    crate::base::time::days_from_civil(date.year().into(), date.month().into(), date.day().into())
}

/// An instant that was put together as if the server's clock were UTC, in the server's zone.
fn local(utc_us: i64, session: &mut Session) -> Option<i64> {
    let at = jiff::Timestamp::from_microsecond(utc_us).ok()?;
    let local = jiff::tz::TimeZone::UTC.to_datetime(at);
    let (clock, health) = (&session.clock, &mut session.health);
    clock.local(local, health)
}

/// Reads `www.example.com/page?query`.
fn host_path(text: &[u8], row: &mut Row<'_>) {
    let end = text.iter().position(|byte| b"/?".contains(byte)).unwrap_or(text.len());
    let (host, target) = text.split_at(end);
    if !host.is_empty() {
        row.vhost = Some(Cow::Owned(super::client::without_port(host).to_vec()));
    }
    let target: &[u8] = if target.is_empty() { b"/" } else { target };
    let query = row.query.take();
    super::request::target(target, row, |part| Cow::Owned(part.to_vec()));
    row.query = row.query.take().or(query);
}

/// Has a row what makes it a request: a client or a request, and a time or a status?
pub fn is_request(row: &Row<'_>) -> bool {
    let asked = row.client.is_some() || row.forwarded.is_some() || row.path.is_some();
    asked && (row.ts_us != ABSENT || row.status != ABSENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_without_a_request_are_no_plan() {
        let habits =
            Habits { unit: Unit::Millis, coding: Coding::Plain, day_apart: false, own: |_| None };
        let plan = |names: &[&[u8]]| Plan::of(names, &habits);
        assert!(plan(&[b"date", b"time", b"connector-id", b"event-id"]).is_none());
        assert!(plan(&[b"name", b"path"]).is_none());
        assert!(plan(&[b"time", b"client_ip", b"path", b"status"]).is_some());
        let both = plan(&[b"date", b"time", b"c-ip", b"cs(Host)", b"x-host-header"]);
        assert_eq!(
            both.map(|plan| plan.parts[3..].to_vec()),
            Some(vec![Part::Skip, Part::Fill(Slot::Vhost)])
        );
    }
}
