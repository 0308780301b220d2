//! Files in, columns and rejects out. Reading never fails on content, only on files: a line that is
//! no request becomes a counted, cited reject.
//!
//! `paths ─ exhibit ─▶ chunks ─ format ─▶ columns + rejects`. Nothing here knows polars, places or
//! verdicts.

pub mod columns;
pub mod dictionary;
pub mod escape;
pub mod exhibit;
mod file;
pub mod format;
pub mod inputs;
pub mod options;
pub mod parse;

use crate::base::account::Exhibit;
use columns::Columns;

/// A line that is no request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Index of the exhibit.
    pub exhibit: u32,
    /// Offset of the line's first byte in the decoded exhibit.
    pub byte_offset: i64,
    /// Length of the line in bytes, line end included.
    pub length: u64,
    /// Why, one of the few reasons of the format.
    pub reason: &'static str,
    /// Its first bytes (at most 200), raw.
    pub excerpt: Vec<u8>,
}

/// Everything that was read, in order of exhibit, then of line: the same for any number of threads
/// and any order of arguments.
#[derive(Debug, Default)]
pub struct Reading {
    /// Exhibits, in order of path; their index is the `exhibit` of columns and rejects.
    pub exhibits: Vec<Exhibit>,
    /// Exhibits left out because another has the same bytes: (left out, kept).
    pub duplicates: Vec<(String, String)>,
    /// Files that no format reads, with the reason, where the options allow to go on without them.
    pub skipped: Vec<(String, String)>,
    /// Columns, a set a chunk.
    pub columns: Vec<Columns>,
    /// Every rejected line.
    pub rejects: Vec<Reject>,
}
