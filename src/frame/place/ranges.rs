//! A lookup table from addresses to small numbers: sorted boundaries and the value that holds from
//! each on. In: boundaries in order. Out: the value of an address, in about 20 ns. It knows nothing
//! of countries or networks: values are indexes into its owner's tables, 0 means "no answer".

use std::net::IpAddr;

/// Boundaries and values of one address family. `starts[0]` is the lowest address, so that every
/// address has a value.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Side<K> {
    starts: Vec<K>,
    values: Vec<u32>,
}

impl<K: Copy + Ord> Side<K> {
    /// The value at `key`, looked for between two positions.
    fn find(&self, key: K, low: usize, high: usize) -> u32 {
        let slice = self.starts.get(low..high).unwrap_or_default();
        let position = low + slice.partition_point(|&start| start <= key);
        position.checked_sub(1).and_then(|at| self.values.get(at)).copied().unwrap_or(0)
    }

    /// Where a value begins, and where the next one does.
    fn with(&self, value: u32) -> impl Iterator<Item = (K, Option<K>)> {
        let nexts = self.starts.iter().skip(1).copied().map(Some).chain([None]);
        let starts = self.starts.iter().copied().zip(nexts).zip(&self.values);
        starts.filter(move |(_, held)| **held == value).map(|(range, _)| range)
    }
}

/// Values of all addresses: IPv4 by the address, IPv6 by its upper half (the /64 that one subscriber
/// has, RFC 4291 §2.5.1).
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Ranges {
    v4: Side<u32>,
    /// Position of the first boundary at or after each /16: saves 16 of 19 steps.
    v4_index: Vec<u32>,
    v6: Side<u64>,
}

impl Ranges {
    /// A table from boundaries in strictly increasing order.
    pub(super) fn new(v4: Boundaries, v6: Boundaries) -> Self {
        let starts = v4.starts.iter().map(|&start| u32::try_from(start).unwrap_or(u32::MAX));
        let v4 = Side { starts: starts.collect(), values: v4.values };
        let v6 = Side { starts: v6.starts, values: v6.values };
        Self { v4_index: index_of(&v4.starts), v4, v6 }
    }

    /// The value of an address; 0 if there is none. IPv4 mapped into IPv6 counts as IPv4.
    pub(super) fn get(&self, address: IpAddr) -> u32 {
        match address.to_canonical() {
            IpAddr::V4(v4) => self.get_v4(u32::from(v4)),
            IpAddr::V6(v6) => {
                let upper = (u128::from(v6) >> 64) as u64;
                self.v6.find(upper, 0, self.v6.starts.len())
            }
        }
    }

    /// First and last address of every range that has this value.
    pub(super) fn with(&self, value: u32) -> Vec<(IpAddr, IpAddr)> {
        let v4 = self.v4.with(value).map(|(first, next)| {
            let last = next.map_or(u32::MAX, |next| next - 1);
            (IpAddr::V4(first.into()), IpAddr::V4(last.into()))
        });
        let v6 = self.v6.with(value).map(|(first, next)| {
            let last = next.map_or(u64::MAX, |next| next - 1);
            let (first, last) = (u128::from(first) << 64, u128::from(last) << 64);
            (IpAddr::V6(first.into()), IpAddr::V6((last | u128::from(u64::MAX)).into()))
        });
        v4.chain(v6).collect()
    }

    fn get_v4(&self, key: u32) -> u32 {
        let block = (key >> 16) as usize;
        let low = self.v4_index.get(block).copied().unwrap_or(0) as usize;
        let high = self.v4_index.get(block + 1).copied().unwrap_or(0) as usize;
        self.v4.find(key, low, high)
    }
}

/// Where each of the 65 536 blocks begins in the sorted starts, and the end of the last.
fn index_of(starts: &[u32]) -> Vec<u32> {
    let mut index = Vec::with_capacity((1 << 16) + 1);
    let mut position = 0;
    for block in 0..1 << 16 {
        while starts.get(position).is_some_and(|&start| start >> 16 < block) {
            position += 1;
        }
        index.push(position as u32);
    }
    index.push(starts.len() as u32);
    index
}

/// Boundaries as they are collected, in order of address.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Boundaries {
    starts: Vec<u64>,
    values: Vec<u32>,
    /// First address after the last range put in; `None` once the highest address is taken.
    next: Option<u64>,
}

impl Boundaries {
    /// None yet: every address has the value 0.
    pub(super) fn empty() -> Self {
        Self { starts: vec![0], values: vec![0], next: Some(0) }
    }

    /// Boundaries that are known to begin at 0 and to increase; `None` if they do not.
    pub(super) fn sorted(starts: Vec<u64>, values: Vec<u32>) -> Option<Self> {
        let ordered = starts.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        let whole = starts.first() == Some(&0) && starts.len() == values.len();
        (ordered && whole).then_some(Self { starts, values, next: None })
    }

    /// Puts `value` on the addresses from `first` to `last`; ranges come in order and do not overlap
    /// (what overlaps an earlier range is left to the earlier one).
    pub(super) fn put(&mut self, first: u64, last: u64, value: u32) {
        let Some(next) = self.next else { return };
        let first = first.max(next);
        if last < first {
            return;
        }
        if first > next {
            self.mark(next, 0);
        }
        self.mark(first, value);
        self.next = last.checked_add(1);
    }

    /// Closes the table: addresses after the last range up to `highest` have no value.
    pub(super) fn close(mut self, highest: u64) -> Self {
        if let Some(next) = self.next.filter(|&next| next <= highest) {
            self.mark(next, 0);
        }
        self
    }

    fn mark(&mut self, start: u64, value: u32) {
        if self.starts.last() == Some(&start) {
            self.starts.pop();
            self.values.pop();
        }
        if self.values.last() != Some(&value) {
            self.starts.push(start);
            self.values.push(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Ranges {
        let mut v4 = Boundaries::empty();
        v4.put(0x0100_0000, 0x0100_00ff, 1);
        v4.put(0x0100_0100, 0x0100_01ff, 1);
        v4.put(0x0500_0000, 0x05ff_ffff, 2);
        v4.put(0xffff_ff00, 0xffff_ffff, 3);
        let mut v6 = Boundaries::empty();
        v6.put(0x2001_0db8_0000_0000, 0x2001_0db8_ffff_ffff, 4);
        Ranges::new(v4.close(u64::from(u32::MAX)), v6.close(u64::MAX))
    }

    #[test]
    fn every_edge_of_a_range() {
        for (address, expected) in [
            ("0.0.0.0", 0),
            ("0.255.255.255", 0),
            ("1.0.0.0", 1),
            ("1.0.1.255", 1),
            ("1.0.2.0", 0),
            ("5.128.0.1", 2),
            ("6.0.0.0", 0),
            ("255.255.255.255", 3),
            ("::ffff:5.1.1.1", 2),
            ("2001:db8::1", 4),
            ("2001:db7:ffff:ffff::1", 0),
            ("2001:db9::", 0),
            ("ffff::", 0),
        ] {
            assert_eq!(table().get(address.parse().expect("an address")), expected, "{address}");
        }
    }

    #[test]
    fn ranges_of_a_value() {
        let text = |value| {
            let ranges = table().with(value).into_iter();
            ranges.map(|(first, last)| format!("{first}-{last}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(text(1), "1.0.0.0-1.0.1.255");
        assert_eq!(text(3), "255.255.255.0-255.255.255.255");
        assert_eq!(text(4), "2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff");
        assert_eq!(text(9), "");
    }

    #[test]
    fn neighbours_with_one_value_are_one_range() {
        assert_eq!(table().v4.starts.len(), 6);
    }

    #[test]
    fn boundaries_out_of_order_are_refused() {
        assert!(Boundaries::sorted(vec![0, 5, 5], vec![0, 1, 2]).is_none());
        assert!(Boundaries::sorted(vec![1, 5], vec![0, 1]).is_none());
        assert!(Boundaries::sorted(vec![0, 5], vec![0]).is_none());
        assert!(Boundaries::sorted(vec![0, 5], vec![0, 1]).is_some());
    }
}
