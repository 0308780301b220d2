//! The program from end to end: what a user types, the exit code and the case that stays. Every run has a
//! directory of its own; only what is asked of the finished demo case shares one.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

#[path = "cli/inspecting.rs"]
mod inspecting;
#[path = "cli/keeping.rs"]
mod keeping;
#[path = "cli/questions.rs"]
mod questions;
#[path = "cli/summing.rs"]
mod summing;

use crate::program::{afflux, command, demo, demo_log, ends, files_below, json};

fn directory(files: &[(&str, &[u8])]) -> TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, bytes) in files {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, bytes).expect("a file");
    }
    directory
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Every file of a case, by its path inside.
fn case(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let inside = |file: &Path| file.strip_prefix(path).expect("inside").display().to_string();
    let read = |file: &Path| fs::read(file).expect("a readable file");
    files_below(path).iter().map(|file| (inside(file), read(file))).collect()
}

/// The incidents of a verdict without what names files: citations.
fn incidents(path: &Path) -> Value {
    let mut incidents = json(&path.join("verdict.json"))["incidents"].take();
    for incident in incidents.as_array_mut().expect("incidents") {
        for finding in incident["evidence"].as_array_mut().expect("evidence") {
            finding.as_object_mut().expect("a finding").remove("citations");
        }
    }
    incidents
}

/// A log of ordinary requests, one a second.
fn quiet(lines: u32) -> Vec<u8> {
    let line = |n: u32| {
        let (minute, second) = (n / 60 % 60, n % 60);
        format!(
            "192.0.2.{} - - [06/Apr/2021:{:02}:{minute:02}:{second:02} +0000] \"GET /p/{} HTTP/1.1\" \
             200 512 \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:87.0) Gecko/20100101 Firefox/87.0\"\n",
            n % 200 + 1,
            n / 3600 % 24,
            n % 17,
        )
    };
    (0..lines).map(line).collect::<String>().into_bytes()
}

/// A service that fails with nothing to compare it with: inconclusive.
fn failing() -> Vec<u8> {
    let text = String::from_utf8(quiet(1800)).expect("text");
    let fail = |(n, line): (usize, &str)| {
        let line = if n >= 600 { line.replace("\" 200 512", "\" 503 0") } else { line.to_owned() };
        line + "\n"
    };
    text.lines().enumerate().map(fail).collect::<String>().into_bytes()
}

#[test]
fn the_demo_leaves_a_whole_case_and_says_the_verdict() {
    let directory = directory(&[("access.log.gz", &gz(demo_log()))]);
    let run = ends(directory.path(), &["investigate", "access.log.gz", "--out", "a case"], 0);
    assert!(run.out.contains("ATTACK") && run.out.contains("a case/report.html"), "{}", run.out);
    assert!(run.err.contains("access.log.gz: nginx_timed"), "{}", run.err);
    let files = case(&directory.path().join("a case"));
    for name in ["manifest.json", "rejects.ndjson", "report.fr.html", "report.html", "verdict.json"]
    {
        assert!(files.contains_key(name), "no {name} among {:?}", files.keys());
    }
    let within = |folder: &str| files.keys().filter(|name| name.starts_with(folder)).count();
    assert_eq!(within("requests/"), 1);
    assert_eq!(within("tables/"), afflux::ask::table::TABLES.len());
    let left: Vec<_> = fs::read_dir(directory.path()).expect("a directory").collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn the_verdict_keeps_the_contract() {
    let verdict = json(&demo().join("case/verdict.json"));
    assert_eq!(verdict["schema"], "afflux.verdict/1");
    assert_eq!(verdict["tool"]["name"], "afflux");
    let incident = &verdict["incidents"][0];
    assert_eq!(incident["cause"], "attack");
    assert_eq!(incident["origin"], "foreign");
    let fields = [
        "id",
        "service",
        "start",
        "end",
        "cause",
        "detail",
        "origin",
        "hypotheses",
        "but_for",
        "attack",
        "capacity_rps",
        "demand_rps",
        "findings",
        "gates",
    ];
    for field in fields {
        assert!(incident.get(field).is_some(), "no {field}");
    }
    let weighed = incident["hypotheses"].as_array().expect("hypotheses");
    let names: Vec<_> = weighed.iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["attack", "overload", "crawl", "capacity_loss", "upstream_loss"]);
    let sum: f64 = weighed.iter().filter_map(|one| one["probability"].as_f64()).sum();
    assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    for one in weighed {
        let (lr, cap) = (one["log10_lr"].as_f64(), one["log10_lr_cap"].as_f64());
        assert!(lr.expect("a ratio").abs() <= cap.expect("a cap"), "{one}");
    }
    for replay in ["without_attack", "without_surge", "with_baseline_capacity"] {
        assert!(incident["but_for"].get(replay).is_some(), "no {replay}");
    }
    for time in [&incident["start"], &incident["end"]] {
        let text = time.as_str().expect("a time");
        assert!(text.ends_with('Z') && text.parse::<jiff::Timestamp>().is_ok(), "{text}");
    }
    assert!(incident["start"].as_str() < incident["end"].as_str());
    let text = fs::read_to_string(demo().join("case/verdict.json")).expect("text");
    let order = ["\"schema\"", "\"incidents\"", "\"intrusion\"", "\"completeness\""];
    let at = order.map(|name| text.find(name).expect("a name"));
    assert!(at.is_sorted(), "the order of the contract");
}

#[test]
fn every_byte_is_accounted_for() {
    let mut log = quiet(500);
    let lines = b"no request at all\n\n   \n<165>1 2021 junk\n192.0.2.9 - - [99/Apr/2021:00:00:00 \
                  +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\nno end";
    log.extend_from_slice(lines);
    let packed = gz(&log);
    let directory = directory(&[("a.log.gz", &packed), ("b.log", &quiet(70))]);
    let run = ends(directory.path(), &["investigate", "a.log.gz", "b.log", "--out", "case"], 0);
    assert!(run.err.contains("506 lines: 500 requests, 4 rejects, 2 blank"), "{}", run.err);
    let manifest = json(&directory.path().join("case/manifest.json"));
    let exhibit = &manifest["exhibits"][0];
    let number = |value: &Value, name: &str| value[name].as_u64().expect("a number");
    assert_eq!(number(exhibit, "bytes"), packed.len() as u64);
    assert_eq!(number(exhibit, "decoded_bytes"), log.len() as u64);
    assert_eq!(number(exhibit, "rejects"), 4);
    assert_eq!(number(exhibit, "blank"), 2);
    let digest: String = Sha256::digest(&packed).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(exhibit["sha256"], digest.as_str());
    for part in [exhibit, &manifest["exhibits"][1], &manifest["total"]] {
        let bytes = ["request_bytes", "reject_bytes", "blank_bytes"];
        let sum: u64 = bytes.iter().map(|name| number(part, name)).sum();
        assert_eq!(sum, number(part, "decoded_bytes"));
    }
    assert_eq!(number(&manifest["total"], "decoded_bytes"), (log.len() + quiet(70).len()) as u64);
    let rejects = fs::read_to_string(directory.path().join("case/rejects.ndjson")).expect("text");
    let cited: Vec<Value> =
        rejects.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(cited.len(), 4);
    for reject in &cited {
        let at = number(reject, "byte_offset") as usize;
        let line = &log[at..at + number(reject, "length") as usize];
        assert_eq!(reject["excerpt"], afflux::read::escape::escape(line));
    }
    let counted: u64 =
        exhibit["reasons"].as_object().expect("reasons").values().filter_map(Value::as_u64).sum();
    assert_eq!(counted, 4);
}

#[test]
fn the_verdict_does_not_depend_on_how_it_was_read() {
    let log = demo_log();
    let first = incidents(&demo().join("case"));
    let whole = fs::read(demo().join("case/verdict.json")).expect("a verdict");
    let cut =
        |at: usize| at + log[at..].iter().position(|byte| *byte == b'\n').expect("a line") + 1;
    let (one, two) = (cut(log.len() / 3), cut(log.len() / 2));
    let directory = directory(&[
        ("access.log", log),
        ("rotated/access.log.2.gz", &gz(&log[..one])),
        ("rotated/access.log.1", &log[one..two]),
        ("rotated/access.log", &log[two..]),
    ]);
    for (name, words) in
        [("j1", ["-j1", "--no-progress"]), ("j2", ["-j", "2"]), ("blocks", ["--no-mmap", "-q"])]
    {
        let out = directory.path().join(name);
        let typed = ["investigate", "access.log", words[0], words[1], "--out", name];
        ends(directory.path(), &typed, 0);
        assert!(fs::read(out.join("verdict.json")).expect("a verdict") == whole, "{words:?}");
    }
    let parts = ["rotated/access.log", "rotated/access.log.1", "rotated/access.log.2.gz"];
    let (forth, back) = ([parts[0], parts[1], parts[2]], [parts[2], parts[1], parts[0]]);
    for (name, order) in [("forth", forth), ("back", back)] {
        let typed = ["investigate", order[0], order[1], order[2], "--out", name];
        ends(directory.path(), &typed, 0);
        assert_eq!(incidents(&directory.path().join(name)), first, "{order:?}");
    }
    let verdict = |name: &str| fs::read(directory.path().join(name).join("verdict.json"));
    assert!(verdict("forth").expect("one") == verdict("back").expect("another"));
}

#[test]
fn the_same_command_leaves_the_same_bytes() {
    let directory = directory(&[("access.log", demo_log())]);
    let typed = ["investigate", "access.log", "--out", "case", "--force"];
    let one = ends(directory.path(), &typed, 0);
    let before = case(&directory.path().join("case"));
    let other = ends(directory.path(), &typed, 0);
    assert_eq!(one.out, other.out);
    for (name, bytes) in case(&directory.path().join("case")) {
        assert!(before.get(&name) == Some(&bytes), "{name} differs");
    }
}

#[test]
fn a_case_is_not_overwritten_unasked() {
    let directory = directory(&[("a.log", &quiet(300)), ("precious/thesis.txt", b"years")]);
    let typed = ["investigate", "a.log", "--out", "case"];
    ends(directory.path(), &typed, 0);
    let before = case(&directory.path().join("case"));
    let run = ends(directory.path(), &typed, 1);
    assert!(run.err.contains("hint:") && run.err.contains("--force"), "{}", run.err);
    assert!(case(&directory.path().join("case")) == before);
    for force in ["--force", "--clobber"] {
        ends(directory.path(), &["investigate", "a.log", "--out", "case", force], 0);
        ends(directory.path(), &["investigate", "a.log", "--out", "precious", force], 1);
    }
    assert_eq!(fs::read(directory.path().join("precious/thesis.txt")).expect("it"), b"years");
}

#[test]
fn what_cannot_be_done_has_its_own_code() {
    let garbage = b"\x1b]0;owned\x07\x1b[31mred <b>\nnothing like a log\n\xff\xfe\n".repeat(20);
    let files: [(&str, &[u8]); 4] = [
        ("garbage.log", &garbage),
        ("a.log", &quiet(300)),
        ("folder/note.txt", b"not a case"),
        ("bad.mmdb", b"no database"),
    ];
    let directory = directory(&files);
    fs::create_dir(directory.path().join("nothing")).expect("a directory");
    let ends = |words: &[&str], code| ends(directory.path(), words, code);

    let run = ends(&["investigate", "missing.log", "--out", "c"], 3);
    assert!(run.err.contains("missing.log") && run.out.is_empty(), "{}", run.err);
    ends(&["investigate", "nothing", "--out", "c"], 3);
    let run = ends(&["investigate", "garbage.log", "--out", "c"], 4);
    assert!(run.err.contains("nothing like a log"), "{}", run.err);
    assert!(run.err.contains("\\x1b]0;owned\\x07\\x1b[31mred <b>"), "{}", run.err);
    assert!(!run.err.contains(['\u{1b}', '\u{7}']), "{:?}", run.err);
    assert!(!directory.path().join("c").exists() && !directory.path().join(".c.part").exists());
    let skipped =
        ["investigate", "garbage.log", "a.log", "--skip-unrecognised", "--out", "skipped"];
    assert!(ends(&skipped, 0).err.contains("left out garbage.log"));

    ends(&["query", "a.log", "no-such-question"], 2);
    ends(&["query", "timeline"], 2);
    ends(&["investigate"], 2);
    ends(&["investigate", "a.log", "--from", "yesterday", "--to", "today"], 2);
    ends(&["investigate", "a.log", "--lang", "tlh"], 2);
    ends(&["investigate", "a.log", "--home", "France"], 2);
    ends(&["-j", "0", "query", "a.log", "timeline"], 2);
    ends(&["--help"], 0);
    ends(&["--version"], 0);
    for sql in ["SELEC 1", "SELECT nothing FROM requests", "DROP TABLE requests"] {
        ends(&["query", "a.log", "--sql", sql], 7);
    }
    ends(&["investigate", "a.log", "--geoip", "bad.mmdb", "--out", "c"], 8);
    ends(&["query", "folder", "timeline"], 4);
}

#[test]
fn strict_is_about_inconclusive_incidents() {
    let directory = directory(&[("fails.log", &failing()), ("fine.log", &quiet(900))]);
    let run = ends(directory.path(), &["investigate", "fails.log", "--out", "a"], 0);
    assert!(run.out.contains("INCONCLUSIVE"), "{}", run.out);
    assert_eq!(
        json(&directory.path().join("a/verdict.json"))["incidents"][0]["cause"],
        "inconclusive"
    );
    ends(directory.path(), &["investigate", "fails.log", "--out", "b", "--strict"], 6);
    assert!(directory.path().join("b/verdict.json").exists());
    ends(directory.path(), &["investigate", "fine.log", "--out", "c", "--strict"], 0);
}

#[test]
fn a_stopped_run_leaves_nothing() {
    // Large enough that it cannot be done between the two steps below.
    let directory = directory(&[("access.log", &demo_log().repeat(6))]);
    let child = command(directory.path(), &["investigate", "access.log", "--out", "case"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // The draft appears after Ctrl-C was taken over and before anything is read.
    while !directory.path().join(".case.part").exists() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let kill = format!("kill -INT {}", child.id());
    let sent = std::process::Command::new("sh").args(["-c", &kill]).status();
    assert!(sent.expect("a shell").success());
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("stopped"));
    let left: Vec<_> = fs::read_dir(directory.path())
        .expect("a directory")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left, ["access.log"]);
}

#[test]
fn quiet_is_quiet_and_colour_only_where_wanted() {
    let directory = directory(&[("a.log", &quiet(300))]);
    for quiet in ["--quiet", "-q"] {
        let typed = ["investigate", "a.log", "--out", "case", "--force", quiet];
        let run = ends(directory.path(), &typed, 0);
        assert_eq!(run.err, "");
        assert!(!run.out.is_empty());
    }
    let coloured = |name: &str, value: &str| {
        let typed = ["investigate", "a.log", "--out", "case", "--force"];
        let output = command(directory.path(), &typed).env(name, value).output().expect("a run");
        output.stdout.contains(&0x1b)
    };
    assert!(coloured("CLICOLOR_FORCE", "1"));
    assert!(!coloured("NO_COLOR", "1"));
    assert!(!coloured("LANG", "C"), "a pipe takes no colour");
}

#[test]
fn the_summary_speaks_the_language_asked_for() {
    let directory = directory(&[("a.log", &failing())]);
    let in_language = |lang| {
        let typed = ["investigate", "a.log", "--out", "case", "--force", "--lang", lang];
        ends(directory.path(), &typed, 0).out
    };
    let (english, french) = (in_language("en"), in_language("fr"));
    assert!(english.contains("report.html") && french.contains("report.fr.html"));
    assert!(french.contains("requêtes") && !english.contains("requêtes"));
}

#[test]
fn empty_and_packed_files_are_read() {
    let log = quiet(400);
    let files: [(&str, &[u8]); 5] = [
        ("empty.log", b""),
        ("blank.log", b"\n\n  \n"),
        ("plain/a.log", &log),
        ("gz/a.log", &gz(&log)),
        ("zst/a.log", &zstd::encode_all(&log[..], 1).expect("memory")),
    ];
    let directory = directory(&files);
    let counted = |source: &str| {
        let run = afflux(
            directory.path(),
            &["query", source, "--sql", "SELECT COUNT(*) AS n FROM requests", "--format", "jsonl"],
        );
        (run.code, run.out)
    };
    for source in ["plain", "gz", "zst"] {
        assert_eq!(counted(source), (0, "{\"n\":400}\n".to_owned()), "{source}");
    }
    for source in ["empty.log", "blank.log"] {
        assert_eq!(counted(source), (0, "{\"n\":0}\n".to_owned()), "{source}");
        let out = format!("case-{source}");
        ends(directory.path(), &["investigate", source, "--out", &out], 0);
        let verdict = json(&directory.path().join(&out).join("verdict.json"));
        assert_eq!(verdict["incidents"], serde_json::json!([]));
    }
    let cut = &gz(&log)[..2_000];
    fs::write(directory.path().join("cut.log.gz"), cut).expect("a file");
    let run = ends(directory.path(), &["investigate", "cut.log.gz", "--out", "cut"], 0);
    assert!(run.err.contains("warning: cut.log.gz"), "{}", run.err);
    assert!(json(&directory.path().join("cut/manifest.json"))["exhibits"][0]["damage"].is_string());
}
