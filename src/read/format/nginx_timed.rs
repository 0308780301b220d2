//! nginx combined with `$request_time`, seconds with milliseconds, and perhaps what the upstreams took.

use std::borrow::Cow;

use crate::base::account::Stamp;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::row::Row;
use super::kernel::{number, upstream};

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0" 0.062 0.061`
pub(super) const FORMAT: Format = Format::new::<Clf<false, Timed>>(
    "nginx_timed",
    "nginx combined with times: … $request_time [$upstream_response_time [$upstream_addr $upstream_status]]",
    Stamp::End,
);

/// ` 0.062`, ` 0.062 0.061`, ` 0.062 0.061 10.0.0.1:80 200`, each perhaps in quotes.
pub(super) struct Timed;

impl Tail for Timed {
    const SHAPE: Shape = Shape::Tailed;

    fn read<'a>(rest: &'a [u8], row: &mut Row<'a>) -> bool {
        times(rest, row).is_some()
    }
}

/// A whole number is no `$request_time`: it always has its three decimals.
fn times<'a>(rest: &'a [u8], row: &mut Row<'a>) -> Option<()> {
    let (b'0'..=b'9' | b'"') = rest.get(1)? else { return None };
    let (own, rest) = upstream::field(rest)?;
    let own_us = number::decimal_seconds(own).and_then(number::duration)?;
    let upstream_us = match upstream::field(rest) {
        Some((list, rest)) => {
            let total = upstream::total_seconds(list)?;
            answering(rest, row)?;
            Some(total)
        }
        None => rest.trim_ascii().is_empty().then_some(None)?,
    };
    row.duration_us = own_us;
    row.upstream_duration_us = upstream_us.unwrap_or(row.upstream_duration_us);
    Some(())
}

/// ` address status`, or nothing.
fn answering<'a>(rest: &'a [u8], row: &mut Row<'a>) -> Option<()> {
    if rest.trim_ascii().is_empty() {
        return Some(());
    }
    let (address, rest) = upstream::field(rest)?;
    let (status, rest) = upstream::field(rest)?;
    if !rest.trim_ascii().is_empty() {
        return None;
    }
    row.upstream_addr = upstream::last(address).map(Cow::Borrowed);
    row.upstream_status = upstream::last_status(status);
    Some(())
}
