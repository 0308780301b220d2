//! Squid's `combined` format: Apache's, with absolute URLs, Squid's result and the hierarchy at the
//! end. The result is kept as a flag. Durations: none.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::row::Row;
use super::kernel::slot::part_url;

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET http://www.example.com/ HTTP/1.1" 200 512 "-" "curl/7.74.0" TCP_MISS:HIER_DIRECT`
pub(super) const FORMAT: Format = Format::new(
    "squid_combined",
    "Squid combined: %>a %[ui %[un [%tl] \"%rm %ru HTTP/%rv\" %>Hs %<st \"%{Referer}>h\" \"%{User-Agent}>h\" %Ss:%Sh",
    Stamp::End,
    |_, _| Clf::<false, Result>::reader(),
);

struct Result;

impl Tail for Result {
    const SHAPE: Shape = Shape::Tailed;

    fn read<'a>(rest: &'a [u8], row: &mut Row<'a>) -> bool {
        let Some(code) = result(rest.get(1..).unwrap_or_default()) else { return false };
        row.flags = Some(Cow::Borrowed(code));
        part_url(row);
        true
    }
}

/// The code of `TCP_MISS:HIER_DIRECT`.
pub(super) fn result(text: &[u8]) -> Option<&[u8]> {
    let of_name = |byte: &u8| byte.is_ascii_uppercase() || b"_,".contains(byte);
    let named = |name: &[u8]| (4..64).contains(&name.len()) && name.iter().all(of_name);
    let (code, hierarchy) =
        text.split_at_checked(memchr::memchr(b':', text.get(..64).unwrap_or(text))?)?;
    (named(code) && named(hierarchy.get(1..)?)).then_some(code)
}
