//! What `grep` and `zgrep` put before each line they found: the name of the file, the number of the line
//! (`-n`), or both.

use std::borrow::Cow;
use std::net::IpAddr;

use super::kernel::head::is_file_name;
use super::{Inside, Wrapper};
use crate::read::format::kernel::client::address;
use crate::read::format::kernel::cursor::is_number;
use crate::read::format::kernel::ipv4;
use crate::read::format::kernel::prefix::is_date;
use crate::read::format::kernel::reader::Session;

/// `access.log.1:…`, `logs/access.log:12:…`, `12:…`
pub(super) const WRAPPER: Wrapper = Wrapper::new(
    "grep",
    "output of grep and zgrep: file:, file:line: or line: before a line",
    open,
)
.certain();

fn open<'a>(line: &'a [u8], _: &mut Session) -> Option<Inside<'a>> {
    let (first, rest) = part(line)?;
    let inside = if is_file_name(first) {
        let number = part(rest).filter(|(number, _)| is_number(number) && !is_global(word(rest)));
        number.map_or(rest, |(_, inside)| inside)
    } else {
        Some(rest).filter(|rest| is_number(first) && begins_a_line(rest))?
    };
    // A blank follows a tag; the port of a host is a word.
    let begins = !word(inside).is_empty() && !is_number(word(inside));
    begins.then(|| Inside::whole(Cow::Borrowed(inside), None))
}

/// An address of the only block that is given out (2000::/3, RFC 4291 §2.4): its first group is no number of
/// a line.
fn is_global(word: &[u8]) -> bool {
    let is_so = |ip: IpAddr| matches!(ip, IpAddr::V6(ip) if ip.octets()[0] >> 5 == 1);
    address(word).is_some_and(is_so)
}

fn word(text: &[u8]) -> &[u8] {
    text.split(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default()
}

/// What is before the first colon, and after it.
fn part(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b':', text).filter(|end| (1..=255).contains(end))?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

/// Is that no part of an address, as `2001:db8::1` or `10:00:01`, but the begin of a line?
fn begins_a_line(rest: &[u8]) -> bool {
    let word = word(rest);
    let is_name = word.contains(&b'.')
        && word.first().is_some_and(u8::is_ascii_alphabetic)
        && address(word).is_none();
    ipv4::canonical(word).is_some() || is_name || is_date(rest) || matches!(word, [b'{' | b'[', ..])
}
