//! A file of lines of more than one kind: readers in, one reader out that tries them in their order.
//! A shared stream of a container holds access and error log; a server's settings change in mid-file.

use std::sync::Arc;

use super::plain::Marked;
use super::reader::{Context, Fit, Line, Reader, Reason, Session};
use super::row::{Filled, Row};
use crate::base::account::{OTHER_PROTOCOL, Stamp};

/// Readers in the order in which they are tried, until one reads all of a line; the reason of a reject is
/// the first one's.
pub struct Mixed {
    readers: Vec<Box<dyn Reader>>,
}

impl Mixed {
    /// One reader of many; a single one stays as it is.
    pub fn of(mut readers: Vec<Box<dyn Reader>>) -> Arc<dyn Reader> {
        match readers.len() {
            1 => readers.remove(0).into(),
            _ => Arc::new(Self { readers }),
        }
    }
}

impl Reader for Mixed {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let (mut first, mut partly) = (None, None);
        for reader in &self.readers {
            match reader.line(line, row, session) {
                // Another may read what this one leaves.
                Ok(Line::Request(Fit::Extra)) => partly = partly.or(Some(reader)),
                // One that knows less than the one before is no better.
                Ok(Line::Request(Fit::Fewer)) if partly.is_some() => {}
                Ok(read) => return Ok(read),
                Err(OTHER_PROTOCOL) => return Err(OTHER_PROTOCOL),
                Err(reason) => first = first.or(Some(reason)),
            }
            *row = Row::default();
        }
        match partly {
            Some(reader) => reader.line(line, row, session),
            None => Err(first.unwrap_or("no format")),
        }
    }

    /// A line that the first reads is never offered to another.
    fn has_plain(&self) -> bool {
        self.readers.first().is_some_and(|reader| reader.has_plain())
    }

    fn plain<'a>(
        &self,
        line: Marked<'a, '_>,
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Option<Filled> {
        self.readers.first()?.plain(line, row, session)
    }

    fn has_context(&self) -> bool {
        self.readers.iter().any(|reader| reader.has_context())
    }

    fn carry(&self, bytes: &[u8], context: &mut Context) {
        self.readers.iter().for_each(|reader| reader.carry(bytes, context));
    }

    /// Known where all agree.
    fn stamp(&self) -> Option<Stamp> {
        let mut stamps = self.readers.iter().map(|reader| reader.stamp());
        let first = stamps.next().flatten()?;
        stamps.all(|stamp| stamp == Some(first)).then_some(first)
    }

    fn inferred(&self) -> Option<String> {
        let inferred: Vec<String> = self.readers.iter().filter_map(|r| r.inferred()).collect();
        (!inferred.is_empty()).then(|| inferred.join("; "))
    }
}
