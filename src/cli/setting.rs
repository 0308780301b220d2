//! What was typed on how lines are to be read: zone, proxies, names of fields, the server's own format.
//! Words in, the options of a reading out; names of proxies become networks here, before anything is
//! read.

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use ipnetwork::IpNetwork;

use crate::error::{Error, Kind, Result};
use crate::frame::place::proxies;
use crate::read::format::kernel::pattern;
use crate::read::format::kernel::reader::Setting;
use crate::read::format::kernel::zone::Zone;
use crate::read::options::Options;
use crate::read::trust::Trust;

use super::args::ReadingArgs;

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

/// `field=name`, split at the first sign: names in logs may hold one.
fn mapped(text: &str) -> Result<(String, String)> {
    let pair = text.split_once('=').filter(|(field, name)| !field.is_empty() && !name.is_empty());
    pair.map(|(field, name)| (field.to_owned(), name.to_owned())).ok_or_else(|| {
        Error::new(Kind::Usage, format!("{text:?} maps nothing"))
            .hint("write --map client_ip=remote: a field of `requests`, then its name in the log")
    })
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
    fn fields_are_mapped() {
        let pair = |field: &str, name: &str| Some((field.to_owned(), name.to_owned()));
        assert_eq!(mapped("ts=a=b").ok(), pair("ts", "a=b"));
        for text in ["ts", "=a", "ts="] {
            assert!(mapped(text).is_err(), "{text}");
        }
    }
}
