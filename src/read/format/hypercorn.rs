//! Hypercorn's access log: combined, with the client's port and the bare version as protocol, after the
//! prefix of its logger.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, NO_CLIENT, NO_REQUEST, Nothing};
use super::kernel::cursor::{Cursor, last_word};
use super::kernel::reader::{Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::Slot;
use super::kernel::{client, prefix, request};

/// `[2021-04-06 08:31:02 +0200] [8] [INFO] 203.0.113.7:54321 - - [06/Apr/2021:08:31:02 +0200] "GET / 1.1" 200 512 "-" "curl/7.74.0"`
pub(super) const FORMAT: Format = Format::new(
    "hypercorn",
    "Hypercorn: [<time>] [<pid>] [INFO] %(h)s - - %(t)s \"%(R)s\" %(s)s %(b)s \"%(f)s\" \"%(a)s\"",
    Stamp::End,
    |_, _| Some(Box::new(Hypercorn { family: Clf::<false, Nothing>::reader()? })),
);

struct Hypercorn {
    family: Box<dyn Reader>,
}

impl Reader for Hypercorn {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let line = after_logger(line);
        let asked = Cursor::new(line).word().and_then(client::with_port).ok_or(NO_CLIENT)?;
        let read = self.family.line(line, row, session)?;
        let (name, port) = asked;
        Slot::Client.fill(name.into(), row, session)?;
        Slot::ClientPort.fill(port.into(), row, session)?;
        // A line with a whole protocol is one of another server.
        let text = row.query.as_ref().or(row.path.as_ref()).filter(|_| row.protocol.is_none());
        let (rest, version) = text.and_then(|text| versioned(text)).ok_or(NO_REQUEST)?;
        row.protocol = Some(request::protocol(Cow::Owned(version)));
        let target = if row.query.is_some() { &mut row.query } else { &mut row.path };
        *target = Some(Cow::Owned(rest));
        Ok(read)
    }
}

/// Without `[2021-04-06 08:31:02 +0200] [8] [INFO] `.
fn after_logger(line: &[u8]) -> &[u8] {
    let Some((_, rest)) = prefix::stamped(line) else { return line };
    let mut cursor = Cursor::new(rest);
    match (cursor.between(b'[', b']'), cursor.between(b'[', b']')) {
        (Some(_), Some(b"INFO")) => cursor.rest().trim_ascii_start(),
        _ => rest,
    }
}

/// `/path 1.1`
fn versioned(text: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (rest, version) = last_word(text);
    let known = matches!(version, b"1.0" | b"1.1" | b"2" | b"3");
    let owned = || (rest.trim_ascii_end().to_vec(), version.to_vec());
    (known && !rest.is_empty()).then(owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_last_word() {
        let read = |text: &'static str| versioned(text.as_bytes());
        assert_eq!(read("/a b 1.1"), Some((b"/a b".to_vec(), b"1.1".to_vec())));
        assert_eq!([read("/a"), read("/a HTTP/1.1"), read("1.1")], [None, None, None]);
    }
}
