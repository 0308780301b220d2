//! Sample lines against the fields written above them: every format of the list has its file in
//! `fixtures/formats`, and nasty lines are in `fixtures/hostile/lines`, named after the format that
//! reads them.
//!
//! In a fixture, a line that starts with `#=` holds the expected fields of the line below it, as JSON;
//! a field that is not named must be absent. Text is written as `escape` shows it, so that bytes
//! that are not UTF-8 can be told. `{"reject": …}` expects a reject with that reason.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use afflux::base::time::rfc3339;
use afflux::read::columns::{ABSENT, Columns, TextColumn};
use afflux::read::escape::escape;
use afflux::read::format::FORMATS;
use afflux::read::options::{Options, Unwatched};
use afflux::read::{Reading, parse};
use serde_json::{Map, Value, json};

/// Every row and reject of a reading, in order of exhibit and byte: (exhibit, byte, fields).
pub(crate) fn lines_of(reading: &Reading) -> Vec<(u32, i64, Value)> {
    let rows = reading.columns.iter().flat_map(|columns| {
        (0..columns.len()).map(|row| {
            (columns.exhibit, columns.byte_offset[row], Value::Object(fields(columns, row)))
        })
    });
    let rejects = reading
        .rejects
        .iter()
        .map(|reject| (reject.exhibit, reject.byte_offset, json!({"reject": reject.reason})));
    let mut lines: Vec<_> = rows.chain(rejects).collect();
    lines.sort_by_key(|(exhibit, byte, _)| (*exhibit, *byte));
    lines
}

/// Reads one file whose format is forced or detected.
pub(crate) fn read_one(path: &Path, format: Option<&str>) -> Reading {
    let options = Options { format: format.map(str::to_string), ..Options::default() };
    parse::read(&[path.to_path_buf()], &options, &Unwatched).expect("the file is readable")
}

fn fields(columns: &Columns, row: usize) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("ts".into(), rfc3339(columns.ts_us[row]).into());
    for (name, column) in [
        ("client", &columns.client),
        ("peer", &columns.peer),
        ("vhost", &columns.vhost),
        ("method", &columns.method),
        ("path", &columns.path),
        ("query", &columns.query),
        ("protocol", &columns.protocol),
        ("referer", &columns.referer),
        ("user_agent", &columns.user_agent),
        ("auth_user", &columns.auth_user),
        ("upstream_addr", &columns.upstream_addr),
    ] {
        fields.extend(text(column, row).map(|text| (name.to_string(), text.into())));
    }
    for (name, column) in [
        ("client_port", &columns.client_port),
        ("status", &columns.status),
        ("bytes", &columns.bytes),
        ("duration_us", &columns.duration_us),
        ("upstream_status", &columns.upstream_status),
        ("upstream_duration_us", &columns.upstream_duration_us),
    ] {
        if column[row] != ABSENT {
            fields.insert(name.into(), column[row].into());
        }
    }
    fields
}

fn text(column: &TextColumn, row: usize) -> Option<String> {
    let code = column.codes[row];
    (code != u32::MAX).then(|| escape(column.dictionary.get(code)))
}

/// A fixture: the log without its expectations, and what each line is expected to give.
fn fixture(path: &Path) -> (Vec<u8>, Vec<Value>) {
    let bytes = std::fs::read(path).expect("a fixture");
    let (mut log, mut expected) = (Vec::new(), Vec::new());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(b"#=") {
            Some(fields) => expected.push(serde_json::from_slice(fields).expect("JSON after #=")),
            None if line.starts_with(b"#") => {}
            None => log.extend_from_slice(line),
        }
    }
    (log, expected)
}

/// What is in a folder of the project: names without ending, and paths.
fn stems(folder: &str) -> Vec<(String, PathBuf)> {
    let mut found: Vec<_> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .expect("a folder of the project")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.file_stem().expect("a name").to_string_lossy().into_owned(), path))
        .collect();
    found.sort();
    found
}

/// Reads the log of a fixture and compares line by line.
fn check(path: &Path, format: Option<&str>) -> Reading {
    let (log, expected) = fixture(path);
    let directory = tempfile::tempdir().expect("a directory");
    let copy = directory.path().join("sample.log");
    std::fs::write(&copy, &log).expect("a copy");
    let reading = read_one(&copy, format);
    let lines: Vec<Value> = lines_of(&reading).into_iter().map(|(_, _, fields)| fields).collect();
    for (index, (line, expected)) in lines.iter().zip(&expected).enumerate() {
        assert_eq!(line, expected, "{}, sample {}: {line}", path.display(), index + 1);
    }
    assert_eq!(lines.len(), expected.len(), "{}", path.display());
    assert_eq!(reading.exhibits[0].accounting.bytes(), log.len() as u64);
    reading
}

#[test]
fn every_format_reads_its_samples_and_is_detected_by_them() {
    for (name, path) in stems("fixtures/formats") {
        let reading = check(&path, None);
        assert_eq!(reading.exhibits[0].format, name, "detected in {}", path.display());
        assert!(reading.exhibits[0].confidence > 0.8, "{}", reading.exhibits[0].confidence);
    }
}

#[test]
fn every_format_has_its_file_and_its_samples() {
    let formats: BTreeSet<String> = FORMATS.iter().map(|format| format.name.to_string()).collect();
    let samples = stems("fixtures/formats").into_iter().map(|(name, _)| name).collect();
    assert_eq!(formats, samples);
    let mut files: BTreeSet<_> =
        stems("src/read/format").into_iter().map(|(name, _)| name).collect();
    for other in ["mod", "detect", "kernel"] {
        assert!(files.remove(other), "{other}");
    }
    assert_eq!(formats, files);
}

#[test]
fn hostile_lines_give_rows_or_rejects_as_written() {
    for (name, path) in stems("fixtures/hostile/lines") {
        check(&path, Some(&name));
    }
}
