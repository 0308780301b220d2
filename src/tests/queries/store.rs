//! Requests and tables to Parquet and back.

use afflux::ask::{self, table::TABLES};
use afflux::frame::{load, load_tables, parquet_bytes, save, save_table};

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

#[test]
fn what_was_saved_comes_back() {
    let folder = tempfile::tempdir().expect("a directory");
    let mut before = sample::requests();
    before.label(&[3, 5], &[7, 8], &[true, false]).expect("labels");
    save(&before, &sample::exhibits(), folder.path()).expect("saved");
    let after = load(folder.path()).expect("loaded");
    assert_eq!(after.len(), before.len());
    for name in ["client_ip", "path", "user_agent", "peer_ip", "territory"] {
        assert_eq!(after.texts(name).expect("text"), before.texts(name).expect("text"), "{name}");
    }
    for name in ["arrival", "status", "bytes", "campaign", "day"] {
        assert_eq!(after.numbers(name).expect("n"), before.numbers(name).expect("n"), "{name}");
    }
    assert_eq!(after.numbers("campaign").expect("n")[3..6], [Some(7), None, Some(8)]);
    assert_eq!(after.citation(700), Some(("logs/access.log.1".to_owned(), 140_000)));
    let mut names: Vec<String> = std::fs::read_dir(folder.path())
        .expect("a listing")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["0000.parquet", "0001.parquet"]);
}

#[test]
fn tables_are_the_same_from_a_stored_case() {
    let folder = tempfile::tempdir().expect("a directory");
    save(&sample::requests(), &sample::exhibits(), folder.path()).expect("saved");
    let loaded = load(folder.path()).expect("loaded");
    let (names, services) = ask::split(&loaded, None, "FR", &sample::exhibits()).expect("services");
    let stored = tempfile::tempdir().expect("a directory");
    for (table, (name, fresh)) in TABLES.iter().zip(tables()) {
        let again = (table.build)(&services, &names).expect("a table");
        assert_eq!(table.name, name);
        assert!(again.equals_missing(&fresh), "{name}");
        save_table(table.name, &again, stored.path()).expect("saved");
    }
    let read: Vec<String> =
        load_tables(stored.path()).expect("tables").into_iter().map(|(name, _)| name).collect();
    assert_eq!(read, ["agents", "clients", "countries", "minutes", "networks", "paths"]);
}

#[test]
fn services_are_in_order_and_complete() {
    let (names, services) =
        ask::split(&sample::requests(), None, "FR", &sample::exhibits()).expect("services");
    let sizes: Vec<(&str, usize)> = services.iter().map(|s| (s.name.as_str(), s.len())).collect();
    assert_eq!(sizes, [("www.example.fr", 960), ("intranet.example.fr", 240)]);
    assert!(names.agents.iter().any(|agent| agent.text.is_none()));
    for service in &services {
        assert!(service.arrival_us.is_sorted());
        let cited: Vec<i64> = service.row.iter().map(|&row| i64::from(row) * 200).collect();
        assert_eq!(service.byte_offset, cited);
    }
}
