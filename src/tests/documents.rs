//! JSON documents: in whatever shape records come, they are read as if each had a line, at their places.

use afflux::read::exhibit::flatten::{Flattener, is_document};
use afflux::read::options::Options;
use proptest::prelude::*;
use serde_json::Value;

use crate::containers::{read, read_as, rows};

fn record(n: usize) -> String {
    format!(
        r#"{{"time":"2021-04-06T08:31:{:02}+02:00","remote_addr":"203.0.113.7","request":"GET /{n}?q={{\"[,]\" HTTP/1.1","status":200,"body_bytes_sent":512,"request_time":0.25,"x":{{"y":[1,{{}}]}}}}"#,
        n % 60
    )
}

/// The same records in every shape that a document has.
fn documents() -> Vec<(&'static str, String)> {
    let records: Vec<String> = (0..30).map(record).collect();
    let value: Vec<Value> =
        records.iter().map(|record| serde_json::from_str(record).expect("JSON")).collect();
    let pretty = |value: &Value| serde_json::to_string_pretty(value).expect("JSON");
    let joined = records.join(",");
    vec![
        ("array", format!("[{joined}]")),
        ("array over lines", format!("[\n{}\n]\n", records.join(",\r\n"))),
        ("pretty array", pretty(&Value::Array(value.clone()))),
        ("pretty objects", value.iter().map(&pretty).collect::<Vec<_>>().join("\n")),
        ("records", format!(r#"{{"records":[{joined}]}}"#)),
        (
            "many records",
            format!("{{\"records\": [{}]}}\n", records[..10].join(", "))
                + &format!("{{\"records\": [{}]}}\n", records[10..].join(", ")),
        ),
        ("Records", format!("\u{feff}{{ \"Records\" : [ {joined} ] }}\n")),
        ("pretty records", pretty(&serde_json::json!({"records": value}))),
        ("value", format!(r#"{{"@odata.context":"[x]","@count":30,"value":[{joined}]}}"#)),
    ]
}

fn flattened(text: &[u8], step: usize) -> Vec<u8> {
    let mut flattener = Flattener::default();
    let mut out = Vec::new();
    for part in text.chunks(step) {
        flattener.push(part);
        out.extend(flattener.take());
    }
    out.extend(flattener.finish());
    out
}

#[test]
fn documents_become_lines_at_their_places() {
    let lines = (0..30).map(record).collect::<Vec<_>>().join("\n");
    let plain: Vec<Value> = rows(&read(lines.as_bytes())).into_iter().map(|row| row.2).collect();
    assert_eq!(plain.len(), 30);
    for (name, text) in documents() {
        assert!(is_document(text.as_bytes()), "{name}");
        let reading = read(text.as_bytes());
        let exhibit = &reading.exhibits[0];
        let read: Vec<Value> = rows(&reading).into_iter().map(|row| row.2).collect();
        assert_eq!(read, plain, "{name}");
        assert!(exhibit.document && exhibit.accounting.rejects == 0, "{name}");
        assert_eq!(exhibit.accounting.bytes(), text.len() as u64, "{name}");
        let offset = usize::try_from(rows(&reading)[3].1).expect("an offset");
        assert!(text[offset..].starts_with('{'), "{name}");
        let whole = flattened(text.as_bytes(), text.len());
        for step in [1, 2, 3, 100] {
            assert_eq!(flattened(text.as_bytes(), step), whole, "{name}");
        }
    }
    assert!(!is_document(lines.as_bytes()));
    for text in
        ["", "[Tue Apr 06 08:31:02 2021] [error] x", "{http} GET", "[]", "[1,2]", "{\"a\":1}\n{"]
    {
        assert!(!is_document(text.as_bytes()), "{text}");
    }
}

#[test]
fn hits_are_records_and_what_is_behind_the_array_stays() {
    let hits = r#"{"took":3,"_shards":{"total":5},"hits":{"total":{"value":2},"max_score":1.0,"hits":[{"_id":"1","_source":{"a":1}},{"_id":"2"}]},"more":"x"}"#;
    assert!(is_document(hits.as_bytes()));
    let text = String::from_utf8(flattened(hits.as_bytes(), 9)).expect("text");
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, [r#"{"_id":"1","_source":{"a":1}}"#, r#"{"_id":"2"}"#, r#""more":"x""#]);
    // An object with another key first is a record, whatever arrays it has.
    let record = "{\n \"host\":\"h\",\n \"events\":[{\"a\":1},{\"b\":2}]\n}\n";
    let text = String::from_utf8(flattened(record.as_bytes(), 4)).expect("text");
    assert_eq!(text.trim(), r#"{  "host":"h",  "events":[{"a":1},{"b":2}] }"#);
}

#[test]
fn a_broken_record_swallows_no_other() {
    let [one, other] = [record(1), record(2)];
    let text = format!("[\n{one},\n{{\"a\":\"torn\n{other},\n{other}\n]");
    let reading = read_as("a", text.as_bytes(), &Options::default());
    let accounting = &reading.exhibits[0].accounting;
    assert_eq!(accounting.requests, 3, "{accounting:?}");
    let swallowing = format!("[{one},{{\"a\":{{{},{other},{other}]", " ".repeat(1 << 20));
    let reading = read_as("a", swallowing.as_bytes(), &Options::default());
    let accounting = &reading.exhibits[0].accounting;
    assert_eq!(accounting.requests, 3, "{accounting:?}");
    assert_eq!(accounting.bytes(), swallowing.len() as u64);
}

#[test]
fn events_of_a_subscription_are_lines() {
    let line =
        r#"203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] \"GET / HTTP/1.1\" 200 5 \"-\" \"curl\""#;
    let event = |n| format!(r#"{{"id":"{n}","timestamp":1617690662123,"message":"{line}"}}"#);
    let head = r#""messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s","subscriptionFilters":["[f]"]"#;
    let text = format!("{{{head},\"logEvents\":[{},{}]}}\n", event(1), event(2));
    let reading = read(text.repeat(2).as_bytes());
    let exhibit = &reading.exhibits[0];
    assert_eq!((exhibit.accounting.requests, exhibit.accounting.rejects), (4, 0));
    assert_eq!((exhibit.format, exhibit.document), ("combined", true));
}

#[test]
fn fields_of_csv_may_have_line_ends() {
    let csv = |agent: &str| {
        let line = |n: usize| {
            format!("2021-04-06T08:31:{:02}Z,203.0.113.7,/{n},200,\"{agent}\"\r\n", n % 60)
        };
        let lines: String = (0..2_000).map(line).collect();
        format!("\u{feff}time,client_ip,path,status,user_agent\r\n{lines}")
    };
    let rows_of = |text: &str, options: &Options| rows(&read_as("a", text.as_bytes(), options));
    let flat = rows_of(&csv("a b \"\"c\"\""), &Options::default());
    assert_eq!(flat.len(), 2_000);
    for chunk_bytes in [64, 1 << 20] {
        let options = Options { chunk_bytes, ..Options::default() };
        let folded = csv("a\nb \"\"c\"\"");
        assert_eq!(rows_of(&folded, &options), flat);
        let exhibit = &read_as("a", folded.as_bytes(), &options).exhibits[0];
        assert_eq!(exhibit.accounting.bytes(), folded.len() as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn flattening_keeps_every_byte_of_strings_and_the_length(
        pieces in proptest::collection::vec(prop_oneof![
            proptest::sample::select(vec![
                "[", "]", "{", "}", ",", ":", "\n", " ", "\"a\"", "\"records\":[", "\"hits\":{",
                "\"x\\\"{[\"", "\"\\\\\"", "1", "{\"a\":1}", "\"", "\\",
            ]).prop_map(|text| text.as_bytes().to_vec()),
            proptest::collection::vec(any::<u8>(), 0..4),
        ], 0..60),
        step in 1usize..50,
    ) {
        let text = pieces.concat();
        let flat = flattened(&text, step);
        prop_assert_eq!(flat.len(), text.len());
        prop_assert_eq!(&flat, &flattened(&text, text.len().max(1)));
        for (before, after) in text.iter().zip(&flat) {
            prop_assert!(before == after || matches!(after, b' ' | b'\n'), "{before} became {after}");
        }
    }
}
