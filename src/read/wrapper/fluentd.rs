//! Fluentd's `out_file`: stamp, tag and record, parted by tabs. The record is an object, opened in its
//! turn. Source: Fluentd manual, formatter_out_file.

use std::borrow::Cow;

use super::kernel::head::iso;
use super::kernel::instant::instant;
use super::{Inside, Wrapper};
use crate::read::format::kernel::reader::Session;

/// `2021-04-06T08:31:02+02:00<TAB>nginx.access<TAB>{"message":"…"}`
pub(super) const WRAPPER: Wrapper =
    Wrapper::new("fluentd", "Fluentd out_file: stamp, tag, record, parted by tabs", open).certain();

fn open<'a>(line: &'a [u8], session: &mut Session) -> Option<Inside<'a>> {
    let (stamp, rest) = line.split_at_checked(memchr::memchr(b'\t', line)?)?;
    let rest = rest.strip_prefix(b"\t")?;
    let (tag, record) = rest.split_at_checked(memchr::memchr(b'\t', rest)?)?;
    let record = record.strip_prefix(b"\t").filter(|record| record.starts_with(b"{"))?;
    let is_tag = tag.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte));
    // The stamp ends with its tab: the same shape with a space is what is known.
    let is_stamp = stamp.len() <= 40 && iso(&[stamp, b" "].concat()).is_some();
    let ts_us = instant(stamp, session);
    (is_tag && is_stamp).then(|| Inside::whole(Cow::Borrowed(record), ts_us))
}
