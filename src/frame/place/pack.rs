//! The packs that are compiled into the program: countries, networks and provider ranges of a known
//! day, so that places can be told without an account or a download. In: bytes in the format of
//! `packs/README.md`. Out: a [`Source`]. It does not choose between packs; `mod.rs` does.

use std::sync::{Arc, LazyLock};

use rayon::prelude::*;

use super::ranges::{Boundaries, Ranges};
use super::source::{Countries, Networks, Providers, Source, digest};
use crate::base::time::SECOND_US;
use crate::error::{Error, Kind, Result};

const MAGIC: &[u8] = b"AFXPACK\x01";

/// Upper bound for an unpacked body; the largest pack has 8 MB.
const BODY_LIMIT: usize = 64 << 20;

type Loaded = std::result::Result<Arc<Source>, String>;

/// Every pack, oldest first. Each is unpacked once, when it is first asked for.
static PACKS: [LazyLock<Loaded>; 3] = [
    LazyLock::new(|| load("pack-2022", include_bytes!("packs/country-asn-2022.pack"))),
    LazyLock::new(|| load("pack-2026", include_bytes!("packs/country-asn-2026.pack"))),
    LazyLock::new(|| load("providers-2026", include_bytes!("packs/providers-2026.pack"))),
];

/// The embedded packs, oldest first, provider ranges last. They are unpacked side by side.
pub(super) fn embedded() -> Result<Vec<Arc<Source>>> {
    let loaded = |pack: &LazyLock<Loaded>| (**pack).clone();
    let packs: std::result::Result<_, String> = PACKS.par_iter().map(loaded).collect();
    packs.map_err(|message| Error::new(Kind::Database, message))
}

fn load(name: &str, bytes: &[u8]) -> Loaded {
    decode(name, bytes).map(Arc::new).ok_or_else(|| format!("{name}: the embedded pack is corrupt"))
}

/// Reads a pack; `None` if it is not one or is damaged.
fn decode(name: &str, bytes: &[u8]) -> Option<Source> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (header, body) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let header = std::str::from_utf8(header).ok()?;
    let built: i64 = field(header, "built")?.parse().ok()?;
    let mut source = Source {
        name: name.to_owned(),
        built_us: built.checked_mul(SECOND_US)?,
        sha256: digest(bytes),
        licence: field(header, "licence")?.to_owned(),
        ..Source::default()
    };
    fill(&mut source, &unpack(body)?)?;
    Some(source)
}

/// A `key=value` line of the header.
fn field<'h>(header: &'h str, key: &str) -> Option<&'h str> {
    header.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
}

fn unpack(body: &[u8]) -> Option<Vec<u8>> {
    use std::io::Read;
    let mut out = Vec::new();
    let decoder = zstd::Decoder::new(body).ok()?;
    decoder.take(BODY_LIMIT as u64).read_to_end(&mut out).ok()?;
    Some(out)
}

/// The sections of a body, by tag.
struct Sections<'b>(Vec<(u8, &'b [u8])>);

impl<'b> Sections<'b> {
    fn read(mut body: &'b [u8]) -> Option<Self> {
        let mut sections = Vec::new();
        while let Some((tag, rest)) = body.split_first() {
            let (length, rest) = rest.split_first_chunk::<4>()?;
            let (payload, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            sections.push((*tag, payload));
            body = rest;
        }
        Some(Self(sections))
    }

    fn get(&self, tag: u8) -> Option<Cursor<'b>> {
        self.0.iter().find(|(t, _)| *t == tag).map(|(_, payload)| Cursor(payload))
    }

    /// The table of ranges in two sections, values at most `highest`.
    fn ranges(&self, v4: u8, v6: u8, highest: usize) -> Option<Ranges> {
        Some(Ranges::new(self.get(v4)?.ranges(highest)?, self.get(v6)?.ranges(highest)?))
    }
}

fn fill(source: &mut Source, body: &[u8]) -> Option<()> {
    let sections = Sections::read(body)?;
    if let Some(mut codes) = sections.get(1) {
        let codes = codes.strings()?;
        source.countries = Some(Countries { ranges: sections.ranges(2, 3, codes.len())?, codes });
        let (numbers, names) = (sections.get(4)?.numbers()?, sections.get(5)?.strings()?);
        let ranges = sections.ranges(6, 7, numbers.len().min(names.len()))?;
        source.networks = Some(Networks { ranges, numbers, names });
    }
    if sections.get(8).is_some() {
        source.flags = Some(sections.ranges(8, 9, 15)?);
    }
    if let Some(mut labels) = sections.get(10) {
        let labels = labels.strings()?;
        source.providers =
            Some(Providers { ranges: sections.ranges(11, 12, labels.len())?, labels });
    }
    Some(())
}

/// Bytes still to be read.
struct Cursor<'b>(&'b [u8]);

impl<'b> Cursor<'b> {
    /// An unsigned LEB128 integer.
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// A count of items of at least one byte each: never more than there are bytes.
    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.varint()?).ok().filter(|&count| count <= self.0.len())
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = self.count()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    fn strings(&mut self) -> Option<Vec<Arc<str>>> {
        let count = self.count()?;
        (0..count).map(|_| self.text().map(Arc::from)).collect()
    }

    /// Integers as differences from the one before.
    fn deltas(&mut self, count: usize) -> Option<Vec<u64>> {
        let mut last = 0_u64;
        let mut next = || {
            last = last.checked_add(self.varint()?)?;
            Some(last)
        };
        (0..count).map(|_| next()).collect()
    }

    fn numbers(&mut self) -> Option<Vec<u32>> {
        let count = self.count()?;
        self.deltas(count)?.into_iter().map(|number| u32::try_from(number).ok()).collect()
    }

    fn ranges(&mut self, highest: usize) -> Option<Boundaries> {
        let count = self.count()?;
        let starts = self.deltas(count)?;
        let value = |cursor: &mut Self| {
            u32::try_from(cursor.varint()?).ok().filter(|&value| value as usize <= highest)
        };
        let values = (0..count).map(|_| value(self)).collect::<Option<Vec<_>>>()?;
        Boundaries::sorted(starts, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROVIDERS: &[u8] = include_bytes!("packs/providers-2026.pack");

    #[test]
    fn every_embedded_pack_decodes() {
        let packs = embedded().expect("the packs decode");
        let names: Vec<_> = packs.iter().map(|pack| pack.name.as_str()).collect();
        assert_eq!(names, ["pack-2022", "pack-2026", "providers-2026"]);
        for pack in &packs {
            assert!(pack.countries.is_some() != pack.providers.is_some(), "{}", pack.name);
            assert!(!pack.licence.is_empty());
        }
    }

    #[test]
    fn a_damaged_pack_is_refused() {
        assert!(decode("whole", PROVIDERS).is_some());
        assert!(decode("cut", &PROVIDERS[..PROVIDERS.len() - 9]).is_none());
        assert!(decode("other", b"GeoLite2").is_none());
    }

    #[test]
    fn hostile_counts_and_integers_end_the_reading() {
        assert_eq!(Cursor(&[0x80; 12]).varint(), None);
        assert_eq!(Cursor(&[0xff, 0xff, 0xff, 0x7f]).strings(), None);
        assert_eq!(Cursor(&[2, 0, 0, 0, 0]).ranges(9), None, "starts must increase");
        assert_eq!(Cursor(&[1, 0, 3]).ranges(2), None, "a value without an entry");
    }
}
