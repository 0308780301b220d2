//! The request line: its text in, method, path, query and protocol out. A text that is no request
//! line is kept whole as the path: what was sent is evidence, whatever it was.

use std::borrow::Cow;

use super::row::{Row, dash, unescape};

/// Reads the text between the quotes of a log line, still escaped.
#[inline]
pub fn read<'a>(text: &'a [u8], row: &mut Row<'a>) {
    match unescape(text) {
        Cow::Borrowed(text) => fill(text, row, Cow::Borrowed),
        Cow::Owned(text) => fill(&text, row, |part| Cow::Owned(part.to_vec())),
    }
}

/// Reads text whose escapes are already undone.
#[inline]
pub fn read_plain<'a>(text: &'a [u8], row: &mut Row<'a>) {
    fill(text, row, Cow::Borrowed);
}

/// A protocol as request lines write it: `h2` is `HTTP/2.0`, a bare version gets its name. What is
/// written as a protocol stays as it is.
pub fn protocol(text: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    match text.as_ref() {
        b"h2" | b"h2c" | b"2" | b"2.0" | b"2.0.0.0" | b"HTTP2" | b"http/2" | b"http/2.0" => {
            Cow::Borrowed(b"HTTP/2.0")
        }
        b"h3" | b"3" | b"3.0" | b"3.0.0.0" | b"HTTP3" | b"http/3" => Cow::Borrowed(b"HTTP/3.0"),
        b"1.1" | b"1.1.0.0" | b"http/1.1" => Cow::Borrowed(b"HTTP/1.1"),
        b"1.0" | b"1.0.0.0" | b"http/1.0" => Cow::Borrowed(b"HTTP/1.0"),
        b"0.9" => Cow::Borrowed(b"HTTP/0.9"),
        _ => text,
    }
}

/// Host (perhaps with a port) and the rest of an absolute URL; `None` for anything else.
pub fn parts_of_url(url: &[u8]) -> Option<(&[u8], &[u8])> {
    let start = memchr::memmem::find(url.get(..16).unwrap_or(url), b"://")?;
    let scheme = url.get(..start)?;
    if scheme.is_empty() || !scheme.iter().all(u8::is_ascii_alphanumeric) {
        return None;
    }
    let rest = url.get(start + 3..)?;
    let end = rest.iter().position(|byte| b"/?#".contains(byte)).unwrap_or(rest.len());
    Some(rest.split_at(end))
}

/// Reads text that belongs to nobody, already unescaped.
pub fn read_owned(text: &[u8], row: &mut Row<'_>) {
    fill(text, row, |part| Cow::Owned(part.to_vec()));
}

/// Reads a target into path and query.
#[inline]
pub fn target<'a, 't>(
    target: &'t [u8],
    row: &mut Row<'a>,
    keep: impl Fn(&'t [u8]) -> Cow<'a, [u8]>,
) {
    match memchr::memchr(b'?', target).map(|mark| target.split_at(mark)) {
        Some((path, [_, query @ ..])) => {
            row.path = Some(keep(path));
            row.query = Some(keep(query));
        }
        _ => row.path = Some(keep(target)),
    }
}

#[inline]
fn fill<'a, 't>(text: &'t [u8], row: &mut Row<'a>, keep: impl Fn(&'t [u8]) -> Cow<'a, [u8]>) {
    let Some(line) = split(text) else {
        row.path = dash(text).filter(|text| !text.is_empty()).map(keep);
        return;
    };
    row.protocol = line.protocol.map(&keep);
    // A server that could not read the request writes dashes in place of its parts.
    if let (b"-", b"-") = (line.method, line.target) {
        return;
    }
    row.method = Some(keep(line.method));
    target(line.target, row, keep);
}

struct RequestLine<'t> {
    method: &'t [u8],
    target: &'t [u8],
    protocol: Option<&'t [u8]>,
}

/// `method target [protocol]`, the target perhaps with spaces. Without a protocol (HTTP/0.9) the
/// target must look like one, or any two words would be a request.
#[inline]
fn split(text: &[u8]) -> Option<RequestLine<'_>> {
    let (method, rest) = text.split_at(memchr::memchr(b' ', text)?);
    let rest = rest.get(1..)?;
    if method.is_empty() || !method.iter().all(is_token) {
        return None;
    }
    if let Some(last) = memchr::memrchr(b' ', rest) {
        let (target, protocol) = (rest.get(..last)?, rest.get(last + 1..)?);
        if is_protocol(protocol) && !target.is_empty() {
            return Some(RequestLine { method, target, protocol: Some(protocol) });
        }
    }
    let rest = rest.trim_ascii_end();
    let plausible =
        rest.starts_with(b"/") || rest == b"*" || memchr::memmem::find(rest, b"://").is_some();
    plausible.then_some(RequestLine { method, target: rest, protocol: None })
}

/// tchar of RFC 9110 §5.6.2.
fn is_token(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte)
}

/// `HTTP/1.1`, `RTSP/1.0`: capitals, a slash, a digit.
#[inline]
fn is_protocol(text: &[u8]) -> bool {
    let Some(slash) = memchr::memchr(b'/', text) else { return false };
    let (name, version) = text.split_at(slash);
    !name.is_empty()
        && name.iter().all(u8::is_ascii_uppercase)
        && version.get(1).is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut row = Row::default();
        read(text.as_bytes(), &mut row);
        let part = |value: &Option<Cow<'_, [u8]>>| {
            value.as_ref().map_or("∅".into(), |value| String::from_utf8_lossy(value).into_owned())
        };
        [&row.method, &row.path, &row.query, &row.protocol].map(part).join("|")
    }

    #[test]
    fn request_lines_and_what_is_none() {
        for (text, expected) in [
            ("GET / HTTP/2.0", "GET|/|∅|HTTP/2.0"),
            ("PROPFIND /a?b=c?d HTTP/1.1", "PROPFIND|/a|b=c?d|HTTP/1.1"),
            ("GET /a b c.html?q=1 2 HTTP/1.1", "GET|/a b c.html|q=1 2|HTTP/1.1"),
            ("GET /", "GET|/|∅|∅"),
            ("GET / ", "GET|/|∅|∅"),
            ("- - HTTP/1.0", "∅|∅|∅|HTTP/1.0"),
            ("OPTIONS * HTTP/1.0", "OPTIONS|*|∅|HTTP/1.0"),
            ("CONNECT example.net:443 HTTP/1.1", "CONNECT|example.net:443|∅|HTTP/1.1"),
            ("GET http://example.net/p?q HTTP/1.1", "GET|http://example.net/p|q|HTTP/1.1"),
            (r#"GET /\"x\" HTTP/1.1"#, r#"GET|/"x"|∅|HTTP/1.1"#),
            (r"\x16\x03\x01 \x02", r"∅|\x16\x03\x01 \x02|∅|∅"),
            ("quit now", "∅|quit now|∅|∅"),
            ("GET", "∅|GET|∅|∅"),
            ("-", "∅|∅|∅|∅"),
            ("", "∅|∅|∅|∅"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
