//! The formats that can be read, ONE FILE EACH, and the one list of them. A line in, the fields of a
//! request out, or the reason why it is none. A format knows nothing of files, chunks or threads.
//!
//! To add one: a file here with a `FORMAT`, its line in [`FORMATS`], its sample lines in
//! `fixtures/formats/`.

mod combined;
mod combined_us;
mod common;
pub mod detect;
pub mod kernel;
mod nginx_json;
mod nginx_main;
mod nginx_main_timed;
mod nginx_timed;
mod vhost_combined;
mod vhost_combined_us;

use crate::base::account::Stamp;
use crate::error::{Error, Kind};
use crate::read::exhibit::chunk::Chunk;
use kernel::clock::Clock;
use kernel::drive::{Parsed, drive};
use kernel::row::Row;

/// Every format, in order of preference: of two that read a file equally well, the first is taken. So
/// `combined` stands before those that share its beginning: it promises least.
pub const FORMATS: &[&Format] = &[
    &combined::FORMAT,
    &common::FORMAT,
    &vhost_combined::FORMAT,
    &combined_us::FORMAT,
    &vhost_combined_us::FORMAT,
    &nginx_timed::FORMAT,
    &nginx_main::FORMAT,
    &nginx_main_timed::FORMAT,
    &nginx_json::FORMAT,
];

/// The format of a file without any line.
pub const EMPTY: Format = Format {
    name: "empty",
    title: "no line at all",
    stamp: Stamp::Unknown,
    whole_us: false,
    parse: Blank::parse,
    chunk: drive::<Blank>,
};

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

/// How a line of a format is read.
pub trait Grammar {
    /// Reads a line without its line end. `row` is clear; on an error its content is void.
    fn parse<'a>(line: &'a [u8], row: &mut Row<'a>, clock: &mut Clock) -> Result<Fit, Reason>;
}

/// Reads one line.
pub type Parse = for<'a> fn(&'a [u8], &mut Row<'a>, &mut Clock) -> Result<Fit, Reason>;

/// One log format.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Name, as in `--log-format` and the manifest.
    pub name: &'static str,
    /// What it is, one line with the server's own field names.
    pub title: &'static str,
    /// What its time stamp marks.
    pub stamp: Stamp,
    /// Is its time to serve a whole number, which other servers write in other units?
    pub whole_us: bool,
    /// Reads a line: for sampling and tests.
    pub parse: Parse,
    /// Reads a chunk: the choice of format costs nothing per line.
    pub chunk: fn(&Chunk<'_>) -> Parsed,
}

impl Format {
    const fn new<G: Grammar>(name: &'static str, title: &'static str, stamp: Stamp) -> Self {
        Self { name, title, stamp, whole_us: false, parse: G::parse, chunk: drive::<G> }
    }

    const fn in_whole_us(self) -> Self {
        Self { whole_us: true, ..self }
    }
}

/// The format of that name.
pub fn named(name: &str) -> crate::error::Result<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name).ok_or_else(|| {
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        Error::new(Kind::Usage, format!("there is no format {name:?}"))
            .hint(format!("one of {}", names.join(", ")))
    })
}

/// Reads nothing: any line that is not blank is a reject.
struct Blank;

impl Grammar for Blank {
    fn parse<'a>(_: &'a [u8], _: &mut Row<'a>, _: &mut Clock) -> Result<Fit, Reason> {
        Err("no format")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for format in FORMATS {
            assert_eq!(named(format.name).map(|found| found.title).ok(), Some(format.title));
        }
        assert!(named("combinde").is_err_and(|error| error.kind() == Kind::Usage));
    }
}
