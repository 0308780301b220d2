//! One column of unlabelled values over a sample: the values in, what kind of thing they all are out.

use std::net::SocketAddr;

use crate::base::net::is_internal;

use super::super::{client, number};
use super::is_absent;

/// Lines in which clients are not all the same.
const SAME_MIN: usize = 8;

/// What all values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Absent in every line.
    Nothing,
    /// Seconds with three decimals or six, perhaps lists.
    Seconds,
    /// Seconds since the epoch, with decimals.
    Epoch,
    /// Whole numbers of three digits that are statuses, perhaps lists.
    Status,
    /// Whole numbers.
    Whole,
    /// A number and its unit: `12ms`.
    Written,
    /// `address:port` or a socket, perhaps lists.
    Socket,
    /// Addresses without a port, perhaps lists.
    Addresses,
    /// A host name, perhaps with a port.
    Host,
    /// Whole seconds, a slash, microseconds: Apache's `%T/%D`.
    Both,
    /// Something else.
    Other,
}

type Test = fn(&[u8]) -> bool;

/// A column of a sample.
#[derive(Debug, Clone, Default)]
pub struct Column<'s> {
    /// The values that are not absent, in order of lines.
    pub present: Vec<&'s [u8]>,
    /// Lines in which there is none.
    pub absent: usize,
}

impl<'s> Column<'s> {
    /// Adds the value of the next line.
    pub fn push(&mut self, text: &'s [u8]) {
        if is_absent(text) { self.absent += 1 } else { self.present.push(text) }
    }

    /// Are most of its values names of hosts, and all others what a client can name a host?
    fn is_of_hosts(&self) -> bool {
        let hosts = self.present.iter().filter(|text| is_host(text)).count();
        hosts > 0
            && 4 * hosts >= 3 * self.present.len()
            && self.present.iter().all(|text| is_host_header(text))
    }

    /// What its values are.
    pub fn kind(&self) -> Kind {
        let all = |is: Test| self.present.iter().all(|text| is(text));
        let kinds: [(Kind, Test); 9] = [
            (Kind::Epoch, is_epoch),
            (Kind::Seconds, |text| entries(text).all(is_seconds)),
            (Kind::Status, |text| entries(text).all(is_status)),
            (Kind::Whole, |text| number::integer(text).is_some()),
            (Kind::Written, is_written),
            (Kind::Both, |text| both(text).is_some()),
            (Kind::Socket, |text| entries(text).all(is_socket)),
            (Kind::Addresses, is_addresses),
            (Kind::Other, |_| true),
        ];
        let found =
            kinds.into_iter().find(|(_, is)| all(*is)).map_or(Kind::Other, |(kind, _)| kind);
        match found {
            _ if self.present.is_empty() => Kind::Nothing,
            Kind::Other if self.is_of_hosts() => Kind::Host,
            found => found,
        }
    }

    /// Is there a list in it, or a gap: does it say something of upstreams?
    pub fn is_of_upstreams(&self) -> bool {
        self.absent > 0 || self.present.iter().any(|text| text.contains(&b' '))
    }

    /// Could its addresses be a forwarding header? Not if all are internal, or the same in many lines: then
    /// they are the server's own.
    pub fn is_of_clients(&self) -> bool {
        let is_public = |entry: &[u8]| client::address(entry).is_some_and(|ip| !is_internal(ip));
        let first = self.present.first();
        let varies = self.present.iter().any(|text| Some(text) != first);
        (varies || self.present.len() < SAME_MIN)
            && self.present.iter().any(|text| entries(text).any(is_public))
    }

    /// Its whole numbers.
    pub fn numbers(&self) -> Vec<i64> {
        self.present.iter().filter_map(|text| number::integer(text)).collect()
    }

    /// The sum of its seconds, in microseconds; of a list, its last.
    pub fn sum_us(&self) -> i64 {
        let last = |text: &&[u8]| entries(text).last().and_then(number::seconds);
        self.present.iter().filter_map(last).fold(0, i64::saturating_add)
    }
}

/// Seconds and microseconds of `0/61530`, perhaps between asterisks.
pub fn both(text: &[u8]) -> Option<(i64, i64)> {
    let is_star = |text: &[u8]| text.iter().take_while(|byte| **byte == b'*').count();
    let text = text.get(is_star(text)..)?;
    let end = text.iter().position(|byte| *byte == b'*').unwrap_or(text.len());
    let text = text.get(..end)?;
    let slash = memchr::memchr(b'/', text)?;
    let (seconds, micros) = (number::integer(text.get(..slash)?)?, text.get(slash + 1..)?);
    let micros = number::integer(micros).and_then(number::duration)?;
    (micros / 1_000_000 == seconds).then_some((seconds, micros))
}

fn entries(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| b" ,".contains(byte)).filter(|entry| !matches!(*entry, b"" | b":" | b"-"))
}

fn is_seconds(text: &[u8]) -> bool {
    let point = memchr::memchr(b'.', text);
    point.is_some_and(|at| at < 6 && matches!(text.len() - at - 1, 3 | 6))
        && number::decimal_seconds(text).is_some()
}

/// Seconds since the epoch, with decimals.
pub fn is_epoch(text: &[u8]) -> bool {
    memchr::memchr(b'.', text) == Some(10) && number::decimal_seconds(text).is_some()
}

fn is_status(text: &[u8]) -> bool {
    text.len() == 3 && number::integer(text).is_some_and(|status| (100..600).contains(&status))
}

fn is_written(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_digit)
        && text.ends_with(b"s")
        && number::duration_in(text, super::super::slot::Unit::Written).is_some()
}

fn is_socket(text: &[u8]) -> bool {
    let name = std::str::from_utf8(text).unwrap_or_default();
    name.parse::<SocketAddr>().is_ok() || text.starts_with(b"unix:")
}

fn is_addresses(text: &[u8]) -> bool {
    let mut entries = text.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    entries.all(|entry| client::address(entry).is_some() || matches!(entry, b"unknown" | b"-"))
}

/// What may stand in a `Host` header (RFC 9110 §7.2): clients that look for weak servers put addresses and
/// bare words there.
fn is_host_header(text: &[u8]) -> bool {
    let of_hosts = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(byte);
    text.len() <= 255 && text.iter().all(of_hosts)
}

/// `www.example.org`, `www.example.org:8080`: two labels or more, the last of letters.
fn is_host(text: &[u8]) -> bool {
    let name = client::without_port(text);
    let mut labels = name.rsplit(|byte| *byte == b'.');
    let top = labels.next().unwrap_or_default();
    labels.next().is_some()
        && name.len() <= 253
        && top.len() >= 2
        && top.iter().all(u8::is_ascii_alphabetic)
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(byte))
}
