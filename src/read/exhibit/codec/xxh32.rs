//! xxHash with 32 bits, seed 0: the checksum of LZ4 frames. Bytes in, a number out.
//! <https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md>

const PRIMES: [u32; 5] = [0x9e37_79b1, 0x85eb_ca77, 0xc2b2_ae3d, 0x27d4_eb2f, 0x1656_67b1];
const STRIPE: usize = 16;

/// Hashes bytes that come in parts.
#[derive(Debug, Clone)]
pub struct Xxh32 {
    lanes: [u32; 4],
    held: Vec<u8>,
    length: u64,
}

impl Default for Xxh32 {
    fn default() -> Self {
        let [one, two, ..] = PRIMES;
        let lanes = [one.wrapping_add(two), two, 0, 0u32.wrapping_sub(one)];
        Self { lanes, held: Vec::with_capacity(STRIPE), length: 0 }
    }
}

impl Xxh32 {
    /// The hash of a whole slice.
    pub fn of(bytes: &[u8]) -> u32 {
        let mut hash = Self::default();
        hash.update(bytes);
        hash.sum()
    }

    /// Goes on.
    pub fn update(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if !self.held.is_empty() {
            let (head, rest) = bytes.split_at(bytes.len().min(STRIPE - self.held.len()));
            self.held.extend_from_slice(head);
            bytes = rest;
            if self.held.len() < STRIPE {
                return;
            }
            let held = std::mem::take(&mut self.held);
            self.stripe(&held);
        }
        let mut stripes = bytes.chunks_exact(STRIPE);
        stripes.by_ref().for_each(|stripe| self.stripe(stripe));
        self.held.extend_from_slice(stripes.remainder());
    }

    fn stripe(&mut self, stripe: &[u8]) {
        for (lane, word) in self.lanes.iter_mut().zip(stripe.chunks_exact(4)) {
            let mixed = lane.wrapping_add(number(word).wrapping_mul(PRIMES[1]));
            *lane = mixed.rotate_left(13).wrapping_mul(PRIMES[0]);
        }
    }

    /// The hash of everything so far.
    pub fn sum(&self) -> u32 {
        let [one, two, three, four] = self.lanes;
        let mut sum = if self.length < STRIPE as u64 {
            PRIMES[4]
        } else {
            one.rotate_left(1)
                .wrapping_add(two.rotate_left(7))
                .wrapping_add(three.rotate_left(12))
                .wrapping_add(four.rotate_left(18))
        };
        sum = sum.wrapping_add(self.length as u32);
        let mut words = self.held.chunks_exact(4);
        for word in words.by_ref() {
            sum = sum.wrapping_add(number(word).wrapping_mul(PRIMES[2]));
            sum = sum.rotate_left(17).wrapping_mul(PRIMES[3]);
        }
        for byte in words.remainder() {
            sum = sum.wrapping_add(u32::from(*byte).wrapping_mul(PRIMES[4]));
            sum = sum.rotate_left(11).wrapping_mul(PRIMES[0]);
        }
        sum = (sum ^ sum >> 15).wrapping_mul(PRIMES[1]);
        sum = (sum ^ sum >> 13).wrapping_mul(PRIMES[2]);
        sum ^ sum >> 16
    }
}

fn number(word: &[u8]) -> u32 {
    word.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_the_specification_says() {
        // Test values of the reference implementation (xxhsum 0.8, seed 0).
        assert_eq!(Xxh32::of(b""), 0x02cc_5d05);
        assert_eq!(Xxh32::of(b"a"), 0x550d_7456);
        assert_eq!(Xxh32::of(b"abc"), 0x32d1_53ff);
        assert_eq!(Xxh32::of(b"Nobody inspects the spammish repetition"), 0xe229_3b2f);
    }

    #[test]
    fn parts_hash_as_the_whole() {
        let bytes: Vec<u8> = (0..100).collect();
        for cut in 0..bytes.len() {
            let mut hash = Xxh32::default();
            hash.update(&bytes[..cut]);
            hash.update(&bytes[cut..]);
            assert_eq!(hash.sum(), Xxh32::of(&bytes));
        }
    }
}
