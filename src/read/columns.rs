//! The parsed fields of many requests: a vector a field, dictionary codes for text. A field that no
//! request has costs nothing. Workers fill sets of their own; [`merge`](super::merge) makes them one.

use super::codes::Codes;
use super::dictionary::Dictionary;
use super::exhibit::map::in_large_pages;
use super::format::kernel::client;
use super::offsets::Offsets;
use crate::base::net::is_internal;

/// No value in a column of whole numbers. No log carries it: sizes and durations are not negative.
pub const ABSENT: i64 = -1;
/// No value in a column of status codes.
pub const ABSENT_STATUS: i16 = -1;
/// No value in a text column.
pub const ABSENT_CODE: u32 = u32::MAX;

/// Text columns of a set.
pub const TEXTS: usize = 12;

/// What can be in a column, and what says that nothing is.
pub trait Cell: Copy + PartialEq + Send + Sync {
    /// No value.
    const ABSENT: Self;
}

impl Cell for i64 {
    const ABSENT: Self = ABSENT;
}

impl Cell for i16 {
    const ABSENT: Self = ABSENT_STATUS;
}

impl Cell for u32 {
    const ABSENT: Self = ABSENT_CODE;
}

impl Cell for u8 {
    const ABSENT: Self = u8::MAX;
}

/// A column in which rows after the last value are absent: one that nothing fills stays empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column<T> {
    pub(super) values: Vec<T>,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self { values: Vec::new() }
    }
}

impl<T: Cell> Column<T> {
    /// Puts the value of a row, which is after all rows put so far.
    #[inline]
    pub fn put(&mut self, row: usize, value: T) {
        if value == T::ABSENT {
            return;
        }
        if self.values.len() != row {
            self.values.resize(row, T::ABSENT);
        }
        self.values.push(value);
    }

    /// Puts the values of rows that follow each other, the first of which is after all rows put so far.
    #[inline]
    pub fn put_all(&mut self, row: usize, values: &[T]) {
        if self.values.len() == row && values.iter().all(|value| *value != T::ABSENT) {
            self.values.extend_from_slice(values);
        } else {
            (row..).zip(values).for_each(|(row, value)| self.put(row, *value));
        }
    }

    /// The value of a row.
    #[inline]
    pub fn get(&self, row: usize) -> T {
        self.values.get(row).copied().unwrap_or(T::ABSENT)
    }

    /// Is there no value in any row?
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The values up to the last that is there.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// Makes room for so many rows. Memory that no row reaches is never touched.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.values.reserve_exact(rows);
        in_large_pages(&self.values);
    }

    /// Keeps the rows of which `keep` is true of their number.
    pub(super) fn retain(&mut self, keep: &impl Fn(usize) -> bool) {
        let mut row = 0;
        self.values.retain(|_| {
            row += 1;
            keep(row - 1)
        });
    }
}

/// One text field: a code per row into a dictionary of the distinct values.
#[derive(Debug, Default, Clone)]
pub struct TextColumn {
    /// A code per row, or [`ABSENT_CODE`].
    pub codes: Codes,
    /// The distinct values, as raw bytes; code n is the nth.
    pub dictionary: Dictionary,
}

/// The fields of requests of one exhibit, a row each, in the order of their lines.
#[derive(Debug, Clone)]
pub struct Columns {
    /// Index of the exhibit.
    pub exhibit: u32,
    /// Offset of the line's first byte in the decoded exhibit.
    pub byte_offset: Offsets,
    /// Time stamp as logged, microseconds since the epoch, UTC.
    pub ts_us: Column<i64>,
    /// Client port.
    pub client_port: Column<i64>,
    /// Status code.
    pub status: Column<i16>,
    /// Bytes sent.
    pub bytes: Column<i64>,
    /// Time to serve, microseconds.
    pub duration_us: Column<i64>,
    /// Time spent waiting before a worker or upstream took the request, microseconds.
    pub queue_us: Column<i64>,
    /// Status code of the last upstream.
    pub upstream_status: Column<i16>,
    /// Time spent upstream, microseconds, summed over tries.
    pub upstream_duration_us: Column<i64>,
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
    /// What the server says of how the request ended: termination state, response flags, result.
    pub flags: TextColumn,
}

impl Default for Columns {
    fn default() -> Self {
        let clients =
            TextColumn { codes: Codes::default(), dictionary: Dictionary::of_addresses() };
        Self {
            exhibit: 0,
            byte_offset: Offsets::default(),
            ts_us: Column::default(),
            client_port: Column::default(),
            status: Column::default(),
            bytes: Column::default(),
            duration_us: Column::default(),
            queue_us: Column::default(),
            upstream_status: Column::default(),
            upstream_duration_us: Column::default(),
            client: clients,
            peer: TextColumn::default(),
            vhost: TextColumn::default(),
            method: TextColumn::default(),
            path: TextColumn::default(),
            query: TextColumn::default(),
            protocol: TextColumn::default(),
            upstream_addr: TextColumn::default(),
            referer: TextColumn::default(),
            user_agent: TextColumn::default(),
            auth_user: TextColumn::default(),
            flags: TextColumn::default(),
        }
    }
}

/// A text column of a set.
pub type PickText = fn(&Columns) -> &TextColumn;

/// Every text column.
pub const TEXT_FIELDS: [PickText; TEXTS] = [
    |c| &c.client,
    |c| &c.peer,
    |c| &c.vhost,
    |c| &c.method,
    |c| &c.path,
    |c| &c.query,
    |c| &c.protocol,
    |c| &c.upstream_addr,
    |c| &c.referer,
    |c| &c.user_agent,
    |c| &c.auth_user,
    |c| &c.flags,
];

impl Columns {
    /// Rows.
    pub fn len(&self) -> usize {
        self.byte_offset.len()
    }

    /// No row at all?
    pub fn is_empty(&self) -> bool {
        self.byte_offset.is_empty()
    }

    /// Rows whose connection came from an internal address; asked once a distinct address.
    pub fn internal(&self) -> u64 {
        let is = |text: &TextColumn| -> Vec<bool> {
            text.dictionary
                .iter()
                .map(|name| client::address(name).is_some_and(is_internal))
                .collect()
        };
        let (clients, peers) = (is(&self.client), is(&self.peer));
        if !clients.iter().chain(&peers).any(|internal| *internal) {
            return 0;
        }
        let internal = |row: &usize| {
            let (client, peer) = (self.client.codes.get(*row), self.peer.codes.get(*row));
            let (known, code) =
                if peer == ABSENT_CODE { (&clients, client) } else { (&peers, peer) };
            known.get(code as usize).copied().unwrap_or(false)
        };
        (0..self.len()).filter(internal).count() as u64
    }

    /// The numbers of a row, all but where it stands.
    pub fn numbers(&self, row: usize) -> [i64; 8] {
        [
            self.ts_us.get(row),
            self.client_port.get(row),
            i64::from(self.status.get(row)),
            self.bytes.get(row),
            self.duration_us.get(row),
            self.queue_us.get(row),
            i64::from(self.upstream_status.get(row)),
            self.upstream_duration_us.get(row),
        ]
    }

    /// Every text column, those with most values first.
    pub(super) fn texts_mut(&mut self) -> [&mut TextColumn; TEXTS] {
        [
            &mut self.referer,
            &mut self.client,
            &mut self.path,
            &mut self.query,
            &mut self.user_agent,
            &mut self.method,
            &mut self.protocol,
            &mut self.vhost,
            &mut self.peer,
            &mut self.upstream_addr,
            &mut self.auth_user,
            &mut self.flags,
        ]
    }

    /// Keeps the rows of which `keep` is true of their number. Dictionaries stay as they are.
    pub(super) fn retain(&mut self, keep: &impl Fn(usize) -> bool) {
        self.byte_offset.retain(keep);
        self.status.retain(keep);
        self.upstream_status.retain(keep);
        for column in [
            &mut self.ts_us,
            &mut self.client_port,
            &mut self.bytes,
            &mut self.duration_us,
            &mut self.queue_us,
            &mut self.upstream_duration_us,
        ] {
            column.retain(keep);
        }
        self.texts_mut().into_iter().for_each(|text| text.codes.retain(keep));
    }

    /// The columns that nearly every format fills: room for so many rows, in large pages where the
    /// system has them.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.byte_offset.reserve(rows);
        self.ts_us.reserve(rows);
        self.bytes.reserve(rows);
        self.status.reserve(rows);
        for text in self.texts_mut().into_iter().filter(|text| !text.codes.is_empty()) {
            text.codes.reserve(rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_holds_what_is_there() {
        let mut column = Column::<i64>::default();
        column.put(0, ABSENT);
        assert!(column.is_empty());
        column.put(2, 7);
        column.put(3, ABSENT);
        assert_eq!(column.values(), [ABSENT, ABSENT, 7]);
        assert_eq!((column.get(2), column.get(9)), (7, ABSENT));
    }
}
