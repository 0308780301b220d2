//! What a JSON string says: its bytes between the quotes in, text out. Three things that nginx writes
//! without `escape=json`, or with it, are kept as the text `\xHH`, as the same server writes them in
//! its text formats: `\xHH`, bytes that are not UTF-8, raw controls.

use std::borrow::Cow;

use super::scan::Raw;

/// The text of a value. `plain`: the line has neither controls nor bytes beyond ASCII.
#[inline]
pub fn decode(raw: Raw<'_>, plain: bool) -> Cow<'_, [u8]> {
    match raw.text {
        text if !raw.quoted && text.iter().any(|byte| matches!(byte, b'e' | b'E')) => {
            without_exponent(text)
        }
        text if !raw.escaped && (plain || is_clean(text)) => Cow::Borrowed(text),
        text => Cow::Owned(repaired(text)),
    }
}

/// Is every byte of a line printable ASCII? Then no string of it needs to be looked at again.
#[inline]
pub fn is_plain(line: &[u8]) -> bool {
    // Without an early end: the compiler makes it a comparison of many bytes at once.
    line.iter().fold(true, |plain, byte| plain & (0x20..0x80).contains(byte))
}

fn is_clean(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok() && text.iter().all(|byte| *byte >= 0x20)
}

/// `1.5e-05` as `0.000015`: what a number is read from has no exponents.
fn without_exponent(text: &[u8]) -> Cow<'_, [u8]> {
    let number = std::str::from_utf8(text).ok().and_then(|text| text.parse::<f64>().ok());
    // Larger or finer numbers are no time, size or duration; they would only be long.
    match number.filter(|number| number.abs() < 1e18) {
        Some(number) => Cow::Owned(format!("{number:.9}").into_bytes()),
        None => Cow::Borrowed(text),
    }
}

fn repaired(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    for part in text.utf8_chunks() {
        unescape(part.valid().as_bytes(), &mut plain);
        part.invalid().iter().for_each(|byte| push_hex(&mut plain, *byte));
    }
    plain
}

/// Undoes the escapes of RFC 8259 §7; a backslash before anything else is itself.
fn unescape(text: &[u8], plain: &mut Vec<u8>) {
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'\\' => rest = escape(after, plain),
            0..0x20 => push_hex(plain, byte),
            _ => plain.push(byte),
        }
    }
}

/// Reads what follows a backslash; gives the rest.
fn escape<'t>(text: &'t [u8], plain: &mut Vec<u8>) -> &'t [u8] {
    let simple = match text.first() {
        Some(b'n') => b'\n',
        Some(b't') => b'\t',
        Some(b'r') => b'\r',
        Some(b'b') => 8,
        Some(b'f') => 12,
        Some(byte @ (b'"' | b'\\' | b'/')) => *byte,
        Some(b'u') => return unicode(text, plain),
        _ => {
            plain.push(b'\\');
            return text;
        }
    };
    plain.push(simple);
    text.get(1..).unwrap_or_default()
}

/// Reads `uXXXX`, or two of them that are one character; a half of such a pair stays as it is.
fn unicode<'t>(text: &'t [u8], plain: &mut Vec<u8>) -> &'t [u8] {
    let pair = || {
        let (high, low) = (code(text)?, code(text.get(5..)?.strip_prefix(b"\\")?)?);
        let pair = [u16::try_from(high).ok()?, u16::try_from(low).ok()?];
        char::decode_utf16(pair).next()?.ok().filter(|_| high >= 0xd800)
    };
    let (character, length) = match code(text).and_then(char::from_u32) {
        Some(character) => (character, 5),
        None => match pair() {
            Some(character) => (character, 11),
            None => {
                plain.push(b'\\');
                return text;
            }
        },
    };
    plain.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    text.get(length..).unwrap_or_default()
}

/// The number of `uXXXX`.
fn code(text: &[u8]) -> Option<u32> {
    let digits = text.strip_prefix(b"u")?.get(..4)?;
    digits.iter().try_fold(0, |value, digit| Some(value * 16 + char::from(*digit).to_digit(16)?))
}

fn push_hex(plain: &mut Vec<u8>, byte: u8) {
    plain.extend_from_slice(format!("\\x{byte:02X}").as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &[u8]) -> String {
        let raw = Raw { text, quoted: true, escaped: text.contains(&b'\\') };
        String::from_utf8_lossy(&decode(raw, is_plain(text))).into_owned()
    }

    #[test]
    fn strings_are_decoded_or_repaired() {
        assert_eq!(text(br"x\x22y\q"), r"x\x22y\q");
        assert_eq!(text(b"x\xff\x01\\u00e9\\u1"), "x\\xFF\\x01é\\u1");
        assert_eq!(text(br#"a\"b\\\/\n"#), "a\"b\\/\n");
        assert_eq!(text(br"\ud83d\ude00 \ud83d \udead"), r"😀 \ud83d \udead");
        assert_eq!(text("é".as_bytes()), "é");
        assert_eq!(text(br"\"), r"\");
    }

    #[test]
    fn numbers_have_no_exponent() {
        let number = |text| {
            let raw = Raw { text, quoted: false, escaped: false };
            String::from_utf8_lossy(&decode(raw, true)).into_owned()
        };
        assert_eq!(number(b"1.5e-05"), "0.000015000");
        assert_eq!(number(b"1.617690662E9"), "1617690662.000000000");
        assert_eq!(number(b"1e999"), "1e999");
        assert_eq!(number(b"0.062"), "0.062");
    }
}
