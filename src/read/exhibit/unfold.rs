//! CSV whose quoted fields have line ends in them (RFC 4180 §2.6), as lines: a record over several lines
//! becomes one. Every byte stays at its place; only line ends within quotes become spaces.
//!
//! A quote that nothing closes must not swallow the records after it. So lines are put together only if
//! the whole has as many fields as the header, and none of them could be a record by itself.

use super::chunk::LINE_MAX;
use super::lines::Turn;

/// Lines of a record at most: what is longer is no field of a log.
const LINES_MAX: usize = 256;
/// Bytes of a record at most.
const RECORD_MAX: usize = 64 << 10;
/// Names in a header at least: text with a comma in it is none.
const NAMES_MIN: usize = 3;
/// Separators that are tried.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The separator and the number of fields of a header, if a file begins with one and has quoted fields.
pub fn header(head: &[u8]) -> Option<(u8, usize)> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let (line, rest) = text.split_at(memchr::memchr(b'\n', text).filter(|end| *end <= LINE_MAX)?);
    memchr::memchr(b'"', rest)?;
    let names = |separator: u8| line.split(move |byte| *byte == separator);
    let of_names = |separator: &u8| names(*separator).all(is_name);
    let found = SEPARATORS.into_iter().filter(of_names).max_by_key(|s| names(*s).count())?;
    let count = names(found).count();
    (count >= NAMES_MIN).then_some((found, count))
}

/// A name as headers have them, perhaps in quotes: it begins with a letter, `@` or `_`.
fn is_name(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let bare = cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell);
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.@()/: ".contains(byte);
    bare.first().is_some_and(|byte| byte.is_ascii_alphabetic() || b"@_".contains(byte))
        && bare.iter().all(is_part)
}

/// Where in a record the next byte is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Bare,
    Quoted,
    /// Behind a quote that may end the field, or be the first of two.
    Quote,
    /// In a line that is passed on as it is.
    Rest,
}

/// Puts records together.
#[derive(Debug)]
pub struct Unfolder {
    separator: u8,
    fields: usize,
    /// What will not change any more.
    out: Vec<u8>,
    /// The record at hand, and the line ends within its quotes.
    record: Vec<u8>,
    ends: Vec<usize>,
    place: Place,
    /// Separators outside of quotes in the record, and separators anywhere in its last line.
    between: usize,
    in_line: usize,
    /// Could a line after the first be a record?
    is_doubtful: bool,
}

impl Unfolder {
    /// Puts together records of so many fields.
    pub fn new(separator: u8, fields: usize) -> Self {
        Self {
            separator,
            fields,
            out: Vec::new(),
            record: Vec::new(),
            ends: Vec::new(),
            place: Place::Start,
            between: 0,
            in_line: 0,
            is_doubtful: false,
        }
    }

    fn byte(&mut self, byte: u8) {
        self.record.push(byte);
        let is_between = byte == self.separator;
        self.in_line += usize::from(is_between);
        match (self.place, byte) {
            (Place::Quoted, b'"') => return self.place = Place::Quote,
            (Place::Quoted, b'\n') => return self.end_within(),
            (Place::Quoted, _) | (Place::Quote, b'\r') => return,
            (Place::Quote, _) if byte != b'\n' && !is_between => return self.place = Place::Quoted,
            (Place::Start, b'"') => return self.place = Place::Quoted,
            _ => {}
        }
        match self.place {
            _ if byte == b'\n' => self.end(),
            Place::Rest => {}
            _ if is_between => {
                self.between += 1;
                self.place = Place::Start;
            }
            _ => self.place = Place::Bare,
        }
    }

    /// A line ends within quotes.
    fn end_within(&mut self) {
        self.is_doubtful |= !self.ends.is_empty() && self.in_line + 1 >= self.fields;
        self.ends.push(self.record.len() - 1);
        self.in_line = 0;
        if self.ends.len() > LINES_MAX || self.record.len() > RECORD_MAX {
            self.flush();
        }
    }

    /// A record ends.
    fn end(&mut self) {
        self.is_doubtful |= self.in_line + 1 >= self.fields;
        if !self.ends.is_empty() && !self.is_doubtful && self.between + 1 == self.fields {
            for end in std::mem::take(&mut self.ends) {
                for at in end.saturating_sub(1)..=end {
                    if let Some(byte @ (b'\r' | b'\n')) = self.record.get_mut(at) {
                        *byte = b' ';
                    }
                }
            }
        }
        self.flush();
    }

    /// Passes on what is held as it is.
    fn flush(&mut self) {
        let is_whole = self.record.last() == Some(&b'\n');
        self.out.append(&mut self.record);
        self.ends.clear();
        self.place = if is_whole { Place::Start } else { Place::Rest };
        (self.between, self.in_line, self.is_doubtful) = (0, 0, false);
    }
}

impl Turn for Unfolder {
    fn push(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.byte(*byte);
            if self.record.len() > LINE_MAX {
                self.flush();
            }
        }
    }

    fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    fn finish(&mut self) -> Vec<u8> {
        self.flush();
        std::mem::take(&mut self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfolded(text: &str, part: usize) -> String {
        let (separator, fields) = header(text.as_bytes()).expect("a header");
        let mut unfolder = Unfolder::new(separator, fields);
        let mut out = Vec::new();
        for bytes in text.as_bytes().chunks(part) {
            unfolder.push(bytes);
            out.extend(unfolder.take());
        }
        out.extend(unfolder.finish());
        assert_eq!(out.len(), text.len());
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn line_ends_within_quotes_become_spaces() {
        for (text, expected) in [
            ("a,b,c\n1,\"x\ny\",2\n", "a,b,c\n1,\"x y\",2\n"),
            ("a;b;c\r\n1;\"x\r\ny \"\"z\"\"\";2\r\n", "a;b;c\r\n1;\"x  y \"\"z\"\"\";2\r\n"),
            ("a,b,c\n\"1\",\"x\n\ny\",\"\n\"\n", "a,b,c\n\"1\",\"x  y\",\" \"\n"),
        ] {
            for part in [1, 3, 100] {
                assert_eq!(unfolded(text, part), expected);
            }
        }
    }

    #[test]
    fn a_quote_that_nothing_closes_swallows_no_record() {
        for text in [
            "a,b,c\n1,2,\"x\n1,2,y\n1,2,\"z\"\n",
            "a,b,c\n1,\"x\n",
            "a,b,c\n1,\"x\ny,z\",2,3\n",
            "a,b,c\n1,\"x\n2,y,z\n3,\"y\",z\n",
        ] {
            assert_eq!(unfolded(text, 2), text);
        }
        let long = format!("a,b,c\n1,\"x\n{}2,\"y\",3\n", "words\n".repeat(LINES_MAX));
        assert_eq!(unfolded(&long, 1000), long);
    }

    #[test]
    fn what_has_no_header_is_left_alone() {
        for text in
            ["1,2,3\n\"a\"", "a,b\n\"x\"", "a,b,c\n1,2,3\n", "{\"a\":1,\"b\":2,\"c\":3}\n\"", ""]
        {
            assert_eq!(header(text.as_bytes()), None, "{text}");
        }
    }
}
