//! One JSON object a line: bytes in, its members out. Lines that a server wrote without knowing JSON
//! are repaired where it is plain what was meant.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};

/// The members of the object that a line is; `None` if it is none, even when repaired.
pub fn object(line: &[u8]) -> Option<Map<String, Value>> {
    let line = line.trim_ascii();
    if line.first() != Some(&b'{') {
        return None;
    }
    let read = serde_json::from_slice(line).or_else(|_| serde_json::from_slice(&repaired(line)));
    read.ok().map(|FirstWins(members)| members)
}

/// An object of whose repeated members the first counts: where a server does not escape quotes, what a
/// client sends must not replace what the server wrote before it.
struct FirstWins(Map<String, Value>);

impl<'de> Deserialize<'de> for FirstWins {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members).map(Self)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Map<String, Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut members = Map::new();
        while let Some((name, value)) = access.next_entry::<String, Value>()? {
            members.entry(name).or_insert(value);
        }
        Ok(members)
    }
}

/// The text of a member that is a text or a number.
pub fn text<'v>(members: &'v Map<String, Value>, names: &[&str]) -> Option<Cow<'v, str>> {
    names.iter().find_map(|name| match members.get(*name)? {
        Value::String(text) => Some(Cow::Borrowed(text.as_str())),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    })
}

/// Three things that nginx writes without `escape=json`, or with it: `\xHH`, bytes that are not
/// UTF-8, raw controls. All become the text `\xHH`, as the same server writes it in its text formats.
fn repaired(line: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(line.len() + 16);
    for part in line.utf8_chunks() {
        repair_escapes(part.valid().as_bytes(), &mut plain);
        part.invalid().iter().for_each(|byte| push_hex(&mut plain, *byte));
    }
    plain
}

fn repair_escapes(text: &[u8], plain: &mut Vec<u8>) {
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, rest.first()) {
            (b'\\', Some(&next)) if is_escape(next, rest) => {
                plain.extend_from_slice(&[byte, next]);
                rest = rest.get(1..).unwrap_or_default();
            }
            (b'\\', _) => plain.extend_from_slice(br"\\"),
            (0..0x20, _) => push_hex(plain, byte),
            _ => plain.push(byte),
        }
    }
}

/// Is the byte after a backslash an escape of RFC 8259 §7?
fn is_escape(next: u8, rest: &[u8]) -> bool {
    let is_code = || rest.get(1..5).is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit));
    match next {
        b'u' => is_code(),
        _ => b"\"\\/bfnrt".contains(&next),
    }
}

fn push_hex(plain: &mut Vec<u8>, byte: u8) {
    plain.extend_from_slice(format!("\\\\x{byte:02X}").as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(line: &[u8]) -> Option<String> {
        object(line).and_then(|members| text(&members, &["b", "a"]).map(Cow::into_owned))
    }

    #[test]
    fn the_first_of_repeated_members_counts() {
        assert_eq!(member(br#"{"a":"own","c":"x","a":"smuggled"}"#).as_deref(), Some("own"));
        assert_eq!(member(br#"{"a":"own\q","a":"smuggled"}"#).as_deref(), Some(r"own\q"));
    }

    #[test]
    fn broken_strings_are_repaired() {
        assert_eq!(member(br#"{"a":"x\x22y\q"}"#).as_deref(), Some(r"x\x22y\q"));
        assert_eq!(
            member(b"{\"a\":\"x\xff\x01\\u00e9\\u1\"}").as_deref(),
            Some("x\\xFF\\x01é\\u1")
        );
        assert_eq!(member(br#" {"a":0.5} "#).as_deref(), Some("0.5"));
        assert_eq!(member(br#"{"a":"unclosed}"#), None);
        assert_eq!(member(b"[1]"), None);
        assert_eq!(member(br#"{"a":{}}"#), None);
    }
}
