//! `--memory`: a run that must keep to less than its columns take leaves the same case, nothing beside it,
//! and keeps to it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

use crate::program::{command, ends, files_below};

/// The least that is allowed.
const BUDGET: u64 = 192 << 20;
/// Requests of the log: its columns and the tables from them take some 200 MB.
const REQUESTS: u32 = 2_200_000;

/// A log in which every tenth answer fails for a while.
fn log() -> TempDir {
    let mut text = String::with_capacity(220 << 20);
    for n in 0..REQUESTS {
        let (day, second) = (1 + n / 400_000, n % 400_000 / 5);
        let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
        let client = format!("10.{}.{}.{}", n % 7, n % 251, n % 3);
        let status = if (300_000..330_000).contains(&n) && n % 10 < 4 { 503 } else { 200 };
        let path = n * 7919 % 997;
        writeln!(
            text,
            "{client} - - [0{day}/Apr/2021:{clock} +0000] \"GET /page/{path} HTTP/1.1\" {status} {} \"-\" \"agent {}\"",
            n * 13 % 5000,
            n % 50,
        )
        .expect("a line");
    }
    let home = tempfile::tempdir().expect("a directory");
    fs::write(home.path().join("a.log"), text).expect("a log");
    home
}

/// The most that the program had in memory, looked at while it runs: bytes.
fn peak(home: &Path, words: &[&str]) -> u64 {
    let mut child = command(home, words).spawn().expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    loop {
        if let Some(ended) = child.try_wait().expect("a child") {
            assert!(ended.success(), "{words:?}: {ended}");
            return most;
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        most = most.max(kilobytes.unwrap_or(0) << 10);
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_run_that_keeps_to_memory_leaves_the_same_case() {
    let home = log();
    let free = peak(home.path(), &["investigate", "a.log", "--out", "free", "-q"]);
    let words = ["investigate", "a.log", "--out", "kept", "-q", "--memory", "192MiB"];
    let kept = peak(home.path(), &words);
    assert!(free > BUDGET / 2 * 3, "the log is too small to tell: {free} bytes");
    // A quarter more: between two looks of the pager pages come in.
    assert!(kept < BUDGET / 4 * 5, "{kept} of {BUDGET} bytes, {free} without a budget");
    for directory in ["requests", "tables"] {
        let (one, other) = (home.path().join("free"), home.path().join("kept"));
        let files = files_below(&one.join(directory));
        assert!(!files.is_empty());
        for file in files {
            let name = file.strip_prefix(&one).expect("inside");
            let same = fs::read(&file).expect("a file") == fs::read(other.join(name)).expect("one");
            assert!(same, "{}", name.display());
        }
    }
    let verdict = |case: &str| fs::read(home.path().join(case).join("verdict.json")).expect("one");
    assert_eq!(verdict("free"), verdict("kept"));
    let left = fs::read_dir(home.path()).expect("a directory").count();
    assert_eq!(left, 3, "a.log, free, kept");
}

#[test]
fn a_budget_is_a_number_of_bytes_and_not_too_small() {
    let home = tempfile::tempdir().expect("a directory");
    fs::write(home.path().join("a.log"), "").expect("a log");
    for (bytes, hint) in [("much", "--memory 2GB"), ("1MB", "--memory 192MiB")] {
        let run = ends(home.path(), &["investigate", "a.log", "--memory", bytes], 2);
        assert!(run.err.contains(hint), "{}", run.err);
    }
}
