//! What a format is to the rest of the room: something that reads lines, made for one exhibit, with
//! what it must remember between lines. It knows nothing of files, chunks or threads.

use std::sync::Arc;

use crate::base::account::Stamp;
use crate::base::health::Health;
use crate::read::columns::Columns;
use crate::read::event::Event;
use crate::read::exhibit::chunk::Chunk;
use crate::read::trust::Trust;
use crate::read::wrapper::Wrapping;
use crate::read::wrapper::kernel::join::Parts;

use super::clock::Clock;
use super::drive::{Parsed, drive};
use super::plain::Marked;
use super::plan::Planned;
use super::row::{Filled, Row};
use super::zone::Zone;

/// Why a line is no request: one of a few fixed phrases.
pub type Reason = &'static str;

/// How well a line has the fields of the format that read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It has more, which were not read.
    Extra,
    /// It has fewer, as a line of a plainer format of the same family.
    Fewer,
    /// It has all of them and nothing else.
    Exact,
}

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// A request: its fields are in the row.
    Request(Fit),
    /// No request, but something that bears on what the servers could do.
    Event(Event),
    /// A line about the lines that follow (`#Fields`, a header of columns): counted as blank.
    Directive,
}

/// What was said about the reading that a format may need. The same for every exhibit of a run.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// Zone of time stamps that carry none.
    pub zone: Zone,
    /// Proxies whose forwarding headers are believed.
    pub trust: Arc<Trust>,
    /// Names of fields in JSON, CSV and TSV, and what they hold: `--map field=name`.
    pub map: Vec<(String, String)>,
    /// The year of the first stamp of each exhibit whose stamps carry none.
    pub year: Option<i16>,
    /// The server's own descriptions of its lines, in Apache's or nginx's syntax; each is tried.
    pub patterns: Vec<String>,
}

/// What holds for the lines after some byte of an exhibit, because of lines before it. Known for the
/// start of each chunk before the chunk is read, so that chunks can be read in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The directive in force that names the columns, raw, without its line end.
    pub columns: Option<Arc<[u8]>>,
    /// The day in force for lines that carry a time of day only, days since the epoch.
    pub day: Option<i64>,
    /// The time of day of the line before, for lines that carry no date: where it goes back, a day has
    /// passed.
    pub time_us: Option<i64>,
    /// The year of the line before, for stamps without one; `None` until it is known.
    pub year: Option<i16>,
    /// The month of the line before, 1 to 12; 0 before the first.
    pub month: u8,
    /// Lines whose last parts are still to come, in envelopes that hold parts of lines.
    pub parts: Parts,
}

/// What reading a chunk remembers from line to line.
#[derive(Debug, Clone, Default)]
pub struct Session {
    /// Reads time stamps and remembers the last.
    pub clock: Clock,
    /// What holds for the next line. A reader moves it on as it meets directives.
    pub context: Context,
    /// What was seen of time stamps, addresses and units.
    pub health: Health,
    /// The time that a wrapper gave for the line at hand, microseconds: for lines that carry none.
    pub outer_us: Option<i64>,
    /// What the columns in force hold, once worked out.
    pub plan: Option<Planned>,
    /// What was seen of the stamps of the envelopes around that line: it counts only where they are the
    /// line's time.
    pub outer: Health,
}

impl Session {
    /// Starts a chunk.
    pub fn new(setting: &Setting, context: Context) -> Self {
        Self { clock: Clock::new(setting.zone.clone()), context, ..Self::default() }
    }

    /// The time that the envelopes give, taken as the time of a line that has none.
    pub fn outer_time(&mut self) -> Option<i64> {
        let outer = std::mem::take(&mut self.outer);
        self.outer_us.inspect(|_| self.health.count_stamp(&outer))
    }
}

/// Reads the lines of one exhibit.
pub trait Reader: Send + Sync {
    /// Reads a line without its line end. `row` is clear; on an error its content is void.
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason>;

    /// Are lines to be offered to [`Reader::plain`] first?
    fn has_plain(&self) -> bool {
        false
    }

    /// Reads a line by the positions of its quotes, if it is plain enough; says of such a line what
    /// [`Reader::line`] says of it, sooner. `row` is clear; if this is `None` its content is void.
    fn plain<'a>(
        &self,
        _line: Marked<'a, '_>,
        _row: &mut Row<'a>,
        _session: &mut Session,
    ) -> Option<Filled> {
        None
    }

    /// Reads a chunk and appends its requests to `columns`. Compiled once a reader, so that no line pays
    /// for the choice of format.
    fn chunk(&self, chunk: &Chunk<'_>, task: &Task<'_>, columns: &mut Columns) -> Parsed {
        drive(self, chunk, task, columns)
    }

    /// Must the context be carried through the bytes before a chunk?
    fn has_context(&self) -> bool {
        false
    }

    /// Carries the context over a chunk, without reading its lines.
    fn carry(&self, _bytes: &[u8], _context: &mut Context) {}

    /// What the time stamp marks, where this exhibit's lines or settings tell more than the format.
    fn stamp(&self) -> Option<Stamp> {
        None
    }

    /// What was inferred from the sample that no line says, as the unit of a duration, and how sure it
    /// is; printed with the exhibit.
    fn inferred(&self) -> Option<String> {
        None
    }
}

/// How a chunk is to be read, beside by whom.
#[derive(Debug, Clone)]
pub struct Task<'t> {
    /// What was said about the reading.
    pub setting: &'t Setting,
    /// Envelopes around each line, outermost first.
    pub wrapping: &'t Wrapping,
    /// What holds at the first line of the chunk.
    pub context: Context,
}
