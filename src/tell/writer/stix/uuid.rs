//! Names that are the same for the same content: UUID version 5 (RFC 9562 §5.5). A namespace and a name
//! in, a UUID out. SHA-1 is what version 5 is made of; nothing here relies on it for safety.

/// The namespace of objects of afflux: a random UUID (version 4), so that no other tool has it. STIX 2.1
/// §2.9 keeps its own namespace for cyber observables.
const NAMESPACE: [u8; 16] = [
    0x6f, 0x2d, 0x5c, 0x3e, 0x8a, 0x41, 0x4f, 0x0b, 0x9c, 0x57, 0x1e, 0xd0, 0x7b, 0x93, 0xa6, 0x28,
];

/// The UUID of a name.
pub(super) fn uuid(name: &str) -> String {
    of(NAMESPACE, name)
}

fn of(namespace: [u8; 16], name: &str) -> String {
    let digest = sha1(&[namespace.as_slice(), name.as_bytes()].concat());
    let mut hex: String = digest.iter().take(4).map(|word| format!("{word:08x}")).collect();
    // Version 5 in the seventh byte, the variant of RFC 9562 in the ninth.
    hex.replace_range(12..13, "5");
    let variant = 8 | (digest[2] >> 28 & 3);
    hex.replace_range(16..17, &format!("{variant:x}"));
    for place in [20, 16, 12, 8] {
        hex.insert(place, '-');
    }
    hex
}

/// SHA-1 (RFC 3174), as five words.
fn sha1(message: &[u8]) -> [u32; 5] {
    let mut state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize(padded.len() + (120 - padded.len() % 64) % 64, 0);
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks_exact(64) {
        state = round(state, block);
    }
    state
}

fn round(state: [u32; 5], block: &[u8]) -> [u32; 5] {
    let mut words = [0u32; 80];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
    }
    for t in 16..80 {
        words[t] = (words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16]).rotate_left(1);
    }
    let [mut a, mut b, mut c, mut d, mut e] = state;
    for (t, word) in words.into_iter().enumerate() {
        let (mixed, constant) = match t {
            0..20 => ((b & c) | (!b & d), 0x5a82_7999),
            20..40 => (b ^ c ^ d, 0x6ed9_eba1),
            40..60 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc_u32),
            _ => (b ^ c ^ d, 0xca62_c1d6),
        };
        let next = a.rotate_left(5).wrapping_add(mixed).wrapping_add(e);
        let next = next.wrapping_add(word).wrapping_add(constant);
        (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
    }
    let sums = [a, b, c, d, e];
    std::array::from_fn(|k| state[k].wrapping_add(sums[k]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(message: &str) -> String {
        sha1(message.as_bytes()).iter().map(|word| format!("{word:08x}")).collect()
    }

    #[test]
    fn digests_of_the_standard() {
        // RFC 3174 §7.3.
        assert_eq!(hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(
            hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        );
        assert_eq!(hex(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert_eq!(hex(&"0123456701234567".repeat(40)), "dea356a2cddd90c7a7ecedc5ebb563934f460452");
    }

    #[test]
    fn names_of_the_standard() {
        // RFC 9562, appendix A.4: the DNS namespace and www.example.com.
        let dns = [
            0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4,
            0x30, 0xc8,
        ];
        assert_eq!(of(dns, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
        assert_ne!(uuid("a"), uuid("b"));
    }
}
