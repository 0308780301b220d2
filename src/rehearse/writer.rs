//! The log and the count of its lines. In: rows in the order of their end. Out: bytes, each line's true
//! class to whoever wants it, and a tally. How a line looks is its format's business.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::net::IpAddr;

use super::agents::Agents;
use super::format::Format;
use super::format::pen::Pen;
use super::scenario::Scenario;
use super::world::Sink;
use super::world::address::Class;
use super::world::request::Row;
use super::world::site::Target;

/// A line of a rehearsed log, as the world meant it.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Where its first byte is.
    pub byte_offset: u64,
    row: &'a Row,
}

impl Line<'_> {
    /// What truly sent it, in the words of the truth file.
    pub fn class(&self) -> &'static str {
        self.row.class().name()
    }

    /// Was it sent by a hostile source?
    pub fn hostile(&self) -> bool {
        self.row.class() == Class::Hostile
    }

    /// Which campaign of attempts to get in it belongs to (from 1), and what it is there: `attempt`,
    /// `success` or `beside`.
    pub fn intrusion(&self) -> Option<(u16, &'static str)> {
        self.row.mark.map(|mark| (mark.intrusion, mark.part.name()))
    }

    /// For a log-in: was the password right?
    pub fn right_password(&self) -> Option<bool> {
        match self.row.target {
            Target::LoginPost { right, .. } => Some(right),
            _ => None,
        }
    }

    /// The client's address as logged.
    pub fn client(&self) -> IpAddr {
        self.row.address()
    }

    /// Status.
    pub fn status(&self) -> u16 {
        self.row.status
    }

    /// Arrival, microseconds since the epoch, by the clock of the log.
    pub fn arrival_us(&self) -> i64 {
        self.row.arrival_us
    }

    /// Time to the end, microseconds.
    pub fn duration_us(&self) -> i64 {
        self.row.end_us - self.row.arrival_us
    }

    /// Path and query.
    pub fn target(&self) -> String {
        let mut target = Vec::new();
        // A vector takes any bytes.
        let _ = self.row.target.write(&mut target);
        String::from_utf8_lossy(&target).into_owned()
    }
}

/// What the lines of a log are, counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// Lines.
    pub(crate) lines: u64,
    /// Bytes, the head included.
    pub(crate) bytes: u64,
    /// Lines by class, in the order of [`Class::ALL`].
    pub(crate) rows: [u64; Class::ALL.len()],
    /// Hostile sources by their true address: country and lines.
    pub(crate) sources: BTreeMap<IpAddr, ([u8; 2], u64)>,
}

impl Tally {
    fn add(&mut self, row: &Row, bytes: usize) {
        self.lines += 1;
        self.bytes += bytes as u64;
        if let Some(count) = self.rows.get_mut(row.class() as usize) {
            *count += 1;
        }
        if row.class() == Class::Hostile {
            let (address, country) = row.origin();
            self.sources.entry(address).or_insert((country, 0)).1 += 1;
        }
    }
}

/// Writes rows to a stream.
pub(crate) struct Writer<'a, W> {
    out: W,
    format: &'static Format,
    pen: Pen<'a>,
    each: &'a mut (dyn FnMut(Line<'_>) + Send),
    /// What was written.
    pub(crate) tally: Tally,
}

impl<'a, W: Write> Writer<'a, W> {
    /// Writes the head. `each` sees every line.
    pub(crate) fn begin(
        scenario: &'a Scenario,
        agents: &'a Agents,
        mut out: W,
        each: &'a mut (dyn FnMut(Line<'_>) + Send),
    ) -> io::Result<Self> {
        let (format, mut pen) = (scenario.format, Pen::new(scenario, agents));
        (format.head)(&mut pen, scenario.window().start_us)?;
        out.write_all(&pen.line)?;
        let tally = Tally { bytes: pen.line.len() as u64, ..Tally::default() };
        Ok(Self { out, format, pen, each, tally })
    }

    /// Hands on what is buffered.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W: Write> Sink for Writer<'_, W> {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.pen.line.clear();
        self.pen.serial = self.tally.lines;
        (self.format.line)(&mut self.pen, row)?;
        self.pen.line.push(b'\n');
        (self.each)(Line { byte_offset: self.tally.bytes, row });
        self.tally.add(row, self.pen.line.len());
        self.out.write_all(&self.pen.line)
    }
}
