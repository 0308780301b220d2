//! What servers append to a known line: the text after its last known field in, tokens out, labelled
//! (`rt=0.062`, `upstream: "10.0.0.1:80"`) or not. What an unlabelled token means is told by its column.

pub mod column;
pub mod fill;
pub mod label;
pub mod plan;
pub mod unit;

use super::clf::is_escaped;
use super::upstream;

/// Tokens of a line that are looked at: what servers append is shorter, what clients send is not.
pub const TOKENS_MAX: usize = 64;

/// A token of a tail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The label before it, as written.
    pub label: Option<&'a [u8]>,
    /// Its text, without quotes, brackets and unit.
    pub text: &'a [u8],
    /// Its unit, where that is a word of its own: `3.456 ms`.
    pub unit: Option<&'a [u8]>,
    /// The quote or bracket that it stands in; 0 for a word.
    pub sign: u8,
}

/// The tokens of a tail, [`TOKENS_MAX`] at most.
pub fn tokens(tail: &[u8]) -> Vec<Token<'_>> {
    let mut found = Vec::<Token<'_>>::new();
    let (mut rest, mut label) = (tail, None);
    while found.len() < TOKENS_MAX {
        rest = rest.trim_ascii_start();
        if rest.is_empty() {
            break;
        }
        if label.is_none()
            && let Some((name, after)) = label::split(rest)
        {
            (label, rest) = (Some(name), after);
            continue;
        }
        let (sign, text, after) = value(rest);
        rest = after;
        match found.last_mut() {
            Some(last) if label.is_none() && unit::named(text) && last.unit.is_none() => {
                last.unit = Some(text);
            }
            // A lone bar, comma or colon parts fields, and is none.
            _ if label.is_none() && matches!(text, b"|" | b"," | b";" | b":") => {}
            _ => found.push(Token { label: label.take(), text, unit: None, sign }),
        }
    }
    found
}

/// One value, the sign before it, and what follows: quoted, in brackets, or a word; a list of words is one.
fn value(rest: &[u8]) -> (u8, &[u8], &[u8]) {
    let bare = |rest| {
        let (text, after) = word(rest);
        (0, text, after)
    };
    let closing = match rest.first() {
        Some(b'"') => b'"',
        Some(b'[') => b']',
        Some(b'(') => b')',
        Some(b'{') => b'}',
        Some(b'\'') => b'\'',
        _ => return bare(rest),
    };
    let inside = rest.get(1..).unwrap_or_default();
    let end = memchr::memchr_iter(closing, inside).find(|at| !is_escaped(inside, *at));
    match end.and_then(|end| Some((inside.get(..end)?, inside.get(end + 1..)?))) {
        Some((text, after)) => {
            (rest.first().copied().unwrap_or(0), text, after.strip_prefix(b",").unwrap_or(after))
        }
        None => bare(rest),
    }
}

fn word(rest: &[u8]) -> (&[u8], &[u8]) {
    // The list of an upstream is words; the function wants the space before them.
    let end = memchr::memchr(b' ', rest).unwrap_or(rest.len());
    let (first, after) = rest.split_at(end);
    if !first.starts_with(b"\"") && (first.ends_with(b",") || after.starts_with(b" : ")) {
        let mut list_end = end;
        while let Some(next) = next_of_list(rest, list_end) {
            list_end = next;
        }
        let (list, after) = rest.split_at(list_end);
        return (list.strip_suffix(b",").unwrap_or(list), after);
    }
    (first.strip_suffix(b";").unwrap_or(first), after)
}

/// The end of the list's next word, if the list goes on after this one: only numbers, addresses and
/// dashes are in lists.
fn next_of_list(rest: &[u8], end: usize) -> Option<usize> {
    let (so_far, after) = rest.split_at(end);
    let joint = if after.starts_with(b" : ") {
        3
    } else {
        usize::from(so_far.ends_with(b",") && after.starts_with(b" "))
    };
    let next = after.get(joint..).filter(|next| joint > 0 && !next.is_empty())?;
    let of_lists = |byte: &&u8| byte.is_ascii_digit() || b"-[u".contains(byte);
    next.first().filter(of_lists)?;
    Some(end + joint + memchr::memchr(b' ', next).unwrap_or(next.len()))
}

/// Is it `-`, or a list of nothing else?
pub fn is_absent(text: &[u8]) -> bool {
    text.is_empty() || upstream::last(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tail: &str) -> String {
        let text = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
        let token = |token: Token<'_>| {
            let label = token.label.map_or(String::new(), |name| text(name) + "=");
            let unit = token.unit.map_or(String::new(), |unit| format!("({})", text(unit)));
            format!("{label}{}{unit}", text(token.text))
        };
        tokens(tail.as_bytes()).into_iter().map(token).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn tokens_of_tails() {
        for (tail, expected) in [
            (r#" "-"  293"#, "-|293"),
            (r#" rt=0.062 uct="0.000" urt="0.061, 0.001""#, "rt=0.062|uct=0.000|urt=0.061, 0.001"),
            (
                " 0.2 0.001, 0.2 : 0.003 10.0.0.1:80, 10.0.0.2:80 : - 502, -",
                "0.2|0.001, 0.2 : 0.003|10.0.0.1:80, 10.0.0.2:80 : -|502, -",
            ),
            (
                " to: 10.0.0.1:8080: upstream_response_time 0.003 request_time 0.004",
                "to=10.0.0.1:8080:|upstream_response_time=0.003|request_time=0.004",
            ),
            (" 3.456 ms [prod-web-80] [] abc", "3.456(ms)|prod-web-80||abc"),
            (r#" "a \" b" | x"#, r#"a \" b|x"#),
            (" \"open", "\"open"),
            ("", ""),
        ] {
            assert_eq!(shown(tail), expected, "{tail}");
        }
    }
}
