//! `docker compose logs` and `docker service logs`: the container's name and a bar before each line,
//! coloured or not.

use std::borrow::Cow;

use super::{Inside, Wrapper};
use crate::read::format::kernel::client::address;
use crate::read::format::kernel::reader::Session;

/// `web_1  | …`, `web.1.x2j@node1    | …`, and pm2's `0|app  | …`
pub(super) const WRAPPER: Wrapper =
    Wrapper::new("compose", "docker compose logs: container | message", open).certain();

fn open<'a>(line: &'a [u8], _: &mut Session) -> Option<Inside<'a>> {
    let rest = after_colour(line);
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.@|".contains(byte);
    let name = rest.iter().take_while(|byte| plain(byte)).count();
    let (name, rest) = rest.split_at_checked(name).filter(|_| (1..=255).contains(&name))?;
    // Fields between bars begin with a client or a dash, too.
    if name == b"-" || address(name).is_some() {
        return None;
    }
    let blanks = rest.iter().take_while(|byte| **byte == b' ').count();
    let rest = rest.get(blanks..).filter(|_| blanks > 0)?;
    let rest = after_colour(rest.strip_prefix(b"|")?);
    Some(Inside::whole(Cow::Borrowed(rest.strip_prefix(b" ")?), None))
}

/// Without a sequence that selects a colour: `ESC [ 36 m` (ECMA-48, SGR).
fn after_colour(text: &[u8]) -> &[u8] {
    let coloured = text.strip_prefix(b"\x1b[").and_then(|rest| {
        let end = rest.iter().take(12).position(|byte| *byte == b'm')?;
        let code = rest.get(..end)?;
        code.iter()
            .all(|byte| byte.is_ascii_digit() || *byte == b';')
            .then(|| rest.get(end + 1..))?
    });
    coloured.unwrap_or(text)
}
