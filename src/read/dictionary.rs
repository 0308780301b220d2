//! Distinct byte strings and their codes: each value is stored once, in order of first appearance.
//! Codes depend on that order only; the hashes are seeded anew in every run, because whoever writes
//! into a log chooses what is hashed.

use std::fmt;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::exhibit::map::in_large_pages;
use super::format::kernel::ipv4;
use super::format::kernel::simd::prefetch;

/// Values that are looked up side by side, so that their cache misses overlap.
pub const BATCH: usize = 64;

/// Bytes before a value: its code and its length.
const HEAD: usize = 8;
/// Bits of a slot that say where a value is: a tebibyte.
const WHERE: u32 = 40;

/// A growing set of byte strings; code n is the nth value that was interned.
#[derive(Default, Clone)]
pub struct Dictionary {
    /// Of each value its code and length, then its bytes: whoever looks for it finds all in one place.
    records: Vec<u8>,
    /// Where the record of a code begins.
    starts: Vec<usize>,
    hasher: RandomState,
    /// Upper bits of the hash, and where the record is.
    table: Table,
    /// Values that are IPv4 addresses, by number: no hash over text, no comparison of text. The number,
    /// and the code + 1.
    addresses: Option<Table>,
}

/// Open addressing with linear probing, at most half full. A slot of 0 is empty.
#[derive(Default, Clone)]
struct Table {
    slots: Vec<u64>,
    count: usize,
}

impl Table {
    /// Where to start looking.
    #[inline]
    fn start(&self, hash: u64) -> usize {
        hash as usize & self.slots.len().wrapping_sub(1)
    }

    #[inline]
    fn slot(&self, at: usize) -> u64 {
        self.slots.get(at).copied().unwrap_or(0)
    }

    /// The first slot that `is` what is looked for.
    #[inline]
    fn find(&self, hash: u64, is: impl Fn(u64) -> bool) -> Option<u64> {
        let mut at = self.start(hash);
        loop {
            let slot = self.slot(at);
            if slot == 0 {
                return None;
            }
            if is(slot) {
                return Some(slot);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Puts what is not there; there must be room.
    fn put(&mut self, hash: u64, content: u64) {
        let mut at = self.start(hash);
        while self.slot(at) != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = content;
            self.count += 1;
        }
    }

    /// Makes room for one more, with the hash of each slot.
    fn make_room(&mut self, hash: impl Fn(u64) -> u64) {
        if self.count * 2 < self.slots.len() {
            return;
        }
        let size = (self.slots.len() * 4).max(64);
        let mut slots = Vec::with_capacity(size);
        in_large_pages(&slots);
        // Written, not asked for as zeros: a page that is read before it is written to is the system's
        // page of zeros at first, and to replace it every processor must be stopped.
        slots.resize(size, 0);
        let full = std::mem::replace(self, Self { slots, count: 0 });
        for slot in full.slots.into_iter().filter(|slot| *slot != 0) {
            self.put(hash(slot), slot);
        }
    }
}

/// The slot of a record; it is never 0.
#[inline]
fn slot_of(hash: u64, start: usize) -> u64 {
    hash >> WHERE << WHERE | (start as u64 + 1)
}

/// Where the record of a slot begins.
#[inline]
fn start_of(slot: u64) -> usize {
    ((slot & ((1 << WHERE) - 1)) as usize).wrapping_sub(1)
}

impl Dictionary {
    /// A dictionary most of whose values are IPv4 addresses.
    pub fn of_addresses() -> Self {
        Self { addresses: Some(Table::default()), ..Self::default() }
    }

    /// An empty dictionary for values of the same kind.
    pub fn empty(&self) -> Self {
        if self.addresses.is_some() { Self::of_addresses() } else { Self::default() }
    }

    /// The code of `value`, new if it was not seen before.
    pub fn intern(&mut self, value: &[u8]) -> u32 {
        if self.addresses.is_some()
            && let Some(address) = ipv4::canonical(value)
        {
            return self.intern_address(address, value);
        }
        let hash = self.hasher.hash_one(value);
        self.intern_hashed(hash, value)
    }

    /// The codes of up to [`BATCH`] values, in their order.
    pub fn intern_all(&mut self, values: &[&[u8]], codes: &mut [u32]) {
        if self.addresses.is_some() {
            return self.intern_addresses(values, codes);
        }
        let mut hashes = [0u64; BATCH];
        for (hash, value) in hashes.iter_mut().zip(values) {
            *hash = self.hasher.hash_one(*value);
            prefetch(&self.table.slots, self.table.start(*hash));
        }
        for hash in hashes.iter().take(values.len()) {
            let slot = self.table.slot(self.table.start(*hash));
            if slot >> WHERE == hash >> WHERE {
                prefetch(&self.records, start_of(slot));
                prefetch(&self.records, start_of(slot) + 64);
            }
        }
        for ((code, value), hash) in codes.iter_mut().zip(values).zip(hashes) {
            *code = self.intern_hashed(hash, value);
        }
    }

    fn intern_addresses(&mut self, values: &[&[u8]], codes: &mut [u32]) {
        let mut parsed = [None; BATCH];
        let table = self.addresses.get_or_insert_default();
        for (parsed, value) in parsed.iter_mut().zip(values) {
            *parsed = ipv4::canonical(value);
            if let Some(address) = *parsed {
                prefetch(&table.slots, table.start(self.hasher.hash_one(address)));
            }
        }
        for ((code, value), parsed) in codes.iter_mut().zip(values).zip(parsed) {
            *code = match parsed {
                Some(address) => self.intern_address(address, value),
                None => self.intern_hashed(self.hasher.hash_one(*value), value),
            };
        }
    }

    /// The code of an IPv4 address with that canonical text.
    #[inline]
    fn intern_address(&mut self, address: u32, text: &[u8]) -> u32 {
        let table = self.addresses.get_or_insert_default();
        let hash = self.hasher.hash_one(address);
        match table.find(hash, |slot| slot >> 32 == u64::from(address)) {
            Some(slot) => (slot as u32).wrapping_sub(1),
            None => self.add_address(hash, address, text),
        }
    }

    #[cold]
    fn add_address(&mut self, hash: u64, address: u32, text: &[u8]) -> u32 {
        let (code, _) = self.add(text);
        let table = self.addresses.get_or_insert_default();
        table.make_room(|slot| self.hasher.hash_one((slot >> 32) as u32));
        table.put(hash, u64::from(address) << 32 | u64::from(code + 1));
        code
    }

    #[inline]
    fn intern_hashed(&mut self, hash: u64, value: &[u8]) -> u32 {
        let is = |slot: u64| {
            slot >> WHERE == hash >> WHERE
                && self.record(start_of(slot)).is_some_and(|r| r.1 == value)
        };
        match self.table.find(hash, is).and_then(|slot| self.record(start_of(slot))) {
            Some((code, _)) => code,
            None => self.add_text(hash, value),
        }
    }

    #[cold]
    fn add_text(&mut self, hash: u64, value: &[u8]) -> u32 {
        let (code, start) = self.add(value);
        let mut table = std::mem::take(&mut self.table);
        table.make_room(|slot| {
            let record = self.record(start_of(slot));
            record.map_or(0, |(_, value)| self.hasher.hash_one(value))
        });
        table.put(hash, slot_of(hash, start));
        self.table = table;
        code
    }

    /// Appends a record; gives the code and where it begins.
    fn add(&mut self, value: &[u8]) -> (u32, usize) {
        let (code, start) = (self.starts.len() as u32, self.records.len());
        self.records.extend_from_slice(&code.to_le_bytes());
        // No line is longer than a mebibyte.
        self.records.extend_from_slice(&(value.len() as u32).to_le_bytes());
        self.records.extend_from_slice(value);
        self.starts.push(start);
        (code, start)
    }

    /// Code and value of the record at `start`.
    #[inline]
    fn record(&self, start: usize) -> Option<(u32, &[u8])> {
        let (head, rest) = self.records.get(start..)?.split_first_chunk::<HEAD>()?;
        let head = u64::from_le_bytes(*head);
        Some((head as u32, rest.get(..(head >> 32) as usize)?))
    }

    /// The value of a code; empty for a code that was never given out.
    #[inline]
    pub fn get(&self, code: u32) -> &[u8] {
        let start = self.starts.get(code as usize);
        start.and_then(|start| self.record(*start)).map_or(&[], |(_, value)| value)
    }

    /// Number of distinct values.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// No value at all?
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The values, in order of code.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.starts.len() as u32).map(|code| self.get(code))
    }
}

/// The values only: what is behind them differs from run to run.
impl fmt::Debug for Dictionary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_first_appearance() {
        let mut dictionary = Dictionary::default();
        let codes: Vec<u32> = [&b"b"[..], b"a", b"", b"b", b"a"]
            .into_iter()
            .map(|value| dictionary.intern(value))
            .collect();
        assert_eq!(codes, [0, 1, 2, 0, 1]);
        assert_eq!(dictionary.iter().collect::<Vec<_>>(), [&b"b"[..], b"a", b""]);
        assert_eq!(dictionary.get(9), b"");
    }

    #[test]
    fn many_values_keep_their_codes() {
        for mut dictionary in [Dictionary::default(), Dictionary::of_addresses()] {
            let values: Vec<String> = (0..5_000u32)
                .map(|n| {
                    if n % 3 == 0 { format!("h{n}") } else { format!("10.{}.{}.7", n % 7, n % 251) }
                })
                .collect();
            let values: Vec<&[u8]> = values.iter().map(|value| value.as_bytes()).collect();
            let mut codes = vec![0; values.len()];
            for (values, codes) in values.chunks(BATCH).zip(codes.chunks_mut(BATCH)) {
                dictionary.intern_all(values, codes);
            }
            let mut seen: Vec<&[u8]> = Vec::new();
            for (value, code) in values.iter().zip(codes) {
                let expected = seen.iter().position(|known| known == value).unwrap_or(seen.len());
                if expected == seen.len() {
                    seen.push(value);
                }
                assert_eq!(code as usize, expected);
                assert_eq!(dictionary.intern(value), code);
                assert_eq!(dictionary.get(code), *value);
            }
        }
    }
}
