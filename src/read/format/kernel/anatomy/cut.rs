//! Cutting a line whose format is not known: a line in, its tokens out. A time that is written as two or
//! three words, and a request line without quotes, are one token. Where bars or tabs stand between fields,
//! and one of them is a request line, each field is a token.

use super::super::stamp;
use super::super::tail::{TOKENS_MAX, Token, tokens};
use super::{is_method, is_request};

/// Words after a method in which its protocol is looked for: a target may have blanks in it.
const WORDS_MAX: usize = 8;
/// The sign of a token that was put together.
const WHOLE: u8 = b'"';
/// What stands between fields in place of quotes.
const SEPARATORS: [u8; 2] = [b'|', b'\t'];
/// Fields of such a line at least: client, time, request, status and one more.
const FIELDS_MIN: usize = 5;

/// The tokens of a line.
pub fn cut(line: &[u8]) -> Vec<Token<'_>> {
    if let Some(fields) = SEPARATORS.iter().find_map(|separator| separated(line, *separator)) {
        return fields;
    }
    let mut whole = Vec::new();
    let cut = tokens(line);
    let mut rest = cut.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let joined = time(line, rest).or_else(|| request(line, rest));
        let (token, taken) = joined.unwrap_or((*first, 1));
        whole.push(without_colon(token));
        rest = rest.get(taken..).unwrap_or(after);
    }
    whole
}

/// The fields between separators, if one of them is a request line.
fn separated(line: &[u8], separator: u8) -> Option<Vec<Token<'_>>> {
    let count = memchr::memchr_iter(separator, line).take(TOKENS_MAX).count() + 1;
    if !(FIELDS_MIN..=TOKENS_MAX).contains(&count) {
        return None;
    }
    let fields: Vec<&[u8]> = fields(line, separator).map(<[u8]>::trim_ascii).collect();
    let is_line = |text: &&[u8]| is_request(unquoted(text).unwrap_or(text));
    fields.iter().any(is_line).then(|| fields.into_iter().map(field).collect())
}

/// What stands between separators; those in quotes stand between nothing.
fn fields(line: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let text = rest?;
        let closing = end_of_quoted(text, separator);
        let end = closing.or_else(|| memchr::memchr(separator, text)).unwrap_or(text.len());
        rest = text.get(end + 1..);
        text.get(..end)
    })
}

/// Where a field in quotes ends, as the first quote with a separator, or nothing, behind it.
fn end_of_quoted(text: &[u8], separator: u8) -> Option<usize> {
    let open = text.iter().position(|byte| *byte != b' ')?;
    text.get(open).filter(|byte| **byte == b'"')?;
    memchr::memchr_iter(b'"', text).skip(1).find_map(|quote| {
        let after = text.get(quote + 1..)?;
        let blanks = after.iter().take_while(|byte| **byte == b' ').count();
        let closes = after.get(blanks).is_none_or(|byte| *byte == separator);
        closes.then_some(quote + 1 + blanks)
    })
}

fn unquoted(text: &[u8]) -> Option<&[u8]> {
    text.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\""))
}

/// What has a blank or a slash in it counts as quoted: servers put referers and agents in quotes.
fn field(text: &[u8]) -> Token<'_> {
    let unquoted = unquoted(text);
    let is_text = unquoted.is_some() || text.iter().any(|byte| b" /".contains(byte));
    let sign = if is_text { WHOLE } else { 0 };
    Token { label: None, text: unquoted.unwrap_or(text), unit: None, sign }
}

/// What a line looks like: the sign of each token, labels as such.
pub fn signature(tokens: &[Token<'_>]) -> Vec<u8> {
    tokens.iter().map(|token| token.label.map_or(token.sign, |_| b'=')).collect()
}

/// A date, a time and perhaps a zone, as words.
fn time<'a>(line: &'a [u8], tokens: &[Token<'a>]) -> Option<(Token<'a>, usize)> {
    let first = tokens.first().filter(|token| is_word(token))?;
    let (_, rest) = stamp::date(first.text)?;
    let whole = |taken: usize| {
        let text = between(line, first, tokens.get(taken - 1).filter(|token| is_word(token))?)?;
        let token = Token { text, sign: WHOLE, ..*first };
        stamp::read(text).map(|_| (token, taken))
    };
    // Date and time in one word: only a zone can follow.
    if !rest.is_empty() {
        return whole(2);
    }
    whole(3).or_else(|| whole(2))
}

/// `GET /a HTTP/1.1` without quotes.
fn request<'a>(line: &'a [u8], tokens: &[Token<'a>]) -> Option<(Token<'a>, usize)> {
    let first = tokens.first().filter(|token| is_word(token) && is_method(token.text))?;
    let mut words = tokens.iter().take(WORDS_MAX).skip(1);
    let last = words.position(|token| token.text.starts_with(b"HTTP/"))? + 1;
    let text = between(line, first, tokens.get(last).filter(|_| last > 1)?)?;
    Some((Token { text, sign: WHOLE, ..*first }, last + 1))
}

/// A colon after a time or a protocol parts it from what follows.
fn without_colon(token: Token<'_>) -> Token<'_> {
    let is_parted = |text: &&[u8]| {
        (token.sign == WHOLE && memchr::memmem::find(text, b" HTTP/").is_some())
            || (token.sign == 0 && stamp::read(text).is_some())
    };
    let text = token.text.strip_suffix(b":").filter(is_parted).unwrap_or(token.text);
    Token { text, ..token }
}

fn is_word(token: &Token<'_>) -> bool {
    token.label.is_none() && token.sign == 0 && token.unit.is_none()
}

/// The part of the line from the start of one token to the end of another.
fn between<'a>(line: &'a [u8], first: &Token<'a>, last: &Token<'a>) -> Option<&'a [u8]> {
    let place = |text: &[u8]| text.as_ptr().addr().checked_sub(line.as_ptr().addr());
    line.get(place(first.text)?..place(last.text)? + last.text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_requests_of_words_are_whole() {
        let shown = |line: &str| {
            let texts: Vec<_> = cut(line.as_bytes()).iter().map(|token| token.text).collect();
            texts.into_iter().map(String::from_utf8_lossy).collect::<Vec<_>>().join("|")
        };
        assert_eq!(
            shown(r#"2021-04-06 08:31:02 +0200 203.0.113.7 "GET / HTTP/1.1" 200"#),
            "2021-04-06 08:31:02 +0200|203.0.113.7|GET / HTTP/1.1|200"
        );
        assert_eq!(
            shown("06/Apr/2021:08:31:02 +0200 - 2021-04-06T08:31:02 Z 2021-04-06T08:31:02 7"),
            "06/Apr/2021:08:31:02 +0200|-|2021-04-06T08:31:02 Z|2021-04-06T08:31:02|7"
        );
        assert_eq!(shown("x GET /a b HTTP/1.1 404 -"), "x|GET /a b HTTP/1.1|404|-");
        assert_eq!(shown("2021-04-06 x GET"), "2021-04-06|x|GET");
        let barred = "203.0.113.7|-|06/Apr/2021:08:31:02 +0200|GET /a HTTP/1.1|200|\"a b\"";
        assert_eq!(shown(barred), barred.replace('"', ""));
        assert_eq!(shown("a | b | c | d | GET / HTTP/1.0").split('|').count(), 5);
        let quoted = "203.0.113.7|-|x|\"GET /a HTTP/1.1\"|200|\"a|b\"";
        assert_eq!(shown(quoted), quoted.replace('"', ""));
        assert_eq!(cut(quoted.as_bytes()).len(), 6);
        assert_eq!(cut(quoted.replace('|', "\t").as_bytes()).len(), 6);
    }
}
