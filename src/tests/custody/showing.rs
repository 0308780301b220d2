//! `afflux show`: the answer page, findings with their raw lines, single lines; exhibits that are gone or changed.

use std::fs;

use super::{case_of, failing, gz, line_of, replace, tar};
use crate::program::{demo, demo_log, ends, json};

#[test]
fn the_answer_page_comes_from_the_stored_case() {
    let english = ends(demo(), &["show", "case"], 0).out;
    assert!(english.contains("ATTACK") && english.contains("case/report.html"), "{english}");
    let french = ends(demo(), &["show", "case", "--lang", "fr"], 0).out;
    assert!(french.contains("ATTAQUE") && french.contains("case/report.fr.html"), "{french}");
    ends(demo(), &["show", "case", "--lang", "xx"], 2);
}

#[test]
fn a_finding_is_shown_with_the_lines_that_it_rests_on() {
    let verdict = json(&demo().join("case/verdict.json"));
    let found = verdict["incidents"][0]["evidence"].as_array().expect("evidence").iter();
    // What could not be computed rests on no lines.
    let found = found.filter(|one| one["computed"] == true);
    let cited = found.filter(|one| one["citations"][0].is_object()).collect::<Vec<_>>();
    assert!(cited.len() > 3, "{} findings are cited", cited.len());
    for finding in cited {
        let name = finding["name"].as_str().expect("a name");
        let run = ends(demo(), &["show", "case", "--finding", name], 0);
        assert!(run.out.contains(&format!(
            "afflux query case {}",
            finding["query"].as_str().expect("a query")
        )));
        for citation in finding["citations"].as_array().expect("citations") {
            let at = citation["byte_offset"].as_u64().expect("an offset") as usize;
            let line = demo_log()[at..].split(|byte| *byte == b'\n').next().expect("a line");
            let line = String::from_utf8_lossy(line).into_owned();
            assert!(run.out.contains(&line), "{name}: {line}\n{}", run.out);
        }
    }
    let by_number = ends(demo(), &["show", "case", "--finding", "T1"], 0).out;
    let by_name =
        ends(demo(), &["show", "case", "--finding", "prior_overlap", "--incident", "1"], 0);
    assert_eq!(by_number, by_name.out);
    ends(demo(), &["show", "case", "--finding", "campaign-1", "--lang", "fr"], 0);
}

#[test]
fn unknown_names_have_a_hint() {
    let run = ends(demo(), &["show", "case", "--finding", "prior-overlap"], 2);
    assert!(run.err.contains("did you mean prior_overlap"), "{}", run.err);
    let run = ends(demo(), &["show", "case", "--finding", "prior_overlap", "--incident", "99"], 2);
    assert!(run.err.contains("no incident 99"), "{}", run.err);
    for cite in ["access.log", ":5", "access.log:x", "access.log:-1", "other.log:0"] {
        ends(demo(), &["show", "case", "--cite", cite], 2);
    }
    ends(demo(), &["show", "case", "--cite", "access.log:99999999999"], 2);
    ends(demo(), &["show", "nothing"], 1);
}

#[test]
fn a_raw_line_is_the_same_in_every_packing_and_acts_on_no_terminal() {
    let log = failing();
    let (offset, line) = line_of(&log, 7);
    let packed = gz(&tar(&[("a/notes.txt", b"no log"), ("a/access.log", &log)]));
    let zst = zstd::encode_all(&log[..], 3).expect("memory");
    let exhibits: [(&str, &[u8], &str); 4] = [
        ("a.log", &log, "a.log"),
        ("a.log.gz", &gz(&log), "a.log.gz"),
        ("a.log.zst", &zst, "a.log.zst"),
        ("all.tgz", &packed, "all.tgz!a/access.log"),
    ];
    for (file, bytes, exhibit) in exhibits {
        let home = case_of(file, bytes);
        let run = ends(home.path(), &["show", "c", "--cite", &format!("{exhibit}:{offset}")], 0);
        let expected = line.replace('\x1b', "\\x1b").replace('\x07', "\\x07");
        let expected = expected.replace('\u{202e}', "\\u{202e}");
        assert_eq!(run.out.trim_end(), expected, "{exhibit}");
        let inside = format!("{exhibit}:{}", offset + 3);
        let run = ends(home.path(), &["show", "c", "--cite", &inside], 0);
        assert!(run.err.contains("no line begins"), "{}", run.err);
        let elsewhere = tempfile::tempdir().expect("a directory");
        let case = home.path().join("c").display().to_string();
        let root = home.path().display().to_string();
        let cite = format!("{exhibit}:{offset}");
        let words = ["show", &case, "--root", &root, "--cite", &cite];
        assert_eq!(ends(elsewhere.path(), &words, 0).out.trim_end(), expected);
    }
}

#[test]
fn an_exhibit_that_is_gone_or_changed_is_said_so() {
    let log = failing();
    let home = case_of("a.log", &log);
    let mut changed = log.clone();
    changed[3] ^= 1;
    fs::write(home.path().join("a.log"), &changed).expect("a file");
    let run = ends(home.path(), &["show", "c", "--cite", "a.log:0"], 5);
    assert!(run.out.is_empty() && run.err.contains("SHA-256 differs"), "{}", run.err);
    fs::remove_file(home.path().join("a.log")).expect("a file");
    ends(home.path(), &["show", "c", "--cite", "a.log:0"], 3);
    ends(home.path(), &["show", "c"], 0);
}

#[test]
fn findings_are_told_without_lines_that_cannot_be_had() {
    let home = tempfile::tempdir().expect("a directory");
    let case = demo().join("case").display().to_string();
    let run = ends(home.path(), &["show", &case, "--finding", "prior_overlap"], 3);
    assert!(run.out.contains("T1") && run.out.contains("not where the case says"), "{}", run.out);
    fs::write(home.path().join("access.log"), b"another log\n").expect("a file");
    let run = ends(home.path(), &["show", &case, "--finding", "prior_overlap"], 5);
    assert!(run.out.contains("SHA-256 differs"), "{}", run.out);
}

/// A case may come from anybody.
#[test]
fn a_report_that_was_changed_is_not_shown() {
    let home = case_of("a.log", &failing());
    let (report, manifest) =
        (home.path().join("c/report.json"), home.path().join("c/manifest.json"));
    let before = sha256(&report);
    replace(&report, "Incident 1", "Incident \\u001b[2J1");
    let run = ends(home.path(), &["show", "c"], 1);
    assert!(run.err.contains("SHA-256"), "{}", run.err);
    // Even where the manifest was made to agree.
    replace(&manifest, &before, &sha256(&report));
    let run = ends(home.path(), &["show", "c"], 1);
    assert!(run.err.contains("control characters") && run.out.is_empty(), "{}", run.err);
    fs::write(&report, b"{\"schema\":\"afflux.report/1\",\"report\":{}}").expect("a file");
    ends(home.path(), &["show", "c"], 1);
    fs::write(&manifest, b"{\n  \"schema\": \"afflux.manifest/1\"\n}").expect("a file");
    ends(home.path(), &["show", "c"], 1);
}

fn sha256(path: &std::path::Path) -> String {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(fs::read(path).expect("a file"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
