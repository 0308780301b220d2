//! Places as the whole program sees them: known addresses in each embedded pack, databases of every
//! layout, and files that are no databases.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use afflux::base::class::NetworkClass;
use afflux::base::time;
use afflux::error::Kind;
use afflux::frame::place::{LIMIT_DAYS, Place, Places, distance_days};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/places").join(name)
}

fn day(text: &str) -> i64 {
    time::parse(text).expect("a date")
}

/// Places for logs of one day, with the packs only.
fn packs(at: &str) -> Places {
    Places::open(&[], &[], Some((day(at), day(at)))).expect("the packs load")
}

fn given(names: &[&str]) -> Places {
    let paths: Vec<PathBuf> = names.iter().map(|name| fixture(name)).collect();
    Places::open(&paths, &[], Some((day("2021-04-06"), day("2021-04-07"))))
        .expect("usable databases")
}

fn locate(places: &Places, address: &str) -> Place {
    let address: IpAddr = address.parse().expect("an address");
    places.locate(Some(address))
}

fn country(places: &Places, address: &str) -> Option<String> {
    locate(places, address).country.map(|code| code.to_string())
}

#[test]
fn known_addresses_in_both_packs() {
    for at in ["2021-04-06", "2026-06-01"] {
        let places = packs(at);
        for (address, expected) in [
            ("90.0.0.1", Some("FR")),
            ("::ffff:90.0.0.1", Some("FR")),
            ("102.35.0.1", Some("RE")),
            ("202.22.224.1", Some("NC")),
            ("8.8.8.8", Some("US")),
            ("2a01:cb00::1", Some("FR")),
            ("77.88.8.8", Some("RU")),
            ("10.0.0.1", None),
            ("fe80::1", None),
        ] {
            let place = locate(&places, address);
            assert_eq!(place.country.as_deref(), expected, "{address} at {at}");
            assert_eq!(place.elsewhere.len(), 1, "one pack answers, the other is the comparison");
            assert_eq!(place.elsewhere.first().and_then(Option::as_deref), expected, "{address}");
        }
    }
}

#[test]
fn known_networks_in_both_packs() {
    use NetworkClass::{Anonymiser, Education, Hosting, Isp, Mobile};
    for at in ["2021-04-06", "2026-06-01"] {
        let places = packs(at);
        for (address, number, class) in [
            ("90.0.0.1", 3215, Isp),
            ("78.192.0.1", 12322, Isp),
            ("176.128.1.1", 5410, Isp),
            ("102.35.0.1", 37002, Isp),
            ("37.165.1.1", 51207, Mobile),
            ("194.199.0.1", 2200, Education),
            ("51.68.0.1", 16276, Hosting),
            ("163.172.0.1", 12876, Hosting),
            ("185.220.101.1", 60729, Anonymiser),
        ] {
            let place = locate(&places, address);
            assert_eq!(place.as_number, Some(number), "{address} at {at}");
            assert_eq!(place.network_class, class, "{address} at {at}");
            assert!(place.as_org.is_some(), "{address} at {at}");
        }
    }
}

#[test]
fn the_pack_nearest_in_time_answers() {
    for (at, expected) in [("2021-04-06", "pack-2022"), ("2026-09-01", "pack-2026")] {
        let databases = packs(at).databases();
        let primary = databases.iter().find(|d| d.primary && d.holds == "country, asn");
        assert_eq!(primary.map(|d| d.name.as_str()), Some(expected), "{at}");
        assert!(databases.iter().all(|d| d.sha256.len() == 64 && !d.licence.is_empty()));
    }
    let distance = distance_days(day("2022-10-29"), (day("2021-04-06"), day("2021-04-07")));
    assert!(distance > LIMIT_DAYS, "the 2022 pack is far from April 2021: {distance} days");
}

#[test]
fn lists_of_single_addresses_are_believed_only_near_their_date() {
    // A Tor exit in the list of 2026, in an AS that is not known for them.
    let near = locate(&packs("2026-09-01"), "5.2.67.226").network_class;
    let far = locate(&packs("2012-04-06"), "5.2.67.226").network_class;
    assert_eq!(near, NetworkClass::Anonymiser);
    assert_ne!(far, NetworkClass::Anonymiser);
}

#[test]
fn every_layout_of_a_user_database() {
    for (name, expected) in [
        ("maxmind-country.mmdb", "FR"),
        ("maxmind-city.mmdb", "FR"),
        ("dbip-country.mmdb", "BE"),
        ("ip-location-db.mmdb", "CA"),
        ("ipinfo-lite.mmdb", "ES"),
        ("v4-only.mmdb", "IT"),
    ] {
        assert_eq!(country(&given(&[name]), "192.0.2.7").as_deref(), Some(expected), "{name}");
    }
    for (name, number, org) in [
        ("maxmind-asn.mmdb", 3215, "Orange"),
        ("ipinfo-lite.mmdb", 3352, "TELEFONICA DE ESPANA"),
        ("ipinfo-asn.mmdb", 16276, "OVH SAS"),
    ] {
        let place = locate(&given(&[name]), "192.0.2.7");
        assert_eq!((place.as_number, place.as_org.as_deref()), (Some(number), Some(org)), "{name}");
    }
}

#[test]
fn what_a_user_database_does_not_know() {
    let places = given(&["maxmind-country.mmdb"]);
    assert_eq!(country(&places, "2001:db8::7").as_deref(), Some("DE"));
    assert_eq!(country(&places, "203.0.113.1"), None, "registered somewhere is not located there");
    assert_eq!(country(&places, "90.0.0.1"), None, "no other database fills its gaps");
    assert_eq!(country(&given(&["v4-only.mmdb"]), "2001:db8::7"), None, "IPv6 in an IPv4 database");
    assert_eq!(country(&given(&["ipinfo-asn.mmdb"]), "192.0.2.7"), None, "the holder's country");
}

#[test]
fn given_databases_answer_first_and_the_packs_compare() {
    let places = given(&["maxmind-asn.mmdb", "dbip-country.mmdb"]);
    let listed: Vec<(String, String, bool)> =
        places.databases().into_iter().map(|d| (d.name, d.holds, d.primary)).collect();
    let of = |name: &str| {
        let found = listed.iter().find(|(path, ..)| path.ends_with(name));
        found.map(|(_, holds, primary)| (holds.as_str(), *primary))
    };
    assert_eq!(of("dbip-country.mmdb"), Some(("country", true)));
    assert_eq!(of("maxmind-asn.mmdb"), Some(("asn", true)));
    assert_eq!(of("pack-2022"), Some(("country, asn", false)));
    assert_eq!(places.others(), ["pack-2022", "pack-2026"]);
    let other_way = given(&["dbip-country.mmdb", "maxmind-asn.mmdb"]);
    assert_eq!(places.databases(), other_way.databases(), "in any order of arguments");
}

#[test]
fn damaged_databases_are_errors_that_name_the_file() {
    for name in
        ["corrupt-cut.mmdb", "corrupt-loop.mmdb", "no-places.mmdb", "missing.mmdb", "make.py"]
    {
        let error = Places::open(&[fixture(name)], &[], None).expect_err(name);
        assert_eq!(error.kind(), Kind::Database, "{name}");
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn a_searched_directory_may_hold_anything() {
    let folder = tempfile::tempdir().expect("a directory");
    for name in ["maxmind-country.mmdb", "corrupt-cut.mmdb", "make.py"] {
        std::fs::copy(fixture(name), folder.path().join(name)).expect("a copy");
    }
    let searched = [folder.path().to_path_buf(), folder.path().join("not-there")];
    let span = Some((day("2021-04-06"), day("2021-04-07")));
    let places = Places::open(&[], &searched, span).expect("the rest is usable");
    assert_eq!(country(&places, "192.0.2.7").as_deref(), Some("FR"), "nearest in time");
    assert_eq!(places.skipped().len(), 1, "{:?}", places.skipped());
    let far = Places::open(&[], &searched, Some((day("2026-06-01"), day("2026-06-02"))));
    assert_eq!(country(&far.expect("usable"), "192.0.2.7"), None, "a pack is nearer");
}
