//! `logcli query`: the labels of a stream before each line, after a stamp that is an envelope of its own.

use std::borrow::Cow;

use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `{app="nginx", host="web1"} …`
pub(super) const WRAPPER: Wrapper =
    Wrapper::new("loki_labels", "logcli query: {label=\"value\", …} message", open).certain();

fn open<'a>(line: &'a [u8], _: &mut Session) -> Option<Inside<'a>> {
    let mut rest = line.strip_prefix(b"{")?;
    loop {
        rest = after_label(rest)?;
        match rest {
            [b',', b' ', next @ ..] | [b',', next @ ..] => rest = next,
            [b'}', message @ ..] => {
                let inside = message.strip_prefix(b" ")?.trim_ascii_start();
                return Some(Inside::whole(Cow::Borrowed(inside), None));
            }
            _ => return None,
        }
    }
}

fn after_label(rest: &[u8]) -> Option<&[u8]> {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let name = rest.iter().take_while(|byte| plain(byte)).count();
    let mut rest = rest.get(name..).filter(|_| name > 0)?.strip_prefix(b"=\"")?;
    loop {
        let at = memchr::memchr2(b'"', b'\\', rest)?;
        match rest.get(at)? {
            b'"' => return rest.get(at + 1..),
            _ => rest = rest.get(at + 2..)?,
        }
    }
}
