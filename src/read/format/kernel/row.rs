//! The fields of one request while its line is read, and their way into columns. Borrowed from the
//! line wherever nothing had to be unescaped.

use std::borrow::Cow;

use crate::read::columns::{ABSENT, Columns, TextColumn};

/// A text field: `None` where the log carries nothing.
pub type Text<'a> = Option<Cow<'a, [u8]>>;

/// One request. Integers are [`ABSENT`] where the log carries nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// Time stamp as logged, microseconds since the epoch, UTC.
    pub ts_us: i64,
    /// Client port.
    pub client_port: i64,
    /// Status code.
    pub status: i64,
    /// Bytes sent.
    pub bytes: i64,
    /// Time to serve, microseconds.
    pub duration_us: i64,
    /// Status code of the last upstream.
    pub upstream_status: i64,
    /// Time spent upstream, microseconds, summed over tries.
    pub upstream_duration_us: i64,
    /// Client, canonical where it is an address.
    pub client: Text<'a>,
    /// Address of the connection, where a header gave the client.
    pub peer: Text<'a>,
    /// Virtual host, without its port.
    pub vhost: Text<'a>,
    /// Method.
    pub method: Text<'a>,
    /// Target without its query, or the whole text of an unreadable request.
    pub path: Text<'a>,
    /// Query without the question mark.
    pub query: Text<'a>,
    /// Protocol and version.
    pub protocol: Text<'a>,
    /// Address of the last upstream.
    pub upstream_addr: Text<'a>,
    /// Referer.
    pub referer: Text<'a>,
    /// User agent.
    pub user_agent: Text<'a>,
    /// Authenticated user.
    pub auth_user: Text<'a>,
}

impl Default for Row<'_> {
    fn default() -> Self {
        Self {
            ts_us: 0,
            client_port: ABSENT,
            status: ABSENT,
            bytes: ABSENT,
            duration_us: ABSENT,
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
        }
    }
}

impl Row<'_> {
    /// Appends the row to `columns`.
    #[inline]
    pub fn append_to(&self, columns: &mut Columns, byte_offset: u64) {
        columns.byte_offset.push(byte_offset as i64);
        columns.ts_us.push(self.ts_us);
        columns.client_port.push(self.client_port);
        columns.status.push(self.status);
        columns.bytes.push(self.bytes);
        columns.duration_us.push(self.duration_us);
        columns.upstream_status.push(self.upstream_status);
        columns.upstream_duration_us.push(self.upstream_duration_us);
        push(&mut columns.client, &self.client);
        push(&mut columns.peer, &self.peer);
        push(&mut columns.vhost, &self.vhost);
        push(&mut columns.method, &self.method);
        push(&mut columns.path, &self.path);
        push(&mut columns.query, &self.query);
        push(&mut columns.protocol, &self.protocol);
        push(&mut columns.upstream_addr, &self.upstream_addr);
        push(&mut columns.referer, &self.referer);
        push(&mut columns.user_agent, &self.user_agent);
        push(&mut columns.auth_user, &self.auth_user);
    }
}

/// Makes room for so many rows: a chunk's lines are counted faster than columns grow.
pub fn reserve(columns: &mut Columns, rows: usize) {
    for column in [
        &mut columns.byte_offset,
        &mut columns.ts_us,
        &mut columns.client_port,
        &mut columns.status,
        &mut columns.bytes,
        &mut columns.duration_us,
        &mut columns.upstream_status,
        &mut columns.upstream_duration_us,
    ] {
        column.reserve_exact(rows);
    }
    for column in [
        &mut columns.client,
        &mut columns.peer,
        &mut columns.vhost,
        &mut columns.method,
        &mut columns.path,
        &mut columns.query,
        &mut columns.protocol,
        &mut columns.upstream_addr,
        &mut columns.referer,
        &mut columns.user_agent,
        &mut columns.auth_user,
    ] {
        column.codes.reserve_exact(rows);
    }
}

/// Looks at the row above before it asks the dictionary: a comparison is cheaper than a hash, and
/// clients, agents, hosts and methods come in runs.
#[inline]
fn push(column: &mut TextColumn, value: &Text<'_>) {
    if let (Some(value), Some(&last)) = (value, column.codes.last())
        && !value.is_empty()
        && column.dictionary.get(last) == value.as_ref()
    {
        column.codes.push(last);
    } else {
        column.push(value.as_deref());
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
    fn equal_neighbours_share_a_code() {
        let mut columns = Columns::default();
        for value in [Some(&b"a"[..]), Some(b"a"), None, Some(b""), Some(b"b"), Some(b"a")] {
            Row { client: value.map(Cow::Borrowed), ..Row::default() }.append_to(&mut columns, 0);
        }
        assert_eq!(columns.client.codes, [0, 0, u32::MAX, 1, 2, 0]);
    }
}
