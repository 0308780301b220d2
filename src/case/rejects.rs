//! rejects.ndjson: every rejected line, by exhibit and byte, with its first bytes escaped.

use std::io::{self, Write};

use serde::Serialize;

use crate::base::account::Exhibit;
use crate::read::Reject;
use crate::read::escape::escape;

#[derive(Serialize)]
struct Line<'a> {
    exhibit: &'a str,
    byte_offset: i64,
    length: u64,
    reason: &'static str,
    excerpt: String,
}

/// Writes one JSON object a line, in order of exhibit and offset.
pub(super) fn write(
    rejects: &[Reject],
    exhibits: &[Exhibit],
    out: &mut dyn Write,
) -> io::Result<()> {
    for reject in rejects {
        let exhibit = exhibits.get(reject.exhibit as usize).map_or("", |e| e.path.as_str());
        let line = Line {
            exhibit,
            byte_offset: reject.byte_offset,
            length: reject.length,
            reason: reject.reason,
            excerpt: escape(&reject.excerpt),
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
