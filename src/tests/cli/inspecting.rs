//! `afflux inspect`, and what is said about lines on the command line: zone, proxies, repeated lines.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use super::{directory, gz, quiet};
use crate::program::{command, demo_log, ends, json};

fn inspect(home: &tempfile::TempDir, words: &[&str], code: i32) -> (Value, String) {
    let typed = [&["inspect"], words, &["--format", "json"]].concat();
    let run = ends(home.path(), &typed, code);
    (serde_json::from_str(&run.out).expect("JSON"), run.err)
}

fn keys(file: &Value) -> Vec<&str> {
    let warnings = file["warnings"].as_array().expect("warnings");
    warnings.iter().map(|warning| warning["key"].as_str().expect("a key")).collect()
}

/// `count` requests a second apart that `connection` passed on for ten clients.
fn behind(connection: &str, count: u32) -> Vec<u8> {
    let line = |n: u32| {
        format!(
            "{connection} - - [06/Apr/2021:08:{:02}:{:02} +0000] \"GET /p/{n} HTTP/1.1\" 200 512 \"-\" \
             \"curl/7.74.0\" \"192.0.2.1, 203.0.113.{}\"\n",
            n / 60 % 60,
            n % 60,
            n % 10,
        )
    };
    (0..count).map(line).collect::<String>().into_bytes()
}

#[test]
fn every_file_is_described() {
    let mut log = quiet(500);
    log.extend_from_slice(b"junk one\n\njunk two\njunk three\njunk four\n");
    let home = directory(&[
        ("b.log.gz", &gz(&log)),
        ("a.log", &quiet(60)),
        ("copy.log", &quiet(60)),
        ("notes.txt", b"not a log at all\nno line of it\n"),
    ]);
    let (said, err) = inspect(&home, &["b.log.gz", "a.log", "copy.log", "notes.txt"], 0);
    let paths: Vec<_> =
        said["files"].as_array().expect("files").iter().map(|f| &f["path"]).collect();
    assert_eq!(paths, ["a.log", "b.log.gz", "notes.txt"]);
    let file = &said["files"][1];
    for (field, expected) in [("lines", 505), ("requests", 500), ("rejects", 4), ("blank", 1)] {
        assert_eq!(file[field], expected, "{field}");
    }
    assert_eq!((&file["format"], &file["compression"]), (&"combined".into(), &"gzip".into()));
    assert!(file["confidence"].as_f64().is_some_and(|confidence| confidence > 0.9));
    assert_eq!(file["decoded_bytes"], log.len());
    assert_eq!(file["span"]["start"], "2021-04-06T00:00:00Z");
    let reason = &file["reject_reasons"][0];
    assert_eq!(reason["count"], 4);
    assert_eq!(reason["first"].as_array().map(Vec::len), Some(3));
    assert_eq!(reason["first"][1]["excerpt"], "junk two\\x0a");
    assert_eq!(said["files"][0]["duplicates"], serde_json::json!(["copy.log"]));
    let notes = &said["files"][2];
    assert_eq!((&notes["recognised"], &notes["rejects"]), (&false.into(), &2.into()));
    assert!(keys(notes).contains(&"unrecognised") && err.contains("notes.txt"), "{err}");
    let table = ends(home.path(), &["inspect", "."], 0).out;
    assert!(table.contains("combined") && table.contains("same bytes as"), "{table}");
    inspect(&home, &["notes.txt"], 4);
}

#[test]
fn proxies_are_told_and_believed_only_when_trusted() {
    let home =
        directory(&[("a.log", &behind("10.0.0.7", 600)), ("b.log", &behind("172.64.0.9", 90))]);
    let (said, err) = inspect(&home, &["a.log", "b.log"], 0);
    for file in said["files"].as_array().expect("files") {
        assert_eq!(keys(file), ["proxies"]);
        assert_eq!(file["clients"]["distinct"], 1);
    }
    assert!(err.contains("--trust private") && err.contains("--trust cloudflare"), "{err}");
    for (log, who) in [("a.log", "private"), ("a.log", "10.0.0.0/24"), ("b.log", "cloudflare")] {
        let (said, _) = inspect(&home, &[log, "--trust", who], 0);
        let clients = &said["files"][0]["clients"];
        assert_eq!((&clients["distinct"], &clients["are_proxies"]), (&10.into(), &false.into()));
    }
    let sql = "SELECT client_ip, peer_ip, COUNT(*) AS n FROM requests GROUP BY client_ip, peer_ip \
               ORDER BY client_ip LIMIT 1";
    let ask = |words: &[&str]| {
        let typed = [&["query", "a.log", "--sql", sql, "--format", "csv"], words].concat();
        ends(home.path(), &typed, 0).out
    };
    assert_eq!(ask(&[]), "client_ip,peer_ip,n\n10.0.0.7,,600\n");
    assert_eq!(ask(&["--trust", "private"]), "client_ip,peer_ip,n\n203.0.113.0,10.0.0.7,60\n");
    assert_eq!(ask(&["--trust", "192.0.2.0/24"]), ask(&[]));
    let gates = |name: &str, words: &[&str]| {
        let typed = [&["investigate", "a.log", "--out", name], words].concat();
        ends(home.path(), &typed, 0);
        json(&home.path().join(name).join("verdict.json"))["gates"].to_string()
    };
    assert!(gates("plain", &[]).contains("proxies_only"));
    let trusted = gates("trusted", &["--trust", "private"]);
    assert!(trusted.contains("header_clients") && !trusted.contains("proxies_only"), "{trusted}");
}

#[test]
fn a_zone_is_given_or_assumed() {
    let line = "{\"time_local\":\"2021-04-06T08:31:02\",\"remote_addr\":\"203.0.113.7\",\
                \"request\":\"GET /a HTTP/1.1\",\"status\":200,\"body_bytes_sent\":12}\n";
    let home = directory(&[("a.log", line.repeat(20).as_bytes())]);
    let (said, err) = inspect(&home, &["a.log"], 0);
    assert_eq!(keys(&said["files"][0]), ["zone_assumed"]);
    assert!(err.contains("--tz"), "{err}");
    let (said, _) = inspect(&home, &["a.log", "--tz", "Europe/Paris"], 0);
    let file = &said["files"][0];
    assert_eq!(file["span"]["start"], "2021-04-06T06:31:02Z");
    let zone = serde_json::json!({ "name": "Europe/Paris", "given": true, "origin": "given" });
    assert_eq!(file["zone"], zone);
    assert!(keys(file).is_empty());
    for (name, words, limit) in [("assumed", &[][..], true), ("given", &["--tz", "+02:00"], false)]
    {
        let typed = [&["investigate", "a.log", "--out", name], words].concat();
        ends(home.path(), &typed, 0);
        let gates = json(&home.path().join(name).join("verdict.json"))["gates"].to_string();
        assert_eq!(gates.contains("zone_assumed"), limit, "{gates}");
    }
}

#[test]
fn overlapping_rotations_are_counted_and_kept_once_on_demand() {
    let lines: Vec<&[u8]> = demo_log().split_inclusive(|byte| *byte == b'\n').take(3_000).collect();
    let (one, two) = (lines[..2_000].concat(), lines[1_500..].concat());
    let home = directory(&[("access.log.1", &one), ("access.log", &two)]);
    let (said, err) = inspect(&home, &["access.log", "access.log.1"], 0);
    let repeated = &said["repeated"][0];
    assert_eq!((&repeated["path"], &repeated["requests"]), (&"access.log.1".into(), &500.into()));
    assert!(err.contains("500 requests are in access.log too"), "{err}");
    let count = |words: &[&str]| {
        let sql = ["--sql", "SELECT COUNT(*) AS n FROM requests", "--format", "csv"];
        let typed = [&["query", "access.log", "access.log.1"], &sql[..], words].concat();
        ends(home.path(), &typed, 0).out
    };
    assert_eq!((count(&[]), count(&["--dedupe"])), ("n\n3500\n".into(), "n\n3000\n".into()));
    let typed = ["investigate", "access.log", "access.log.1", "--out", "case", "--dedupe"];
    ends(home.path(), &typed, 0);
    let manifest = json(&home.path().join("case/manifest.json"));
    assert_eq!(manifest["repeated"][0]["requests"], 500);
    assert_eq!(manifest["repeated"][0]["left_out"], true);
    assert_eq!(manifest["total"]["requests"], 3_500);
}

#[test]
fn standard_input_is_an_exhibit() {
    let home = directory(&[]);
    let mut child = command(home.path(), &["inspect", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(&gz(&quiet(40))).expect("a reader");
    drop(input);
    let output = child.wait_with_output().expect("an end");
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let file = &said["files"][0];
    assert_eq!((&file["path"], &file["requests"]), (&"(stdin)".into(), &40.into()));
    assert_eq!(file["compression"], "gzip");
}

#[test]
fn words_about_lines_are_checked() {
    let home = directory(&[("a.log", &quiet(30))]);
    for words in [
        ["--tz", "Europe/Lutetia"],
        ["--trust", "cloudfare"],
        ["--trust", "10.0.0.0/33"],
        ["--map", "client_ip"],
        ["--map", "remote=client_ip"],
        ["--log-format", "combinde"],
    ] {
        let run = ends(home.path(), &["inspect", "a.log", words[0], words[1]], 2);
        assert!(run.err.contains("hint:"), "{}", run.err);
    }
}
