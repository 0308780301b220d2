//! What kind of network an address belongs to, likely: lists of providers, known autonomous systems,
//! and rules over the names of the others. In: kinds, numbers and names. Out: a class. It never says
//! more than "likely", and where two rules contradict each other it says nothing.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::known;
use crate::base::class::NetworkClass;

/// Class by autonomous system: known number first, then the name of its holder.
pub(super) fn by_system(number: u32, name: &str) -> NetworkClass {
    known::class_of(number).unwrap_or_else(|| by_name(name))
}

/// Class by kind in the list of providers. Crawlers run in their operators' data centres.
pub(super) fn by_kind(kind: &str) -> Option<NetworkClass> {
    match kind {
        "hosting" | "bot" => Some(NetworkClass::Hosting),
        "cdn" => Some(NetworkClass::Cdn),
        "vpn" | "tor" => Some(NetworkClass::Anonymiser),
        _ => None,
    }
}

/// Words of a name that tell a class. A word ending in `*` matches the beginning of a word.
const ANONYMISER: &[&str] =
    &["vpn", "nordvpn", "expressvpn", "torservers", "mullvad", "anonymizer"];
const EDUCATION: &[&str] = &[
    "universit*",
    "univ",
    "universidad*",
    "uniwersytet*",
    "college",
    "colleges",
    "school",
    "schools",
    "educati*",
    "educaci*",
    "educac*",
    "academie",
    "rectorat",
    "lycee",
    "ecole",
    "renater",
    "hochschul*",
    "fachhochschul*",
    "politecnic*",
    "polytechni*",
    "politechnik*",
    "cnrs",
    "inria",
    "academic",
];
const CDN: &[&str] = &["cdn", "cloudflare", "akamai", "fastly", "incapsula", "imperva", "edgecast"];
const HOSTING: &[&str] = &[
    "hosting",
    "hostings",
    "webhosting",
    "host",
    "hosts",
    "hosted",
    "hoster",
    "webhost*",
    "hostgator",
    "hosteurope",
    "datacenter*",
    "datacentre*",
    "datacent*",
    "cloud",
    "clouds",
    "server",
    "servers",
    "serverius",
    "vps",
    "colo",
    "colocation",
    "dedicated",
    "rackspace",
    "leaseweb",
    "digitalocean",
    "hetzner",
    "linode",
    "vultr",
    "contabo",
    "hostinger",
    "ovh",
    "scaleway",
    "selectel",
    "alibaba",
    "tencent",
    "amazon",
];
const MOBILE: &[&str] = &[
    "mobile", "mobiles", "mobil", "mobily", "movil", "moviles", "movistar", "cellular", "celular",
    "gsm", "cellcom",
];
const ISP: &[&str] = &[
    "telecom",
    "telecoms",
    "telecomm*",
    "telecomunic*",
    "telekom*",
    "telefonic*",
    "telephon*",
    "telefon*",
    "telco",
    "telcom",
    "telenet",
    "telia",
    "broadband",
    "cable",
    "cablevision",
    "fiber",
    "fibre",
    "fibra",
    "fiberoptic",
    "fibernet",
    "adsl",
    "dsl",
    "kabel",
    "isp",
    "wisp",
    "wifi",
    "wireless",
    "internet",
    "communications",
    "communication",
    "comunicac*",
    "banda",
    "provedor",
    "satellite",
    "vodafone",
    "orange",
    "comcast",
];
/// Words that mean lines to homes beyond doubt; with one of [`HOSTING`] in the same name, the name
/// tells nothing ("Example Telecom & Hosting").
const ISP_ONLY: &[&str] = &[
    "telecom",
    "telecoms",
    "telecomm*",
    "telecomunic*",
    "telekom*",
    "telefonic*",
    "telephon*",
    "broadband",
    "cable",
    "fiber",
    "fibre",
    "fibra",
    "adsl",
    "dsl",
    "kabel",
    "wireless",
];

/// The lists of words; the bit of each in what a name holds is its place.
const LISTS: [&[&str]; 7] = [ANONYMISER, EDUCATION, CDN, HOSTING, ISP_ONLY, MOBILE, ISP];

/// Whole words, and beginnings, with the bits of their lists.
type Listed = (HashMap<&'static str, u8>, Vec<(&'static str, u8)>);

/// Whole words, and beginnings of words, with the lists that have them: every holder's name is looked at, and
/// comparing each of its words with each of theirs took longer than finding the addresses.
static WORDS: LazyLock<Listed> = LazyLock::new(|| {
    let (mut whole, mut beginnings) = (HashMap::new(), Vec::new());
    for (place, list) in LISTS.into_iter().enumerate() {
        let bit = 1 << place;
        for word in list {
            match word.strip_suffix('*') {
                Some(beginning) => beginnings.push((beginning, bit)),
                None => *whole.entry(*word).or_insert(0) |= bit,
            }
        }
    }
    (whole, beginnings)
});

/// The lists that have a word.
fn lists(word: &str) -> u8 {
    let (whole, beginnings) = &*WORDS;
    let begins = beginnings.iter().filter(|(beginning, _)| word.starts_with(beginning));
    let begins = begins.fold(0, |bits, (_, bit)| bits | bit);
    whole.get(word).copied().unwrap_or(0) | begins
}

/// Class by the holder's name.
fn by_name(name: &str) -> NetworkClass {
    let name = name.to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric());
    let held = words.fold(0, |bits, word| bits | lists(word));
    let [anonymiser, education, cdn, hosting, isp_only, mobile, isp] =
        std::array::from_fn(|place| held >> place & 1 == 1);
    if anonymiser {
        NetworkClass::Anonymiser
    } else if education {
        NetworkClass::Education
    } else if cdn {
        NetworkClass::Cdn
    } else if hosting || name.contains("data center") || name.contains("data centre") {
        if isp_only { NetworkClass::Unknown } else { NetworkClass::Hosting }
    } else if mobile {
        NetworkClass::Mobile
    } else if isp {
        NetworkClass::Isp
    } else {
        NetworkClass::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use NetworkClass::{Anonymiser, Education, Hosting, Isp, Mobile, Unknown};

    #[test]
    fn names() {
        for (name, expected) in [
            ("Universite de la Polynesie Francaise", Education),
            ("Telekomunikasi Indonesia (PT)", Isp),
            ("PJSC \"TATTELECOM\"", Unknown),
            ("Charter Communications Inc", Isp),
            ("UK Dedicated Servers Limited", Hosting),
            ("Huawei Cloud Service data center", Hosting),
            ("Example Telecom and Hosting Ltd", Unknown),
            ("Mobile TeleSystems JLLC", Mobile),
            ("Example VPN AB", Anonymiser),
            ("Hostal Miramar", Unknown),
            ("European Commission", Unknown),
            ("", Unknown),
        ] {
            assert_eq!(by_name(name), expected, "{name}");
        }
    }

    #[test]
    fn a_known_number_overrules_the_name() {
        assert_eq!(by_system(16591, "Google Fiber Inc."), Isp);
        assert_eq!(by_system(12322, "Free SAS"), Isp);
        assert_eq!(by_system(2200, "Renater"), Education);
        assert_eq!(by_system(64512, "Orange Hosting"), Hosting);
    }
}
