//! Envelopes over a whole file: lines in parts and years of stamps without one do not depend on where
//! chunks end, nor on how the file is read.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use afflux::read::format::kernel::reader::{Context, Session, Setting};
use afflux::read::options::{Options, Unwatched};
use afflux::read::wrapper::{WRAPPERS, Wrapper};
use afflux::read::{Reading, parse};
use proptest::prelude::*;
use serde_json::Value;

use crate::formats::{lines_of, stems};

const LINE: &str =
    r#"203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET /a HTTP/1.1" 200 512 "-" "curl/7.74.0""#;

/// A file of that content, last changed on that date; the directory goes when it is dropped.
fn file(bytes: &[u8], changed: &str) -> (tempfile::TempDir, PathBuf) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("a.log");
    fs::write(&path, bytes).expect("a file");
    let at: jiff::Timestamp = changed.parse().expect("an instant");
    let seconds = u64::try_from(at.as_second()).expect("after 1970");
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    fs::File::options()
        .write(true)
        .open(&path)
        .and_then(|file| file.set_modified(time))
        .expect("set");
    (directory, path)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn read(path: &PathBuf, options: &Options) -> Reading {
    parse::read(std::slice::from_ref(path), options, &Unwatched).expect("readable")
}

/// Lines in order of their first byte, and what was counted.
fn essence(reading: &Reading) -> (Vec<(u32, i64, Value)>, String) {
    let exhibit = &reading.exhibits[0];
    let counts = (&exhibit.accounting, exhibit.span_us, exhibit.health.yearless);
    (lines_of(reading), format!("{counts:?} {} {:?}", exhibit.wrapper, exhibit.inferred))
}

/// Every size of chunk, mapped and not, gives the same.
fn same_in_chunks(bytes: &[u8], changed: &str, sizes: &[usize]) -> Reading {
    let (_directory, path) = file(bytes, changed);
    let whole = read(&path, &Options::default());
    assert_eq!(whole.exhibits[0].accounting.bytes(), bytes.len() as u64);
    for &chunk_bytes in sizes {
        for mmap in [true, false] {
            let options = Options { mmap, chunk_bytes, ..Options::default() };
            let reading = read(&path, &options);
            assert_eq!(essence(&reading), essence(&whole), "chunks of {chunk_bytes}, mmap {mmap}");
        }
    }
    let (_directory, packed) = file(&gzip(bytes), changed);
    assert_eq!(essence(&read(&packed, &Options::default())), essence(&whole));
    whole
}

fn cri(stream: &str, tag: char, text: &str) -> String {
    format!("2021-04-06T08:31:02.493035218+02:00 {stream} {tag} {text}\n")
}

#[test]
fn parts_of_two_streams_are_joined_wherever_chunks_end() {
    let (head, tail) = LINE.split_at(40);
    let (middle, end) = tail.split_at(20);
    let log = [
        cri("stdout", 'F', LINE),
        cri("stdout", 'P', head),
        cri("stderr", 'P', head),
        cri("stdout", 'P', middle),
        "a line of nobody\n".to_owned(),
        cri("stderr", 'F', tail),
        cri("stdout", 'F', end),
        cri("stderr", 'F', LINE),
        cri("stdout", 'P', head),
    ]
    .concat();
    let sizes: Vec<usize> = (1..log.len()).step_by(7).collect();
    let reading = same_in_chunks(log.as_bytes(), "2021-04-07T00:00:00Z", &sizes);
    let accounting = &reading.exhibits[0].accounting;
    // The line of nobody, and the one whose end never came.
    assert_eq!((accounting.requests, accounting.rejects), (4, 2));
}

#[test]
fn docker_parts_are_blocks_without_an_end() {
    let long = LINE.replace("/a", &format!("/{}", "a".repeat(40_000)));
    let record = |text: &str| {
        let text = serde_json::to_string(text).expect("JSON");
        format!("{{\"log\":{text},\"stream\":\"stdout\",\"time\":\"2021-04-06T06:31:02.1Z\"}}\n")
    };
    let (one, rest) = long.split_at(16_384);
    let (two, three) = rest.split_at(16_384);
    let log = [record(LINE), record(one), record(two), record(&format!("{three}\n")), record(LINE)];
    let reading =
        same_in_chunks(log.concat().as_bytes(), "2021-04-07T00:00:00Z", &[1, 20_000, 40_000]);
    assert_eq!(reading.exhibits[0].accounting.requests, 3);
    assert_eq!(reading.exhibits[0].accounting.rejects, 0);
}

#[test]
fn a_line_in_endless_parts_is_one_reject() {
    let part = cri("stdout", 'P', &"x".repeat(10_000));
    let log = [cri("stdout", 'F', LINE).repeat(300), part.repeat(200), cri("stdout", 'F', LINE)];
    let reading = same_in_chunks(log.concat().as_bytes(), "2021-04-07T00:00:00Z", &[50_000]);
    let accounting = &reading.exhibits[0].accounting;
    assert_eq!((accounting.requests, accounting.reasons.get("line too long")), (300, Some(&1)));
}

/// A kernel message: its only time is that of the envelope.
fn syslog(stamp: &str) -> String {
    format!("{stamp} web1 kernel: nf_conntrack: table full, dropping packet\n")
}

fn stamps(reading: &Reading) -> Vec<String> {
    let of = |(_, _, line): (u32, i64, Value)| line["ts"].as_str().unwrap_or("none").to_owned();
    lines_of(reading).into_iter().map(of).collect()
}

#[test]
fn years_end_at_the_last_change_of_the_file() {
    let log = [
        "Nov 30 23:59:59",
        "Dec 31 23:59:59",
        "Jan  1 00:00:01",
        "Dec 31 23:59:58",
        "Feb  2 00:00:00",
    ]
    .map(syslog)
    .concat();
    let sizes = [1, 70, 130, 200];
    let reading = same_in_chunks(log.as_bytes(), "2021-02-02T00:00:00Z", &sizes);
    let expected = [
        "2020-11-30T23:59:59Z",
        "2020-12-31T23:59:59Z",
        "2021-01-01T00:00:01Z",
        "2020-12-31T23:59:58Z",
        "2021-02-02T00:00:00Z",
    ];
    assert_eq!(stamps(&reading), expected);
    let exhibit = &reading.exhibits[0];
    assert_eq!(exhibit.health.yearless, 5);
    let inferred = exhibit.inferred.as_deref().unwrap_or_default();
    assert!(inferred.contains("2020") && inferred.contains("last change"), "{inferred}");
}

#[test]
fn years_are_given_or_told_by_dates_inside() {
    let log = [syslog("Dec 31 23:59:59"), syslog("Jan  1 00:00:01")].concat();
    let (_directory, path) = file(log.as_bytes(), "2026-11-01T00:00:00Z");
    let setting = Setting { year: Some(2015), ..Setting::default() };
    let given = read(&path, &Options { setting, ..Options::default() });
    assert_eq!(stamps(&given), ["2015-12-31T23:59:59Z", "2016-01-01T00:00:01Z"]);
    let line = LINE.replace("06/Apr/2021:08", "01/Jan/2018:01");
    let mixed = format!("{log}Jan  1 00:31:02 web1 nginx: {line}\n");
    let reading = same_in_chunks(mixed.as_bytes(), "2026-11-01T00:00:00Z", &[1, 100]);
    // The envelope's local time, by the offset that the request beside it is stamped with.
    assert_eq!(stamps(&reading)[0], "2017-12-31T21:59:59Z");
    assert_eq!(reading.exhibits[0].health.yearless, 2);
}

#[test]
fn a_leap_day_has_its_year() {
    let reading =
        same_in_chunks(syslog("Feb 29 12:00:00").as_bytes(), "2023-05-01T00:00:00Z", &[1]);
    assert_eq!(stamps(&reading), ["2020-02-29T12:00:00Z"]);
}

#[test]
fn heads_cut_anywhere_are_survived() {
    for (_, path) in stems("fixtures/wrappers") {
        let bytes = fs::read(&path).expect("a fixture");
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.starts_with(b"#")) {
            for at in 0..line.len().min(300) {
                let (head, tail) = line.split_at(at);
                for cut in [head, tail, &[head, b"\xff\0\"\\", tail].concat()] {
                    opened_all(cut);
                }
            }
        }
    }
}

#[test]
fn plain_lines_lose_nothing() {
    for name in ["combined", "common", "vhost_combined", "nginx_error", "apache_error"] {
        let bytes = fs::read(format!("fixtures/formats/{name}.log")).expect("a fixture");
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.starts_with(b"#")) {
            let mut session = Session::new(&Setting::default(), Context::default());
            let opens = |wrapper: &&&Wrapper| (wrapper.open)(line, &mut session).is_some();
            let opened = WRAPPERS.iter().find(opens).map(|wrapper| wrapper.name);
            assert_eq!(opened, None, "{}", line.escape_ascii());
        }
    }
}

/// Opens a line in every envelope. What says whether a line is in parts must agree with what opens it.
fn opened_all(line: &[u8]) {
    for wrapper in WRAPPERS {
        let mut session = Session::new(&Setting::default(), Context::default());
        let inside = (wrapper.open)(line, &mut session);
        assert!(inside.as_ref().is_none_or(|inside| inside.line.len() <= 3 * line.len()));
        if let Some(part) = wrapper.part {
            let opened = inside.map(|inside| (inside.stream, inside.partial));
            assert_eq!(part(line), opened, "{} {}", wrapper.name, line.escape_ascii());
        }
    }
}

/// Lines of a container's two streams, whole and in parts, and lines of something else.
fn parts() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        Just(cri("stdout", 'F', LINE)),
        Just(cri("stderr", 'F', LINE)),
        Just(cri("stdout", 'P', &LINE[..30])),
        Just(cri("stderr", 'P', &LINE[..30])),
        Just(cri("stdout", 'F', &LINE[30..])),
        Just(cri("stderr", 'F', &LINE[30..])),
        Just("\n".to_owned()),
        Just("something else\n".to_owned()),
        Just(cri("stdout", 'F', "")),
    ];
    proptest::collection::vec(line, 0..30).prop_map(|lines| lines.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn rows_do_not_depend_on_where_chunks_end(log in parts(), size in 1usize..400, mmap in any::<bool>()) {
        let log = [cri("stdout", 'F', LINE).repeat(40).into_bytes(), log].concat();
        let (_directory, path) = file(&log, "2021-04-07T00:00:00Z");
        let whole = read(&path, &Options::default());
        let options = Options { mmap, chunk_bytes: size, ..Options::default() };
        let reading = read(&path, &options);
        prop_assert_eq!(whole.exhibits[0].accounting.bytes(), log.len() as u64);
        prop_assert_eq!(essence(&reading), essence(&whole));
    }
}
