//! Signatures and time stamps: what is signed, by whom, and what is refused. `minisign` itself reads the same form;
//! the fixtures of time stamps were made with OpenSSL.

use std::fs;
use std::path::Path;

use minisign::KeyPair;
use tempfile::TempDir;

use super::{case_of, failing, replace};
use crate::program::{command, ends, root};

/// Writes a key pair without a passphrase: `NAME.key` and `NAME.pub`.
fn keys(directory: &Path, name: &str) {
    let pair = KeyPair::generate_unencrypted_keypair().expect("a key");
    let secret = pair.sk.to_box(None).expect("a key").to_bytes();
    fs::write(directory.join(format!("{name}.key")), secret).expect("a file");
    let public = pair.pk.to_box().expect("a key").to_bytes();
    fs::write(directory.join(format!("{name}.pub")), public).expect("a file");
}

#[test]
fn a_case_is_signed_and_the_signature_holds_for_this_case_only() {
    let home = case_of("a.log", &failing());
    keys(home.path(), "own");
    keys(home.path(), "other");
    let verify =
        |key: &str, code| ends(home.path(), &["verify", "c", "--no-rerun", "--key", key], code);
    assert!(verify("own.pub", 9).out.contains("holds no signature"));
    ends(home.path(), &["sign", "c", "--key", "own.key"], 0);
    ends(home.path(), &["verify", "c", "--no-rerun"], 0);
    assert!(verify("own.pub", 0).out.contains("signature: good"));
    verify("other.pub", 9);
    let text = fs::read_to_string(home.path().join("own.pub")).expect("a key");
    verify(text.lines().nth(1).expect("the key"), 0);
    ends(home.path(), &["sign", "c", "--key", "other.key"], 1);
    ends(home.path(), &["sign", "c", "--key", "other.key", "--force"], 0);
    verify("other.pub", 0);
    replace(&home.path().join("c/manifest.json"), "\"home\": \"FR\"", "\"home\": \"DE\"");
    assert!(verify("other.pub", 9).out.contains("signature: not good"));
}

#[test]
fn investigating_signs_and_a_wrong_key_stops_it_before_it_reads() {
    let home = case_of("a.log", &failing());
    keys(home.path(), "own");
    let words = ["investigate", "a.log", "--out", "signed", "--sign", "own.key"];
    ends(home.path(), &words, 0);
    ends(home.path(), &["verify", "signed", "--key", "own.pub"], 0);
    ends(home.path(), &["investigate", "a.log", "--out", "signed", "--force"], 0);
    assert!(!home.path().join("signed/manifest.json.minisig").exists());
    for (key, code) in [("none.key", 3), ("a.log", 2), ("own.pub", 2)] {
        let run = command(home.path(), &["investigate", "a.log", "--out", "d", "--sign", key])
            .env("AFFLUX_KEY_PASSPHRASE", "x")
            .output()
            .expect("a run");
        assert_eq!(run.status.code(), Some(code), "{key}");
        assert!(!home.path().join("d").exists());
    }
}

#[test]
fn a_passphrase_is_taken_from_the_environment() {
    let home = case_of("a.log", &failing());
    let pair = KeyPair::generate_encrypted_keypair(Some("open sesame".into())).expect("a key");
    let secret = pair.sk.to_box(None).expect("a key").to_bytes();
    fs::write(home.path().join("own.key"), secret).expect("a file");
    for (passphrase, code) in [("wrong", 2), ("open sesame", 0)] {
        let run = command(home.path(), &["sign", "c", "--key", "own.key"])
            .env("AFFLUX_KEY_PASSPHRASE", passphrase)
            .output()
            .expect("a run");
        assert_eq!(run.status.code(), Some(code), "{}", String::from_utf8_lossy(&run.stderr));
    }
}

/// A case of which only the manifest is there: the one that the fixtures are answers to.
fn stamped() -> TempDir {
    let home = tempfile::tempdir().expect("a directory");
    fs::create_dir(home.path().join("c")).expect("a directory");
    let manifest = root().join("fixtures/seal/manifest.json");
    fs::copy(manifest, home.path().join("c/manifest.json")).expect("a copy");
    home
}

#[test]
fn a_time_stamp_is_asked_for_and_taken_in() {
    let home = stamped();
    let fixture = |name: &str| root().join("fixtures/seal").join(name);
    ends(home.path(), &["timestamp", "c"], 0);
    let request = fs::read(home.path().join("c/manifest.json.tsq")).expect("a request");
    assert_eq!(request, fs::read(fixture("query.tsq")).expect("a fixture"));
    let attach = |name: &str, code| {
        let answer = fixture(name).display().to_string();
        ends(home.path(), &["timestamp", "c", "--attach", &answer], code)
    };
    let held = home.path().join("c/manifest.json.tsr");
    assert!(attach("refused.tsr", 5).err.contains("status 2"));
    assert!(!held.exists());
    attach("query.tsq", 5);
    assert!(attach("answer.tsr", 0).out.contains("policy 1.2.3.4.1"));
    assert_eq!(fs::read(&held).expect("an answer"), fs::read(fixture("answer.tsr")).expect("one"));
    attach("fraction.tsr", 1);
}

#[test]
fn a_time_stamp_of_another_case_is_refused_and_found() {
    let home = case_of("a.log", &failing());
    let answer = root().join("fixtures/seal/answer.tsr");
    let named = answer.display().to_string();
    let run = ends(home.path(), &["timestamp", "c", "--attach", &named], 5);
    assert!(run.err.contains("another manifest"), "{}", run.err);
    fs::copy(answer, home.path().join("c/manifest.json.tsr")).expect("a copy");
    let run = ends(home.path(), &["verify", "c", "--no-rerun"], 9);
    assert!(run.out.contains("time stamp: not of this case"), "{}", run.out);
}
