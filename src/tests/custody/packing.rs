//! Packages that any BagIt tool reads, checked here by the rules of RFC 8493; and reports with pseudonyms.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use sha2::Digest;

use super::{case_of, failing, gz};
use crate::program::{demo, ends, files_below};

/// Every file of a package by its path, from a directory or a ZIP file.
fn bag(path: &Path) -> BTreeMap<String, Vec<u8>> {
    if path.is_dir() {
        let name = |file: &Path| file.strip_prefix(path).expect("inside").display().to_string();
        let files = files_below(path);
        return files.iter().map(|file| (name(file), fs::read(file).expect("a file"))).collect();
    }
    let mut archive = zip::ZipArchive::new(fs::File::open(path).expect("a file")).expect("a ZIP");
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).expect("a member");
        let path_inside = member.name().expect("a name").into_owned();
        let (top, name) = path_inside.split_once('/').expect("one directory");
        assert_eq!(top, path.file_stem().expect("a name"));
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).expect("its bytes");
        files.insert(name.to_owned(), bytes);
    }
    files
}

/// What RFC 8493 asks of a valid bag.
fn valid(files: &BTreeMap<String, Vec<u8>>) {
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("UTF-8");
    assert_eq!(text("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    let listed = |manifest: &str| -> BTreeSet<String> {
        let text = text(manifest);
        let lines = text.lines().map(|line| line.split_once("  ").expect("a digest and a path"));
        let check = |(digest, name): (&str, &str)| {
            let found = sha2::Sha256::digest(&files[name]);
            let found: String = found.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(found, digest, "{name}");
            name.to_owned()
        };
        lines.map(check).collect()
    };
    let payload: BTreeSet<String> =
        files.keys().filter(|name| name.starts_with("data/")).cloned().collect();
    assert_eq!(listed("manifest-sha256.txt"), payload);
    let tags: BTreeSet<String> =
        ["bagit.txt", "bag-info.txt", "manifest-sha256.txt"].map(str::to_owned).into();
    assert_eq!(listed("tagmanifest-sha256.txt"), tags);
    let octets: usize = payload.iter().map(|name| files[name].len()).sum();
    let oxum = format!("Payload-Oxum: {octets}.{}\n", payload.len());
    assert!(text("bag-info.txt").contains(&oxum), "{}", text("bag-info.txt"));
}

#[test]
fn a_package_is_a_valid_bag_and_always_the_same_bytes() {
    let log = gz(&failing());
    let home = case_of("logs/a.log.gz", &log);
    for (out, again) in [("bag", "bag2"), ("x/bag.zip", "y/bag.zip")] {
        ends(home.path(), &["package", "c", "--out", out], 0);
        let files = bag(&home.path().join(out));
        valid(&files);
        assert!(files.contains_key("data/case/verdict.json"));
        assert!(!files.keys().any(|name| name.starts_with("data/exhibits")));
        ends(home.path(), &["package", "c", "--out", again], 0);
        assert_eq!(files, bag(&home.path().join(again)));
    }
    let read = |name: &str| fs::read(home.path().join(name)).expect("a package");
    assert_eq!(read("x/bag.zip"), read("y/bag.zip"));
    ends(home.path(), &["package", "c", "--out", "full", "--with-logs"], 0);
    let files = bag(&home.path().join("full"));
    valid(&files);
    assert_eq!(files["data/exhibits/0001-a.log.gz"], log);
    // Whoever receives it can judge again with nothing else.
    ends(home.path(), &["verify", "full/data/case", "full/data/exhibits"], 0);
}

#[test]
fn nothing_is_packed_that_is_not_what_it_was() {
    let home = case_of("a.log", &failing());
    ends(home.path(), &["package", "c", "--out", "there"], 0);
    ends(home.path(), &["package", "c", "--out", "there"], 1);
    ends(home.path(), &["package", "c", "--out", ".."], 1);
    fs::write(home.path().join("a.log"), b"another\n").expect("a file");
    ends(home.path(), &["package", "c", "--out", "d", "--with-logs"], 5);
    fs::remove_file(home.path().join("a.log")).expect("a file");
    ends(home.path(), &["package", "c", "--out", "d", "--with-logs"], 3);
    fs::write(home.path().join("c/verdict.json"), b"{}").expect("a file");
    ends(home.path(), &["package", "c", "--out", "d.zip"], 1);
    let left = fs::read_dir(home.path()).expect("a directory");
    let left: BTreeSet<String> = left
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left, ["c", "there"].map(str::to_owned).into());
}

#[test]
fn sources_are_called_by_pseudonyms_that_one_key_keeps() {
    let home = tempfile::tempdir().expect("a directory");
    let log = demo().join("access.log").display().to_string();
    let run = |out: &str, more: &[&str]| {
        let words = [&["investigate", &log, "--out", out, "--quiet"], more].concat();
        ends(home.path(), &words, 0);
        fs::read_to_string(home.path().join(out).join("report.md")).expect("a report")
    };
    let addresses = fs::read_to_string(demo().join("case/indicators.csv")).expect("indicators");
    let addresses: Vec<&str> =
        addresses.lines().skip(1).filter_map(|line| line.split(',').next()).take(50).collect();
    let html = |out: &str| {
        fs::read_to_string(home.path().join(out).join("report.html")).expect("a report")
    };
    run("plain", &[]);
    assert!(addresses.iter().any(|address| html("plain").contains(address)));
    run("one", &["--pseudonymise"]);
    let key = home.path().join("one.pseudonym-key");
    assert_eq!(fs::metadata(&key).expect("a key").permissions().mode() & 0o777, 0o600);
    assert!(!addresses.iter().any(|address| html("one").contains(address)));
    for name in ["indicators.csv", "indicators.stix.json", "report.fr.md", "report.json"] {
        let text = |out: &str| fs::read_to_string(home.path().join(out).join(name)).expect(name);
        let named = |out: &str| addresses.iter().filter(|one| text(out).contains(**one)).count();
        assert_eq!(named("one"), 0, "{name}");
        let exchanged = name.starts_with("indicators");
        assert!(!exchanged || named("plain") > 20, "{name}");
    }
    let pseudonym = regex::Regex::new(r"\bs-[0-9a-f]{16}\b").expect("a pattern");
    let names = |out: &str| -> BTreeSet<String> {
        pseudonym.find_iter(&html(out)).map(|found| found.as_str().to_owned()).collect()
    };
    assert!(names("one").len() > 100, "{} pseudonyms", names("one").len());
    run("two", &["--pseudonym-key", "one.pseudonym-key"]);
    assert_eq!(names("one"), names("two"));
    run("three", &["--pseudonym-key", "other.key"]);
    assert!(names("one").is_disjoint(&names("three")));
    ends(home.path(), &["verify", "one", "--root", "."], 0);
    fs::write(&key, b"no key").expect("a file");
    ends(
        home.path(),
        &["investigate", &log, "--out", "four", "--pseudonym-key", "one.pseudonym-key"],
        2,
    );
    assert!(!home.path().join("four").exists());
}
