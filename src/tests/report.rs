//! What is told: golden files of every writer in both languages, hostile text, and the contract of
//! `verdict.json`. `UPDATE=1` rewrites the golden files; read the difference.

use std::path::PathBuf;

use afflux::tell::words::{LANGUAGES, Words};
use afflux::tell::writer::{WRITERS, Writer};
use afflux::tell::{Context, Report};

#[path = "report/abridged.rs"]
mod abridged;
#[path = "report/browser.rs"]
mod browser;
#[path = "report/claimed.rs"]
mod claimed;
#[path = "report/exchange.rs"]
mod exchange;
#[path = "report/exhibits.rs"]
mod exhibits;
#[path = "report/hostile.rs"]
mod hostile;
#[path = "report/injections.rs"]
mod injections;
#[path = "report/intrusion.rs"]
mod intrusion;
#[path = "report/moved.rs"]
mod moved;
#[path = "report/pdf.rs"]
mod pdf;
#[path = "report/readers.rs"]
mod readers;
#[path = "report/replays.rs"]
mod replays;
#[path = "report/sample.rs"]
mod sample;
#[path = "report/silent.rs"]
mod silent;
#[path = "report/stored.rs"]
mod stored;
#[path = "report/validated.rs"]
mod validated;
#[path = "report/validator.rs"]
mod validator;

fn context() -> Context {
    Context {
        case: Some("my case".to_owned()),
        report: Some("my case/report.html".to_owned()),
        width: 96,
        validation: Some(validated::validation()),
        ..Context::default()
    }
}

fn writer(name: &str) -> &'static Writer {
    WRITERS.iter().find(|writer| writer.name == name).expect("a writer")
}

fn written(name: &str, code: &str, poisoned: bool) -> String {
    String::from_utf8(bytes(name, code, poisoned)).expect("UTF-8")
}

fn bytes(name: &str, code: &str, poisoned: bool) -> Vec<u8> {
    let (account, judgement) =
        if poisoned { hostile::poisoned() } else { (exhibits::account(), sample::judgement()) };
    let words = Words::of(code).expect("a language");
    let context = context();
    let report = Report::new(&account, &judgement, &words, &context);
    (writer(name).write)(&report).expect("bytes")
}

fn golden(file: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/report").join(file);
    #[expect(clippy::disallowed_methods, reason = "a test may ask whether to rewrite its fixtures")]
    let rewrite = std::env::var_os("UPDATE").is_some();
    if rewrite {
        std::fs::write(&path, actual).expect("a golden file written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = expected.lines().zip(actual.lines()).position(|(old, new)| old != new);
    assert!(
        expected == actual,
        "{file} differs from line {}; UPDATE=1 rewrites it",
        differs.map_or_else(|| "its end".to_owned(), |line| (line + 1).to_string())
    );
}

#[test]
fn golden_files_of_every_writer() {
    for language in LANGUAGES {
        let code = language.code;
        golden(&format!("report.{code}.html"), &written("html", code, false));
        golden(&format!("terminal.{code}.txt"), &written("terminal", code, false));
        assert_eq!(written("json", code, false), written("json", "en", false));
    }
    golden("verdict.json", &written("json", "en", false));
    golden("poisoned.en.html", &written("html", "en", true));
}

#[test]
fn every_writer_gives_the_same_bytes_twice() {
    for writer in WRITERS {
        assert!(
            bytes(writer.name, "fr", true) == bytes(writer.name, "fr", true),
            "{}",
            writer.name
        );
    }
}

#[test]
fn hostile_text_reaches_no_interpreter() {
    for language in LANGUAGES {
        let html = written("html", language.code, true);
        for raw in ["<script", "<img", "]]><!--", "</style></title>", "href=\"j"] {
            assert!(!html.contains(raw), "{raw} in HTML");
        }
        assert!(html.contains("&lt;script&gt;") && html.contains("{{ 7*7 }}"));
        for text in [&html, &written("terminal", language.code, true), &written("json", "en", true)]
        {
            let acting =
                |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{200b}".contains(c);
            assert!(!text.contains(acting), "an acting character");
        }
    }
}

#[test]
fn html_links_only_into_itself() {
    for poisoned in [false, true] {
        let html = written("html", "fr", poisoned);
        let links = html.split("href=").skip(1);
        assert!(links.clone().count() > 20);
        for link in links {
            let target: String =
                link.trim_start_matches('"').split('"').next().unwrap_or("").into();
            let id = target.strip_prefix('#').expect("a link into the page");
            assert!(html.contains(&format!("id=\"{id}\"")), "no {id}");
        }
        assert!(!html.contains(" style=") && !html.contains(" onclick"));
    }
}

#[test]
fn ids_in_html_are_unique() {
    let html = written("html", "en", false);
    let ids: Vec<_> =
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), distinct.len());
}

#[test]
fn verdict_keeps_the_contract() {
    let verdict: serde_json::Value =
        serde_json::from_str(&written("json", "en", false)).expect("JSON");
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    assert_eq!(verdict["schema"], "afflux.verdict/1");
    assert_eq!(keys(&verdict)[..5], ["schema", "tool", "incidents", "intrusion", "completeness"]);
    let incident = &verdict["incidents"][0];
    assert_eq!(
        keys(incident)[..15],
        [
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
            "symptom"
        ]
    );
    assert_eq!(incident["start"], "2021-04-06T06:02:00Z");
    assert_eq!(incident["attack"]["sources"], 2204);
    assert_eq!(incident["but_for"]["without_attack"]["probability"], 0.03);
    assert_eq!(incident["but_for"]["with_baseline_capacity"], serde_json::Value::Null);
    assert!(!incident["findings"].to_string().contains("matched_load"));
    let absent = &verdict["incidents"][3]["absent"];
    assert_eq!((&absent[0]["kind"], &absent[0]["name"]), (&"as".into(), &"AS64500 IPv4".into()));
    assert_eq!(
        (&absent[0]["requests"], &absent[1]["operator"]),
        (&3.into(), &serde_json::Value::Null)
    );
    for incident in verdict["incidents"].as_array().expect("incidents") {
        let weighed = incident["hypotheses"].as_array().expect("hypotheses");
        let sum: f64 = weighed.iter().filter_map(|one| one["probability"].as_f64()).sum();
        assert!((sum - 1.0).abs() < 1e-9);
    }
}

#[test]
fn the_terminal_is_not_flooded() {
    for code in ["en", "fr"] {
        let one = written("terminal", code, false);
        let longest = one.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest <= 96, "{longest} columns");
        let (account, judgement) = (exhibits::account(), sample::many());
        let words = Words::of(code).expect("a language");
        let context = Context { width: 80, ..context() };
        let report = Report::new(&account, &judgement, &words, &context);
        let bytes = (writer("terminal").write)(&report).expect("bytes");
        let lines = String::from_utf8(bytes).expect("UTF-8").lines().count();
        assert!(lines < 30 + 3 * 45 + 15, "{lines} lines");
    }
}

#[test]
fn styles_only_where_colour_is_allowed() {
    let (account, judgement) = (exhibits::account(), sample::judgement());
    let words = Words::of("en").expect("English");
    let context = Context { colour: true, ..context() };
    let report = Report::new(&account, &judgement, &words, &context);
    let styled = (writer("terminal").write)(&report).expect("bytes");
    assert!(styled.contains(&0x1b));
    assert!(!written("terminal", "en", false).contains('\u{1b}'));
}

#[test]
fn no_results_are_told_too() {
    let mut account = exhibits::account();
    account.exhibits.clear();
    account.databases.clear();
    let judgement = afflux::judge::judgement::Judgement::default();
    for language in LANGUAGES {
        let words = Words::new(language);
        let context = Context::default();
        let report = Report::new(&account, &judgement, &words, &context);
        for writer in WRITERS {
            assert!((writer.write)(&report).expect("bytes").len() > 100, "{}", writer.name);
        }
    }
}
