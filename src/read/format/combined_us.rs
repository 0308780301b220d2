//! Apache combined with `%D`, the time to serve in whole microseconds.
//!
//! The unit is not in the line: `%T` (seconds) and Tomcat's `%D` (milliseconds, up to version 9) look
//! the same. Detection takes this format only if the durations are plausible as microseconds.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::number;
use super::kernel::row::Row;

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0" 61530`
pub(super) const FORMAT: Format = Format::new::<Clf<false, Micros>>(
    "combined_us",
    "Apache combined with microseconds: %h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %D",
    Stamp::Start,
)
.in_whole_us();

/// ` 61530`
pub(super) struct Micros;

impl Tail for Micros {
    const SHAPE: Shape = Shape::Tailed;

    fn read<'a>(rest: &'a [u8], row: &mut Row<'a>) -> bool {
        let duration = number::integer(rest.trim_ascii()).and_then(number::duration);
        row.duration_us = duration.unwrap_or(row.duration_us);
        duration.is_some()
    }
}
