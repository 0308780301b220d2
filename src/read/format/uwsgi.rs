//! uWSGI's own request line. The stamp is the start, local and without a zone; the duration is in
//! milliseconds, or in microseconds with `log-micros`, and says so.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{NO_CLIENT, NO_REQUEST, NO_TIME};
use super::kernel::cursor::{Cursor, UNLIKE, last_word};
use super::kernel::reader::{Fit, Line, Reader, Reason, Session};
use super::kernel::row::Row;
use super::kernel::slot::{BAD_DURATION, Slot, TimeForm, Unit};

/// `[pid: 24386|app: 0|req: 4829/41256] 203.0.113.7 () {44 vars in 1322 bytes} [Tue Apr  6 08:31:02 2021] GET /x => generated 192 bytes in 21 msecs (HTTP/1.1 200) 4 headers in 188 bytes (1 switches on core 0)`
pub(super) const FORMAT: Format = Format::new(
    "uwsgi",
    "uWSGI: [pid: …|app: …|req: …] %(addr) (%(user)) {…} [%(ctime)] %(method) %(uri) => generated %(rsize) bytes in %(msecs) msecs (%(proto) %(status)) …",
    Stamp::Start,
    |_, _| Some(Box::new(Uwsgi)),
);

struct Uwsgi;

impl Reader for Uwsgi {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        let (rest, marked) = begun(line).ok_or(NO_CLIENT)?;
        // A target may hold the words of an answer: the last are the server's.
        let at = memchr::memmem::rfind(rest, b" => generated ").ok_or(UNLIKE)?;
        let (asked, answer) = rest.split_at_checked(at).ok_or(UNLIKE)?;
        asked_by(asked, row, session)?;
        answered(answer, row, session)?;
        Ok(Line::Request(if marked { Fit::Exact } else { Fit::Extra }))
    }
}

/// What follows `[pid: 1|app: 0|req: 1/1] `, and whether the line begins with it.
fn begun(line: &[u8]) -> Option<(&[u8], bool)> {
    let head = line.get(..200).unwrap_or(line);
    let start = memchr::memmem::find(head, b"[pid: ")?;
    let mut cursor = Cursor::new(line.get(start..)?);
    let process = cursor.between(b'[', b']').filter(|text| text.contains(&b'|'))?;
    (process.len() < 100).then_some((cursor.rest(), start == 0))
}

/// ` 203.0.113.7 (user) {44 vars in 1322 bytes} [Tue Apr  6 08:31:02 2021] GET /x`
fn asked_by<'a>(text: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<(), Reason> {
    // A user name may hold anything, a target no space: the last date is the server's.
    let at = memchr::memmem::rfind(text, b"} [").ok_or(NO_TIME)?;
    let (who, after) = text.split_at_checked(at).ok_or(NO_TIME)?;
    let mut cursor = Cursor::new(after);
    cursor.skip(b"} [").ok_or(NO_TIME)?;
    let time = cursor.until(b"] ").ok_or(NO_TIME)?;
    let (client, user) = who_asked(who).ok_or(NO_CLIENT)?;
    if client.contains(&b' ') {
        return Err(NO_CLIENT);
    }
    if !client.is_empty() {
        Slot::Client.fill(client.into(), row, session)?;
    }
    Slot::User.fill(user.into(), row, session)?;
    Slot::Time(TimeForm::Iso).fill(time.into(), row, session)?;
    let method = cursor.word().ok_or(NO_REQUEST)?;
    Slot::Method.fill(method.into(), row, session)?;
    Slot::Target.fill(cursor.rest().strip_prefix(b" ").unwrap_or_default().into(), row, session)
}

/// ` 203.0.113.7 (user) {44 vars in 1322 bytes`; behind a socket without the variable there is no address,
/// only its spaces.
fn who_asked(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut cursor = Cursor::new(text);
    let client = cursor.until(b" (")?.trim_ascii();
    let rest = cursor.rest();
    let user = rest.get(..memchr::memmem::rfind(rest, b") {")?)?;
    Some((client, user))
}

/// ` => generated 192 bytes [via sendfile()] in 21 msecs (HTTP/1.1 200) …`
fn answered<'a>(text: &'a [u8], row: &mut Row<'a>, session: &mut Session) -> Result<(), Reason> {
    let mut cursor = Cursor::new(text);
    cursor.skip(b" => generated ").ok_or(UNLIKE)?;
    let bytes = cursor.word().ok_or(UNLIKE)?;
    let _how = cursor.until(b" in ").ok_or(UNLIKE)?;
    let duration = cursor.word().ok_or(BAD_DURATION)?;
    let unit = match cursor.word().ok_or(BAD_DURATION)? {
        b"msecs" => Unit::Millis,
        b"micros" => Unit::Micros,
        _ => return Err(BAD_DURATION),
    };
    let end = cursor.between(b'(', b')').ok_or(UNLIKE)?;
    let (protocol, status) = last_word(end);
    Slot::Bytes.fill(bytes.into(), row, session)?;
    Slot::Duration(unit).fill(duration.into(), row, session)?;
    Slot::Protocol.fill(protocol.trim_ascii_end().into(), row, session)?;
    Slot::Status.fill(status.into(), row, session)
}
