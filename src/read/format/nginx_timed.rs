//! nginx combined with `$request_time`, seconds with milliseconds, and perhaps what the upstreams took.

use std::borrow::Cow;

use crate::base::account::Stamp;
use crate::read::columns::ABSENT;

use super::Format;
use super::kernel::clf::{Clf, Shape, Tail};
use super::kernel::reader::{Context, Reader, Session, Setting};
use super::kernel::row::Row;
use super::kernel::{number, upstream};

/// `203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl/7.74.0" 0.062 0.061`
pub(super) const FORMAT: Format = Format::new(
    "nginx_timed",
    "nginx combined with times: … $request_time [$upstream_response_time [$upstream_addr $upstream_status]]",
    Stamp::End,
    |setting, sample| in_order(Clf::<false, Timed>::reader()?, setting, sample),
);

/// The reader, if the first time is the server's own: that includes the upstream's. Some write the two
/// the other way round.
pub(super) fn in_order(
    reader: Box<dyn Reader>,
    setting: &Setting,
    sample: &[Vec<u8>],
) -> Option<Box<dyn Reader>> {
    let mut session = Session::new(setting, Context::default());
    let mut excess_us = 0i64;
    for line in sample {
        let mut row = Row::default();
        let read = reader.line(line, &mut row, &mut session).is_ok();
        if read && row.upstream_duration_us > 0 && row.duration_us != ABSENT {
            let excess = row.upstream_duration_us - row.duration_us;
            // The two clocks are rounded each on its own.
            excess_us = excess_us.saturating_add(excess - ROUNDING_US);
        }
    }
    (excess_us <= 0).then_some(reader)
}

/// How far nginx's two times can be apart by rounding and by its clock, which it looks at rarely.
const ROUNDING_US: i64 = 5_000;

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
    let own_us =
        number::decimal_seconds(own).and_then(number::duration).filter(|_| is_time(own))?;
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

/// Three decimals at least: two are a `$gzip_ratio`.
fn is_time(text: &[u8]) -> bool {
    text.rsplit(|byte| *byte == b'.').next().is_some_and(|decimals| decimals.len() >= 3)
}

/// ` address status`, or nothing.
fn answering<'a>(rest: &'a [u8], row: &mut Row<'a>) -> Option<()> {
    if rest.trim_ascii().is_empty() {
        return Some(());
    }
    let (address, rest) = upstream::field(rest)?;
    let (status, rest) = upstream::field(rest)?;
    let is_number = |byte: &u8| byte.is_ascii_digit() || b"-, :".contains(byte);
    let is_socket = address == b"-" || address.contains(&b':');
    if !rest.trim_ascii().is_empty() || !is_socket || !status.iter().all(is_number) {
        return None;
    }
    row.upstream_addr = upstream::last(address).map(Cow::Borrowed);
    row.upstream_status = upstream::last_status(status);
    Some(())
}
