//! What was typed on how lines are to be read: zone, proxies, names of fields, the server's own format.
//! Words in, the options of a reading out; names of proxies become networks here, before anything is
//! read.

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use ipnetwork::IpNetwork;

use crate::error::{Error, Kind, Result};
use crate::frame::place::proxies;
use crate::read::format::kernel::fields::{names, slot_named};
use crate::read::format::kernel::pattern;
use crate::read::format::kernel::reader::Setting;
use crate::read::format::kernel::zone::Zone;
use crate::read::options::Options;
use crate::read::trust::Trust;

use super::args::ReadingArgs;

/// Units of memory.
const UNITS: [(&str, u64); 9] = [
    ("", 1),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("tb", 1_000_000_000_000),
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("tib", 1 << 40),
];

/// The word for all internal addresses.
const PRIVATE: &str = "private";

/// The options of a reading.
pub(super) fn options(args: &ReadingArgs) -> Result<Options> {
    let (format, patterns) = match (&args.log_format, &args.log_config) {
        (Some(text), _) if text.contains(['%', '$']) => (None, vec![text.clone()]),
        (None, Some(path)) => (None, configured(path)?),
        (named, _) => (named.clone(), Vec::new()),
    };
    for text in &patterns {
        pattern::compile(text)?;
    }
    let zone = args.tz.as_deref().map(Zone::named).transpose()?.unwrap_or_default();
    let map = args.map.iter().map(|text| mapped(text)).collect::<Result<Vec<_>>>()?;
    let trust = Arc::new(trust(&args.trust)?);
    let setting = Setting { zone, trust, map, year: args.year, patterns };
    Ok(Options {
        mmap: !args.no_mmap,
        format,
        setting,
        skip_unrecognised: args.skip_unrecognised,
        dedupe: args.dedupe,
        ..Options::default()
    })
}

/// The formats of lines that a server's configuration describes.
fn configured(path: &Path) -> Result<Vec<String>> {
    let text = std::fs::read(path).map_err(|error| Error::unreadable(path, error))?;
    let found = pattern::from_config(&String::from_utf8_lossy(&text))?;
    Ok(found.into_iter().map(|(_, pattern)| pattern).collect())
}

/// `field=name`, split at the first sign: names in logs may hold one. A field that
/// nobody knows is told at once, and not by an empty column.
fn mapped(text: &str) -> Result<(String, String)> {
    let pair = text.split_once('=').filter(|(field, name)| !field.is_empty() && !name.is_empty());
    let (field, name) = pair.ok_or_else(|| {
        Error::new(Kind::Usage, format!("{text:?} maps nothing"))
            .hint("write --map client_ip=remote: a field of `requests`, then its name in the log")
    })?;
    if slot_named(field).is_none() {
        let known: Vec<&str> = names().collect();
        return Err(Error::new(Kind::Usage, format!("there is no field {field:?} to map to"))
            .hint(format!("the field comes first, as in client_ip=remote: {}", known.join(", "))));
    }
    Ok((field.to_owned(), name.to_owned()))
}

/// The proxies that were named.
fn trust(words: &[String]) -> Result<Trust> {
    let mut ranges: Vec<(IpAddr, IpAddr)> = Vec::new();
    let mut internal = false;
    for word in words {
        let lower = word.to_ascii_lowercase();
        if lower == PRIVATE {
            internal = true;
        } else if let Ok(network) = word.parse::<IpNetwork>() {
            ranges.push((network.network(), network.broadcast()));
        } else {
            ranges.extend(proxies::named(&lower)?.ok_or_else(|| unknown(word))?);
        }
    }
    Ok(Trust::of_ranges(ranges, internal))
}

/// A number of bytes: digits, and a unit of 1000 (kB, MB, GB, TB) or 1024 (KiB, MiB, GiB, TiB).
pub(super) fn bytes(text: &str) -> Result<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    let unit = unit.trim().to_ascii_lowercase();
    let each = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, each)| *each);
    let number: Option<u64> = number.parse().ok();
    number.zip(each).and_then(|(number, each)| number.checked_mul(each)).ok_or_else(|| {
        Error::new(Kind::Usage, format!("{text:?} is no number of bytes"))
            .hint("write --memory 2GB, 512MB or 1GiB")
    })
}

fn unknown(word: &str) -> Error {
    let names = proxies::names().join(", ");
    Error::new(Kind::Usage, format!("{word:?} is no proxy"))
        .hint(format!("give an address, a network as 192.0.2.0/24, {PRIVATE}, or one of {names}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trusts(words: &[&str], address: &str) -> bool {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        trust(&words).expect("proxies").includes(address.parse().expect("an address"))
    }

    #[test]
    fn proxies_by_name_and_by_network() {
        assert!(trusts(&["203.0.113.0/24", "2001:db8::1"], "203.0.113.9"));
        assert!(trusts(&["203.0.113.0/24", "2001:db8::1"], "2001:db8::1"));
        assert!(trusts(&["private"], "10.0.0.1") && !trusts(&["192.0.2.1"], "10.0.0.1"));
        assert!(trusts(&["Cloudflare"], "172.64.0.1"));
        assert!(trust(&["cloudfare".to_owned()]).is_err_and(|error| error.kind() == Kind::Usage));
    }

    #[test]
    fn bytes_have_units() {
        let read = |text| bytes(text).ok();
        assert_eq!(read("2GB"), Some(2_000_000_000));
        assert_eq!(read("512 MiB"), Some(512 << 20));
        assert_eq!(read("1000"), Some(1000));
        for text in ["", "GB", "2X", "-1", "1.5GB", "99999999999TB"] {
            assert!(bytes(text).is_err_and(|error| error.kind() == Kind::Usage), "{text}");
        }
    }

    #[test]
    fn fields_are_mapped() {
        let pair = |field: &str, name: &str| Some((field.to_owned(), name.to_owned()));
        assert_eq!(mapped("ts=a=b").ok(), pair("ts", "a=b"));
        for text in ["ts", "=a", "ts="] {
            assert!(mapped(text).is_err(), "{text}");
        }
    }
}
