//! What leaves the case for other tools: Markdown for tickets, CSV and STIX of hostile addresses. They
//! hold to their formats, escape what is hostile, and accuse nobody whose incident is not concluded.

use std::collections::BTreeSet;

use afflux::judge::judgement::Cause;
use afflux::tell::Report;
use afflux::tell::words::{LANGUAGES, Words};
use regex::Regex;
use serde_json::Value;

use super::hostile::HOSTILE;
use super::{context, exhibits, golden, sample, writer, written};

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let row = |record: Result<csv::StringRecord, _>| record.expect("a record");
    reader.records().map(|r| row(r).iter().map(str::to_owned).collect()).collect()
}

#[test]
fn golden_files() {
    for language in LANGUAGES {
        let code = language.code;
        golden(&format!("report.{code}.md"), &written("markdown", code, false));
        assert_eq!(written("csv", code, true), written("csv", "en", true));
        assert_eq!(written("stix", code, true), written("stix", "en", true));
    }
    golden("indicators.csv", &written("csv", "en", false));
    golden("indicators.stix.json", &written("stix", "en", false));
    golden("poisoned.en.md", &written("markdown", "en", true));
    golden("poisoned.csv", &written("csv", "en", true));
}

#[test]
fn csv_is_of_the_standard_and_computes_nothing() {
    for poisoned in [false, true] {
        let text = written("csv", "en", poisoned);
        assert!(
            text.ends_with("\r\n") && text.matches('\n').count() == text.matches("\r\n").count()
        );
        let rows = rows(&text);
        assert!(rows.len() > 3 && rows.iter().all(|row| row.len() == rows[0].len()));
        for cell in rows.iter().flatten() {
            let start = cell.trim_start_matches([' ', '"', '\t']).chars().next();
            assert!(!start.is_some_and(|sign| "=+-@＝＋－＠".contains(sign)), "{cell}");
            assert!(!cell.contains(|c: char| c.is_control() || "\u{202e}\u{200b}".contains(c)));
        }
    }
    let poisoned = rows(&written("csv", "en", true));
    assert!(poisoned[1][7].starts_with("'=HYPERLINK"), "{:?}", poisoned[1]);
}

#[test]
fn stix_is_of_the_standard() {
    for poisoned in [false, true] {
        let bundle = json(&written("stix", "en", poisoned));
        assert_eq!(bundle["type"], "bundle");
        let objects = bundle["objects"].as_array().expect("objects");
        let ids: BTreeSet<&str> = objects.iter().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(ids.len(), objects.len(), "an id twice");
        for one in objects {
            object(one, &ids);
        }
        let kinds: BTreeSet<&str> = objects.iter().filter_map(|one| one["type"].as_str()).collect();
        let known = ["grouping", "identity", "indicator", "marking-definition"];
        assert_eq!(kinds, known.into(), "never a threat actor or an intrusion set");
    }
}

/// What STIX 2.1 asks of every object, and of indicators.
fn object(one: &Value, ids: &BTreeSet<&str>) {
    let kind = one["type"].as_str().expect("a type");
    let id = one["id"].as_str().expect("an id");
    let form = format!(
        "^{kind}--[0-9a-f]{{8}}-[0-9a-f]{{4}}-[45][0-9a-f]{{3}}-[89ab][0-9a-f]{{3}}-[0-9a-f]{{12}}$"
    );
    assert!(Regex::new(&form).expect("a pattern").is_match(id), "{id}");
    assert_eq!(one["spec_version"], "2.1");
    let stamp = Regex::new(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$").expect("a pattern");
    let is_stamp = |key: &str| one[key].as_str().is_some_and(|text| stamp.is_match(text));
    assert!(is_stamp("created"), "{one}");
    for key in ["object_marking_refs", "object_refs"] {
        let refs = one[key].as_array().into_iter().flatten();
        assert!(refs.clone().all(|r| ids.contains(r.as_str().unwrap_or(""))), "{key} of {id}");
    }
    if kind != "indicator" {
        return;
    }
    assert!(is_stamp("valid_from") && is_stamp("valid_until"));
    assert!(one["valid_from"].as_str() < one["valid_until"].as_str());
    assert!(one["confidence"].as_u64().is_some_and(|confidence| confidence <= 85));
    let pattern = r"^\[ipv[46]-addr:value = '[0-9a-f.:]+'\]$";
    assert!(
        Regex::new(pattern).expect("a pattern").is_match(one["pattern"].as_str().unwrap_or(""))
    );
}

#[test]
fn an_inconclusive_incident_names_no_address() {
    let (account, mut judgement) = (exhibits::account(), sample::judgement());
    for incident in &mut judgement.incidents {
        incident.cause = Cause::Inconclusive;
    }
    let words = Words::of("en").expect("English");
    let context = context();
    let report = Report::new(&account, &judgement, &words, &context);
    let bytes =
        |name| String::from_utf8((writer(name).write)(&report).expect("bytes")).expect("text");
    assert_eq!(bytes("csv").lines().count(), 1);
    let stix = json(&bytes("stix"));
    let objects = stix["objects"].as_array().expect("objects");
    // Attempts to get in are a question apart; what is left belongs to them.
    let left = objects.iter().filter(|one| one["type"] == "indicator" || one["type"] == "grouping");
    let text = |one: &Value| one["description"].as_str().unwrap_or_default().to_owned();
    assert!(left.map(text).all(|text| text.contains("ttempts to get in")));
}

#[test]
fn attempts_to_get_in_are_indicators_with_a_confidence_and_an_end() {
    let stix = json(&written("stix", "en", false));
    let objects = stix["objects"].as_array().expect("objects");
    let of = |address: &str| objects.iter().find(|one| one["name"] == address);
    let confidence = |address: &str| of(address).map(|one| one["confidence"].as_u64());
    assert_eq!(confidence("198.51.100.40"), Some(Some(50)));
    assert_eq!(confidence("198.51.100.41"), Some(Some(15)));
    assert_eq!(confidence("2001:db8:77::1"), Some(Some(85)));
    assert_eq!(confidence("10.0.0.9"), None);
}

#[test]
fn internal_addresses_and_names_are_no_indicators() {
    let listed = written("csv", "en", false);
    assert!(listed.contains("\r\n10.0.0.7,") && listed.contains("\r\nmasked-17,"));
    let stix = written("stix", "en", false);
    assert!(!stix.contains("10.0.0.7") && !stix.contains("masked-17"));
}

#[test]
fn markdown_holds_no_link_no_html_and_no_mention() {
    for language in LANGUAGES {
        for poisoned in [false, true] {
            let text = written("markdown", language.code, poisoned);
            let outside = without_code(&text);
            for active in ["](", "://", "www.", "<script", "<img", "</", "@", "\u{202e}", "\u{1b}"]
            {
                assert!(!outside.contains(active), "{active} in {}", language.code);
            }
            // What is left of angle brackets are quotes at the start of a line.
            assert!(
                outside.lines().all(|line| !line.trim_start_matches("> ").contains(['<', '>']))
            );
        }
    }
    let text = written("markdown", "en", true);
    assert!(HOSTILE.iter().all(|bad| bad.is_empty() || text.contains("alert")));
    assert!(text.contains("&lt;script&gt;"));
}

/// Markdown without spans of code, by CommonMark's rule: a span ends at a run of as many back-ticks as
/// began it.
fn without_code(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut rest = line;
        while let Some(at) = rest.find('`') {
            let escaped = rest[..at].ends_with('\\');
            let run = rest[at..].chars().take_while(|sign| *sign == '`').count();
            out.push_str(&rest[..at]);
            let after = &rest[at + run..];
            let fence = "`".repeat(run);
            let close = (!escaped).then(|| closing(after, &fence)).flatten();
            rest = close.map_or(after, |end| &after[end + run..]);
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

/// Where a run of exactly this length begins.
fn closing(text: &str, fence: &str) -> Option<usize> {
    text.match_indices(fence)
        .map(|(at, _)| at)
        .find(|&at| !text[..at].ends_with('`') && !text[at + fence.len()..].starts_with('`'))
}
