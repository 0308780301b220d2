//! `afflux summary`: counts of logs, as tables and as JSON.

use serde_json::{Value, json};

use super::{directory, gz, quiet};
use crate::program::ends;

fn summary(home: &tempfile::TempDir, words: &[&str]) -> Value {
    let typed = [&["summary"], words, &["--format", "json"]].concat();
    serde_json::from_str(&ends(home.path(), &typed, 0).out).expect("JSON")
}

/// What a log and the words after it give: a pointer into the JSON, and the value there.
type Case<'a> = (&'a [&'a str], &'a [(&'a str, Value)]);

#[test]
fn every_request_is_counted() {
    let mut mixed = quiet(90);
    mixed.extend_from_slice(
        b"198.51.100.9 - - [06/Apr/2021:00:00:07 +0000] \"GET /p/1?q=2 HTTP/1.1\" 404 8 \"-\" \"-\"\n\
          \n198.51.100.9 - - [06/Apr/2021:00:09:00 +0000] \"GET /only HTTP/1.1\" 503 - \"-\" \"-\"\njunk\n",
    );
    let placed = "8.8.8.8 - - [06/Apr/2021:00:00:07 +0000] \"GET / HTTP/1.1\" 200 8 \"-\" \"-\"\n";
    let home = directory(&[
        ("a.log", &mixed),
        ("b.log.gz", &gz(&quiet(60))),
        ("c.log", placed.repeat(3).as_bytes()),
        ("copy.log", &mixed),
    ]);
    let cases: &[Case<'_>] = &[
        (
            &["a.log"],
            &[
                ("/schema", json!("afflux.summary/1")),
                ("/files/0/format", json!("combined")),
                ("/files/0/sha256", Value::Null),
                ("/files/0/lines", json!(94)),
                ("/files/0/blank", json!(1)),
                ("/requests", json!(92)),
                ("/rejects", json!(1)),
                ("/bytes", json!(90 * 512 + 8)),
                ("/distinct_clients", json!(91)),
                ("/busiest_minute", json!({ "start": "2021-04-06T00:00:00Z", "requests": 61 })),
                ("/minutes/2", json!({ "start": "2021-04-06T00:09:00Z", "requests": 1 })),
                ("/status_classes/2xx", json!(90)),
                ("/status_classes/4xx", json!(1)),
                ("/status_classes/5xx", json!(1)),
                ("/clients/0", json!({ "client": "198.51.100.9", "requests": 2 })),
                ("/clients/1", json!({ "client": "192.0.2.1", "requests": 1 })),
                ("/paths/0", json!({ "path": "/p/1", "requests": 7 })),
                ("/clients/9/requests", json!(1)),
                ("/clients/10", Value::Null),
            ],
        ),
        (
            &["a.log", "b.log.gz", "--top", "1"],
            &[
                ("/requests", json!(152)),
                ("/files/1/requests", json!(60)),
                ("/clients/1", Value::Null),
                ("/distinct_clients", json!(91)),
            ],
        ),
        (&["a.log", "copy.log"], &[("/requests", json!(184)), ("/rejects", json!(2))]),
        (&["a.log"], &[("/countries", Value::Null), ("/networks", Value::Null)]),
        (
            &["c.log", "--places"],
            &[
                ("/countries/0", json!({ "country": "US", "requests": 3 })),
                ("/networks/0/requests", json!(3)),
                ("/countries/1", Value::Null),
            ],
        ),
        (&["a.log", "copy.log", "--dedupe"], &[("/requests", json!(92))]),
    ];
    for (words, expected) in cases {
        let said = summary(&home, words);
        for (pointer, value) in *expected {
            let found = said.pointer(pointer).unwrap_or(&Value::Null);
            assert_eq!(found, value, "{words:?} {pointer}");
        }
    }
}

#[test]
fn tables_show_what_an_attacker_wrote_as_text() {
    let line = "192.0.2.7 - - [06/Apr/2021:08:31:02 +0000] \"GET /\u{1b}[2J HTTP/1.1\" 200 5 \"-\" \"-\"\n";
    let home = directory(&[("a.log", line.repeat(3).as_bytes()), ("b.txt", b"no log\nat all\n")]);
    let text = ends(home.path(), &["summary", "a.log"], 0).out;
    for part in ["distinct clients", "busiest", "2xx", "100.0 %", "192.0.2.7", "/\\x1b[2J"] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    assert!(!text.contains('\u{1b}'));
    ends(home.path(), &["summary", "b.txt"], 4);
}
