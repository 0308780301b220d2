//! `afflux validate`: the same cases whatever the number of threads, and figures that follow from them.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::ends;

/// Plays six cases of two families into a directory.
fn validated(directory: &Path, threads: &str, out: &str) {
    let typed = [
        "validate",
        "-q",
        threads,
        "--cases",
        "6",
        "--seed",
        "40",
        "--family",
        "ordinary_days",
        "--family",
        "dead_workers_still_asked",
        "--out",
        out,
    ];
    ends(directory, &typed, 0);
}

#[test]
fn cases_are_the_same_for_any_number_of_threads_and_are_counted() {
    let directory = tempfile::tempdir().expect("a directory");
    validated(directory.path(), "-j1", "one");
    validated(directory.path(), "-j2", "two");
    let read = |path: &str| fs::read_to_string(directory.path().join(path)).expect("a file");
    assert!(read("one/cases.jsonl") == read("two/cases.jsonl"));
    assert!(read("one/validation.md") == read("two/validation.md"));

    let figures: Value = serde_json::from_str(&read("one/validation.json")).expect("JSON");
    let cases: Vec<Value> = read("one/cases.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a case"))
        .collect();
    assert_eq!((cases.len(), &figures["all"]["cases"]), (6, &Value::from(6)));
    let lost = |case: &&Value| case["family"] == "dead_workers_still_asked";
    let known = cases.iter().filter(lost).flat_map(|case| case["known"].as_array().expect("known"));
    assert!(known.clone().count() > 0 && known.clone().all(|one| one["cause"] == "capacity_loss"));
    // Nobody attacks in these worlds.
    assert_eq!(figures["all"]["false_accusations"]["count"], 0);
    assert_eq!(figures["all"]["wrong_labels"], 0);
    assert_eq!(figures["all"]["missed_attacks"]["of"], 0);
}

#[test]
fn attempts_to_get_in_have_a_chapter_and_totals_of_their_own() {
    let directory = tempfile::tempdir().expect("a directory");
    let families = ["ordinary_days", "forgotten_passwords", "brute_force_from_one", "word_list"];
    for (threads, out) in [("-j1", "one"), ("-j2", "two")] {
        let mut typed =
            vec!["validate", "-q", threads, "--cases", "8", "--seed", "40", "--out", out];
        families.iter().for_each(|family| typed.extend(["--family", family]));
        ends(directory.path(), &typed, 0);
    }
    let read = |path: &str| fs::read_to_string(directory.path().join(path)).expect("a file");
    assert!(read("one/attempts.jsonl") == read("two/attempts.jsonl"));
    let figures: Value = serde_json::from_str(&read("one/validation.json")).expect("JSON");
    // Each family plays as many cases, and neither chapter counts those of the other.
    assert_eq!(figures["all"]["cases"], 2);
    let attempts = &figures["intrusion"]["all"];
    assert_eq!((&attempts["cases"], &attempts["right"]["of"]), (&Value::from(6), &Value::from(4)));
    assert_eq!(attempts["right"]["count"], 4);
    assert_eq!(attempts["false_stuffing"]["count"], 0);
    assert!(read("one/validation.md").contains("## Attempts to get in"));
}

#[test]
fn a_family_that_is_none_is_refused() {
    let directory = tempfile::tempdir().expect("a directory");
    let run = ends(directory.path(), &["validate", "--family", "bells", "--out", "none"], 2);
    assert!(run.err.contains("bells") && !directory.path().join("none").exists());
}

#[test]
fn a_case_can_be_played_again_by_itself() {
    let directory = tempfile::tempdir().expect("a directory");
    let typed = ["validate", "--family", "bell", "--scenario", "--seed", "7"];
    let printed = ends(directory.path(), &typed, 0).out;
    fs::write(directory.path().join("bell.toml"), printed).expect("a file");
    ends(directory.path(), &["simulate", "bell.toml", "--seed", "7", "--out", "world"], 0);
    let truth = fs::read_to_string(directory.path().join("world/truth.json")).expect("a truth");
    assert!(truth.contains("\"scenario\": \"bell-7\""));
}
