//! Addresses under other names: a key and an address in, a pseudonym out, the same each time. Who has the key can
//! find an address again by trying them all, and nobody else can; so the key is kept apart from the report.

use std::net::IpAddr;

use sha2::{Digest, Sha256};

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;
/// Bytes that SHA-256 takes at a time (FIPS 180-4).
const BLOCK: usize = 64;
/// Bytes of a pseudonym that are shown: with a million sources, two share one with a chance of 3 in 10⁸.
const SHOWN: usize = 8;
/// What a network is here: the prefixes that the evidence tests count.
const PREFIXES: (u8, u8) = (24, 48);

/// Gives pseudonyms with one key.
#[derive(Clone, PartialEq, Eq)]
pub struct Pseudonyms {
    key: [u8; KEY_BYTES],
}

impl Pseudonyms {
    /// With this key.
    pub fn new(key: [u8; KEY_BYTES]) -> Self {
        Self { key }
    }

    /// What tells one key from another without giving it away.
    pub fn key_id(&self) -> String {
        self.name("k", "key", &[])
    }

    /// The pseudonym of an address, host name or masked id. An IPv4 address is the same in either notation.
    pub fn source(&self, address: &str) -> String {
        match address.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
            Ok(IpAddr::V4(ip)) => self.name("s", "ipv4", &ip.octets()),
            Ok(IpAddr::V6(ip)) => self.name("s", "ipv6", &ip.octets()),
            Err(_) => self.name("s", "text", address.as_bytes()),
        }
    }

    /// The pseudonym of the network of an address (/24 or /48); `None` for what is no address.
    pub fn network(&self, address: &str) -> Option<String> {
        let (bytes, kind) = match address.parse::<IpAddr>().ok()?.to_canonical() {
            IpAddr::V4(ip) => (ip.octets().to_vec(), "ipv4/24"),
            IpAddr::V6(ip) => (ip.octets().to_vec(), "ipv6/48"),
        };
        let prefix = if kind == "ipv4/24" { PREFIXES.0 } else { PREFIXES.1 };
        Some(self.name("n", kind, bytes.get(..usize::from(prefix / 8))?))
    }

    fn name(&self, mark: &str, kind: &str, bytes: &[u8]) -> String {
        let message = [b"afflux/1/", kind.as_bytes(), b"\0", bytes].concat();
        let digest = hmac(&self.key, &message);
        let shown = digest.iter().take(SHOWN);
        std::iter::once(format!("{mark}-")).chain(shown.map(|b| format!("{b:02x}"))).collect()
    }
}

impl std::fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pseudonyms")
    }
}

/// HMAC-SHA-256 (RFC 2104). Written here: the crate for it is bound to another version of SHA-256 than ours.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0; BLOCK];
    let hashed = Sha256::digest(key);
    let key = if key.len() > BLOCK { hashed.as_slice() } else { key };
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let pad = |mask: u8| block.map(|byte| byte ^ mask);
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn hmac_gives_the_vectors_of_rfc_4231() {
        let first = hmac(&[0x0b; 20], b"Hi There");
        let expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(hex(&first), expected);
        let sixth = hmac(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First");
        let expected = "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54";
        assert_eq!(hex(&sixth), expected);
    }

    #[test]
    fn one_address_has_one_pseudonym_a_key() {
        let (one, other) = (Pseudonyms::new([1; KEY_BYTES]), Pseudonyms::new([2; KEY_BYTES]));
        assert_eq!(one.source("192.0.2.7"), one.source("::ffff:192.0.2.7"));
        assert_eq!(one.source("2001:db8::1"), one.source("2001:0db8:0:0::1"));
        assert_ne!(one.source("192.0.2.7"), other.source("192.0.2.7"));
        assert_ne!(one.source("192.0.2.7"), one.source("192.0.2.8"));
        assert_eq!(one.network("192.0.2.7"), one.network("192.0.2.200"));
        assert_ne!(one.network("192.0.2.7"), one.network("192.0.3.7"));
        assert_eq!(one.network("2001:db8:1::1"), one.network("2001:db8:1:ffff::2"));
        assert_ne!(one.network("2001:db8:1::1"), one.network("2001:db8:2::1"));
        assert_eq!(one.network("host.example"), None);
        assert_eq!(one.source("192.0.2.7").len(), 2 + 2 * SHOWN);
        assert_ne!(one.key_id(), other.key_id());
        assert!(!format!("{one:?}").contains('1'));
    }
}
