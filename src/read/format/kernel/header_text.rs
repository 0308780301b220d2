//! Headers of a request inside a field of a line: their text in, lines and values out. Line ends are as
//! they were sent, or written as `\r\n`.

/// Lines that are looked at: servers refuse more headers (Apache `LimitRequestFields`, 100).
const LINES_MAX: usize = 120;

/// The lines, the request line first.
pub fn lines(text: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut rest = text;
    while lines.len() < LINES_MAX {
        let ends =
            [&b"\\r\\n"[..], b"\\n", b"\n"].map(|end| (memchr::memmem::find(rest, end), end.len()));
        let found = ends.into_iter().filter_map(|(at, length)| Some((at?, length))).min();
        let Some((at, length)) = found else { break };
        lines.push(rest.get(..at).unwrap_or_default().trim_ascii());
        rest = rest.get(at + length..).unwrap_or_default();
    }
    lines.push(rest.trim_ascii());
    lines
}

/// What the first header of that name says; names are lower-case.
pub fn value<'a>(lines: &[&'a [u8]], name: &str) -> Option<&'a [u8]> {
    lines.iter().skip(1).find_map(|line| {
        let (found, value) = line.split_at_checked(memchr::memchr(b':', line)?)?;
        found
            .eq_ignore_ascii_case(name.as_bytes())
            .then(|| value.get(1..).map(<[u8]>::trim_ascii))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_either_line_end() {
        for text in
            ["GET / HTTP/1.1\\r\\nHost: h.example\\r\\nA: b", "GET / HTTP/1.1\r\nHost: h.example\n"]
        {
            let lines = lines(text.as_bytes());
            assert_eq!(value(&lines, "host"), Some(&b"h.example"[..]), "{text}");
            assert_eq!(value(&lines, "cookie"), None);
        }
    }
}
