//! The rules of the house that a compiler does not hold: who imports whom, where the heavy crates
//! live, lists that equal their folders, words for every key, and a tree without leftovers.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use afflux::ask::query::{NAMED, named};
use afflux::ask::table::TABLES;
use afflux::judge::claim::CLAIMS;
use afflux::judge::evidence::TESTS;
use afflux::judge::thresholds::THRESHOLDS;
use afflux::read::format::FORMATS;
use afflux::rehearse;
use afflux::tell::words::LANGUAGES;
use afflux::tell::writer::WRITERS;
use regex::Regex;

use crate::program::{files_below, root};

#[path = "tidy/words.rs"]
mod words;

/// Rooms in reading order: each imports only from those before it.
const ROOMS: [&str; 9] =
    ["base", "read", "frame", "ask", "judge", "tell", "case", "rehearse", "cli"];

/// Lines of a source file at most.
const LINES_MAX: usize = 400;

/// What the top level holds, beside dot-files and what Git ignores.
const TOP: [&str; 11] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "Makefile",
    "README.md",
    "docs",
    "fixtures",
    "queries",
    "src",
];

/// A source file: its path below `src`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The room, for files inside one.
    fn room(&self) -> Option<&str> {
        let (room, _) = self.path.split_once('/')?;
        ROOMS.contains(&room).then_some(room)
    }

    /// Lines with their number, without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let stripped = |line| -> &str { str::split(line, "//").next().unwrap_or_default() };
        self.text.lines().enumerate().map(move |(index, line)| (index + 1, stripped(line)))
    }

    /// How many `super` lead from this file to the crate.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count();
        if self.path.ends_with("mod.rs") { parts - 1 } else { parts }
    }
}

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let below = root().join("src");
    let rust = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
    let source = |path: PathBuf| Source {
        path: path.strip_prefix(&below).expect("below src").display().to_string(),
        text: fs::read_to_string(&path).expect("UTF-8"),
    };
    files_below(&below).into_iter().filter(rust).map(source).collect()
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

/// Rooms that a line imports from: by `crate::room`, by `crate::{room, …}`, or by enough `super`.
fn imported(source: &Source, line: &str) -> Vec<String> {
    static PATH: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bcrate::([a-z_]+)"));
    static GROUP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bcrate::\{(.*)"));
    static UP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b((?:super::)+)([a-z_]+)"));
    let mut rooms: Vec<String> = PATH.captures_iter(line).map(|found| found[1].into()).collect();
    let grouped = GROUP.captures_iter(line).flat_map(|found| {
        found[1].split([',', '}']).map(|part| part.trim().to_owned()).collect::<Vec<_>>()
    });
    rooms.extend(grouped.map(|part| part.split(':').next().unwrap_or_default().to_owned()));
    let to_crate = UP.captures_iter(line).filter(|up| up[1].len() == 7 * source.depth());
    rooms.extend(to_crate.map(|up| up[2].to_owned()));
    rooms.retain(|room| ROOMS.contains(&room.as_str()));
    rooms
}

fn none(violations: &[String], rule: &str) {
    assert!(violations.is_empty(), "{rule}\n{}", violations.join("\n"));
}

/// Lines of code that `matches` a pattern, outside the places where it is allowed.
fn outside(allowed: &[&str], matches: &str) -> Vec<String> {
    let matches = pattern(matches);
    let forbidden = SOURCES.iter().filter(|source| {
        !source.path.starts_with("tests/") && !allowed.iter().any(|at| source.path.starts_with(at))
    });
    forbidden
        .flat_map(|source| {
            let hits = source.code().filter(|(_, line)| matches.is_match(line));
            hits.map(|(number, line)| format!("src/{}:{number}: {}", source.path, line.trim()))
        })
        .collect()
}

#[test]
fn rooms_import_only_from_rooms_before_them() {
    let order = |room: &str| ROOMS.iter().position(|known| *known == room);
    let mut violations = Vec::new();
    for source in SOURCES.iter() {
        let Some(own) = source.room() else { continue };
        for (number, line) in source.code() {
            let later = imported(source, line).into_iter().filter(|room| order(room) > order(own));
            violations.extend(
                later.map(|room| format!("src/{}:{number}: {own} uses {room}", source.path)),
            );
        }
    }
    none(&violations, "a room imports from a later one");
}

#[test]
fn imports_are_seen_in_every_form() {
    let source = Source { path: "judge/verdict/weigh.rs".into(), text: String::new() };
    let seen = |line| imported(&source, line).join(" ");
    assert_eq!(source.depth(), 3);
    assert_eq!(seen("use crate::ask::service::Names;"), "ask");
    assert_eq!(seen("    let x = crate::tell::words::missing(&[]);"), "tell");
    assert_eq!(seen("use crate::{base::time, cli};"), "base cli");
    assert_eq!(seen("use super::super::super::case::load;"), "case");
    assert_eq!(seen("use super::super::facts::Facts;"), "");
}

/// What rehearses shares no code with what judges, but the names of causes.
#[test]
fn rehearsals_know_nothing_of_judging() {
    let allowed = pattern(r"\bcrate::(rehearse|base|error|judge::judgement)\b");
    let any = pattern(r"\bcrate::[a-z_]+");
    let violations: Vec<String> = SOURCES
        .iter()
        .filter(|source| source.room() == Some("rehearse"))
        // Validation holds both sides against each other: it plays, and it judges what was played.
        .filter(|source| !source.path.starts_with("rehearse/validation/"))
        .flat_map(|source| {
            let foreign = source
                .code()
                .filter(|(_, line)| any.find_iter(line).count() > allowed.find_iter(line).count());
            foreign.map(|(number, line)| format!("src/{}:{number}: {line}", source.path))
        })
        .collect();
    none(&violations, "rehearse uses more than base, error and judge::judgement");
}

#[test]
fn heavy_crates_stay_where_they_belong() {
    let rules: [(&[&str], &str); 6] = [
        (&["frame/", "ask/", "case/"], r"\bpolars(_io)?::"),
        (&["tell/writer/pdf"], r"\btypst(_[a-z]+)?::"),
        (&["frame/place/"], r"\bmaxminddb::"),
        (&["memory/mod.rs", "read/exhibit/map.rs"], r"\bmemmap2::"),
        (&["memory/mod.rs", "read/exhibit/map.rs", "read/format/kernel/simd.rs"], r"\bunsafe\b"),
        (&["cli/"], r"\bclap::"),
    ];
    for (allowed, matches) in rules {
        none(&outside(allowed, matches), &format!("{matches} outside {allowed:?}"));
        let found = outside(&[], matches);
        assert!(!found.is_empty(), "{matches} is found nowhere: is the rule still needed?");
    }
}

/// Names of the files of a folder with this ending, without it.
fn stems(folder: &str, ending: &str, but: &[&str]) -> BTreeSet<String> {
    let entries = fs::read_dir(root().join(folder)).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
        .filter(|stem| !but.contains(&stem.as_str()))
        .collect()
}

fn listed(names: impl Iterator<Item = &'static str>) -> BTreeSet<String> {
    names.map(str::to_owned).collect()
}

#[test]
fn lists_equal_their_folders() {
    let formats = listed(FORMATS.iter().map(|format| format.name));
    assert_eq!(formats, stems("src/read/format", ".rs", &["mod", "detect"]));
    let written = listed(rehearse::format::FORMATS.iter().map(|format| format.name));
    assert_eq!(written, stems("src/rehearse/format", ".rs", &["mod", "pen", "clf"]));
    let samples = stems("fixtures/formats", ".log", &[]);
    let plain = |stem: &String| stem.split('.').next().unwrap_or_default().to_owned();
    assert_eq!(formats, samples.iter().map(plain).collect());
    let tests = listed(TESTS.iter().map(|test| test.name));
    assert_eq!(tests, stems("src/judge/evidence", ".rs", &["mod"]));
    let claims = listed(CLAIMS.iter().map(|kind| kind.name));
    assert_eq!(claims, stems("src/judge/claim", ".rs", &["mod", "tests"]));
    let tables = listed(TABLES.iter().map(|table| table.name));
    assert_eq!(tables, stems("src/ask/table", ".rs", &["mod", "group", "shape"]));
    let writers = listed(WRITERS.iter().map(|writer| writer.name));
    assert_eq!(writers, stems("src/tell/writer", ".rs", &["mod", "view"]));
    let languages = listed(LANGUAGES.iter().map(|language| language.code));
    assert_eq!(languages, stems("src/tell/words", ".ftl", &[]));
    let queries = listed(NAMED.iter().map(|question| question.name));
    assert_eq!(queries, stems("queries", ".sql", &[]));
}

#[test]
fn every_evidence_test_is_headed_and_can_be_asked_again() {
    let headings = [
        "Question",
        "Measure",
        "Speaks for",
        "What can fool it",
        "Not computable when",
        "References",
    ];
    for test in TESTS {
        assert!(named(test.query).is_some(), "{}: no query {}", test.name, test.query);
        headed("judge/evidence", test.name, test.source, &headings);
    }
}

#[test]
fn every_kind_of_claim_is_headed_and_can_be_asked_again() {
    let headings = [
        "Claims",
        "Measure",
        "Consistent when",
        "Contradicted when",
        "Untestable when",
        "What can fool it",
    ];
    for kind in CLAIMS {
        assert!(named(kind.query).is_some(), "{}: no query {}", kind.name, kind.query);
        headed("judge/claim", kind.name, kind.source, &headings);
    }
}

/// Does a file document itself under these headings, none of them empty, and is the source its own?
fn headed(folder: &str, name: &str, source: &str, headings: &[&str]) {
    let head: Vec<&str> = source.lines().map_while(|line| line.strip_prefix("//!")).collect();
    let found: Vec<&str> = head.iter().filter_map(|line| line.strip_prefix(" # ")).collect();
    assert_eq!(found, headings, "{name}");
    let empty = head.windows(2).any(|pair| pair[0].starts_with(" # ") && pair[1].len() < 3);
    assert!(!empty && head.last().is_some_and(|line| !line.starts_with(" # ")), "{name}");
    let own = fs::read_to_string(root().join(format!("src/{folder}/{name}.rs")));
    assert!(own.expect("its file") == source, "{name} has the source of another file");
}

#[test]
fn thresholds_are_named_once() {
    let names: BTreeSet<&str> = THRESHOLDS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), THRESHOLDS.len());
}

/// Text files of the tree: what Git would track.
fn texts() -> Vec<(String, String)> {
    let ours = |entry: &fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ignored = ["target", "case", "node_modules", ".git", ".venv"];
        !ignored.contains(&name.as_str())
    };
    let entries = fs::read_dir(root()).expect("the tree").map(|entry| entry.expect("an entry"));
    let mut paths: Vec<PathBuf> =
        entries.filter(ours).flat_map(|entry| files_below(&entry.path())).collect();
    paths.sort();
    let text = |path: &Path| String::from_utf8(fs::read(path).expect("a readable file")).ok();
    let named = |path: &Path| path.strip_prefix(root()).expect("below").display().to_string();
    paths.iter().filter_map(|path| Some((named(path), text(path)?))).collect()
}

#[test]
fn source_files_stay_short() {
    let long = SOURCES.iter().filter_map(|source| {
        let lines = source.text.lines().count();
        (lines > LINES_MAX).then(|| format!("src/{}: {lines} lines", source.path))
    });
    none(&long.collect::<Vec<_>>(), "a file has one idea");
}

#[test]
fn nothing_is_left_over() {
    // Split, so that this file does not find itself.
    let unfinished = pattern(concat!(
        r"\bTO",
        r"DO\b|\bFIX",
        r"ME\b|\bXX",
        r"X\b|\btodo",
        r"!|\bunimplemented",
        r"!|\bdb",
        r"g!"
    ));
    let machine =
        pattern(concat!(r#"(?:^|[\s"'`(=:@])/(?:wo"#, r"rk|tm", r"p|ro", r"ot|ho", r"me)(?:/|\b)"));
    let sibling = pattern(concat!(r"\.\./sha", r"red"));
    let mut left = Vec::new();
    for (path, text) in texts().into_iter().filter(|(path, _)| path != "Cargo.lock") {
        for (index, line) in text.lines().enumerate() {
            // Requests in logs ask for any path.
            let a_log = path.starts_with("fixtures/") || path.starts_with("src/tests/hostile");
            let machines = !a_log && machine.is_match(line);
            if unfinished.is_match(line) || machines || sibling.is_match(line) {
                left.push(format!("{path}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    none(&left, "unfinished work, or a path of one machine");
}

#[test]
fn the_top_level_holds_what_was_agreed() {
    let entries = fs::read_dir(root()).expect("the tree");
    let names =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let ignored = ["target", "case", "node_modules"];
    let kept: BTreeSet<String> =
        names.filter(|name| !name.starts_with('.') && !ignored.contains(&name.as_str())).collect();
    let agreed: BTreeSet<String> = TOP.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(kept, agreed);
}
