//! Squid's `common` format: Apache's, with absolute URLs, Squid's result and the hierarchy at the end.
//! The result is kept as a flag. Squid does not escape quotes in a URL. Durations: none.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::common::Bare;
use super::kernel::clf::Clf;
use super::kernel::cursor::{UNLIKE, last_word};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::part_url;
use super::squid_combined::result;

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET http://www.example.com/ HTTP/1.1" 200 512 TCP_MISS:HIER_DIRECT`
pub(super) const FORMAT: Format = Format::new(
    "squid_common",
    "Squid common: %>a %[ui %[un [%tl] \"%rm %ru HTTP/%rv\" %>Hs %<st %Ss:%Sh",
    Stamp::End,
    |_, _| Some(Box::new(SquidCommon(Clf::<false, Bare>::reader()?))),
);

struct SquidCommon(Box<dyn Reader>);

impl Reader for SquidCommon {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let (common, word) = last_word(line.trim_ascii_end());
        let code = result(word).ok_or(UNLIKE)?;
        match self.0.line(common, row, session)? {
            Line::Request(Fit::Exact) => {
                row.flags = Some(Cow::Borrowed(code));
                part_url(row);
                Ok(Line::Request(Fit::Exact))
            }
            _ => Err(UNLIKE),
        }
    }
}
