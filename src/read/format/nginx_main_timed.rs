//! nginx `main` with `$request_time`, and perhaps what the upstreams took.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::row::{Row, dash};
use super::nginx_main::header;
use super::nginx_timed::{Timed, in_order};

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 5 "-" "curl/7.74.0" "-" 0.062 0.061`
pub(super) const FORMAT: Format = Format::new(
    "nginx_main_timed",
    "nginx main with times: … \"$http_x_forwarded_for\" $request_time [$upstream_response_time [$upstream_addr $upstream_status]]",
    Stamp::End,
    |setting, sample| in_order(Clf::<false, HeaderTimed>::reader()?, setting, sample),
);

struct HeaderTimed;

impl Tail for HeaderTimed {
    const SHAPE: Shape = Shape::Tailed;

    fn read<'a>(rest: &'a [u8], row: &mut Row<'a>) -> bool {
        let Some((list, times)) = header(rest) else { return false };
        let read = Timed::read(times, row);
        if read {
            row.forwarded = dash(list).map(Cow::Borrowed);
        }
        read
    }
}
