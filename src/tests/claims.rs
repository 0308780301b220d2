//! The claims ledger end to end: files of `fixtures/claims` are put to the demo and to rehearsed logs;
//! what comes of each claim is in `expected.json` (`UPDATE=1` rewrites it; read the difference).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::program::{demo, ends, json as read_json, root, updating};

/// Files of claims and the log that each is put to: `demo`, or a scenario that is played with seed 1.
const LEDGERS: [&str; 4] =
    ["demo", "night-attack-harmless", "school-morning-organic", "waiting-room"];

/// Investigates with a file of claims and gives the case's `verdict.json` and what was printed.
fn investigated(name: &str, language: &str) -> (Value, String) {
    let claims = root().join(format!("fixtures/claims/{name}.toml"));
    let claims = claims.to_str().expect("UTF-8");
    let directory = tempfile::tempdir().expect("a directory");
    let log = if name == "demo" {
        demo().join("access.log")
    } else {
        let scenario = root().join(format!("fixtures/scenarios/{name}.toml"));
        let scenario = scenario.to_str().expect("UTF-8");
        ends(directory.path(), &["simulate", scenario, "--seed", "1", "--out", "world"], 0);
        directory.path().join("world/access.log")
    };
    let log = log.to_str().expect("UTF-8");
    let words = ["investigate", log, "--out", "case", "--claims", claims, "--lang", language, "-q"];
    let run = ends(directory.path(), &words, 0);
    (read_json(&directory.path().join("case/verdict.json")), run.out)
}

fn outcomes(verdict: &Value) -> BTreeMap<String, Value> {
    let claims = verdict["claims"].as_array().expect("claims").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    claims
        .map(|claim| {
            let outcome = json!({ "outcome": claim["outcome"], "reason": claim["reason"] });
            (format!("{} {}", text(&claim["about"]), text(&claim["id"])), outcome)
        })
        .collect()
}

#[test]
fn outcomes_are_as_expected() {
    let now: BTreeMap<&str, BTreeMap<String, Value>> =
        LEDGERS.into_iter().map(|name| (name, outcomes(&investigated(name, "en").0))).collect();
    let path = root().join("fixtures/claims/expected.json");
    let now = serde_json::to_value(now).expect("JSON");
    if updating() {
        let text = serde_json::to_string_pretty(&now).expect("JSON") + "\n";
        fs::write(&path, text).expect("a file that can be rewritten");
    }
    assert_eq!(read_json(&path), now, "UPDATE=1 rewrites what is expected");
    let named = now.to_string();
    for outcome in ["consistent", "contradicted", "untestable"] {
        assert!(named.contains(&format!("\"outcome\":\"{outcome}\"")), "no claim is {outcome}");
    }
    let kinds: BTreeSet<&str> = named.split('"').filter_map(|key| key.split(' ').next()).collect();
    let unasked = afflux::judge::claim::CLAIMS.iter().filter(|kind| !kinds.contains(kind.name));
    assert_eq!(unasked.map(|kind| kind.name).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn every_file_of_claims_is_tested() {
    let files = fs::read_dir(root().join("fixtures/claims")).expect("claims");
    let names = files.map(|file| file.expect("an entry").path());
    let tomls = names.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    let stem = |path: &Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
    let found: BTreeSet<String> = tomls.map(|path| stem(&path)).collect();
    assert_eq!(found, LEDGERS.map(str::to_owned).into());
}

/// A claim is contradicted by an interval or by a verdict, never by nothing.
#[test]
fn what_is_contradicted_has_figures() {
    let (verdict, printed) = investigated("demo", "fr");
    assert!(printed.contains("Contredite.") && printed.contains("Non vérifiable."));
    let claims = verdict["claims"].as_array().expect("claims");
    assert!(claims.len() >= 20);
    for claim in claims.iter().filter(|claim| claim["outcome"] == "contradicted") {
        let figures = claim["figures"].as_array().expect("figures");
        let measured = figures.iter().any(|figure| !figure["low"].is_null());
        let judged = !claim["incidents"].as_array().expect("incidents").is_empty();
        assert!(measured || judged, "{claim}");
    }
    for claim in claims.iter().filter(|claim| claim["outcome"] == "untestable") {
        assert!(claim["reason"].is_string(), "{claim}");
    }
    assert_eq!(verdict["claims_file"]["complete_logs"], true);
    assert_eq!(verdict["claims_file"]["sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn a_file_of_claims_that_is_not_understood_stops_the_run() {
    let directory = tempfile::tempdir().expect("a directory");
    let log = demo().join("access.log");
    let words =
        |claims| ["investigate", log.to_str().expect("UTF-8"), "--out", "case", "--claims", claims];
    let file = directory.path().join("claims.toml");
    fs::write(&file, "[[claims]]\nabout = \"attack\"\nfoo = 1\n").expect("a file");
    let run = ends(directory.path(), &words("claims.toml"), 2);
    let message = "claims.toml, line 3: a claim about attack has no key \"foo\"";
    assert!(run.err.contains(message), "{}", run.err);
    fs::write(&file, b"a = 1\n# \xff").expect("a file");
    let run = ends(directory.path(), &words("claims.toml"), 2);
    assert!(run.err.contains("claims.toml, line 2: not UTF-8"), "{}", run.err);
    ends(directory.path(), &words("absent.toml"), 3);
    ends(directory.path(), &words("."), 2);
    assert!(!directory.path().join("case").exists());
}
