//! A line cut from left to right: bytes in, words, quoted and bracketed texts out. It knows no field;
//! each step looks at a byte once, and `None` means that the next thing is another.

use super::reader::Reason;

/// A line that lacks something that every line of the format has.
pub const UNLIKE: Reason = "not as its format says";

/// What is left of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// Starts at the first byte.
    pub fn new(line: &'a [u8]) -> Self {
        Self { rest: line }
    }

    /// All that was not taken.
    pub fn rest(self) -> &'a [u8] {
        self.rest
    }

    /// Is nothing left but spaces?
    pub fn is_done(self) -> bool {
        self.rest.trim_ascii_start().is_empty()
    }

    /// Takes exactly this text.
    pub fn skip(&mut self, text: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    /// Takes spaces, if there are any.
    pub fn spaces(&mut self) {
        self.rest = self.rest.trim_ascii_start();
    }

    /// Takes spaces and the word after them.
    pub fn word(&mut self) -> Option<&'a [u8]> {
        let text = self.rest.trim_ascii_start();
        let end = memchr::memchr(b' ', text).unwrap_or(text.len());
        let (word, rest) = text.split_at_checked(end)?;
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// Takes what is before the next such text, and the text.
    pub fn until(&mut self, mark: &[u8]) -> Option<&'a [u8]> {
        let at = memchr::memmem::find(self.rest, mark)?;
        let (before, rest) = self.rest.split_at_checked(at)?;
        self.rest = rest.get(mark.len()..)?;
        Some(before)
    }

    /// Takes spaces and a text in quotes, up to the next quote whatever is before it; without the quotes.
    pub fn quoted(&mut self) -> Option<&'a [u8]> {
        let mut inside = Self::new(self.rest.trim_ascii_start().strip_prefix(b"\"")?);
        let text = inside.until(b"\"")?;
        *self = inside;
        Some(text)
    }

    /// Takes spaces and a field: a text in quotes, or a word.
    pub fn field(&mut self) -> Option<&'a [u8]> {
        match self.rest.trim_ascii_start().first()? {
            b'"' => self.quoted(),
            _ => self.word(),
        }
    }

    /// Takes spaces and what is between these two bytes.
    pub fn between(&mut self, open: u8, close: u8) -> Option<&'a [u8]> {
        let mut inside = Self::new(self.rest.trim_ascii_start().strip_prefix(&[open])?);
        let text = inside.until(&[close])?;
        *self = inside;
        Some(text)
    }
}

/// The last word of a text and what is before it, with its space.
pub fn last_word(text: &[u8]) -> (&[u8], &[u8]) {
    let start = memchr::memrchr(b' ', text).map_or(0, |at| at + 1);
    text.split_at_checked(start).unwrap_or((b"", text))
}

/// Only digits, and at least one?
pub fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart_once() {
        let mut cursor = Cursor::new(b"[a b] \"c d\"  e {f}=1 x");
        assert_eq!(cursor.between(b'[', b']'), Some(&b"a b"[..]));
        assert_eq!(cursor.quoted(), Some(&b"c d"[..]));
        assert_eq!(cursor.quoted(), None);
        assert_eq!(cursor.field(), Some(&b"e"[..]));
        assert_eq!(cursor.between(b'{', b'}'), Some(&b"f"[..]));
        assert_eq!((cursor.skip(b"="), cursor.skip(b"2")), (Some(()), None));
        assert_eq!(cursor.until(b" "), Some(&b"1"[..]));
        assert_eq!((cursor.word(), cursor.word()), (Some(&b"x"[..]), None));
        assert!(cursor.is_done());
        assert_eq!(last_word(b"a b c"), (&b"a b "[..], &b"c"[..]));
        assert_eq!(last_word(b"abc"), (&b""[..], &b"abc"[..]));
    }
}
