//! A log in one piece and in several: as rotations are, and as a cluster parts requests by client. The verdict does not
//! change, but for where its lines are found.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{demo_log, ends, json};

/// The verdict on these pieces, without the places of lines.
fn verdict(pieces: &[Vec<u8>]) -> Value {
    let directory = TempDir::new().expect("a directory");
    let names: Vec<String> =
        (0..pieces.len()).map(|part| format!("access.log.{}", part + 1)).collect();
    for (name, piece) in names.iter().zip(pieces) {
        fs::write(directory.path().join(name), piece).expect("a piece");
    }
    // The last piece first: nothing hangs on the order of arguments.
    let mut words: Vec<&str> = names.iter().rev().map(String::as_str).collect();
    words.extend(["--out", "case", "--quiet"]);
    ends(directory.path(), &[&["investigate"], words.as_slice()].concat(), 0);
    let mut verdict = json(&directory.path().join("case/verdict.json"));
    unplace(&mut verdict);
    verdict
}

/// Removes what says in which file a line is, and at which byte.
fn unplace(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| name != "citations");
            members.values_mut().for_each(unplace);
        }
        Value::Array(members) => members.iter_mut().for_each(unplace),
        _ => {}
    }
}

fn lines() -> impl Iterator<Item = &'static [u8]> {
    demo_log().split_inclusive(|byte| *byte == b'\n')
}

/// The log in so many pieces of equally many lines.
fn in_turn(parts: usize) -> Vec<Vec<u8>> {
    let lines: Vec<&[u8]> = lines().collect();
    lines.chunks(lines.len().div_ceil(parts)).map(<[&[u8]]>::concat).collect()
}

/// The log in so many pieces, each with all lines of its clients.
fn by_client(parts: usize) -> Vec<Vec<u8>> {
    let mut pieces = vec![Vec::new(); parts];
    for line in lines() {
        let mut hasher = DefaultHasher::new();
        line.split(|byte| *byte == b' ').next().hash(&mut hasher);
        pieces[hasher.finish() as usize % parts].extend_from_slice(line);
    }
    pieces
}

/// Fails at the first member that differs: verdicts are too long to be printed whole.
fn same(a: &Value, b: &Value, at: &str) {
    match (a, b) {
        (Value::Object(one), Value::Object(other)) if one.len() == other.len() => {
            one.iter().for_each(|(name, value)| same(value, &other[name], &format!("{at}.{name}")));
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            one.iter()
                .zip(other)
                .enumerate()
                .for_each(|(k, (a, b))| same(a, b, &format!("{at}[{k}]")));
        }
        _ => assert_eq!(a, b, "{at}"),
    }
}

#[test]
fn the_verdict_is_the_same_in_one_piece_and_in_several() {
    let whole = verdict(&in_turn(1));
    assert!(whole["incidents"].as_array().is_some_and(|incidents| !incidents.is_empty()));
    for parts in [2, 7] {
        same(&verdict(&in_turn(parts)), &whole, &format!("{parts} pieces one after the other"));
        same(&verdict(&by_client(parts)), &whole, &format!("{parts} pieces by client"));
    }
}
