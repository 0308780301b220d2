//! What is left of a syslog line where a shipper has taken the stamp away: the host and the tag, or the
//! tag alone.

use std::borrow::Cow;

use super::kernel::head::after_tag;
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `web1 nginx[31]: …`, `nginx: …`
pub(super) const WRAPPER: Wrapper =
    Wrapper::new("syslog_tag", "host and tag without a stamp: host tag[pid]:", open);

fn open<'a>(line: &'a [u8], _: &mut Session) -> Option<Inside<'a>> {
    // So nginx writes a client on a socket of the machine: `unix: - - [06/Apr/2021:…`.
    // So a log names its own columns: `#Fields: date time …`.
    let is_plain = line.starts_with(b"unix: ") || line.starts_with(b"#");
    let inside = after_tag(line).filter(|inside| !inside.is_empty() && !is_plain)?;
    Some(Inside::whole(Cow::Borrowed(inside), None))
}
