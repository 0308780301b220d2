//! Databases that the user has: MaxMind DB files of any maker. In: a path. Out: a [`Source`] whose
//! tables hold the whole file. The file is read once, every record is decoded and checked, and then
//! it is dropped: a look-up cannot fail later, and the digest is of the very bytes that were read.

use std::collections::HashMap;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use ipnetwork::IpNetwork;
use maxminddb::{MaxMindDbError, Reader};

use super::layout::Record;
use super::ranges::{Boundaries, Ranges};
use super::source::{Countries, Networks, Source, digest};
use crate::base::time::SECOND_US;
use crate::error::{Error, Kind, Result};

/// Networks that a search tree may show for each of its nodes. A tree has one more leaf than nodes;
/// writers that share equal subtrees show more. A forged tree whose nodes point at each other would
/// show 2^128.
const NETWORKS_PER_NODE: u64 = 16;

/// Reads a database.
pub(super) fn open(path: &Path) -> Result<Source> {
    let unreadable = |error: std::io::Error| {
        let message = format!("cannot read the database {}", path.display());
        Error::new(Kind::Database, message).because(error)
    };
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let source = decode(&bytes).map_err(|error| {
        Error::new(Kind::Database, format!("{} is no usable database: {error}", path.display()))
            .hint("an MMDB file with countries or AS numbers is expected")
    })?;
    if source.countries.is_none() && source.networks.is_none() {
        let message = format!("{} holds neither countries nor AS numbers", path.display());
        return Err(Error::new(Kind::Database, message));
    }
    Ok(Source { name: path.display().to_string(), ..source })
}

fn decode(bytes: &[u8]) -> std::result::Result<Source, MaxMindDbError> {
    let reader = Reader::from_source(bytes)?;
    let metadata = reader.metadata();
    let built_us = i64::try_from(metadata.build_epoch).ok().and_then(|s| s.checked_mul(SECOND_US));
    let built_us = built_us.ok_or_else(|| invalid("its build date is out of range"))?;
    let mut tables =
        Tables { networks_only: is_asn_only(&metadata.database_type), ..Tables::new() };
    tables.expand(&reader, "0.0.0.0/0")?;
    if metadata.ip_version == 6 {
        // The one block of global unicast addresses (IANA IPv6 Address Space registry).
        tables.expand(&reader, "2000::/3")?;
    }
    let (countries, networks) = tables.close();
    Ok(Source {
        built_us,
        sha256: digest(bytes),
        licence: licence(&metadata.database_type),
        countries,
        networks,
        ..Source::default()
    })
}

fn invalid(message: &str) -> MaxMindDbError {
    MaxMindDbError::invalid_database(message)
}

/// Databases of AS numbers may carry the country of the AS's holder, which is not where the address
/// is: it must not be taken for it.
fn is_asn_only(database_type: &str) -> bool {
    let kind = database_type.to_ascii_lowercase();
    kind.contains("asn") && !kind.contains("country")
}

/// What stands for the attribution of a database whose maker is not known.
pub const LICENCE_OF_USER: &str = "licence as its user received it";

/// The attribution line of the known makers; the type as the file states it for others.
fn licence(database_type: &str) -> String {
    let printable = |c: &char| c.is_ascii_graphic() || *c == ' ';
    let kind: String = database_type.chars().filter(printable).take(60).collect();
    let line = match kind.to_ascii_lowercase() {
        k if k.starts_with("geolite2") => {
            "GeoLite2 data created by MaxMind, https://www.maxmind.com"
        }
        k if k.starts_with("geoip2") => "MaxMind GeoIP2, licence of its user",
        k if k.starts_with("dbip") => "IP Geolocation by DB-IP, https://db-ip.com",
        k if k.starts_with("ipinfo") => "IP address data by IPinfo, https://ipinfo.io",
        _ => LICENCE_OF_USER,
    };
    format!("{line} ({kind})")
}

/// A list of distinct things and the position of each.
#[derive(Default)]
struct Interned<K> {
    positions: HashMap<K, u32>,
}

impl<K: std::hash::Hash + Eq> Interned<K> {
    /// Position counted from 1, and whether it is new.
    fn position(&mut self, key: K) -> (u32, bool) {
        let next = self.positions.len() as u32 + 1;
        let position = *self.positions.entry(key).or_insert(next);
        (position, position == next)
    }
}

/// Tables under construction.
struct Tables {
    networks_only: bool,
    codes: Interned<String>,
    code_list: Vec<Arc<str>>,
    systems: Interned<u32>,
    numbers: Vec<u32>,
    names: Vec<Arc<str>>,
    /// By position of the record in the file: (country, network).
    records: HashMap<usize, (u32, u32)>,
    /// IPv4, IPv6.
    countries: [Boundaries; 2],
    networks: [Boundaries; 2],
}

impl Tables {
    fn new() -> Self {
        let empty = || [Boundaries::empty(), Boundaries::empty()];
        Self {
            networks_only: false,
            codes: Interned::default(),
            code_list: Vec::new(),
            systems: Interned::default(),
            numbers: Vec::new(),
            names: Vec::new(),
            records: HashMap::new(),
            countries: empty(),
            networks: empty(),
        }
    }

    /// Walks all networks of one family in order of address.
    fn expand(
        &mut self,
        reader: &Reader<&[u8]>,
        whole: &str,
    ) -> std::result::Result<(), MaxMindDbError> {
        let whole: IpNetwork = whole.parse().map_err(MaxMindDbError::InvalidNetwork)?;
        let limit = (u64::from(reader.metadata().node_count) + 1).saturating_mul(NETWORKS_PER_NODE);
        let mut seen = 0;
        for item in reader.within(whole, maxminddb::WithinOptions::default())? {
            let found = item?;
            seen += 1;
            if seen > limit {
                return Err(invalid("its search tree visits itself"));
            }
            let Some(offset) = found.offset() else { continue };
            let values = match self.records.get(&offset) {
                Some(&values) => values,
                None => self.enter(offset, found.decode()?.unwrap_or_default()),
            };
            self.put(found.network()?, values);
        }
        Ok(())
    }

    fn enter(&mut self, offset: usize, record: Record) -> (u32, u32) {
        let country = record.country.filter(|_| !self.networks_only).map_or(0, |code| {
            let (position, new) = self.codes.position(code.clone());
            if new {
                self.code_list.push(code.into());
            }
            position
        });
        let network = record.as_number.map_or(0, |number| {
            let (position, new) = self.systems.position(number);
            if new {
                self.numbers.push(number);
                self.names.push(record.as_org.unwrap_or_default().into());
            }
            position
        });
        self.records.insert(offset, (country, network));
        (country, network)
    }

    fn put(&mut self, network: IpNetwork, (country, system): (u32, u32)) {
        let Some((family, first, last)) = bounds(network) else { return };
        let [countries_v4, countries_v6] = &mut self.countries;
        let [networks_v4, networks_v6] = &mut self.networks;
        let (countries, networks) = match family {
            Family::V4 => (countries_v4, networks_v4),
            Family::V6 => (countries_v6, networks_v6),
        };
        countries.put(first, last, country);
        networks.put(first, last, system);
    }

    fn close(self) -> (Option<Countries>, Option<Networks>) {
        let table = |[v4, v6]: [Boundaries; 2]| {
            Ranges::new(v4.close(u64::from(u32::MAX)), v6.close(u64::MAX))
        };
        let countries = (!self.code_list.is_empty())
            .then(|| Countries { ranges: table(self.countries), codes: self.code_list });
        let (numbers, names) = (self.numbers, self.names);
        let networks = (!numbers.is_empty()).then(|| Networks {
            ranges: table(self.networks),
            numbers,
            names,
        });
        (countries, networks)
    }
}

/// Address family of a network.
enum Family {
    V4,
    V6,
}

/// First and last key of a network. An IPv6 network longer than /64 stands for its /64 if it begins
/// there, and is passed over otherwise.
fn bounds(network: IpNetwork) -> Option<(Family, u64, u64)> {
    match (network.network(), network.broadcast()) {
        (IpAddr::V4(first), IpAddr::V4(last)) => {
            Some((Family::V4, u32::from(first).into(), u32::from(last).into()))
        }
        (IpAddr::V6(first), IpAddr::V6(last)) => {
            let (first, last) = (u128::from(first), u128::from(last));
            let begins_a_subscriber = first as u64 == 0;
            begins_a_subscriber.then_some((Family::V6, (first >> 64) as u64, (last >> 64) as u64))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn databases_of_as_numbers_say_nothing_of_places() {
        assert!(is_asn_only("GeoLite2-ASN") && is_asn_only("ipinfo standard_asn.mmdb"));
        assert!(!is_asn_only("ipinfo free_country_asn.mmdb") && !is_asn_only("DBIP-Country-Lite"));
    }

    #[test]
    fn the_attribution_line_of_a_file_cannot_carry_control_characters() {
        assert_eq!(licence("\x1b[31mX\n"), "licence as its user received it ([31mX)");
    }

    #[test]
    fn networks_within_a_subscriber() {
        let key = |text: &str| bounds(text.parse().expect("a network")).map(|(_, a, b)| (a, b));
        assert_eq!(key("2001:db8::/32"), Some((0x2001_0db8_0000_0000, 0x2001_0db8_ffff_ffff)));
        assert_eq!(key("2001:db8::/80"), Some((0x2001_0db8_0000_0000, 0x2001_0db8_0000_0000)));
        assert_eq!(key("2001:db8:0:0:8000::/65"), None);
        assert_eq!(key("192.0.2.0/24"), Some((0xc000_0200, 0xc000_02ff)));
    }

    #[test]
    fn random_bytes_are_an_error() {
        assert!(decode(b"").is_err());
        assert!(decode(b"\xab\xcd\xefMaxMind.com").is_err());
    }
}
