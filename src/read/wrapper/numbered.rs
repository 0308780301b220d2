//! `cat -n` and `nl`: the number of the line and a tab before each.

use std::borrow::Cow;

use super::{Inside, Wrapper};
use crate::read::format::kernel::cursor::is_number;
use crate::read::format::kernel::reader::Session;

/// `     1⇥…`
pub(super) const WRAPPER: Wrapper =
    Wrapper::new("numbered", "lines numbered by cat -n or nl: number, tab", open).certain();

/// Both pad the number to so many places (POSIX, nl(1)).
const PLACES: usize = 6;
/// Numbers of more places are times.
const PLACES_MAX: usize = 9;

fn open<'a>(line: &'a [u8], _: &mut Session) -> Option<Inside<'a>> {
    let end = memchr::memchr(b'\t', line).filter(|end| (PLACES..=PLACES_MAX).contains(end))?;
    let number = line.get(..end)?.trim_ascii_start();
    let is_padded = end == PLACES || number.len() == end;
    let inside = line.get(end + 1..).filter(|_| is_number(number) && is_padded)?;
    Some(Inside::whole(Cow::Borrowed(inside), None))
}
