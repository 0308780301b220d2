//! Who is the client when there are proxies: the address of the connection and the forwarding header
//! in, the client out. A header is a claim of whoever sent it; it is believed only as far as the
//! proxies that were named as trusted wrote it.

use std::borrow::Cow;
use std::net::IpAddr;

use ipnetwork::IpNetwork;

use crate::base::net::is_internal;

use super::format::kernel::client;
use super::format::kernel::row::Row;

/// Proxies that were named as trusted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trust {
    /// First and last address of each, IPv4 as mapped into IPv6 (RFC 4291 §2.5.5.2): in order, apart.
    ranges: Vec<(u128, u128)>,
    /// Are all internal addresses trusted?
    internal: bool,
}

impl Trust {
    /// Trusts these networks, and all internal addresses if `internal`.
    pub fn new(networks: Vec<IpNetwork>, internal: bool) -> Self {
        let edges = networks.into_iter().map(|network| (network.network(), network.broadcast()));
        Self::of_ranges(edges, internal)
    }

    /// The same by first and last address of each network.
    pub fn of_ranges(ranges: impl IntoIterator<Item = (IpAddr, IpAddr)>, internal: bool) -> Self {
        let mut sorted: Vec<(u128, u128)> =
            ranges.into_iter().map(|(first, last)| (key(first), key(last))).collect();
        sorted.sort_unstable();
        let mut apart: Vec<(u128, u128)> = Vec::with_capacity(sorted.len());
        for (first, last) in sorted {
            match apart.last_mut() {
                Some((_, end)) if first <= *end => *end = last.max(*end),
                _ => apart.push((first, last)),
            }
        }
        Self { ranges: apart, internal }
    }

    /// Is nobody trusted?
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty() && !self.internal
    }

    /// Is that address one of the proxies?
    pub fn includes(&self, address: IpAddr) -> bool {
        if self.internal && is_internal(address) {
            return true;
        }
        let address = key(address);
        let before = self.ranges.partition_point(|(first, _)| *first <= address);
        let range = before.checked_sub(1).and_then(|at| self.ranges.get(at));
        range.is_some_and(|(_, last)| address <= *last)
    }

    /// Settles who the client of a row is: the last address of the header that is no trusted proxy, if
    /// the connection comes from one; the connection otherwise. True if the header decided.
    ///
    /// A format that logs no connection (Envoy's default) has only the header: its last address is then
    /// what the server itself saw.
    pub fn settle<'a>(&self, row: &mut Row<'a>) -> bool {
        let Some(header) = row.forwarded.take() else { return false };
        let connection = row.client.as_deref().and_then(client::address);
        let believed = match (&row.client, connection) {
            (None, _) => true,
            (Some(_), Some(address)) => self.includes(address),
            (Some(_), None) => false,
        };
        let Some(name) = believed.then(|| self.outermost(&header)).flatten() else { return false };
        row.peer = row.client.take();
        client::read_owned(&name, row);
        true
    }

    /// The rightmost untrusted word of a header; the leftmost if all are trusted.
    fn outermost(&self, header: &[u8]) -> Option<Vec<u8>> {
        let words = || client::hops(header);
        let untrusted =
            |word: &Cow<'_, [u8]>| !client::address(word).is_some_and(|a| self.includes(a));
        let last = words().rev().find(untrusted).or_else(|| words().next());
        last.map(Cow::into_owned)
    }
}

fn key(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_of_networks() {
        let networks = ["192.0.2.0/25", "192.0.2.64/26", "198.51.100.7", "2001:db8::/33"];
        let networks = networks.map(|network| network.parse().expect("a network")).to_vec();
        let trust = Trust::new(networks, true);
        for (address, expected) in [
            ("192.0.1.255", false),
            ("192.0.2.0", true),
            ("192.0.2.127", true),
            ("192.0.2.128", false),
            ("198.51.100.7", true),
            ("198.51.100.8", false),
            ("2001:db8:7fff:ffff::", true),
            ("2001:db8:8000::", false),
            ("10.1.2.3", true),
        ] {
            let address = address.parse().expect("an address");
            assert_eq!(trust.includes(address), expected, "{address}");
        }
        assert!(Trust::default().is_empty() && !trust.is_empty());
    }
}
