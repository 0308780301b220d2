//! `fixtures/hostile/injections.json` through every writer: each of its texts stands where a log, a file
//! name, a database or a claim may put it, and the form that comes out is the one that harmless text
//! gives. What is compared is structure, so that no list of bad words decides.

use std::io::Read;

use afflux::tell::words::Words;
use afflux::tell::writer::WRITERS;
use afflux::tell::writer::pdf::{data, settable};
use afflux::tell::{Context, Report};
use serde_json::Value;

use super::{context, hostile, writer};

/// Name and text of each injection, and two that are too long for a file.
fn corpus() -> Vec<(String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/hostile/injections.json");
    let text = std::fs::read_to_string(path).expect("the injections");
    let mut corpus: Vec<(String, String)> = serde_json::from_str(&text).expect("pairs of texts");
    corpus.push(("a megabyte".into(), "A".repeat(1 << 20)));
    corpus.push(("a megabyte of tags".into(), "<b>\u{202e}".repeat(1 << 18)));
    corpus
}

/// What every writer makes of results whose texts come from `next`.
fn written(code: &str, names: &[&str], next: &mut dyn FnMut() -> String) -> Vec<Vec<u8>> {
    let (account, judgement) = hostile::with(next);
    let words = Words::of(code).expect("a language");
    let context = Context { width: 80, ..context() };
    let report = Report::new(&account, &judgement, &words, &context);
    let bytes = |name: &&str| match *name {
        "pdf data" => data(&report).into_bytes(),
        name => (writer(name).write)(&report).expect("bytes"),
    };
    names.iter().map(bytes).collect()
}

/// Texts in turn, from the one at `first` on.
fn in_turn(corpus: &[(String, String)], first: usize) -> impl FnMut() -> String {
    let mut texts = corpus.iter().cycle().skip(first).map(|one| one.1.clone());
    move || texts.next().unwrap_or_default()
}

/// Pages whose texts are injections, from every text at a multiple of `step` on.
pub(super) fn pages(code: &str, step: usize) -> Vec<String> {
    let corpus = corpus();
    let firsts = (0..corpus.len()).step_by(step);
    let page = |first| written(code, &["html"], &mut in_turn(&corpus, first)).concat();
    firsts.map(|first| utf8(&page(first)).to_owned()).collect()
}

fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// No character that acts on what shows it.
fn inert(text: &str, of: &str) {
    let acts = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(u32::from(c), 0x200b..=0x200f | 0x2028..=0x202e | 0x2066..=0x2069 | 0xfeff
                | 0xe000..=0xf8ff | 0xe0000..=0x10ffff)
    };
    let found = text.char_indices().find(|(_, c)| acts(*c));
    assert!(found.is_none(), "{of}: {found:?}");
}

/// Elements and names of attributes, in order; values and text left out.
fn elements(html: &str) -> Vec<String> {
    html.split('<')
        .skip(1)
        .map(|rest| {
            let tag = rest.split('>').next().unwrap_or_default();
            let outside = tag.split('"').step_by(2);
            outside.collect::<Vec<_>>().concat()
        })
        .collect()
}

/// Keys, lengths of lists and kinds of values; texts left out.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            fields.iter().map(|(key, one)| (key.clone(), shape(one))).collect()
        }
        Value::Array(items) => items.iter().map(shape).collect(),
        Value::String(_) => "text".into(),
        other => other.clone(),
    }
}

/// The mark at the start of each line that Markdown acts on, and the bars between its cells.
fn blocks(markdown: &str) -> Vec<(String, usize)> {
    let mark = |line: &str| {
        let first = line.split(' ').next().unwrap_or_default();
        if first.chars().all(|c| "#->|*".contains(c)) { first.to_owned() } else { String::new() }
    };
    let bars = |line: &str| line.replace("\\|", "").matches('|').count();
    markdown.lines().map(|line| (mark(line), bars(line))).collect()
}

const TEXTS: &[&str] =
    &["html", "markdown", "json", "csv", "stix", "terminal", "pdf data", "document"];

#[test]
fn injections_keep_the_form_of_harmless_text() {
    let corpus = corpus();
    for code in ["en", "fr"] {
        // Each differs, as the injections do: equal names would be counted together.
        let mut count = 0;
        let mut harmless = || {
            count += 1;
            format!("harmless {count}")
        };
        let safe = written(code, TEXTS, &mut harmless);
        // Steps of seven put every text into every kind of place within a few rounds.
        for first in (0..corpus.len()).step_by(7) {
            let bad = written(code, TEXTS, &mut in_turn(&corpus, first));
            let both = |index: usize| (utf8(&bad[index]), utf8(&safe[index]));
            let (html, harmless) = both(0);
            assert_eq!(elements(html), elements(harmless), "elements of HTML, {code}, {first}");
            let (markdown, harmless) = both(1);
            assert_eq!(blocks(markdown), blocks(harmless), "Markdown, {code}, {first}");
            for index in [2, 4, 6, 7] {
                let parsed = |text| serde_json::from_str::<Value>(text).expect("JSON");
                let (bad, safe) = both(index);
                if index != 4 {
                    assert_eq!(shape(&parsed(bad)), shape(&parsed(safe)), "{}", TEXTS[index]);
                }
                assert!(parsed(bad).is_object());
            }
            for (index, name) in TEXTS.iter().enumerate() {
                inert(&both(index).0.replace("\r\n", "\n"), name);
                assert!(both(index).0.len() < 4 << 20, "{name} has {} bytes", both(index).0.len());
            }
            assert!(both(6).0.chars().all(|c| settable(&c.to_string()) == c.to_string()));
            cells(both(3).0);
        }
    }
}

/// Every record has the columns of the first, and no cell is a formula.
fn cells(csv: &str) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let records: Vec<_> = reader.records().map(|record| record.expect("as many cells")).collect();
    assert!(records.len() > 1);
    for cell in records.iter().flatten() {
        assert!(
            !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']),
            "{cell}"
        );
    }
}

#[test]
fn injections_are_set_and_act_on_no_reader() {
    let corpus = corpus();
    let pdf = written("fr", &["pdf"], &mut in_turn(&corpus, 0)).concat();
    assert!(pdf.starts_with(b"%PDF-"));
    let parts = inflated(&pdf);
    assert!(parts.len() > 50, "{} streams", parts.len());
    for part in parts.iter().chain([&pdf]) {
        for raw in
            ["(owned)", "app.alert", "/JavaScript", "/Launch", "/URI", "calc.exe)", "<script"]
        {
            let found = part.windows(raw.len()).any(|bytes| bytes == raw.as_bytes());
            assert!(!found, "{raw} in the PDF");
        }
    }
}

/// The streams of a PDF, without their compression.
fn inflated(pdf: &[u8]) -> Vec<Vec<u8>> {
    let starts = pdf.windows(7).enumerate().filter(|(_, bytes)| bytes == b"stream\n");
    let inflate = |(at, _): (usize, &[u8])| {
        let mut plain = Vec::new();
        let whole = flate2::read::ZlibDecoder::new(&pdf[at + 7..]).read_to_end(&mut plain);
        whole.is_ok().then_some(plain)
    };
    starts.filter_map(inflate).collect()
}

#[test]
fn every_writer_is_put_to_the_test() {
    let tested: std::collections::BTreeSet<&str> =
        TEXTS.iter().copied().filter(|name| *name != "pdf data").chain(["pdf"]).collect();
    assert_eq!(tested, WRITERS.iter().map(|writer| writer.name).collect());
}
