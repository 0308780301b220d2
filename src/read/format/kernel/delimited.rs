//! Lines of fields between separators, as W3C, AWS, Squid, CSV and TSV have them: a line and a style
//! in, its fields out, unescaped only where there is an escape. A field that spans lines is none: a
//! log line is one line.
//!
//! A quote ends a field only where a separator or the end of the line follows, so that a server that
//! does not escape quotes is understood as long as the line can be.

use std::borrow::Cow;

use super::clf::UNCLOSED;
use super::reader::{Reason, Session};
use super::row::{Row, unescape};
use super::slot::Slot;

/// The line has not the shape of the format, or the columns in force are another's.
pub const OTHER_FORMAT: Reason = "of another format";
/// The line has not as many fields as there are columns.
pub const FIELD_COUNT: Reason = "other number of fields";
/// No line names the columns, and they are not told by the shape of this one.
pub const NO_HEADER: Reason = "no header of columns";

/// What stands between fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// Any number of spaces and tabs.
    Blanks,
    /// One such byte: two in a row have an empty field between them.
    One(u8),
}

/// How a quote inside of a quoted field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quote {
    /// Fields are never quoted: a quote is a byte like any other.
    None,
    /// Doubled, as in CSV (RFC 4180 §2) and W3C.
    Doubled,
    /// With a backslash before it.
    Backslash,
}

/// How a line is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// What stands between fields.
    pub separator: Separator,
    /// How quotes are escaped.
    pub quote: Quote,
    /// Is `[a b]` one field, without its brackets?
    pub brackets: bool,
}

impl Style {
    /// Words between single spaces, quoted with backslashes: AWS.
    pub const AWS: Self =
        Self { separator: Separator::One(b' '), quote: Quote::Backslash, brackets: false };
    /// Words between blanks, quotes doubled: W3C.
    pub const W3C: Self =
        Self { separator: Separator::Blanks, quote: Quote::Doubled, brackets: false };

    /// Fields between such bytes, quotes doubled: CSV and its relatives.
    pub const fn csv(separator: u8) -> Self {
        Self { separator: Separator::One(separator), quote: Quote::Doubled, brackets: false }
    }
}

/// One field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    /// As logged, without its quotes or brackets.
    pub text: &'a [u8],
    /// What escapes it may have.
    pub quote: Quote,
}

impl<'a> Cell<'a> {
    /// The field without its escapes.
    #[inline]
    pub fn value(&self) -> Cow<'a, [u8]> {
        match self.quote {
            Quote::None => Cow::Borrowed(self.text),
            Quote::Backslash => unescape(self.text),
            Quote::Doubled => undoubled(self.text),
        }
    }

    /// Was it quoted?
    pub fn is_quoted(&self) -> bool {
        self.quote != Quote::None
    }
}

/// The fields of a line, in order; an error ends them.
#[derive(Debug, Clone)]
pub struct Cells<'a> {
    /// What is left; `None` after the last field.
    rest: Option<&'a [u8]>,
    style: Style,
    /// Has an escaped quote proved to be the end of a field? A search that failed is not repeated.
    raw: bool,
}

impl<'a> Cells<'a> {
    /// The fields of a line without its end.
    pub fn new(line: &'a [u8], style: Style) -> Self {
        Self { rest: Some(line), style, raw: false }
    }

    /// What is left of the line.
    pub fn rest(&self) -> &'a [u8] {
        self.rest.unwrap_or_default()
    }

    /// A bare field, up to the next separator.
    #[inline]
    fn bare(&mut self, rest: &'a [u8]) -> Cell<'a> {
        let end = match self.style.separator {
            Separator::Blanks => memchr::memchr2(b' ', b'\t', rest),
            Separator::One(byte) => memchr::memchr(byte, rest),
        };
        let end = end.unwrap_or(rest.len());
        self.rest = rest.get(end + 1..);
        Cell { text: rest.get(..end).unwrap_or(rest), quote: Quote::None }
    }

    fn ends_at(&self, text: &[u8], at: usize) -> bool {
        match (text.get(at + 1), self.style.separator) {
            (None, _) => true,
            (Some(byte), Separator::Blanks) => b" \t".contains(byte),
            (Some(byte), Separator::One(separator)) => *byte == separator,
        }
    }

    /// A field in quotes; `text` is what follows the first.
    #[inline]
    fn quoted(&mut self, text: &'a [u8]) -> Result<Cell<'a>, Reason> {
        let end = if self.raw { None } else { self.end(text) };
        let end = match end {
            Some(end) => end,
            None => {
                self.raw = true;
                let mut quotes = memchr::memchr_iter(b'"', text);
                quotes.find(|at| self.ends_at(text, *at)).ok_or(UNCLOSED)?
            }
        };
        self.rest = text.get(end + 2..);
        Ok(Cell { text: text.get(..end).unwrap_or(text), quote: self.style.quote })
    }

    /// The first quote that is not escaped and ends the field.
    fn end(&self, text: &[u8]) -> Option<usize> {
        let mut from = 0;
        while let Some(at) = memchr::memchr(b'"', text.get(from..)?).map(|at| at + from) {
            from = at + 1;
            if self.style.quote == Quote::Doubled {
                if text.get(from) == Some(&b'"') {
                    from += 1;
                    continue;
                }
            } else if is_escaped(text, at) {
                continue;
            }
            if self.ends_at(text, at) {
                return Some(at);
            }
        }
        None
    }

    /// A field in brackets; `None`, and brackets mean nothing from then on, if they do not close.
    fn bracketed(&mut self, text: &'a [u8]) -> Option<Cell<'a>> {
        let Some(end) = memchr::memchr_iter(b']', text).find(|at| self.ends_at(text, *at)) else {
            self.style.brackets = false;
            return None;
        };
        self.rest = text.get(end + 2..);
        Some(Cell { text: text.get(..end)?, quote: Quote::None })
    }

    #[inline]
    fn cell(&mut self, rest: &'a [u8]) -> Result<Cell<'a>, Reason> {
        match rest.split_first() {
            Some((b'"', text)) if self.style.quote != Quote::None => self.quoted(text),
            Some((b'[', text)) if self.style.brackets => {
                Ok(self.bracketed(text).unwrap_or_else(|| self.bare(rest)))
            }
            _ => Ok(self.bare(rest)),
        }
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Result<Cell<'a>, Reason>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let mut rest = self.rest?;
        if self.style.separator == Separator::Blanks {
            rest = rest.trim_ascii_start();
            if rest.is_empty() {
                self.rest = None;
                return None;
            }
        }
        let cell = self.cell(rest);
        if cell.is_err() {
            self.rest = None;
        }
        Some(cell)
    }
}

/// Fills the slots of a table from fields, the first of which is in that column; gives the column after
/// the last. The table is in order of columns, counted from 0; a column may be in it more than once.
///
/// # Errors
///
/// The reason, where the line cannot be cut or a field cannot be what its slot holds.
#[inline]
pub fn fill<'a>(
    cells: impl Iterator<Item = Result<Cell<'a>, Reason>>,
    first: usize,
    table: &[(usize, Slot)],
    row: &mut Row<'a>,
    session: &mut Session,
) -> Result<usize, Reason> {
    let start = table.partition_point(|(column, _)| *column < first);
    let (mut table, mut count) = (table.get(start..).unwrap_or_default(), first);
    for cell in cells {
        let cell = cell?;
        while let Some(((column, slot), rest)) = table.split_first()
            && *column == count
        {
            slot.fill(cell.value(), row, session)?;
            table = rest;
        }
        count += 1;
    }
    Ok(count)
}

/// An odd number of backslashes before it?
#[inline]
pub fn is_escaped(text: &[u8], at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

fn undoubled(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'"', text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'"', rest) {
        let (head, tail) = rest.split_at(at + 1);
        plain.extend_from_slice(head);
        rest = tail.strip_prefix(b"\"").unwrap_or(tail);
    }
    plain.extend_from_slice(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, style: Style) -> String {
        let cells: Result<Vec<String>, Reason> = Cells::new(line.as_bytes(), style)
            .map(|cell| Ok(String::from_utf8_lossy(&cell?.value()).into_owned()))
            .collect();
        cells.map_or_else(str::to_owned, |cells| cells.join("|"))
    }

    #[test]
    fn fields_of_every_style() {
        let bracketed = Style { brackets: true, ..Style::AWS };
        for (line, style, expected) in [
            ("a  b\tc ", Style::W3C, "a|b|c"),
            (r#""a b" "" "c ""d"" e""#, Style::W3C, r#"a b||c "d" e"#),
            ("a  b", Style::AWS, "a||b"),
            (r#"x "a \"b\" c" "d""#, Style::AWS, r#"x|a "b" c|d"#),
            (r#""unescaped "quotes"-here" z"#, Style::AWS, r#"unescaped "quotes"-here|z"#),
            (r#""ends in a backslash \" z"#, Style::AWS, r"ends in a backslash \|z"),
            ("[a b] [c d", bracketed, "a b|[c|d"),
            ("a,,\"b,\"\"c\"\"\",", Style::csv(b','), r#"a||b,"c"|"#),
            ("a\tb c\t", Style::csv(b'\t'), "a|b c|"),
            (r#"a "b"#, Style::AWS, "unclosed quote"),
            ("", Style::W3C, ""),
        ] {
            assert_eq!(shown(line, style), expected, "{line}");
        }
    }

    #[test]
    fn quotes_and_brackets_take_linear_time() {
        let bracketed = Style { brackets: true, ..Style::AWS };
        for piece in ["\"\\\" ", "[a ", "\" ", "\"a\" "] {
            let line = piece.repeat(300_000);
            assert!(Cells::new(line.as_bytes(), bracketed).count() > 1, "{piece}");
        }
    }
}
