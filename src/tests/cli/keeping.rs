//! What is not ours stays: no run removes or overwrites a file that no case holds.

use std::collections::BTreeSet;
use std::fs;

use super::{directory, quiet};
use crate::program::{afflux, demo, root};

#[test]
fn a_directory_that_is_no_case_is_never_replaced() {
    // Web applications have a manifest.json too.
    let home = directory(&[
        ("a.log", &quiet(50)),
        ("www/manifest.json", b"{\"name\": \"an application\"}"),
        ("www/index.html", b"<p>"),
    ]);
    let run = afflux(home.path(), &["investigate", "a.log", "--out", "www", "--force"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(home.path().join("www/index.html").exists());
    let run = afflux(home.path(), &["investigate", "a.log", "--out", ".", "--force"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(home.path().join("a.log").exists());
}

#[test]
fn what_was_put_into_a_case_is_not_removed_with_it() {
    let home = directory(&[("a.log", &quiet(50))]);
    assert_eq!(afflux(home.path(), &["investigate", "a.log", "--out", "c"]).code, 0);
    let kept = home.path().join("c/evidence.log");
    fs::copy(home.path().join("a.log"), &kept).expect("a copy");
    let run = afflux(home.path(), &["investigate", "c/evidence.log", "--out", "c", "--force"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("evidence.log") && kept.exists());
    assert!(home.path().join("c/verdict.json").exists());
}

#[test]
fn a_case_is_replaced_whole_and_nothing_is_left_beside_it() {
    let home = directory(&[("a.log", &quiet(50))]);
    for more in [&[][..], &["--force"]] {
        let words = [&["investigate", "a.log", "--out", "c"], more].concat();
        assert_eq!(afflux(home.path(), &words).code, 0);
    }
    let mut names: Vec<String> = fs::read_dir(home.path())
        .expect("a directory")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["a.log", "c"]);
}

#[test]
fn an_answer_overwrites_no_exhibit() {
    let log = quiet(50);
    let home = directory(&[("a.log", &log)]);
    let run = afflux(home.path(), &["query", "a.log", "timeline", "--output", "a.log"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(fs::read(home.path().join("a.log")).expect("a log"), log);
}

/// The guide names every file of a case, and no other.
#[test]
fn the_guide_says_what_a_case_holds() {
    let guide = fs::read_to_string(root().join("docs/guide/investigate.md")).expect("the guide");
    let (_, after) = guide.split_once("## What a case holds").expect("its heading");
    let rows = after.lines().skip_while(|line| !line.starts_with('|'));
    let rows = rows.take_while(|line| line.starts_with('|')).skip(2);
    let first = rows.filter_map(|row| row.split('|').nth(1));
    let named: BTreeSet<String> = first
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .map(|name| name.trim_end_matches('/').to_owned())
        .collect();
    let entries = fs::read_dir(demo().join("case")).expect("a case");
    let held: BTreeSet<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(named, held);
}
