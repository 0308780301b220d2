//! The report as a case stores it: it comes back as it was, whatever the log held, and nothing else is taken for one.

use afflux::tell::document::stored;
use afflux::tell::words::LANGUAGES;

use super::written;

#[test]
fn a_stored_report_comes_back() {
    for language in LANGUAGES {
        for poisoned in [false, true] {
            let text = written("document", language.code, poisoned);
            let document = stored::read(text.as_bytes()).expect("a report");
            assert_eq!(document.language, language.code);
            assert!(document.named.iter().any(|one| one.name == "prior_overlap"));
            assert!(!document.cited.is_empty() && !document.answers.is_empty());
            let again = stored::write(&document).expect("bytes");
            assert_eq!(String::from_utf8(again).expect("UTF-8"), text);
        }
    }
}

#[test]
fn what_is_no_report_is_refused() {
    let text = written("document", "en", false);
    for (from, to) in [
        ("afflux.report/1", "afflux.report/9"),
        ("\"language\":\"en\"", "\"language\":\"xx\""),
        ("Why did the service fail?", "Why\\u001b]0;did"),
        ("Why did the service fail?", "\\u202ethe service"),
        ("\"cause\":\"attack\"", "\"cause\":\"somebody\""),
    ] {
        assert!(text.contains(from), "no {from}");
        assert!(stored::read(text.replacen(from, to, 1).as_bytes()).is_err(), "{to}");
    }
    let deep = format!("{{\"schema\":\"afflux.report/1\",\"report\":{}", "[".repeat(100_000));
    for bytes in [&b""[..], b"{}", b"[]", deep.as_bytes(), &text.as_bytes()[..text.len() / 2]] {
        assert!(stored::read(bytes).is_err());
    }
}
