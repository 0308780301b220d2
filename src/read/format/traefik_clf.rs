//! Traefik's access log as text: combined, then the number of the request, router, server and duration.
//! The number would tell lost lines; it is not kept.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::cursor::{Cursor, is_number, last_word};
use super::kernel::number;
use super::kernel::request;
use super::kernel::row::{Row, dash};
use super::kernel::slot::Unit;

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0" 500 "web@docker" "http://10.0.0.3:80" 2ms`
pub(super) const FORMAT: Format = Format::new(
    "traefik_clf",
    "Traefik common: combined, then <request count> \"<router>\" \"<server URL>\" <duration>ms",
    Stamp::Start,
    |_, _| Clf::<false, Routed>::reader(),
);

/// ` 500 "web@docker" "http://10.0.0.3:80" 2ms`; early versions lose a quote after the router.
struct Routed;

impl Tail for Routed {
    const SHAPE: Shape = Shape::Tailed;

    // Versions before 1.6.
    const DASHES: bool = true;

    fn read<'a>(rest: &'a [u8], row: &mut Row<'a>) -> bool {
        routed(rest, row).is_some()
    }
}

/// From both ends: what is between them is the operator's.
fn routed<'a>(rest: &'a [u8], row: &mut Row<'a>) -> Option<()> {
    let mut cursor = Cursor::new(rest);
    cursor.word().filter(|count| is_number(count))?;
    let (before, millis) = last_word(cursor.rest());
    let millis = millis.strip_suffix(b"ms")?;
    let duration_us = number::duration_in(millis, Unit::Millis)?;
    let (_, server) = last_word(before.trim_ascii_end());
    let server = server.strip_suffix(b"\"").unwrap_or(server);
    let server = server.strip_prefix(b"\"").unwrap_or(server);
    row.duration_us = duration_us;
    row.upstream_addr = dash(server)
        // Where no server was found, Traefik 1 writes a path.
        .filter(|server| !server.is_empty() && *server != b"/")
        .map(|server| request::parts_of_url(server).map_or(server, |(address, _)| address).into());
    Some(())
}
