//! Bytes of a log made safe to show: text in, printable text out. It does not know HTML, CSV or
//! SQL; each writer escapes for its own interpreter on top.

use std::fmt::Write;

/// Shows bytes as printable text: bytes that are not UTF-8 and ASCII controls as `\xHH`, other
/// controls, bidirectional and invisible format characters as `\u{…}` (they can make a line read as
/// something else: CVE-2021-42574). The backslash itself stays as it is.
pub fn escape(bytes: &[u8]) -> String {
    let mut shown = String::with_capacity(bytes.len());
    for part in bytes.utf8_chunks() {
        part.valid().chars().for_each(|character| push(&mut shown, character));
        part.invalid().iter().for_each(|byte| push_hex(&mut shown, *byte));
    }
    shown
}

/// The same, of at most `limit` bytes; `…` stands for the rest.
pub fn escape_start(bytes: &[u8], limit: usize) -> String {
    match bytes.get(..limit) {
        Some(start) if start.len() < bytes.len() => format!("{}…", escape(start)),
        _ => escape(bytes),
    }
}

fn push(shown: &mut String, character: char) {
    if character.is_ascii_control() {
        push_hex(shown, character as u8);
    } else if character.is_control() || is_invisible(character) {
        shown.extend(character.escape_unicode());
    } else {
        shown.push(character);
    }
}

fn push_hex(shown: &mut String, byte: u8) {
    write!(shown, "\\x{byte:02x}").expect("writing to a string cannot fail");
}

/// Format characters that show nothing or turn the direction of what follows (Unicode 15, Cf), and
/// the line separators.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_a_terminal_raw() {
        assert_eq!(escape(b"a\x1b[31m\0\xff\xc3\xa9\t"), "a\\x1b[31m\\x00\\xffé\\x09");
        assert_eq!(escape("a\u{202e}b\u{85}".as_bytes()), "a\\u{202e}b\\u{85}");
        assert_eq!(escape(br"GET /\x16"), r"GET /\x16");
    }

    #[test]
    fn a_cut_inside_a_character_shows_its_bytes() {
        assert_eq!(escape_start("aé".as_bytes(), 2), "a\\xc3…");
        assert_eq!(escape_start(b"abc", 3), "abc");
    }
}
