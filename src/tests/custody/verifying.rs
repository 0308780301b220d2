//! `afflux verify`: what is as it was, and every way in which it may not be.

use std::fs;

use serde_json::Value;
use sha2::Digest;

use super::{case_of, failing, gz, replace, tar};
use crate::program::{Run, afflux, demo, ends};

fn found(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}\n{}", run.out))
}

#[test]
fn a_case_that_is_as_it_was_holds() {
    let run = ends(demo(), &["verify", "case", "--format", "json"], 0);
    let found = found(&run);
    assert_eq!(found["schema"], "afflux.verification/1");
    assert_eq!((&found["holds"], &found["verdict"]["state"]), (&true.into(), &"same".into()));
    let files = found["files"].as_array().expect("files");
    assert!(files.len() > 10 && files.iter().all(|one| one["state"] == "same"));
    let run = ends(demo(), &["verify", "case", "--no-rerun", "--lang", "fr"], 0);
    assert!(run.out.contains("Tout ce qui a été contrôlé est ce qu’il était."), "{}", run.out);
}

#[test]
fn exhibits_are_known_by_their_bytes_whatever_they_are_called() {
    let log = failing();
    let packed = gz(&tar(&[("a/access.log", &log)]));
    let home = case_of("logs/all.tgz", &packed);
    let copies = tempfile::tempdir().expect("a directory");
    fs::rename(home.path().join("logs/all.tgz"), copies.path().join("x")).expect("a move");
    let copy = copies.path().join("x").display().to_string();
    let run = ends(home.path(), &["verify", "c", &copy, "--format", "json"], 0);
    assert_eq!(found(&run)["verdict"]["state"], "same", "{}", run.out);
    ends(home.path(), &["verify", "c"], 9);
    fs::create_dir(copies.path().join("logs")).expect("a directory");
    fs::rename(copies.path().join("x"), copies.path().join("logs/all.tgz")).expect("a move");
    let root = copies.path().display().to_string();
    ends(home.path(), &["verify", "c", "--root", &root], 0);
    fs::write(copies.path().join("logs/all.tgz"), b"x").expect("a file");
    let run = ends(home.path(), &["verify", "c", "--root", &root], 9);
    assert!(run.out.contains("differs: logs/all.tgz"), "{}", run.out);
}

#[test]
fn what_was_piped_in_is_verified_from_a_file() {
    let home = tempfile::tempdir().expect("a directory");
    let log = home.path().join("kept.log");
    fs::write(&log, failing()).expect("a file");
    let input = fs::File::open(&log).expect("a file");
    let words = ["investigate", "-", "--out", "c", "--quiet"];
    let status = crate::program::command(home.path(), &words).stdin(input).status();
    assert!(status.expect("a run").success());
    ends(home.path(), &["verify", "c"], 9);
    ends(home.path(), &["verify", "c", "kept.log"], 0);
}

#[test]
fn every_change_of_a_case_is_found() {
    let home = case_of("a.log", &failing());
    let case = home.path().join("c");
    let verify = || afflux(home.path(), &["verify", "c", "--no-rerun"]);
    fs::write(case.join("note.txt"), b"x").expect("a file");
    assert!(verify().out.contains("not named by the manifest: note.txt"));
    fs::remove_file(case.join("note.txt")).expect("a file");
    fs::rename(case.join("rejects.ndjson"), home.path().join("r")).expect("a move");
    let run = verify();
    assert!(run.code == 9 && run.out.contains("missing: rejects.ndjson"), "{}", run.out);
    fs::rename(home.path().join("r"), case.join("rejects.ndjson")).expect("a move");
    assert_eq!(verify().code, 0);
    fs::write(case.join("report.md"), b"another report").expect("a file");
    let run = verify();
    assert!(run.code == 9 && run.out.contains("differs: report.md"), "{}", run.out);
}

/// Whoever changes a verdict and its digest in the manifest is found by judging again.
#[test]
fn a_forged_verdict_does_not_follow_from_the_logs() {
    let home = case_of("a.log", &failing());
    let verdict = home.path().join("c/verdict.json");
    let digest = || -> String {
        let digest = sha2::Sha256::digest(fs::read(&verdict).expect("a file"));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let before = digest();
    replace(&verdict, "\"cause\": \"inconclusive\"", "\"cause\": \"attack\"");
    replace(&home.path().join("c/manifest.json"), &before, &digest());
    ends(home.path(), &["verify", "c", "--no-rerun"], 0);
    let run = ends(home.path(), &["verify", "c", "--format", "json"], 9);
    let found = found(&run);
    assert_eq!(found["verdict"]["state"], "differs");
    assert_eq!(found["verdict"]["differences"][0]["at"], "/incidents/0/cause");
    let run = ends(home.path(), &["verify", "c"], 9);
    assert!(run.out.contains("the case has \"attack\""), "{}", run.out);
}

#[test]
fn a_manifest_of_another_command_is_run_by_nobody() {
    let home = case_of("a.log", &failing());
    let manifest = home.path().join("c/manifest.json");
    replace(&manifest, "\"investigate\"", "\"simulate\"");
    let run = ends(home.path(), &["verify", "c"], 9);
    assert!(run.out.contains("could not be judged again"), "{}", run.out);
    assert!(!home.path().join("c/truth.json").exists());
    fs::write(&manifest, b"{\n  \"schema\": \"afflux.manifest/1\", []").expect("a file");
    ends(home.path(), &["verify", "c"], 1);
}
