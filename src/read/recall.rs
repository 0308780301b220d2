//! Exhibits read once more: a file and offsets in, digests and the raw lines at those offsets out. It parses
//! nothing, and decodes and names everything as the first reading did, so that a citation means the same line.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::exhibit::Opened;
use super::exhibit::archive::{Archive, MEMBERS_MAX, Member};
use super::exhibit::chunk::{LINE_MAX, hole_in, without_hole};
use super::exhibit::identify::{self, Found};
use super::exhibit::ledger::{Bytes, Ledger, Tap};
use super::exhibit::stream::Stream;
use super::file::interrupted;
use super::intake::{DEPTH, path_of};
use super::options::{ARCHIVE_BYTES_MAX, Watch};
use crate::error::{Error, Result};
use crate::read::escape::escape;

/// Decoded bytes looked at between two looks at whether to stop.
const BLOCK: usize = 1 << 20;

/// Offsets of lines that are wanted, by the path that the manifest gives an exhibit.
pub type Wanted = BTreeMap<String, BTreeSet<u64>>;

/// An exhibit or archive as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recalled {
    /// Its path, as the manifest has it.
    pub path: String,
    /// Its bytes.
    pub bytes: u64,
    /// Their SHA-256, hexadecimal.
    pub sha256: String,
    /// The lines that were wanted of it, by offset; none for an offset beyond its end.
    pub lines: BTreeMap<u64, Line>,
}

/// A raw line, without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its bytes, at most [`LINE_MAX`].
    pub bytes: Vec<u8>,
    /// Does a line begin at this offset?
    pub begins: bool,
}

/// Reads `file`, which the manifest calls `name`, and everything in it.
pub fn recall(
    file: &Path,
    name: &str,
    wanted: &Wanted,
    watch: &dyn Watch,
) -> Result<Vec<Recalled>> {
    let opened = Opened::new(file)?;
    let ledger = Ledger::new(ARCHIVE_BYTES_MAX);
    let mut reading = Reading { file, wanted, watch, found: Vec::new() };
    reading.item(Path::new(name), opened.tap(&ledger)?, &ledger, 0)?;
    opened.unchanged(ledger.spent().bytes)?;
    Ok(reading.found)
}

struct Reading<'r> {
    file: &'r Path,
    wanted: &'r Wanted,
    watch: &'r dyn Watch,
    found: Vec<Recalled>,
}

impl Reading<'_> {
    fn item(
        &mut self,
        path: &Path,
        bytes: Bytes<'_>,
        ledger: &Arc<Ledger>,
        depth: usize,
    ) -> Result<()> {
        let found = identify::open(bytes, ledger).map_err(|error| self.failed(ledger, error))?;
        let name = escape(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()));
        let lines = match found {
            Found::Lines(mut stream) => self.lines(&name, &mut stream, ledger)?,
            Found::Archive(..) if depth == DEPTH => return Ok(()),
            Found::Archive(archive, _) => {
                self.archive(path, archive, ledger, depth)?;
                BTreeMap::new()
            }
        };
        let spent = ledger.spent();
        self.found.push(Recalled { path: name, bytes: spent.bytes, sha256: spent.sha256, lines });
        Ok(())
    }

    fn lines(
        &self,
        name: &str,
        stream: &mut Stream<'_>,
        ledger: &Arc<Ledger>,
    ) -> Result<BTreeMap<u64, Line>> {
        static NONE: BTreeSet<u64> = BTreeSet::new();
        let mut cutter = Cutter::new(self.wanted.get(name).unwrap_or(&NONE));
        let mut block = Vec::with_capacity(BLOCK);
        loop {
            block.clear();
            stream.fill(&mut block, BLOCK).map_err(|error| self.failed(ledger, error))?;
            if block.is_empty() {
                break;
            }
            cutter.pass(&block);
            self.pause(ledger)?;
        }
        stream.finish().map_err(|error| self.failed(ledger, error))?;
        Ok(cutter.finish())
    }

    fn archive(
        &mut self,
        path: &Path,
        mut archive: Archive<'_>,
        ledger: &Arc<Ledger>,
        depth: usize,
    ) -> Result<()> {
        let mut names = BTreeMap::new();
        let mut members = 0;
        while let Some(entry) =
            archive.walk.advance().map_err(|error| self.failed(ledger, error))?
        {
            if members == MEMBERS_MAX || ledger.is_exhausted() {
                break;
            }
            members += 1;
            let inner = path_of(path, &entry.name, &mut names);
            let member = ledger.member();
            if entry.skip.is_none() {
                let bytes = Member { walk: &mut *archive.walk, ledger: Arc::clone(&member) };
                self.item(&inner, Box::new(Tap::member(bytes, &member)), &member, depth + 1)?;
            }
            let mut rest = Member { walk: &mut *archive.walk, ledger: Arc::clone(&member) };
            self.drain(&mut rest, ledger)?;
        }
        archive.walk.finish().map_err(|error| self.failed(ledger, error))
    }

    fn drain(&self, rest: &mut dyn Read, ledger: &Arc<Ledger>) -> Result<()> {
        let mut buffer = vec![0; 64 << 10];
        while rest.read(&mut buffer).map_err(|error| self.failed(ledger, error))? > 0 {
            self.pause(ledger)?;
        }
        Ok(())
    }

    fn pause(&self, ledger: &Ledger) -> Result<()> {
        self.watch.advance(ledger.progress());
        if self.watch.stopped() { Err(interrupted()) } else { Ok(()) }
    }

    fn failed(&self, ledger: &Ledger, error: io::Error) -> Error {
        Error::unreadable(self.file, ledger.failure().unwrap_or(error))
    }
}

/// Takes the lines at some offsets out of bytes that pass by.
struct Cutter<'w> {
    wanted: &'w BTreeSet<u64>,
    /// Offset of the next byte, and the byte before it.
    at: u64,
    before: u8,
    open: Vec<(u64, Line)>,
    done: BTreeMap<u64, Line>,
}

impl<'w> Cutter<'w> {
    fn new(wanted: &'w BTreeSet<u64>) -> Self {
        Self { wanted, at: 0, before: b'\n', open: Vec::new(), done: BTreeMap::new() }
    }

    fn pass(&mut self, block: &[u8]) {
        let end = self.at + block.len() as u64;
        for (offset, mut line) in std::mem::take(&mut self.open) {
            let ended = take(&mut line, block);
            self.keep(offset, line, ended);
        }
        for &offset in self.wanted.range(self.at..end) {
            let from = usize::try_from(offset - self.at).unwrap_or(usize::MAX);
            let before = from.checked_sub(1).and_then(|at| block.get(at)).unwrap_or(&self.before);
            let rest = block.get(from..).unwrap_or_default();
            // A hole ends a line, and stands at the head of the next.
            let begins = *before == b'\n' || rest.first() == Some(&0);
            let mut line = Line { bytes: Vec::new(), begins };
            let ended = take(&mut line, rest);
            self.keep(offset, line, ended);
        }
        self.before = block.last().copied().unwrap_or(self.before);
        self.at = end;
    }

    fn keep(&mut self, offset: u64, line: Line, ended: bool) {
        if ended {
            self.done.insert(offset, line);
        } else {
            self.open.push((offset, line));
        }
    }

    fn finish(mut self) -> BTreeMap<u64, Line> {
        self.done.append(&mut self.open.drain(..).collect());
        for line in self.done.values_mut() {
            let end = hole_in(&line.bytes).unwrap_or(line.bytes.len());
            line.bytes.truncate(end);
            for mark in [b'\n', b'\r'] {
                line.bytes.pop_if(|last| *last == mark);
            }
        }
        self.done
    }
}

/// Appends what belongs to the line; true at its end.
fn take(line: &mut Line, bytes: &[u8]) -> bool {
    let bytes = if line.bytes.is_empty() { without_hole(bytes) } else { bytes };
    let end = memchr::memchr(b'\n', bytes).map(|at| at + 1);
    let room = LINE_MAX - line.bytes.len().min(LINE_MAX);
    let part = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
    line.bytes.extend_from_slice(part.get(..room).unwrap_or(part));
    end.is_some() || line.bytes.len() == LINE_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(parts: &[&[u8]], offsets: &[u64]) -> Vec<(u64, String, bool)> {
        let wanted = offsets.iter().copied().collect();
        let mut cutter = Cutter::new(&wanted);
        parts.iter().for_each(|part| cutter.pass(part));
        let shown = |(at, line): (u64, Line)| (at, escape(&line.bytes), line.begins);
        cutter.finish().into_iter().map(shown).collect()
    }

    #[test]
    fn a_line_is_the_same_however_its_bytes_come() {
        let text = b"one\r\ntwo two\n\0\0\0three\nlast";
        let whole = lines(&[text], &[0, 5, 7, 13, 22, 99]);
        let expected = [(0, "one"), (5, "two two"), (7, "o two"), (13, "three"), (22, "last")];
        let named: Vec<(u64, &str)> = whole.iter().map(|(at, line, _)| (*at, &**line)).collect();
        assert_eq!(named, expected);
        assert_eq!(whole.iter().filter(|(_, _, begins)| !begins).count(), 1);
        for size in 1..text.len() {
            let parts: Vec<&[u8]> = text.chunks(size).collect();
            assert_eq!(lines(&parts, &[0, 5, 7, 13, 22, 99]), whole, "in parts of {size}");
        }
    }

    #[test]
    fn no_line_is_longer_than_lines_may_be() {
        let long = vec![b'x'; LINE_MAX + 5];
        let found = lines(&[&long, &long], &[0]);
        assert_eq!(found.first().map(|(_, line, _)| line.len()), Some(LINE_MAX));
    }
}
