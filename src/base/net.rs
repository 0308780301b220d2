//! Client addresses: what a log calls one, and the groups it belongs to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Reads an address as logs write it: `203.0.113.7`, `2001:db8::1`, `[2001:db8::1]`, with a port
/// (`203.0.113.7:4711`, `[::1]:4711`) or a zone (`fe80::1%eth0`). IPv4 mapped into IPv6
/// (`::ffff:203.0.113.7`, as dual-stack servers log it) becomes IPv4. `None` for host names,
/// masked and hashed addresses: those stay opaque identifiers.
pub fn parse_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    // A list of a million empty words must not cost a million times the attempts below.
    let first = text.as_bytes().first()?;
    if !first.is_ascii_hexdigit() && !b":[".contains(first) {
        return None;
    }
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address.to_canonical());
    }
    if let Ok(socket) = text.parse::<std::net::SocketAddr>() {
        return Some(socket.ip().to_canonical());
    }
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let without_zone = bare.split('%').next()?;
    without_zone.parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

/// The network a client's neighbours share: /24 for IPv4, /48 for IPv6 (the usual allocation to one
/// site; Jung et al. 2002 cluster by BGP prefix, these are the fall-back without a routing table).
pub fn cluster_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(v4) => IpAddr::V4(Ipv4Addr::from(u32::from(v4) & 0xffff_ff00)),
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from(u128::from(v6) & (!0u128 << 80))),
    }
}

/// What one subscriber has: the address for IPv4, the /64 for IPv6 (RFC 4291 §2.5.1; hosts change
/// the lower half at will, RFC 8981).
pub fn subscriber_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from(u128::from(v6) & (!0u128 << 64))),
    }
}

/// Not on the public Internet: private, loopback, link-local, shared (RFC 6598), unique local. A log
/// whose clients are nearly all of these shows a proxy, not clients.
pub fn is_internal(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_unspecified()
                || (a == 100 && (64..128).contains(&b))
        }
        IpAddr::V6(v6) => {
            let first = v6.segments()[0];
            v6.is_loopback()
                || v6.is_unspecified()
                || (first & 0xfe00) == 0xfc00
                || (first & 0xffc0) == 0xfe80
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_logs_write_them() {
        for (text, expected) in [
            ("203.0.113.7", Some("203.0.113.7")),
            ("203.0.113.7:4711", Some("203.0.113.7")),
            ("::ffff:203.0.113.7", Some("203.0.113.7")),
            ("[2001:db8::1]", Some("2001:db8::1")),
            ("[2001:db8::1]:443", Some("2001:db8::1")),
            ("fe80::1%eth0", Some("fe80::1")),
            ("host.example.fr", None),
            ("203.0.113.xxx", None),
            ("", None),
        ] {
            let parsed = parse_address(text).map(|address| address.to_string());
            assert_eq!(parsed.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn groups() {
        let v6: IpAddr = "2001:db8:1:2:3:4:5:6".parse().expect("an address");
        assert_eq!(cluster_of(v6).to_string(), "2001:db8:1::");
        assert_eq!(subscriber_of(v6).to_string(), "2001:db8:1:2::");
        let v4: IpAddr = "198.51.100.9".parse().expect("an address");
        assert_eq!(cluster_of(v4).to_string(), "198.51.100.0");
        assert!(is_internal("10.1.2.3".parse().expect("an address")));
        assert!(is_internal("100.64.0.1".parse().expect("an address")));
        assert!(!is_internal(v4));
    }
}
