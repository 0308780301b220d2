//! Requests and tables to Parquet and back.

use std::path::PathBuf;

use afflux::ask;
use afflux::base::account::Exhibit;
use afflux::frame::place::Places;
use afflux::frame::{Label, Log, assemble, load, load_tables, parquet_bytes, save, save_table};
use afflux::read::options::{Options, Unwatched};
use afflux::read::parse;

use super::{check, requests, root, sample, tables};

#[test]
fn the_sample_is_stored_byte_for_byte() {
    let folder = root().join("fixtures/queries");
    check(&folder.join("requests.parquet"), &parquet_bytes(&requests()).expect("Parquet"));
    for (name, table) in tables() {
        let bytes = parquet_bytes(&table).expect("Parquet");
        check(&folder.join(format!("{name}.parquet")), &bytes);
    }
}

const LINES: [&str; 2] = [
    "203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] \"GET /a?b HTTP/1.1\" 200 512 \"-\" \"curl/7.74.0\"\n\
     2001:db8::1 - eve [06/Apr/2021:08:31:01 +0200] \"GET / HTTP/1.1\" 503 - \"/a\" \"-\"\n",
    "203.0.113.7 - - [06/Apr/2021:08:30:59 +0200] \"\\xff\" 400 0\n\
     host.example - - [06/Apr/2021:08:32:00 +0200] \"POST /a HTTP/1.1\" 201 7\n",
];

/// Two exhibits, read.
fn log() -> (Log, Vec<Exhibit>) {
    let folder = tempfile::tempdir().expect("a directory");
    let write = |(number, lines): (usize, &&str)| {
        let path = folder.path().join(format!("access.log.{number}"));
        std::fs::write(&path, lines).expect("a log");
        path
    };
    let paths: Vec<PathBuf> = LINES.iter().enumerate().map(write).collect();
    let mut reading = parse::read(&paths, &Options::default(), &Unwatched).expect("a reading");
    let places = Places::open(&[], &[], None).expect("the embedded packs");
    let log = assemble(&mut reading, &places, "FR", None).expect("a log");
    (log, reading.exhibits)
}

const LABELS: [Label; 2] =
    [Label { row: 1, campaign: 7, attack: true }, Label { row: 3, campaign: 8, attack: false }];

#[test]
fn what_was_saved_comes_back() {
    let folder = tempfile::tempdir().expect("a directory");
    let (log, _) = log();
    save(&log, &LABELS, folder.path()).expect("saved");
    let (before, after) = (
        log.requests(0..4, Some(&LABELS)).expect("requests"),
        load(folder.path()).expect("loaded"),
    );
    assert_eq!(after.len(), 4);
    for name in ["client_ip", "path", "user_agent", "peer_ip", "territory", "exhibit", "service"] {
        assert_eq!(after.texts(name).expect("text"), before.texts(name).expect("text"), "{name}");
    }
    for name in ["arrival", "status", "bytes", "campaign", "day", "attack"] {
        assert_eq!(after.numbers(name).expect("n"), before.numbers(name).expect("n"), "{name}");
    }
    assert_eq!(after.numbers("campaign").expect("n"), [None, Some(7), None, Some(8)]);
    let mut names: Vec<String> = std::fs::read_dir(folder.path())
        .expect("a listing")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["0000.parquet", "0001.parquet"]);
}

#[test]
fn a_stored_case_is_split_like_the_log_it_was_made_of() {
    let folder = tempfile::tempdir().expect("a directory");
    let (log, exhibits) = log();
    save(&log, &[], folder.path()).expect("saved");
    let loaded = load(folder.path()).expect("loaded");
    let fresh = ask::split(&log, None, "FR", &exhibits);
    let again = ask::split_stored(&loaded, None, "FR", &exhibits).expect("services");
    assert_eq!(format!("{fresh:?}"), format!("{again:?}"));
}

#[test]
fn tables_come_back() {
    let stored = tempfile::tempdir().expect("a directory");
    for (name, table) in tables() {
        save_table(&name, &table, stored.path()).expect("saved");
    }
    let read: Vec<String> =
        load_tables(stored.path()).expect("tables").into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        read,
        ["agents", "attempts", "clients", "countries", "events", "minutes", "networks", "paths"]
    );
}

#[test]
fn services_are_in_order_and_complete() {
    let (names, services) =
        ask::split_stored(&sample::requests(), None, "FR", &sample::exhibits()).expect("services");
    let sizes: Vec<(&str, usize)> = services.iter().map(|s| (s.name.as_str(), s.len())).collect();
    assert_eq!(sizes, [("www.example.fr", 960), ("intranet.example.fr", 240)]);
    assert!(names.agents.iter().any(|agent| agent.text.is_none()));
    for service in &services {
        assert!(service.arrival_us.is_sorted());
        let cited: Vec<i64> = service.row.iter().map(|&row| i64::from(row) * 200).collect();
        assert_eq!(&*service.byte_offset, cited);
    }
}
