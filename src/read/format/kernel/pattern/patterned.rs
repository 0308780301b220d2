//! A reader made of layouts: patterns in, a reader that tries each on every line. It knows no format.

use crate::base::account::Stamp;

use super::super::reader::{Fit, Line, Reader, Reason, Session};
use super::super::row::Row;
use super::layout::{Layout, NO_MATCH};

/// Lines of a sample that are looked at before all are.
const PROBES: usize = 16;

/// Tries layouts in order; a line that no server of them would write as it is may still be read by one
/// if quotes are taken for text.
pub struct Patterned {
    layouts: Vec<Layout>,
    stamp: Option<Stamp>,
    inferred: Option<String>,
    guard: fn(&[u8]) -> bool,
}

impl Patterned {
    /// Reads by these layouts, first to last.
    pub fn new(layouts: Vec<Layout>) -> Self {
        Self { layouts, stamp: None, inferred: None, guard: |_| true }
    }

    /// Reads by these patterns, in their order; `None` if one cannot be compiled.
    pub fn of(patterns: &[&str]) -> Option<Self> {
        let layouts: Option<Vec<_>> =
            patterns.iter().map(|pattern| super::compile(pattern).ok()).collect();
        layouts.map(Self::new)
    }

    /// Says what the layouts say of the time stamp, where they agree.
    pub fn stamped(mut self) -> Self {
        let mut stamps = self.layouts.iter().map(Layout::stamp);
        let first = stamps.next();
        self.stamp = first.filter(|first| stamps.all(|stamp| stamp == *first));
        self
    }

    /// Says what was inferred from the sample.
    pub fn inferring(self, inferred: Option<String>) -> Self {
        Self { inferred, ..self }
    }

    /// Reads only lines of which this is true: it says what no slot does.
    pub fn guarded(self, guard: fn(&[u8]) -> bool) -> Self {
        Self { guard, ..self }
    }

    /// The same if it reads any of the sample's lines that are looked at, a few from all over; or if there
    /// is none. So that a file costs little for each format that it has not.
    pub fn probed(self, sample: &[Vec<u8>]) -> Option<Self> {
        let mut session = Session::default();
        let step = sample.len().div_ceil(PROBES).max(1);
        let mut reads = |line: &Vec<u8>| self.line(line, &mut Row::default(), &mut session).is_ok();
        (sample.is_empty() || sample.iter().step_by(step).any(&mut reads)).then_some(self)
    }

    /// As a reader.
    pub fn boxed(self) -> Box<dyn Reader> {
        Box::new(self)
    }
}

impl Reader for Patterned {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let line = line.trim_ascii_end();
        if !(self.guard)(line) {
            return Err(NO_MATCH);
        }
        let mut reason = NO_MATCH;
        for (lenient, fit) in [(false, Fit::Exact), (true, Fit::Extra)] {
            for layout in &self.layouts {
                match layout.read(line, lenient, row, session) {
                    Ok(()) => return Ok(Line::Request(fit)),
                    // A field that is wrong tells more than a line that does not match.
                    Err(other) if reason == NO_MATCH => reason = other,
                    Err(_) => {}
                }
                *row = Row::default();
            }
        }
        Err(reason)
    }

    fn stamp(&self) -> Option<Stamp> {
        self.stamp
    }

    fn inferred(&self) -> Option<String> {
        self.inferred.clone()
    }
}
