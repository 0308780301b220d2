//! A text of a request as the server may come to read it: as logged, decoded once, decoded twice.
//! Decoding is RFC 3986 §2.1 and, in queries, `+` for a blank (WHATWG URL, form-urlencoded). Nothing
//! is normalised beyond that: what a signature must see through is written in its pattern.

use std::borrow::Cow;

use percent_encoding::percent_decode;

/// Bytes of a text that are looked at. Servers limit a request line to 8 KiB (nginx
/// `large_client_header_buffers`, Apache `LimitRequestLine`), so what is longer did not reach a page.
pub(in crate::judge) const TEXT_MAX: usize = 8192;
/// Of a longer text, so many bytes at its end are looked at in place of the same number before the limit:
/// padding pushes the payload to the end.
const TAIL: usize = 2048;

/// The part of a text that is looked at.
pub(super) fn capped(text: &[u8]) -> Cow<'_, [u8]> {
    if text.len() <= TEXT_MAX {
        return Cow::Borrowed(text);
    }
    let (head, _) = text.split_at(TEXT_MAX - TAIL);
    let (_, tail) = text.split_at(text.len() - TAIL);
    Cow::Owned([head, tail].concat())
}

/// One step of decoding; `None` where it changes nothing. `form`: `+` is a blank.
pub(super) fn decoded(text: &[u8], form: bool) -> Option<Vec<u8>> {
    let plus = form && memchr::memchr(b'+', text).is_some();
    let percent = memchr::memchr(b'%', text).is_some();
    if !plus && !percent {
        return None;
    }
    let spaced: Cow<'_, [u8]> = if plus {
        Cow::Owned(text.iter().map(|&byte| if byte == b'+' { b' ' } else { byte }).collect())
    } else {
        Cow::Borrowed(text)
    };
    let bytes: Cow<'_, [u8]> = percent_decode(&spaced).into();
    (bytes.as_ref() != text).then(|| bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_encoded_text_needs_two_steps() {
        let once = decoded(b"%253Cscript%253E", false).unwrap();
        assert_eq!(once, b"%3Cscript%3E");
        assert_eq!(decoded(&once, false).unwrap(), b"<script>");
        assert_eq!(decoded(b"/plain/path", false), None);
        assert_eq!(decoded(b"100%", false), None);
    }

    #[test]
    fn plus_is_a_blank_in_forms_only() {
        assert_eq!(decoded(b"union+select", true).unwrap(), b"union select");
        assert_eq!(decoded(b"/c++/", false), None);
    }

    #[test]
    fn the_end_of_a_padded_text_is_seen() {
        let long = [vec![b'a'; 1 << 20], b"union select".to_vec()].concat();
        let seen = capped(&long);
        assert!(seen.len() == TEXT_MAX && seen.ends_with(b"union select"));
    }
}
