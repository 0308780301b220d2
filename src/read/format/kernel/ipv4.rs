//! IPv4 addresses as text: bytes in, the address as a number out, if that is how the address is written
//! in canonical form. It reads no other way of writing one.

/// Lowest bit of each byte.
const ONES: u128 = u128::MAX / 255;
/// Highest bit of each byte.
const TOPS: u128 = ONES << 7;

/// The number of an address in canonical form, `None` for any other text.
///
/// Sixteen bytes are looked at as one number: no step depends on how many digits an octet has.
#[inline]
pub fn canonical(text: &[u8]) -> Option<u32> {
    let length = text.len();
    if !(7..=15).contains(&length) {
        return None;
    }
    let word = word(text)?;
    // Bytes that equal a point become zero; the highest bit of a byte is set if it is zero.
    let points = zeros(word ^ (ONES * u128::from(b'.'))) & (TOPS >> (8 * (16 - length)));
    if points.count_ones() != 3 {
        return None;
    }
    let digits = word ^ (ONES * u128::from(b'0'));
    // A byte above 9, or one with its highest bit set, is no digit.
    let others =
        (digits | ((digits & !TOPS) + ONES * 0x76)) & TOPS & (u128::MAX >> (8 * (16 - length)));
    if others != points {
        return None;
    }
    let (mut number, mut from, mut points) = (0, 0, points);
    for _ in 0..4 {
        let to = if points == 0 { length } else { points.trailing_zeros() as usize / 8 };
        number = number << 8 | octet((digits >> (8 * from)) as u32, to - from)?;
        points &= points.wrapping_sub(1);
        from = to + 1;
    }
    Some(number)
}

/// The value of up to three digits, the first in the lowest byte.
#[inline]
fn octet(digits: u32, count: usize) -> Option<u32> {
    if !(1..=3).contains(&count) {
        return None;
    }
    let leading_zero = count > 1 && digits & 0xff == 0;
    let aligned = digits << (8 * (3 - count));
    let aligned = if count == 3 { aligned } else { aligned & (0x00ff_ffff << (8 * (3 - count))) };
    let value = (aligned & 0xff) * 100 + (aligned >> 8 & 0xff) * 10 + (aligned >> 16 & 0xff);
    (value < 256 && !leading_zero).then_some(value)
}

/// Up to sixteen bytes as a number, the first byte lowest, zeros above the last.
#[inline]
fn word(text: &[u8]) -> Option<u128> {
    if let (Some(head), Some(tail)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        let low = u128::from(u64::from_le_bytes(*head));
        return Some(low | u128::from(u64::from_le_bytes(*tail)) << (8 * (text.len() - 8)));
    }
    let (head, tail) = (text.first_chunk::<4>()?, text.last_chunk::<4>()?);
    let low = u128::from(u32::from_le_bytes(*head));
    Some(low | u128::from(u32::from_le_bytes(*tail)) << (8 * (text.len() - 4)))
}

/// The highest bit of every byte that is zero, and of no other.
#[inline]
fn zeros(word: u128) -> u128 {
    !(((word & !TOPS) + !TOPS) | word) & TOPS
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use proptest::prelude::*;

    use super::*;

    fn slowly(text: &[u8]) -> Option<u32> {
        std::str::from_utf8(text).ok()?.parse::<Ipv4Addr>().ok().map(u32::from)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn every_address_is_read(address: u32, change in any::<Option<(u8, u8)>>()) {
            let mut text = Ipv4Addr::from(address).to_string().into_bytes();
            prop_assert_eq!(canonical(&text), Some(address));
            if let Some((at, byte)) = change {
                let at = usize::from(at) % text.len();
                text[at] = byte;
                prop_assert_eq!(canonical(&text), slowly(&text), "{:?}", text);
            }
        }

        #[test]
        fn other_texts_are_none(text in proptest::collection::vec(
            proptest::sample::select(b"0123456789..../:\0\xb0".to_vec()), 0..18,
        )) {
            prop_assert_eq!(canonical(&text), slowly(&text), "{:?}", text);
        }
    }
}
