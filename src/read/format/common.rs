//! NCSA common log format, as Apache's `common`. Durations: none.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::row::Row;

/// `203.0.113.7 - frank [06/Apr/2021:08:31:02 +0200] "GET /login HTTP/1.1" 503 299`
pub(super) const FORMAT: Format =
    Format::new("common", "NCSA common: %h %l %u %t \"%r\" %>s %b", Stamp::Unknown, |_, _| {
        Clf::<false, Bare>::reader()
    });

/// Nothing after the bytes.
pub(super) struct Bare;

impl Tail for Bare {
    const SHAPE: Shape = Shape::Bare;

    fn read<'a>(_: &'a [u8], _: &mut Row<'a>) -> bool {
        false
    }
}
