//! The PDF: what it is made from is a golden file; of its bytes, that they are the same with one thread
//! and with two, and that they say what the standards want said.

use afflux::tell::words::{LANGUAGES, Words};
use afflux::tell::writer::pdf::{WRITER, data, settable};
use afflux::tell::{Context, Report, Seal};

use super::{context, exhibits, golden, hostile, sample};

fn sealed() -> Context {
    let seal = |name, digit: &str| Seal { name, sha256: digit.repeat(64) };
    Context { seals: vec![seal("manifest.json", "a"), seal("verdict.json", "b")], ..context() }
}

pub(super) fn given(code: &str, poisoned: bool) -> (String, Vec<u8>) {
    let (account, judgement) =
        if poisoned { hostile::poisoned() } else { (exhibits::account(), sample::judgement()) };
    let words = Words::of(code).expect("a language");
    let context = sealed();
    let report = Report::new(&account, &judgement, &words, &context);
    (data(&report), (WRITER.write)(&report).expect("a PDF"))
}

/// JSON with a line for each text, so that a difference can be read.
fn lines(data: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(data).expect("JSON");
    let mut text = serde_json::to_string_pretty(&value).expect("JSON");
    text.push('\n');
    text
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// The objects of a PDF without the bodies of their streams: in packed bytes any three letters come up.
fn objects(pdf: &[u8]) -> Vec<u8> {
    let body = regex::bytes::Regex::new(r"(?s-u)\bstream\r?\n.*?endstream").expect("a pattern");
    body.replace_all(pdf, &b"stream"[..]).into_owned()
}

#[test]
fn golden_data_and_standards() {
    for language in LANGUAGES {
        let (data, pdf) = given(language.code, false);
        golden(&format!("pdf.{}.json", language.code), &lines(&data));
        assert!(pdf.starts_with(b"%PDF-1.7"), "header");
        for part in [
            "/StructTreeRoot",
            "/Outlines",
            "/MarkInfo",
            "/OutputIntents",
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
            &format!("/Lang({})", language.code),
        ] {
            assert!(holds(&pdf, part), "no {part}");
        }
        let objects = objects(&pdf);
        assert!(objects.len() < pdf.len() && holds(&objects, "/StructTreeRoot"));
        for acting in
            ["/JavaScript", "/JS", "/Launch", "/URI", "/EmbeddedFile", "/OpenAction", "/AA"]
        {
            assert!(!holds(&objects, acting), "{acting}");
        }
    }
}

#[test]
fn one_thread_and_two_set_the_same_bytes() {
    let set = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| given("fr", true).1)
    };
    assert_eq!(set(1), set(2));
}

#[test]
fn words_of_the_report_need_no_escape() {
    for language in LANGUAGES {
        let root = env!("CARGO_MANIFEST_DIR");
        let path = format!("{root}/src/tell/words/{}.ftl", language.code);
        for line in std::fs::read_to_string(path).expect("the words").lines() {
            assert_eq!(settable(line), line, "{}", language.code);
        }
    }
    assert_eq!(settable("é ’\u{202f}€ Δ Ж"), "é ’\u{202f}€ Δ Ж");
    assert_eq!(
        settable("😀中م\u{301}\u{e000}\u{7}"),
        "\\u{1f600}\\u{4e2d}\\u{645}\\u{301}\\u{e000}\\u{7}"
    );
}
