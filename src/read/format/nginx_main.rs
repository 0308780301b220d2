//! nginx `main` of the packages' configuration: combined with the forwarding header. Durations: none.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::row::Row;
use super::kernel::{client, upstream};

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0" "-"`
pub(super) const FORMAT: Format = Format::new::<Clf<false, Header>>(
    "nginx_main",
    "nginx main: combined with \"$http_x_forwarded_for\"",
    Stamp::End,
);

/// ` "198.51.100.9, 203.0.113.7"`
struct Header;

impl Tail for Header {
    const SHAPE: Shape = Shape::Tailed;

    fn read<'a>(rest: &'a [u8], row: &mut Row<'a>) -> bool {
        let header = header(rest).filter(|(_, rest)| rest.trim_ascii().is_empty());
        header.inspect(|(list, _)| client::forwarded(list, row)).is_some()
    }
}

/// The quoted header after the agent, and the rest.
pub(super) fn header(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    rest.starts_with(b" \"").then(|| upstream::field(rest))?
}
