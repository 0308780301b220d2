//! Where a country code lies, seen from home: the country itself, its territories overseas, the rest
//! of the European Union and Economic Area, or elsewhere. Pure; tables of facts, no database.

use crate::base::class::Territory;

/// Codes that stand for no country. `EU` and `AP` are what registries wrote for "somewhere in
/// Europe" and "in Asia and the Pacific"; A1 (anonymous proxy), A2 (satellite), O1 (other) and T1
/// (Tor) come from old MaxMind databases and Cloudflare.
const PSEUDO: [&str; 9] = ["EU", "AP", "??", "ZZ", "XX", "A1", "A2", "O1", "T1"];

/// Members of the European Union (27) and the other states of the European Economic Area.
const EU_EEA: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Parts of member states with codes of their own where the treaties apply: the outermost regions of
/// France (Article 349 TFEU; MF is one, BL left in 2012) and Åland.
const EU_REGIONS: [&str; 7] = ["AX", "GF", "GP", "MF", "MQ", "RE", "YT"];

/// Countries whose territories have ISO 3166-1 codes of their own. Territories without one (Ceuta,
/// the Canary Islands, Madeira, the Azores) carry the country's code already. Hong Kong and Macao
/// are not counted with China: their networks and law are their own.
const OVERSEAS: [(&str, &[&str]); 10] = [
    ("AU", &["CC", "CX", "HM", "NF"]),
    ("DK", &["FO", "GL"]),
    ("ES", &["EA", "IC"]),
    ("FI", &["AX"]),
    ("FR", &["BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"]),
    (
        "GB",
        &["AI", "BM", "FK", "GG", "GI", "GS", "IM", "IO", "JE", "KY", "MS", "PN", "SH", "TC", "VG"],
    ),
    ("NL", &["AW", "BQ", "CW", "SX"]),
    ("NO", &["BV", "SJ"]),
    ("NZ", &["CK", "NU", "TK"]),
    ("US", &["AS", "GU", "MP", "PR", "UM", "VI"]),
];

/// Does this code stand for no country?
pub fn is_pseudo(code: &str) -> bool {
    code.is_empty() || is_among(&PSEUDO, code)
}

/// Is a code of two letters one of these? Asked of every client: two bytes are compared, no texts.
fn is_among(codes: &[&str], code: &str) -> bool {
    let two = |code: &str| <[u8; 2]>::try_from(code.as_bytes()).ok();
    two(code).is_some_and(|code| codes.iter().any(|known| two(known) == Some(code)))
}

/// Where `country` (ISO 3166-1 alpha-2, upper case) lies, seen from `home`. No country, or a code
/// that stands for none, is [`Territory::Unknown`]: unknown is never foreign.
pub fn territory(country: Option<&str>, home: &str) -> Territory {
    let Some(country) = country.filter(|code| !is_pseudo(code)) else {
        return Territory::Unknown;
    };
    if country == home {
        return Territory::Home;
    }
    if is_among(overseas_of(home), country) {
        return Territory::Overseas;
    }
    if is_among(&EU_EEA, country) || is_among(&EU_REGIONS, country) {
        return Territory::EuEea;
    }
    Territory::Other
}

/// The territories of a country that have codes of their own.
pub fn overseas_of(home: &str) -> &'static [&'static str] {
    OVERSEAS.iter().find(|(country, _)| *country == home).map_or(&[], |(_, codes)| codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seen_from_france() {
        let french = "RE GP MQ GF YT NC PF PM BL MF WF TF";
        for code in french.split(' ') {
            assert_eq!(territory(Some(code), "FR"), Territory::Overseas, "{code}");
        }
        for (code, expected) in [
            ("FR", Territory::Home),
            ("MC", Territory::Other),
            ("DE", Territory::EuEea),
            ("NO", Territory::EuEea),
            ("CH", Territory::Other),
            ("GB", Territory::Other),
            ("RU", Territory::Other),
        ] {
            assert_eq!(territory(Some(code), "FR"), expected, "{code}");
        }
    }

    #[test]
    fn unknown_is_not_foreign() {
        for code in [None, Some("EU"), Some("AP"), Some("??"), Some("T1"), Some("")] {
            assert_eq!(territory(code, "FR"), Territory::Unknown, "{code:?}");
            assert!(!territory(code, "FR").is_foreign());
        }
    }

    #[test]
    fn seen_from_elsewhere() {
        assert_eq!(territory(Some("RE"), "DE"), Territory::EuEea);
        assert_eq!(territory(Some("NC"), "DE"), Territory::Other);
        assert_eq!(territory(Some("FR"), "US"), Territory::EuEea);
        assert_eq!(territory(Some("PR"), "US"), Territory::Overseas);
        assert_eq!(territory(Some("JE"), "GB"), Territory::Overseas);
        assert_eq!(territory(Some("AX"), "FI"), Territory::Overseas);
        assert_eq!(territory(Some("HK"), "CN"), Territory::Other);
    }

    #[test]
    fn tables_are_sorted_and_do_not_overlap() {
        assert!(EU_EEA.is_sorted() && OVERSEAS.is_sorted_by_key(|(home, _)| *home));
        for (_, codes) in OVERSEAS {
            assert!(codes.is_sorted() && !codes.iter().any(|code| EU_EEA.contains(code)));
        }
    }
}
