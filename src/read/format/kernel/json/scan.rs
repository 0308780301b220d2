//! The words of JSON: bytes in, strings, bare values and brackets out, from left to right. It decodes
//! nothing and knows no names. Every byte is looked at a fixed number of times.

/// A value as it stands in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raw<'a> {
    /// Without the quotes, escapes as they are.
    pub text: &'a [u8],
    /// Was it in quotes?
    pub quoted: bool,
    /// Are there backslashes in it?
    pub escaped: bool,
}

impl Raw<'_> {
    /// Does it say that there is nothing? Servers write that as `null`, `""` or `-`.
    #[inline]
    pub fn is_nothing(&self) -> bool {
        match self.text {
            b"" | b"-" => true,
            b"null" | b"true" | b"false" | b"NaN" => !self.quoted,
            _ => false,
        }
    }
}

/// Brackets inside brackets at most, as in serde_json: deeper is no log line.
const DEPTH_MAX: u32 = 127;

/// What is left of a line.
#[derive(Debug, Clone)]
pub struct Scanner<'a> {
    rest: &'a [u8],
}

impl<'a> Scanner<'a> {
    /// Starts at the beginning of a line.
    pub fn new(line: &'a [u8]) -> Self {
        Self { rest: line }
    }

    /// The next byte that is no white space; it is not consumed.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            let (&byte, after) = self.rest.split_first()?;
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
            self.rest = after;
        }
    }

    /// Consumes that byte after white space, or fails.
    #[inline]
    pub fn expect(&mut self, byte: u8) -> Option<()> {
        self.eat(byte).then_some(())
    }

    /// Consumes that byte after white space, if it is next.
    #[inline]
    pub fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        found
    }

    /// Consumes that text, if it is next.
    #[inline]
    pub fn eat_all(&mut self, text: &[u8]) -> bool {
        let after = self.rest.strip_prefix(text);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// A string whose first quote is consumed, and its last quote; `None` if it is not closed.
    #[inline]
    pub fn string(&mut self) -> Option<Raw<'a>> {
        let (mut from, mut escaped) = (0, false);
        loop {
            let end = from + memchr::memchr2(b'"', b'\\', self.rest.get(from..)?)?;
            let (text, rest) = self.rest.split_at_checked(end)?;
            if let Some(rest) = rest.strip_prefix(b"\"") {
                self.rest = rest;
                return Some(Raw { text, quoted: true, escaped });
            }
            (from, escaped) = (end + 2, true);
        }
    }

    /// A number or word. A server that does not quote what it writes may leave it out, write `-`, or
    /// write a list with commas (`0.001, 0.200`): the value ends where a member can begin.
    #[inline]
    pub fn bare(&mut self) -> Option<Raw<'a>> {
        let mut end = word_end(self.rest, 0);
        // A comma goes on with the value unless the quote of a name follows.
        while let Some(after) = self.rest.get(end..).and_then(|rest| rest.strip_prefix(b",")) {
            let next = after.trim_ascii_start();
            if end == 0 || !next.first().is_some_and(|byte| b"0123456789-".contains(byte)) {
                break;
            }
            end = word_end(self.rest, self.rest.len() - next.len());
        }
        self.word(end, b"+-.,: ")
    }

    /// A number or word in an array, where a comma is always an end.
    pub fn element(&mut self) -> Option<Raw<'a>> {
        self.word(word_end(self.rest, 0), b"+-.")
    }

    /// A word of so many bytes: letters, digits and those signs.
    #[inline]
    fn word(&mut self, end: usize, signs: &[u8]) -> Option<Raw<'a>> {
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        let text = text.trim_ascii();
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || signs.contains(byte);
        text.iter().all(plain).then_some(Raw { text, quoted: false, escaped: false })
    }

    /// Steps over an object or array that is next. Only strings and brackets are looked at.
    pub fn skip(&mut self) -> Option<()> {
        let (mut depth, mut objects) = (0u32, 0u128);
        loop {
            let at = self.rest.iter().position(|byte| b"\"{}[]".contains(byte))?;
            let (&byte, after) = self.rest.get(at..)?.split_first()?;
            self.rest = after;
            match byte {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' if depth == DEPTH_MAX => return None,
                b'{' | b'[' => {
                    depth += 1;
                    objects = objects << 1 | u128::from(byte == b'{');
                }
                _ => {
                    depth = depth.checked_sub(1)?;
                    if (objects & 1 == 1) != (byte == b'}') {
                        return None;
                    }
                    objects >>= 1;
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Is there nothing left but white space, perhaps after the comma of a list?
    pub fn is_done(&mut self) -> bool {
        self.eat(b',');
        self.peek().is_none()
    }
}

/// Where a word that starts at `from` ends: before a comma, bracket or quote.
#[inline]
fn word_end(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.iter().position(|byte| b",}]{[\"".contains(byte)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_end_where_a_member_can_begin() {
        for (text, expected) in [
            (&b"0.5,\"b\":1"[..], Some(&b"0.5"[..])),
            (b"0.001, 0.200 : 0.003, \"b\":1", Some(b"0.001, 0.200 : 0.003")),
            (b"-, 0.200}", Some(b"-, 0.200")),
            (b",\"b\"", Some(b"")),
            (b"null }", Some(b"null")),
            (b"a/b,", None),
        ] {
            let found = Scanner::new(text).bare().map(|raw| raw.text);
            assert_eq!(found, expected, "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn what_is_skipped_must_be_closed() {
        let left = |text: &'static str| {
            let mut scan = Scanner::new(text.as_bytes());
            scan.skip().map(|()| scan.rest)
        };
        assert_eq!(left(r#"{"a":["}",{}]},"b""#), Some(&b",\"b\""[..]));
        assert_eq!(left(r#"{"a":[1}]"#), None);
        assert_eq!(left(r#"{"a":"x"#), None);
        assert_eq!(Scanner::new(&[b'['; 200]).skip(), None);
    }
}
