//! Rails' own log: the line that a request starts with. What Rails says of it afterwards is on lines of
//! their own, which nothing but a tag joins to it; they are counted as no requests.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::ansi::Coloured;
use super::kernel::clf::{NO_CLIENT, NO_REQUEST, NO_TIME};
use super::kernel::cursor::Cursor;
use super::kernel::prefix;
use super::kernel::reader::{Fit, Line, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{Slot, TimeForm};

/// `Started GET "/x" for 203.0.113.7 at 2021-04-06 08:31:02 +0200`
pub(super) const FORMAT: Format = Format::new(
    "rails",
    "Rails: Started <method> \"<target>\" for <client> at <time>",
    Stamp::Start,
    |_, _| Some(Box::new(Coloured(read))),
);

/// What Rails says between two starts.
const OTHERS: &[&[u8]] = &[
    b"Processing by ",
    b"Parameters: ",
    b"Completed ",
    b"Rendering ",
    b"Rendered ",
    b"Redirected to ",
    b"Filter chain halted ",
    b"Sent file ",
    b"Sent data ",
];

fn read<'a>(line: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<Line, Reason> {
    let mut rest = Cursor::new(after_tags(prefix::ruby(line).1));
    rest.spaces();
    if OTHERS.iter().any(|begin| rest.rest().starts_with(begin)) {
        return Ok(Line::Directive);
    }
    rest.skip(b"Started ").ok_or(NO_REQUEST)?;
    let method = rest.word().ok_or(NO_REQUEST)?;
    rest.skip(b" \"").ok_or(NO_REQUEST)?;
    // The target is percent-encoded and the words after it are Rails' own: the last are meant.
    let text = rest.rest();
    let end = memchr::memmem::rfind(text, b"\" for ").ok_or(NO_CLIENT)?;
    let (target, after) = text.split_at_checked(end).ok_or(NO_CLIENT)?;
    let mut after = Cursor::new(after);
    after.skip(b"\" for ").ok_or(NO_CLIENT)?;
    let client = after.until(b" at ").ok_or(NO_TIME)?;
    Slot::Method.fill(method.into(), row, session)?;
    Slot::Target.fill(target.into(), row, session)?;
    Slot::Client.fill(client.into(), row, session)?;
    Slot::Time(TimeForm::Iso).fill(after.rest().trim_ascii().into(), row, session)?;
    Ok(Line::Request(Fit::Exact))
}

/// Without `[tag] [tag] `.
fn after_tags(line: &[u8]) -> &[u8] {
    let mut rest = Cursor::new(line);
    loop {
        let mut ahead = rest;
        match ahead.between(b'[', b']') {
            Some(tag) if tag.len() < 80 => rest = ahead,
            _ => return rest.rest().trim_ascii_start(),
        }
    }
}
