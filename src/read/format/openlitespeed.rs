//! OpenLiteSpeed's access log where the quotes of its own configuration are written too: a combined or
//! common line in a pair of quotes, or after one.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, NO_CLIENT, Nothing};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;

/// `"203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0""`
pub(super) const FORMAT: Format = Format::new(
    "openlitespeed",
    "OpenLiteSpeed: combined or common in quotes",
    Stamp::Start,
    |_, _| Some(Box::new(Quoted { family: Clf::<false, Nothing>::reader()? })),
);

struct Quoted {
    family: Box<dyn Reader>,
}

impl Reader for Quoted {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let inside = line.trim_ascii_end().strip_prefix(b"\"").ok_or(NO_CLIENT)?;
        // The last quote is the agent's, unless there is one more.
        let plain = match inside.strip_suffix(b"\"\"") {
            Some(rest) => inside.get(..rest.len() + 1).unwrap_or(inside),
            None => inside,
        };
        match self.family.line(plain, row, session)? {
            Line::Request(Fit::Exact | Fit::Fewer) => Ok(Line::Request(Fit::Exact)),
            other => Ok(other),
        }
    }
}
