//! Colours that development servers write for terminals: a line with escape sequences in, the row of the
//! plain line out. It reads nothing itself.

use std::borrow::Cow;

use super::reader::{Line, Reader, Reason, Session};
use super::row::Row;

/// Takes `ESC [ … letter` sequences (ECMA-48, control sequences) out.
pub fn plain(line: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = memchr::memchr(0x1b, rest) {
        let (before, escape) = rest.split_at_checked(at).unwrap_or((rest, b""));
        plain.extend_from_slice(before);
        rest = after_sequence(escape);
    }
    plain.extend_from_slice(rest);
    plain
}

/// Parameters are few: a sequence that does not end soon is none.
fn after_sequence(escape: &[u8]) -> &[u8] {
    let inside = escape.get(2..34).or(escape.get(2..)).unwrap_or_default();
    let end = inside.iter().position(|byte| (0x40..=0x7e).contains(byte));
    match end.filter(|_| escape.get(1) == Some(&b'[')) {
        Some(end) => escape.get(end + 3..).unwrap_or_default(),
        None => escape.get(1..).unwrap_or_default(),
    }
}

/// Reads a line without its colours into a row that owns what it holds.
///
/// # Errors
///
/// Those of `read`.
pub fn read<'a>(
    line: &[u8],
    row: &mut Row<'a>,
    read: impl for<'t> FnOnce(&'t [u8], &mut Row<'t>) -> Result<Line, Reason>,
) -> Result<Line, Reason> {
    let text = plain(line);
    let mut found = Row::default();
    let line = read(&text, &mut found)?;
    *row = owned(found);
    Ok(line)
}

/// Reads lines that may be coloured by what reads plain ones.
pub struct Coloured(pub for<'a> fn(&'a [u8], &mut Row<'a>, &mut Session) -> Result<Line, Reason>);

impl Reader for Coloured {
    fn line<'a>(
        &self,
        line: &'a [u8],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<Line, Reason> {
        if line.contains(&0x1b) {
            return read(line, row, |plain, row| (self.0)(plain, row, session));
        }
        (self.0)(line, row, session)
    }
}

/// The same row, of which nothing is borrowed.
pub fn owned<'a>(row: Row<'_>) -> Row<'a> {
    let keep = |text: Option<Cow<'_, [u8]>>| text.map(|text| Cow::Owned(text.into_owned()));
    Row {
        ts_us: row.ts_us,
        client_port: row.client_port,
        status: row.status,
        bytes: row.bytes,
        duration_us: row.duration_us,
        queue_us: row.queue_us,
        upstream_status: row.upstream_status,
        upstream_duration_us: row.upstream_duration_us,
        started_us: row.started_us,
        client: keep(row.client),
        peer: keep(row.peer),
        vhost: keep(row.vhost),
        method: keep(row.method),
        path: keep(row.path),
        query: keep(row.query),
        protocol: keep(row.protocol),
        upstream_addr: keep(row.upstream_addr),
        referer: keep(row.referer),
        user_agent: keep(row.user_agent),
        auth_user: keep(row.auth_user),
        flags: keep(row.flags),
        forwarded: keep(row.forwarded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_go_and_the_rest_stays() {
        for (line, expected) in [
            ("\x1b[0mGET / \x1b[32m200\x1b[0m 1 ms", "GET / 200 1 ms"),
            ("\x1b[97;42m 200 \x1b[0m", " 200 "),
            ("a\x1bb\x1b[", "ab["),
            ("plain", "plain"),
        ] {
            assert_eq!(plain(line.as_bytes()), expected.as_bytes());
        }
    }
}
