//! Distinct byte strings and their codes: each value is stored once, in order of first appearance.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// A growing set of byte strings; code n is the nth value that was interned.
#[derive(Debug, Default, Clone)]
pub struct Dictionary {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    table: HashTable<u32>,
}

impl Dictionary {
    /// The code of `value`, new if it was not seen before.
    pub fn intern(&mut self, value: &[u8]) -> u32 {
        // The hasher's state is fixed, so that runs are equal; codes depend on order, not on hashes.
        let state = FixedState::default();
        let hash = state.hash_one(value);
        let Self { bytes, ends, table } = self;
        if let Some(&code) = table.find(hash, |&code| slice(bytes, ends, code) == value) {
            return code;
        }
        let code = ends.len() as u32;
        bytes.extend_from_slice(value);
        ends.push(bytes.len());
        table.insert_unique(hash, code, |&code| state.hash_one(slice(bytes, ends, code)));
        code
    }

    /// The value of a code; empty for a code that was never given out.
    pub fn get(&self, code: u32) -> &[u8] {
        if (code as usize) < self.ends.len() { slice(&self.bytes, &self.ends, code) } else { &[] }
    }

    /// Number of distinct values.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// No value at all?
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The values, in order of code.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len() as u32).map(|code| slice(&self.bytes, &self.ends, code))
    }
}

fn slice<'a>(bytes: &'a [u8], ends: &[usize], code: u32) -> &'a [u8] {
    let end = ends[code as usize];
    let start = if code == 0 { 0 } else { ends[code as usize - 1] };
    &bytes[start..end]
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
}
