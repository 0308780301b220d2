//! nginx `main` of the packages' configuration: combined with the forwarding header. Durations: none.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::row::{Row, dash};
use super::kernel::{client, upstream};

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0" "-"`
pub(super) const FORMAT: Format = Format::new(
    "nginx_main",
    "nginx main: combined with \"$http_x_forwarded_for\"",
    Stamp::End,
    |_, _| Clf::<false, Header>::reader(),
);

/// ` "198.51.100.9, 203.0.113.7"`
struct Header;

impl Tail for Header {
    const SHAPE: Shape = Shape::Tailed;

    fn read<'a>(rest: &'a [u8], row: &mut Row<'a>) -> bool {
        let header = header(rest).filter(|(_, rest)| rest.trim_ascii().is_empty());
        row.forwarded = header.and_then(|(list, _)| dash(list)).map(Cow::Borrowed);
        header.is_some()
    }
}

/// The quoted header after the agent, and the rest; a cookie or a host in its place is none.
pub(super) fn header(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let (list, after) = rest.starts_with(b" \"").then(|| upstream::field(rest))??;
    is_header(list).then_some((list, after))
}

/// Addresses, or nothing.
fn is_header(list: &[u8]) -> bool {
    let is_hop = |hop: Cow<'_, [u8]>| client::address(&hop).is_some() || hop.as_ref() == b"unknown";
    let mut hops = client::hops(list).map(is_hop);
    matches!(list, b"" | b"-") || hops.next().is_some_and(|first| first && hops.all(|hop| hop))
}
