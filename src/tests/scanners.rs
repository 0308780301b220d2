//! Requests of real tools, laid over days of an ordinary site: who is called what, and who is called
//! nothing. In: `fixtures/scanners`, whose lines were made for this test. The whole runs are described in
//! `docs/reference/scanners.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use super::program::{afflux, root};

/// What each address is called: kinds of the campaigns that its requests belong to, and whether any of them
/// is suspected of success.
type Called = BTreeMap<String, (BTreeSet<String>, bool)>;

fn called() -> Called {
    let folder = tempfile::tempdir().expect("a place for the case");
    let log = root().join("fixtures/scanners/access.log.gz");
    let log = log.to_str().expect("a path in Unicode");
    let run = afflux(folder.path(), &["investigate", log, "--out", "case", "-q"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let verdict = fs::read(folder.path().join("case/verdict.json")).expect("a verdict");
    let verdict: Value = serde_json::from_slice(&verdict).expect("JSON");
    let kinds = kinds(&verdict);
    let sql = "SELECT client_ip, campaign, COUNT(reason) AS suspected FROM attempts \
               WHERE campaign IS NOT NULL GROUP BY client_ip, campaign";
    let asked = afflux(folder.path(), &["query", "case", "--sql", sql, "--format", "jsonl"]);
    assert_eq!(asked.code, 0, "{}", asked.err);
    let mut called = Called::new();
    for line in asked.out.lines() {
        let row: Value = serde_json::from_str(line).expect("JSON");
        let address = row["client_ip"].as_str().expect("an address").to_owned();
        let kind = kinds[&row["campaign"].as_u64().expect("a campaign")].clone();
        let one = called.entry(address).or_default();
        one.0.insert(kind);
        one.1 |= row["suspected"].as_u64() > Some(0);
    }
    called
}

/// Kinds by the number of the campaign.
fn kinds(verdict: &Value) -> BTreeMap<u64, String> {
    let of_kind = verdict["intrusion"].as_array().expect("kinds").iter();
    let pairs = of_kind.flat_map(|kind| {
        let name = kind["kind"].as_str().expect("a kind");
        let campaigns = kind["campaigns"].as_array().expect("campaigns").iter();
        campaigns.map(move |one| (one["id"].as_u64().expect("an id"), name.to_owned()))
    });
    pairs.collect()
}

#[test]
fn tools_are_called_what_they_are_and_nobody_else_is_called_anything() {
    let mut called = called();
    let expected = root().join("fixtures/scanners/expected.txt");
    let expected = fs::read_to_string(expected).expect("what is expected");
    let mut wrong = Vec::new();
    for line in expected.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        let [address, tool, kind] = words[..] else { panic!("{line}") };
        let (kinds, suspected) = called.remove(address).unwrap_or_default();
        let right = match kind {
            "none" => kinds.is_empty(),
            "any" => !kinds.is_empty(),
            "shell" => kinds.contains("exploit_probe") && suspected,
            kind => kinds.contains(kind) && kinds.len() == 1,
        };
        if !right {
            wrong.push(format!("{tool}: {kinds:?}, expected {kind}"));
        }
    }
    wrong.extend(called.keys().map(|address| format!("{address} belongs to nobody's tool")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
