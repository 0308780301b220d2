//! IPv6 addresses as text: bytes in, whether the address is already written in canonical form (RFC 5952)
//! out. It says no to some that are, and yes to none that is not.

/// Groups of an address.
const GROUPS: usize = 8;

/// Is it an address in canonical form? Those that begin with `::` are left to others: they may be
/// IPv4 addresses in disguise.
pub fn is_canonical(text: &[u8]) -> bool {
    text.len() <= 39 && scan(text).is_some()
}

fn scan(text: &[u8]) -> Option<()> {
    let (mut groups, mut zeros, mut longest, mut gap) = (0, 0, 0, None);
    let mut rest = text;
    loop {
        let (is_zero, after) = group(rest)?;
        groups += 1;
        zeros = if is_zero { zeros + 1 } else { 0 };
        longest = longest.max(zeros);
        match after {
            [] => break,
            [b':', b':'] | [b':', b':', b':', ..] | [b':'] => {
                // A gap at the end.
                (*after == b"::"[..] && gap.is_none()).then_some(())?;
                gap = Some(longest);
                (zeros == 0).then_some(())?;
                break;
            }
            [b':', b':', next @ ..] => {
                (gap.is_none() && zeros == 0).then_some(())?;
                gap = Some(longest);
                (longest, rest) = (0, next);
            }
            [b':', next @ ..] => rest = next,
            _ => return None,
        }
        if groups == GROUPS {
            return None;
        }
    }
    let in_gap = GROUPS - groups;
    let canonical = match gap {
        // Two zeros in a row would be a gap.
        None => in_gap == 0 && longest < 2,
        // The gap is the longest run of zeros, the first of equals, and not next to another.
        Some(before) => {
            let touches = text_after_gap(text).is_some_and(|next| next.starts_with(b"0"));
            in_gap >= 2 && before < in_gap && longest <= in_gap && !touches
        }
    };
    canonical.then_some(())
}

fn text_after_gap(text: &[u8]) -> Option<&[u8]> {
    let at = text.windows(2).position(|pair| pair == b"::")?;
    text.get(at + 2..)
}

/// Reads a group: one to four lower-case digits without a leading zero. Gives whether it is zero, and
/// what follows.
#[inline]
fn group(text: &[u8]) -> Option<(bool, &[u8])> {
    let is_digit = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let digits = text.iter().take(5).take_while(is_digit).count();
    let is_zero = text.first() == Some(&b'0');
    let good = (1..=4).contains(&digits) && (!is_zero || digits == 1);
    good.then(|| text.get(digits..)).flatten().map(|after| (is_zero, after))
}

#[cfg(test)]
mod tests {
    use std::net::Ipv6Addr;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]

        #[test]
        fn yes_is_never_wrong(
            groups in proptest::array::uniform8(proptest::sample::select(vec![0u16, 0, 1, 0xab, 0xffff])),
            change in any::<Option<(u8, u8)>>(),
        ) {
            let canonical = Ipv6Addr::from(groups).to_string();
            let mut text = canonical.clone().into_bytes();
            let left = canonical.starts_with("::");
            prop_assert_eq!(is_canonical(&text), !left, "{}", canonical);
            if let Some((at, byte)) = change {
                let at = usize::from(at) % text.len();
                text[at] = b":0a1f"[usize::from(byte) % 5];
                let shown = String::from_utf8_lossy(&text).into_owned();
                let again = shown.parse::<Ipv6Addr>().map(|address| address.to_string());
                prop_assert!(!is_canonical(&text) || again == Ok(shown));
            }
        }
    }
}
