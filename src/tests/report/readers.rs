//! The PDF as other readers see it: qpdf finds no fault, poppler finds the words of the verdict, every font
//! embedded and the tags. Where they are not installed this is left out, which is said.

use std::path::Path;
use std::process::Command;

use afflux::tell::words::{LANGUAGES, Words};

use super::{browser, pdf};

/// What a program prints, once it ended well; `None` where it is not installed.
fn read(program: &str, words: &[&str], file: &Path) -> Option<String> {
    let output = Command::new(program).args(words).arg(file).arg("-").output();
    let Ok(output) = output else {
        browser::left_out("a PDF by other readers", &format!("no {program}"));
        return None;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complained = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && complained.is_empty(), "{program}: {said}{complained}");
    Some(said)
}

#[test]
fn other_readers_read_the_pdf() {
    let directory = tempfile::tempdir().expect("a directory");
    for language in LANGUAGES {
        let words = Words::new(language);
        let file = directory.path().join(format!("{}.pdf", language.code));
        std::fs::write(&file, pdf::given(language.code, true).1).expect("a file");
        checked(&file);
        std::fs::write(&file, pdf::given(language.code, false).1).expect("a file");
        checked(&file);
        told(&file, &words);
    }
}

/// No fault of form; tagged; every font is in the file.
fn checked(file: &Path) {
    if let Ok(output) = Command::new("qpdf").arg("--check").arg(file).output() {
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("No syntax or stream encoding errors"),
            "{said}"
        );
    } else {
        browser::left_out("a PDF by other readers", "no qpdf");
    }
    if let Some(facts) = listed("pdfinfo", file) {
        let fact = |name: &str| {
            facts.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned()
        };
        assert!(fact("Tagged:").ends_with("yes"), "{facts}");
        assert!(
            fact("JavaScript:").ends_with("no") && fact("Encrypted:").ends_with("no"),
            "{facts}"
        );
        assert!(
            fact("PDF subtype:").contains("PDF/A-2a") || fact("PDF subtype:").is_empty(),
            "{facts}"
        );
    }
    if let Some(fonts) = listed("pdffonts", file) {
        // … emb sub uni object ID: the fifth word from the end says whether it is embedded.
        let embedded = |line: &str| line.split_whitespace().rev().nth(4) == Some("yes");
        let lines: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!lines.is_empty() && lines.iter().all(|line| embedded(line)), "{fonts}");
    }
}

fn listed(program: &str, file: &Path) -> Option<String> {
    let Ok(output) = Command::new(program).arg(file).output() else {
        browser::left_out("a PDF by other readers", &format!("no {program}"));
        return None;
    };
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The words of the answer, of its strength and of validation, as text.
fn told(file: &Path, words: &Words) {
    let Some(text) = read("pdftotext", &["-enc", "UTF-8"], file) else { return };
    // Lines are broken where the page wants it, and spaces are of several kinds.
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (text, missing) = (flat(&text), |word: &&String| !flat(&text).contains(&flat(word)));
    let ids = ["report-title", "cause-attack", "band-weak", "limits-title", "validated-title"];
    let wanted: Vec<String> = ids.iter().map(|id| words.say(id)).collect();
    assert_eq!(wanted.iter().filter(missing).collect::<Vec<_>>(), Vec::<&String>::new());
    let mandate = "Say whether the servers would have held without it.";
    for word in [mandate, "www.example.fr", "2021-04-06T06:02:00Z", &"a".repeat(64)] {
        assert!(text.contains(word), "{word}");
    }
}
