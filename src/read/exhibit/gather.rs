//! ModSecurity's serial audit log as lines: the sections of a transaction, between `--id-A--` and `--id-Z--`,
//! become one line. Every byte stays at its place; only line ends within a transaction become [`END`], and
//! what was [`END`] before becomes a space. Source: ModSecurity 2 Data Formats, Audit Log.
//!
//! Bodies are what clients sent. In one, a boundary of another transaction is text; the identifier of its
//! own is random, and written after the body came. So a client can neither end its transaction nor
//! begin another's.

use super::chunk::LINE_MAX;
use super::lines::Turn;

/// What stands for a line end within a transaction: the record separator of ASCII.
pub const END: u8 = 0x1e;

/// Bytes of a transaction that is too long to become a line, after which another may begin even in a body:
/// more than the 13 MiB of a body that ModSecurity logs by default. Else a transaction that a crash cut
/// would end the log.
const LONGEST: usize = 16 << 20;
/// Digits of an identifier.
const ID: std::ops::RangeInclusive<usize> = 6..=12;

/// Does a file begin with a transaction?
pub fn is_audit(head: &[u8]) -> bool {
    let text = head.trim_ascii_start();
    let end = memchr::memchr(b'\n', text).unwrap_or(text.len());
    text.get(..end).and_then(boundary).is_some_and(|(_, section)| section == b'A')
}

/// Identifier and section of `--636f7b5a-A--`, or of version 3's `---636f7b5a---A--`.
pub fn boundary(line: &[u8]) -> Option<(&[u8], u8)> {
    let text = line.trim_ascii_end().strip_prefix(b"--")?.strip_suffix(b"--")?;
    let (text, section) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let [b'-', section @ b'A'..=b'Z'] = section else { return None };
    let id = text.strip_prefix(b"-").and_then(|id| id.strip_suffix(b"--")).unwrap_or(text);
    let is_id = ID.contains(&id.len()) && id.iter().all(u8::is_ascii_alphanumeric);
    is_id.then_some((id, *section))
}

/// Sections that hold what was sent.
fn is_body(section: u8) -> bool {
    matches!(section, b'C' | b'E' | b'I' | b'J')
}

/// Puts transactions together.
#[derive(Debug, Default)]
pub struct Gatherer {
    /// What will not change any more.
    out: Vec<u8>,
    /// The transaction at hand.
    record: Vec<u8>,
    /// Its identifier; empty outside of transactions.
    id: Vec<u8>,
    section: u8,
    /// Its bytes.
    length: usize,
    /// The line at hand.
    line: Vec<u8>,
    /// Is that the rest of a line that was too long to be looked at?
    is_rest: bool,
}

impl Gatherer {
    /// Takes the line at hand, with its end or without.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let found = boundary(&line).filter(|_| !std::mem::take(&mut self.is_rest));
        self.is_rest = !line.ends_with(b"\n");
        let ends = match found {
            Some((id, section)) if !self.id.is_empty() && id == self.id => {
                self.section = section;
                section == b'Z'
            }
            Some((id, b'A')) if self.may_begin() => {
                self.end_record();
                self.id = id.to_vec();
                self.section = b'A';
                false
            }
            _ => false,
        };
        self.length += line.len();
        self.record.extend_from_slice(&line);
        if self.id.is_empty() || self.record.len() > LINE_MAX {
            self.out.append(&mut self.record);
        }
        if ends {
            self.end_record();
        }
    }

    fn may_begin(&self) -> bool {
        self.id.is_empty() || !is_body(self.section) || self.length > LONGEST
    }

    /// A transaction ends: it is a line, if all of it is held.
    fn end_record(&mut self) {
        if self.record.len() == self.length {
            let (_, inside) = self.record.split_last_mut().unwrap_or((&mut 0, &mut []));
            for byte in inside {
                match *byte {
                    END => *byte = b' ',
                    b'\n' => *byte = END,
                    _ => {}
                }
            }
        }
        self.out.append(&mut self.record);
        self.id.clear();
        self.length = 0;
    }
}

impl Turn for Gatherer {
    fn push(&mut self, bytes: &[u8]) {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") || self.line.len() > LINE_MAX {
                self.end_line();
            }
        }
    }

    fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    fn finish(&mut self) -> Vec<u8> {
        if !self.line.is_empty() {
            self.end_line();
        }
        self.end_record();
        std::mem::take(&mut self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(text: &str, part: usize) -> String {
        let (mut gatherer, mut out) = (Gatherer::default(), Vec::new());
        for bytes in text.as_bytes().chunks(part) {
            gatherer.push(bytes);
            out.extend(gatherer.take());
        }
        out.extend(gatherer.finish());
        assert_eq!(out.len(), text.len());
        String::from_utf8(out).expect("text").replace(char::from(END), "|")
    }

    #[test]
    fn a_transaction_becomes_a_line() {
        let text = "--636f7b5a-A--\nx\n--636f7b5a-B--\ny\n\n--636f7b5a-Z--\n\n--636f7b5b-A--\nz\n";
        let lines = "--636f7b5a-A--|x|--636f7b5a-B--|y||--636f7b5a-Z--\n\n--636f7b5b-A--|z\n";
        for part in [1, 7, 1000] {
            assert_eq!(gathered(text, part), lines);
        }
        assert_eq!(gathered("---a1b2c3d4---A--\nx", 3), "---a1b2c3d4---A--|x");
    }

    #[test]
    fn a_body_begins_and_ends_nothing() {
        let text = "--636f7b5a-A--\n--636f7b5a-C--\n--00000000-Z--\n--00000000-A--\na\u{1e}b\n--636f7b5a-Z--\n";
        assert_eq!(gathered(text, 5).lines().count(), 1);
        assert!(gathered(text, 5).contains("|a b|"));
        let cut = "--636f7b5a-A--\n--636f7b5a-H--\nx\n--00000000-A--\ny\n--00000000-Z--\n";
        assert_eq!(
            gathered(cut, 5),
            "--636f7b5a-A--|--636f7b5a-H--|x\n--00000000-A--|y|--00000000-Z--\n"
        );
    }

    #[test]
    fn what_is_too_long_passes_as_it_is() {
        let long =
            format!("--636f7b5a-A--\n--636f7b5a-C--\n{}--636f7b5a-Z--\n", "x\n".repeat(LINE_MAX));
        let text = format!("{long}--00000000-A--\ny\n--00000000-Z--\n");
        assert_eq!(gathered(&text, 1 << 16), format!("{long}--00000000-A--|y|--00000000-Z--\n"));
    }

    #[test]
    fn only_boundaries_are_boundaries() {
        assert!(is_audit(b"\n--636f7b5a-A--\r\n"));
        for text in
            ["--636f7b5a-B--\n", "---A--", "--a-A--", "--636f/b5a-A--", "", "x\n--636f7b5a-A--"]
        {
            assert!(!is_audit(text.as_bytes()), "{text}");
        }
    }
}
