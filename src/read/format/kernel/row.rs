//! The fields of one request while its line is read, and their way into columns. Borrowed from the
//! line wherever nothing had to be unescaped.

use std::borrow::Cow;

use crate::read::columns::{ABSENT, ABSENT_CODE, ABSENT_STATUS, Cell, Column, Columns, TextColumn};
use crate::read::dictionary::BATCH;

/// A text field: `None` where the log carries nothing.
pub type Text<'a> = Option<Cow<'a, [u8]>>;

/// One request. Integers are [`ABSENT`] where the log carries nothing.
///
/// The order of fields is that of memory: those that nearly all lines fill lie together in front, so
/// that a line touches few of a row's cache lines.
#[derive(Debug, Clone, PartialEq, Eq)]
#[repr(C)]
pub struct Row<'a> {
    /// Time stamp as logged, microseconds since the epoch, UTC; [`ABSENT`] where there is none.
    pub ts_us: i64,
    /// Status code.
    pub status: i64,
    /// Bytes sent.
    pub bytes: i64,
    /// Client, canonical where it is an address.
    pub client: Text<'a>,
    /// Method.
    pub method: Text<'a>,
    /// Target without its query, or the whole text of an unreadable request.
    pub path: Text<'a>,
    /// Query without the question mark.
    pub query: Text<'a>,
    /// Protocol and version.
    pub protocol: Text<'a>,
    /// Referer.
    pub referer: Text<'a>,
    /// User agent.
    pub user_agent: Text<'a>,
    /// Client port.
    pub client_port: i64,
    /// Time to serve, microseconds.
    pub duration_us: i64,
    /// Time spent waiting before a worker or upstream took the request, microseconds.
    pub queue_us: i64,
    /// Status code of the last upstream.
    pub upstream_status: i64,
    /// Time spent upstream, microseconds, summed over tries.
    pub upstream_duration_us: i64,
    /// Address of the connection, where a header gave the client.
    pub peer: Text<'a>,
    /// Virtual host, without its port.
    pub vhost: Text<'a>,
    /// Address of the last upstream.
    pub upstream_addr: Text<'a>,
    /// Authenticated user.
    pub auth_user: Text<'a>,
    /// What the server says of how the request ended: termination state, response flags, result.
    pub flags: Text<'a>,
    /// When the request came, where the log says so beside the stamp, microseconds since the epoch. It
    /// is no column: the duration follows from it where nothing else gives one.
    pub started_us: i64,
    /// The forwarding header as logged. It is no column: [`Trust`](crate::read::trust::Trust) settles
    /// what it is worth before the row is appended.
    pub forwarded: Text<'a>,
}

/// Which fields of a row may be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// Those from the time stamp to the agent.
    Common,
    /// Any.
    Any,
}

impl Row<'_> {
    /// Empties the row.
    #[inline]
    pub fn clear(&mut self, filled: Filled) {
        if filled == Filled::Any {
            *self = Self::default();
            return;
        }
        (self.ts_us, self.status, self.bytes) = (ABSENT, ABSENT, ABSENT);
        self.client = None;
        self.method = None;
        self.path = None;
        self.query = None;
        self.protocol = None;
        self.referer = None;
        self.user_agent = None;
    }
}

impl Default for Row<'_> {
    fn default() -> Self {
        Self {
            ts_us: ABSENT,
            client_port: ABSENT,
            status: ABSENT,
            bytes: ABSENT,
            duration_us: ABSENT,
            queue_us: ABSENT,
            upstream_status: ABSENT,
            upstream_duration_us: ABSENT,
            client: None,
            peer: None,
            vhost: None,
            method: None,
            path: None,
            query: None,
            protocol: None,
            upstream_addr: None,
            referer: None,
            user_agent: None,
            auth_user: None,
            flags: None,
            started_us: ABSENT,
            forwarded: None,
        }
    }
}

/// Rows on their way into columns, column by column. They are filled in place: a row is large.
#[derive(Debug)]
pub struct Batch<'a> {
    rows: Vec<Row<'a>>,
    offsets: [i64; BATCH],
    taken: usize,
    filled: Filled,
}

impl Default for Batch<'_> {
    fn default() -> Self {
        let (rows, filled) = (vec![Row::default(); BATCH], Filled::Common);
        Self { rows, offsets: [0; BATCH], taken: 0, filled }
    }
}

impl<'a> Batch<'a> {
    /// The next row, to be filled; it is clear unless what was filled in was not taken.
    #[inline]
    pub fn row(&mut self) -> Option<&mut Row<'a>> {
        self.rows.get_mut(self.taken)
    }

    /// Takes the row, of the line at that offset; true if there is no room for another.
    #[inline]
    pub fn take(&mut self, byte_offset: u64, filled: Filled) -> bool {
        if filled == Filled::Any {
            self.filled = filled;
        }
        if let Some(offset) = self.offsets.get_mut(self.taken) {
            *offset = byte_offset as i64;
            self.taken += 1;
        }
        self.taken == BATCH
    }

    /// Appends what was taken to `columns`.
    pub fn append_to(&mut self, columns: &mut Columns) {
        let taken = self.taken;
        if let (Some(rows), Some(offsets)) = (self.rows.get_mut(..taken), self.offsets.get(..taken))
        {
            append(rows, offsets, self.filled, columns);
            rows.iter_mut().for_each(|row| row.clear(self.filled));
        }
        (self.taken, self.filled) = (0, Filled::Common);
    }
}

/// Appends up to [`BATCH`] rows.
pub fn append(rows: &[Row<'_>], offsets: &[i64], filled: Filled, columns: &mut Columns) {
    let first = columns.len();
    offsets.iter().for_each(|offset| columns.byte_offset.push(*offset));
    numbers(&mut columns.ts_us, first, rows, |row| row.ts_us);
    numbers(&mut columns.status, first, rows, |row| small(row.status));
    numbers(&mut columns.bytes, first, rows, |row| row.bytes);
    texts(&mut columns.client, first, rows.iter().map(|row| &row.client));
    texts(&mut columns.path, first, rows.iter().map(|row| &row.path));
    texts(&mut columns.query, first, rows.iter().map(|row| &row.query));
    texts(&mut columns.referer, first, rows.iter().map(|row| &row.referer));
    texts(&mut columns.user_agent, first, rows.iter().map(|row| &row.user_agent));
    runs(&mut columns.method, first, rows.iter().map(|row| &row.method));
    runs(&mut columns.protocol, first, rows.iter().map(|row| &row.protocol));
    if filled == Filled::Any {
        append_rare(rows, first, columns);
    }
}

/// The fields that many formats do not have.
fn append_rare(rows: &[Row<'_>], first: usize, columns: &mut Columns) {
    for (at, row) in (first..).zip(rows) {
        columns.client_port.put(at, row.client_port);
        columns.duration_us.put(at, row.duration_us);
        columns.queue_us.put(at, row.queue_us);
        columns.upstream_status.put(at, small(row.upstream_status));
        columns.upstream_duration_us.put(at, row.upstream_duration_us);
    }
    runs(&mut columns.vhost, first, rows.iter().map(|row| &row.vhost));
    runs(&mut columns.peer, first, rows.iter().map(|row| &row.peer));
    runs(&mut columns.upstream_addr, first, rows.iter().map(|row| &row.upstream_addr));
    runs(&mut columns.auth_user, first, rows.iter().map(|row| &row.auth_user));
    runs(&mut columns.flags, first, rows.iter().map(|row| &row.flags));
}

/// A status has three digits; what does not fit is none.
#[inline]
fn small(status: i64) -> i16 {
    i16::try_from(status).unwrap_or(ABSENT_STATUS)
}

#[inline]
fn numbers<T: Cell>(
    column: &mut Column<T>,
    first: usize,
    rows: &[Row<'_>],
    field: impl Fn(&Row<'_>) -> T,
) {
    let mut values = [T::ABSENT; BATCH];
    values.iter_mut().zip(rows).for_each(|(value, row)| *value = field(row));
    column.put_all(first, values.get(..rows.len()).unwrap_or_default());
}

/// Values that are hardly ever those of the row above: looked up side by side.
#[inline]
fn texts<'r, 'a: 'r>(
    column: &mut TextColumn,
    first: usize,
    values: impl Iterator<Item = &'r Text<'a>>,
) {
    let (mut present, mut at, mut codes) = ([&b""[..]; BATCH], [0; BATCH], [0; BATCH]);
    let (mut count, mut end) = (0, first);
    for value in values {
        if let (Some(value), Some(text), Some(at)) =
            (value, present.get_mut(count), at.get_mut(count))
        {
            (*text, *at) = (value, end);
            count += 1;
        }
        end += 1;
    }
    column.dictionary.intern_all(present.get(..count).unwrap_or_default(), &mut codes);
    if count == end - first {
        column.codes.put_all(first, codes.get(..count).unwrap_or_default());
    } else {
        at.iter().zip(codes).take(count).for_each(|(row, code)| column.codes.put(*row, code));
    }
}

/// Values of which there are few, often that of the row above: a comparison is cheaper than a hash.
#[inline]
fn runs<'r, 'a: 'r>(
    column: &mut TextColumn,
    first: usize,
    values: impl Iterator<Item = &'r Text<'a>>,
) {
    // Two, because two that take turns are common: `GET` and `POST`, HTTP/1.1 and HTTP/2.0.
    let (mut last, mut other) = ((&b""[..], ABSENT_CODE), (&b""[..], ABSENT_CODE));
    for (row, value) in (first..).zip(values) {
        let Some(value) = value.as_deref() else { continue };
        if last.0 != value || last.1 == ABSENT_CODE {
            std::mem::swap(&mut last, &mut other);
            if last.0 != value || last.1 == ABSENT_CODE {
                last = (value, column.dictionary.intern(value));
            }
        }
        column.codes.put(row, last.1);
    }
}

/// `-` is how the CLF family says that there is nothing.
#[inline]
pub fn dash(value: &[u8]) -> Option<&[u8]> {
    (value != b"-").then_some(value)
}

/// Undoes the escapes that hide nothing: `\"` and `\\`. `\xHH` stays as it was logged, because
/// what it stands for is no text.
#[inline]
pub fn unescape(value: &[u8]) -> Cow<'_, [u8]> {
    match memchr::memchr(b'\\', value) {
        None => Cow::Borrowed(value),
        Some(first) => Cow::Owned(unescape_from(value, first)),
    }
}

#[cold]
fn unescape_from(value: &[u8], first: usize) -> Vec<u8> {
    let mut plain = Vec::with_capacity(value.len());
    let (head, mut rest) = value.split_at(first);
    plain.extend_from_slice(head);
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, rest.split_first()) {
            (b'\\', Some((&escaped @ (b'"' | b'\\'), after))) => {
                plain.push(escaped);
                rest = after;
            }
            _ => plain.push(byte),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_quotes_and_backslashes_are_unescaped() {
        assert_eq!(unescape(br#"a \"b\" \\ \x16\"#), &br#"a "b" \ \x16\"#[..]);
        assert_eq!(unescape(br"\\x41"), &br"\x41"[..]);
        assert!(matches!(unescape(b"plain"), Cow::Borrowed(b"plain")));
    }

    #[test]
    fn rows_become_columns() {
        let mut columns = Columns::default();
        let mut batch = Batch::default();
        for value in [Some(&b"a"[..]), Some(b"a"), None, Some(b""), Some(b"b"), Some(b"a")] {
            let (client, method) = (value.map(Cow::Borrowed), value.map(Cow::Borrowed));
            *batch.row().expect("room") = Row { client, method, ..Row::default() };
            assert!(!batch.take(0, Filled::Common));
        }
        batch.append_to(&mut columns);
        for text in [&columns.client, &columns.method] {
            let codes: Vec<u32> = (0..6).map(|row| text.codes.get(row)).collect();
            assert_eq!(codes, [0, 0, ABSENT_CODE, 1, 2, 0]);
        }
        assert!(columns.ts_us.is_empty() && columns.len() == 6);
    }
}
