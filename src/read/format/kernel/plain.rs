//! The lines of the CLF family that hold no surprise: no backslash, as many quotes as fields need,
//! single spaces. Nearly all lines are such, and their fields are where the quotes say, so that no byte
//! is looked for. What is not plain is left to [`clf`](super::clf): of every line both say the same.

use std::borrow::Cow;

use super::clf::Tail;
use super::clock::CLF_LENGTH;
use super::reader::Session;
use super::row::{Filled, Row, dash};
use super::{client, number, request};

/// Bytes before the request's quote: `[`, the stamp, `] `.
const STAMP: usize = CLF_LENGTH + 3;
/// What is between client and stamp where there is neither ident nor user.
const NOBODY: &[u8] = b" - - ";

/// A line without its line end, and the positions of its quotes and backslashes.
#[derive(Debug, Clone, Copy)]
pub struct Marked<'a, 'm> {
    /// The line.
    pub text: &'a [u8],
    /// The positions, counted from `base`.
    pub marks: &'m [u32],
    /// The position at which the line begins.
    pub base: u32,
}

impl<'a> Marked<'a, '_> {
    /// The position of mark n, if it is a quote.
    #[inline]
    fn quote(&self, n: usize) -> Option<usize> {
        let at = self.marks.get(n)?.wrapping_sub(self.base) as usize;
        (*self.text.get(at)? == b'"').then_some(at)
    }

    #[inline]
    fn between(&self, from: usize, to: usize) -> Option<&'a [u8]> {
        self.text.get(from..to)
    }
}

/// Reads a plain line; `None`, with the row spoilt, for any other.
#[inline]
pub fn read<'a, const VHOST: bool, T: Tail>(
    line: Marked<'a, '_>,
    row: &mut Row<'a>,
    session: &mut Session,
) -> Option<Filled> {
    let (q0, q1) = (line.quote(0)?, line.quote(1)?);
    let start = q0.checked_sub(STAMP)?;
    let [b'[', instant @ .., b']', b' '] = line.between(start, q0)? else { return None };
    row.ts_us = session.clock.clf(instant)?;
    let filled = who::<VHOST>(line.between(0, start)?, row)?;
    let request = line.between(q0 + 1, q1)?;
    let Some(q2) = line.quote(2) else {
        // Three marks would be two quotes and a backslash.
        (line.marks.len() == 2).then_some(())?;
        numbers(line.text.get(q1 + 1..)?, row)?;
        self::request(request, row);
        return Some(filled);
    };
    numbers(line.between(q1 + 1, q2)?.strip_suffix(b" ")?, row)?;
    self::request(request, row);
    let (q3, q4, q5) = (line.quote(3)?, line.quote(4)?, line.quote(5)?);
    (q4 == q3 + 2 && line.text.get(q3 + 1) == Some(&b' ')).then_some(())?;
    row.referer = line.between(q2 + 1, q3).and_then(dash).map(Cow::Borrowed);
    row.user_agent = line.between(q4 + 1, q5).and_then(dash).map(Cow::Borrowed);
    let rest = line.text.get(q5 + 1..)?;
    if rest.is_empty() {
        return Some(filled);
    }
    tail::<T>(rest.trim_ascii_end(), line, row).map(|()| Filled::Any)
}

#[inline]
fn tail<'a, T: Tail>(rest: &'a [u8], line: Marked<'a, '_>, row: &mut Row<'a>) -> Option<()> {
    let no_backslash =
        line.marks.len() == 6 || (6..line.marks.len()).all(|n| line.quote(n).is_some());
    let read = rest.is_empty() || (rest.starts_with(b" ") && T::read(rest, row));
    (no_backslash && read).then_some(())
}

/// Client, and perhaps host and user.
#[inline]
fn who<'a, const VHOST: bool>(prefix: &'a [u8], row: &mut Row<'a>) -> Option<Filled> {
    if let Some(name) = prefix.strip_suffix(NOBODY)
        && client::is_canonical(name)
    {
        row.client = Some(Cow::Borrowed(name));
        return Some(Filled::Common);
    }
    // A hole or a mark of byte order may stand before the line.
    prefix.first().filter(|byte| byte.is_ascii_graphic())?;
    client::who::<VHOST>(prefix, row).map(|_| Filled::Any)
}

/// ` status bytes`, each after one space.
#[inline]
fn numbers(text: &[u8], row: &mut Row<'_>) -> Option<()> {
    let [b' ', a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', b' ', bytes @ ..] = text else {
        return None;
    };
    let digit = |byte: &u8| i64::from(byte - b'0');
    row.status = digit(a) * 100 + digit(b) * 10 + digit(c);
    if bytes != b"-" {
        row.bytes = number::size(bytes)?;
    }
    Some(())
}

/// `GET target HTTP/1.1`, told by its ends; any other text as `request` reads it.
#[inline]
fn request<'a>(text: &'a [u8], row: &mut Row<'a>) {
    match ends(text) {
        Some((method, target, protocol)) => {
            row.method = Some(Cow::Borrowed(method));
            row.protocol = Some(Cow::Borrowed(protocol));
            request::target(target, row, Cow::Borrowed);
        }
        None => request::read(text, row),
    }
}

#[inline]
fn ends(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (head, protocol) = text.split_at_checked(text.len().checked_sub(8)?)?;
    if !matches!(protocol, b"HTTP/1.1" | b"HTTP/2.0" | b"HTTP/1.0") {
        return None;
    }
    let head = head.strip_suffix(b" ")?;
    let space = match head.get(..5)? {
        [b'G', b'E', b'T', b' ', _] => 3,
        [b'P', b'O', b'S', b'T', b' '] | [b'H', b'E', b'A', b'D', b' '] => 4,
        _ => return None,
    };
    let target = head.get(space + 1..).filter(|target| !target.is_empty())?;
    Some((head.get(..space)?, target, protocol))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::{FORMATS, combined};
    use super::super::reader::{Reader, Setting};
    use super::super::simd;
    use super::*;

    /// What both ways say of a line; that the plain one may pass.
    fn both(reader: &dyn Reader, line: &[u8]) -> bool {
        let (mut marks, base) = (Vec::new(), 3);
        simd::marks(line, &mut marks);
        marks.iter_mut().for_each(|mark| *mark += base);
        let (mut plain, mut other) = (Row::default(), Row::default());
        let marked = Marked { text: line, marks: &marks, base };
        let (mut session, mut slow) = (Session::default(), Session::default());
        let is_plain = reader.plain(marked, &mut plain, &mut session);
        if let Some(filled) = is_plain {
            let read = reader.line(line, &mut other, &mut slow);
            let shown = String::from_utf8_lossy(line);
            assert!(matches!(read, Ok(super::super::reader::Line::Request(_))), "{shown}");
            assert_eq!(plain, other, "{shown}");
            assert_eq!(session.health, slow.health, "{shown}");
            plain.clear(filled);
            assert_eq!(plain, Row::default(), "{shown}");
        }
        is_plain.is_some()
    }

    fn samples() -> Vec<&'static [u8]> {
        let fixtures: [&[u8]; 8] = [
            include_bytes!("../../../../fixtures/formats/combined.log"),
            include_bytes!("../../../../fixtures/formats/common.log"),
            include_bytes!("../../../../fixtures/formats/vhost_combined.log"),
            include_bytes!("../../../../fixtures/formats/nginx_timed.log"),
            include_bytes!("../../../../fixtures/formats/nginx_main.log"),
            include_bytes!("../../../../fixtures/formats/nginx_main_timed.log"),
            include_bytes!("../../../../fixtures/formats/vhost_common.log"),
            include_bytes!("../../../../fixtures/hostile/lines/combined.log"),
        ];
        let lines = fixtures.into_iter().flat_map(|log| log.split(|byte| *byte == b'\n'));
        lines.filter(|line| line.len() > 30 && line.first() != Some(&b'#')).collect()
    }

    fn readers() -> Vec<Box<dyn Reader>> {
        let open = |format: &&super::super::super::Format| (format.open)(&Setting::default(), &[]);
        FORMATS.iter().filter_map(open).filter(|reader| reader.has_plain()).collect()
    }

    #[test]
    fn plain_lines_are_read_as_all_lines_are() {
        let (readers, samples) = (readers(), samples());
        assert!(readers.len() > 7 && samples.len() > 30);
        let tried =
            readers.iter().flat_map(|reader| samples.iter().map(move |line| (reader, line)));
        let plain = tried.filter(|(reader, line)| both(reader.as_ref(), line)).count();
        assert!(plain > samples.len(), "{plain}");
        let reader = (combined::FORMAT.open)(&Setting::default(), &[]).expect("a reader");
        assert!(both(
            reader.as_ref(),
            br#"2001:db8::1 - - [06/Apr/2021:08:31:02 +0200] "GET /a?b HTTP/1.1" 200 5 "-" "x""#
        ));
    }

    /// A change of a line: where, what instead of how many bytes.
    fn change() -> impl Strategy<Value = (prop::sample::Index, Vec<u8>, usize)> {
        let pieces: Vec<&[u8]> = vec![
            b"",
            b" ",
            b"  ",
            b"\"",
            b"\\",
            b"\\\"",
            b"[",
            b"]",
            b"-",
            b"?",
            b"0",
            b"9",
            b"\0",
            b"\xff",
            b"\r",
            b"\t",
            b":",
            b"::",
            b".",
            b",",
            b"/",
            b"GET ",
            b" HTTP/1.1",
            b"POST",
            b"\" \"",
            b" \"",
            b" - - ",
            b"[06/Apr/2021:08:31:02 +0200] \"",
            b" 200 5 \"",
            b"x",
            b"127.0.0.1 ",
            b"ffff",
        ];
        let piece = proptest::sample::select(pieces).prop_map(<[u8]>::to_vec);
        (any::<prop::sample::Index>(), piece, 0usize..4)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn changed_lines_too(
            reader in any::<prop::sample::Index>(),
            line in any::<prop::sample::Index>(),
            changes in proptest::collection::vec(change(), 1..4),
        ) {
            let mut line = line.get(&samples()).to_vec();
            for (at, piece, less) in changes {
                let at = at.index(line.len() + 1);
                let end = (at + less).min(line.len());
                line.splice(at..end, piece);
            }
            // Line ends are cut off before.
            let line = line.strip_suffix(b"\r").unwrap_or(&line);
            both(reader.get(&readers()).as_ref(), line);
        }
    }
}
