//! Sample lines against the fields written above them: every format of the list has its file in
//! `fixtures/formats`, and nasty lines are in `fixtures/hostile/lines`, named after the format that
//! reads them.
//!
//! In a fixture, a line that starts with `#=` holds the expected fields of the line below it, as JSON;
//! a field that is not named must be absent. Text is written as `escape` shows it, so that bytes
//! that are not UTF-8 can be told. `{"reject": …}` expects a reject with that reason, `{"event": …}` an
//! event of that kind. A line that is counted as blank (a directive) has no expectation.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use afflux::base::time::rfc3339;
use afflux::read::columns::{ABSENT, ABSENT_CODE, ABSENT_STATUS, Columns, TextColumn};
use afflux::read::escape::escape;
use afflux::read::event::Event;
use afflux::read::format::FORMATS;
use afflux::read::format::kernel::reader::Setting;
use afflux::read::format::kernel::zone::Zone;
use afflux::read::merge::Rows;
use afflux::read::options::{Options, Unwatched};
use afflux::read::trust::Trust;
use afflux::read::wrapper::WRAPPERS;
use afflux::read::{Reading, parse};
use serde_json::{Map, Value, json};

/// Every row and reject of a reading, in order of exhibit and byte: (exhibit, byte, fields).
pub(crate) fn lines_of(reading: &Reading) -> Vec<(u32, i64, Value)> {
    let rows = reading.columns.sets().iter().flat_map(|set| {
        (0..set.len()).map(|row| {
            (
                set.exhibit,
                set.byte_offset.get(row),
                Value::Object(fields(&reading.columns, set, row)),
            )
        })
    });
    let rejects = reading
        .rejects
        .iter()
        .map(|reject| (reject.exhibit, reject.byte_offset, json!({"reject": reject.reason})));
    let events =
        reading.events.iter().map(|event| (event.exhibit, event.byte_offset, shown(event)));
    let mut lines: Vec<_> = rows.chain(rejects).chain(events).collect();
    lines.sort_by_key(|(exhibit, byte, _)| (*exhibit, *byte));
    lines
}

fn shown(event: &Event) -> Value {
    let mut fields = Map::new();
    fields.insert("event".into(), event.kind.name().into());
    fields.extend(event.ts_us.map(|ts_us| ("ts".to_string(), rfc3339(ts_us).into())));
    fields.extend(event.limit.map(|limit| ("limit".to_string(), limit.into())));
    for (name, text) in [("client", &event.client), ("source", &event.source)] {
        fields.extend(text.as_ref().map(|text| (name.to_string(), escape(text).into())));
    }
    Value::Object(fields)
}

/// Reads one file whose format is forced or detected.
pub(crate) fn read_one(path: &Path, format: Option<&str>, setting: Setting) -> Reading {
    let options = Options { format: format.map(str::to_string), setting, ..Options::default() };
    parse::read(&[path.to_path_buf()], &options, &Unwatched).expect("the file is readable")
}

fn fields(rows: &Rows, columns: &Columns, row: usize) -> Map<String, Value> {
    let mut fields = Map::new();
    if columns.ts_us.get(row) != ABSENT {
        fields.insert("ts".into(), rfc3339(columns.ts_us.get(row)).into());
    }
    type Field = fn(&Columns) -> &TextColumn;
    let texts: [(&str, Field); 12] = [
        ("client", |c| &c.client),
        ("peer", |c| &c.peer),
        ("vhost", |c| &c.vhost),
        ("method", |c| &c.method),
        ("path", |c| &c.path),
        ("query", |c| &c.query),
        ("protocol", |c| &c.protocol),
        ("referer", |c| &c.referer),
        ("user_agent", |c| &c.user_agent),
        ("auth_user", |c| &c.auth_user),
        ("flags", |c| &c.flags),
        ("upstream_addr", |c| &c.upstream_addr),
    ];
    for (name, field) in texts {
        let (code, dictionary) = (field(columns).codes.get(row), rows.dictionary(field));
        if code != ABSENT_CODE {
            fields.insert(name.into(), escape(dictionary.expect("values").get(code)).into());
        }
    }
    for (name, column) in
        [("status", &columns.status), ("upstream_status", &columns.upstream_status)]
    {
        if column.get(row) != ABSENT_STATUS {
            fields.insert(name.into(), column.get(row).into());
        }
    }
    for (name, column) in [
        ("client_port", &columns.client_port),
        ("bytes", &columns.bytes),
        ("duration_us", &columns.duration_us),
        ("queue_us", &columns.queue_us),
        ("upstream_duration_us", &columns.upstream_duration_us),
    ] {
        if column.get(row) != ABSENT {
            fields.insert(name.into(), column.get(row).into());
        }
    }
    fields
}

/// A fixture: the log without its expectations, and what each line is expected to give.
fn fixture(path: &Path) -> (Vec<u8>, Vec<Value>) {
    let bytes = std::fs::read(path).expect("a fixture");
    let (mut log, mut expected) = (Vec::new(), Vec::new());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(b"#=") {
            Some(fields) => expected.push(serde_json::from_slice(fields).expect("JSON after #=")),
            None if line.starts_with(b"# ") || line.starts_with(b"#?") => {}
            None => log.extend_from_slice(line),
        }
    }
    (log, expected)
}

/// What a fixture says of itself.
fn said(path: &Path) -> Value {
    let bytes = std::fs::read(path).expect("a fixture");
    let line = bytes.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(b"#?"));
    line.map_or(Value::Null, |said| serde_json::from_slice(said).expect("JSON after #?"))
}

/// What a fixture says about how it is to be read, in a line `#? {"tz": …, "trust": […], "pattern": …,
/// "map": {…}}`.
pub(crate) fn setting(path: &Path) -> Setting {
    let said = said(path);
    let text = |name: &str| said[name].as_str().map(str::to_owned);
    let zone = text("tz").map(|name| Zone::named(&name).expect("a zone")).unwrap_or_default();
    let networks = said["trust"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let trusted = networks.clone().filter_map(|network| network.parse().ok()).collect();
    let trust = Trust::new(trusted, networks.clone().any(|network| network == "private"));
    let named = |(field, name): (&String, &Value)| {
        (field.clone(), name.as_str().unwrap_or_default().to_owned())
    };
    let map = said["map"].as_object().into_iter().flatten().map(named).collect();
    let year = said["year"].as_i64().and_then(|year| i16::try_from(year).ok());
    let patterns = match &said["pattern"] {
        Value::String(pattern) => vec![pattern.clone()],
        list => list
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
    };
    Setting { zone, trust: Arc::new(trust), map, patterns, year }
}

/// What is in a folder of the project: names without ending, and paths.
pub(crate) fn stems(folder: &str) -> Vec<(String, PathBuf)> {
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
    let reading = read_one(&copy, format, setting(path));
    let lines: Vec<Value> = lines_of(&reading).into_iter().map(|(_, _, fields)| fields).collect();
    for (index, (line, expected)) in lines.iter().zip(&expected).enumerate() {
        assert_eq!(line, expected, "{}, sample {}: {line}", path.display(), index + 1);
    }
    assert_eq!(lines.len(), expected.len(), "{}", path.display());
    assert_eq!(reading.exhibits[0].accounting.bytes(), log.len() as u64);
    reading
}

/// The format that a fixture is for: a format may have more than one, as `iis.no-date.log`.
fn kind(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

#[test]
fn every_format_reads_its_samples_and_is_detected_by_them() {
    for (name, path) in stems("fixtures/formats") {
        let reading = check(&path, None);
        assert_eq!(reading.exhibits[0].format, kind(&name), "detected in {}", path.display());
        // The last resort is never sure.
        let least = if kind(&name) == "request_line" { 0.5 } else { 0.8 };
        assert!(reading.exhibits[0].confidence > least, "{}", reading.exhibits[0].confidence);
    }
}

#[test]
fn every_envelope_is_opened_undetected() {
    for (name, path) in stems("fixtures/wrappers") {
        let reading = check(&path, None);
        let (exhibit, said) = (&reading.exhibits[0], said(&path));
        let expected = said["wrapper"].as_str().unwrap_or(kind(&name));
        assert_eq!(exhibit.wrapper, expected, "{}", path.display());
        assert!(exhibit.confidence > 0.8, "{} {}", path.display(), exhibit.confidence);
    }
}

#[test]
fn every_envelope_has_its_file_and_its_samples() {
    let names: BTreeSet<String> = WRAPPERS.iter().map(|wrapper| wrapper.name.to_string()).collect();
    let samples =
        stems("fixtures/wrappers").iter().map(|(name, _)| kind(name).to_owned()).collect();
    assert_eq!(names, samples);
    let mut files: BTreeSet<_> =
        stems("src/read/wrapper").into_iter().map(|(name, _)| name).collect();
    for other in ["mod", "kernel"] {
        assert!(files.remove(other), "{other}");
    }
    assert_eq!(names, files);
}

#[test]
fn every_format_has_its_file_and_its_samples() {
    let formats: BTreeSet<String> = FORMATS.iter().map(|format| format.name.to_string()).collect();
    let samples = stems("fixtures/formats").iter().map(|(name, _)| kind(name).to_owned()).collect();
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
        check(&path, Some(kind(&name)));
    }
}
