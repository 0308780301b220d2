//! The parsed fields of one chunk: plain vectors and dictionary codes, all of the same length.

use super::dictionary::Dictionary;

/// No value in an integer column. No log carries it: sizes and durations are not negative.
pub const ABSENT: i64 = -1;
/// No value in a text column.
pub const ABSENT_CODE: u32 = u32::MAX;

/// One text field of a chunk: a code per row into a dictionary of the chunk's distinct values.
#[derive(Debug, Default, Clone)]
pub struct TextColumn {
    /// A code per row, or [`ABSENT_CODE`].
    pub codes: Vec<u32>,
    /// The distinct values, as raw bytes; code n is the nth.
    pub dictionary: Dictionary,
}

impl TextColumn {
    /// Appends a row; `None` is "the log does not carry it here" (a lone `-`).
    pub fn push(&mut self, value: Option<&[u8]>) {
        let code = value.map_or(ABSENT_CODE, |bytes| self.dictionary.intern(bytes));
        self.codes.push(code);
    }
}

/// The fields of one chunk, a row a request, in the order of the lines. Integers are [`ABSENT`]
/// where the log carries nothing.
#[derive(Debug, Default, Clone)]
pub struct Columns {
    /// Index of the exhibit.
    pub exhibit: u32,
    /// Offset of the line's first byte in the decoded exhibit.
    pub byte_offset: Vec<i64>,
    /// Time stamp as logged, microseconds since the epoch, UTC.
    pub ts_us: Vec<i64>,
    /// Client port.
    pub client_port: Vec<i64>,
    /// Status code.
    pub status: Vec<i64>,
    /// Bytes sent.
    pub bytes: Vec<i64>,
    /// Time to serve, microseconds.
    pub duration_us: Vec<i64>,
    /// Status code of the last upstream.
    pub upstream_status: Vec<i64>,
    /// Time spent upstream, microseconds, summed over tries.
    pub upstream_duration_us: Vec<i64>,
    /// Client as logged (canonical form where it is an address), without its port.
    pub client: TextColumn,
    /// Address of the connection, where a header gave the client.
    pub peer: TextColumn,
    /// Virtual host.
    pub vhost: TextColumn,
    /// Method.
    pub method: TextColumn,
    /// Target without its query; the whole request text where it is unreadable.
    pub path: TextColumn,
    /// Query without the question mark.
    pub query: TextColumn,
    /// Protocol and version.
    pub protocol: TextColumn,
    /// Address of the last upstream.
    pub upstream_addr: TextColumn,
    /// Referer.
    pub referer: TextColumn,
    /// User agent; an empty value (`""`) is a value, `-` is absent.
    pub user_agent: TextColumn,
    /// Authenticated user.
    pub auth_user: TextColumn,
}

impl Columns {
    /// Rows.
    pub fn len(&self) -> usize {
        self.byte_offset.len()
    }

    /// No row at all?
    pub fn is_empty(&self) -> bool {
        self.byte_offset.is_empty()
    }
}
