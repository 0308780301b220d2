//! Containers: however a log is packed, the same rows come of it; whatever is wrong with the packing, all
//! that can be decoded is read, and the damage is stated with its byte.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use afflux::base::account::Compression;
use afflux::error::Kind;
use afflux::read::options::{Options, Unwatched};
use afflux::read::{Reading, parse};
use serde_json::Value;

use crate::archives::tar;
use crate::formats::lines_of;

pub(crate) const LINE: &str = "203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] \"GET /a HTTP/1.1\" 200 512 \"-\" \"curl/7.74.0\"\n";

/// So many lines, each another.
pub(crate) fn log(lines: usize) -> Vec<u8> {
    let line = |n: usize| LINE.replace("/a", &format!("/{:x}", n * 7_919));
    (0..lines).map(line).collect::<String>().into_bytes()
}

/// The same of another client, so that no log is the beginning of another.
pub(crate) fn log_of(client: usize, lines: usize) -> Vec<u8> {
    let text = String::from_utf8(log(lines)).expect("text");
    text.replace("203.0.113.7", &format!("198.51.100.{client}")).into_bytes()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let builder =
        flate2::GzBuilder::new().filename("a.log").comment("x").extra(b"QQ\x01\0z".to_vec());
    let mut encoder = builder.write(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Blocks of at most `size` bytes, as bgzip writes them, and its empty last block.
pub(crate) fn bgzf(bytes: &[u8], size: usize) -> Vec<u8> {
    let mut packed = Vec::new();
    for block in bytes.chunks(size).chain([&b""[..]]) {
        let mut deflated =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        deflated.write_all(block).expect("memory");
        let deflated = deflated.finish().expect("memory");
        let mut crc = flate2::Crc::new();
        crc.update(block);
        packed.extend(b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0");
        packed.extend((deflated.len() as u16 + 25).to_le_bytes());
        packed.extend(deflated);
        packed.extend(crc.sum().to_le_bytes());
        packed.extend((block.len() as u32).to_le_bytes());
    }
    packed
}

pub(crate) fn zst(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).expect("memory");
    encoder.include_checksum(true).expect("memory");
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) fn xz(bytes: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::XzOptions::with_preset(1);
    let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), options).expect("memory");
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) fn lz4(bytes: &[u8], linked: bool) -> Vec<u8> {
    use lz4_flex::frame::{BlockMode, BlockSize, FrameEncoder, FrameInfo};
    let mode = if linked { BlockMode::Linked } else { BlockMode::Independent };
    let info = FrameInfo::new()
        .block_mode(mode)
        .block_size(BlockSize::Max64KB)
        .block_checksums(linked)
        .content_checksum(true);
    let mut encoder = FrameEncoder::with_frame_info(info, Vec::new());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Every way of packing bytes, by name.
pub(crate) fn packings(bytes: &[u8]) -> Vec<(&'static str, Compression, Vec<u8>)> {
    let half = bytes.len() / 2;
    let (head, tail) = bytes.split_at(half);
    vec![
        ("gzip", Compression::Gzip, gzip(bytes)),
        ("two gzip members", Compression::Gzip, [gzip(head), gzip(tail)].concat()),
        ("bgzf", Compression::Gzip, bgzf(bytes, 3_000)),
        ("bgzf, then gzip", Compression::Gzip, [bgzf(head, 65_280), gzip(tail)].concat()),
        ("zstd", Compression::Zstd, zst(bytes)),
        (
            "two zstd frames",
            Compression::Zstd,
            [zst(head), b"\x50\x2a\x4d\x18\x02\0\0\0xx".to_vec(), zst(tail)].concat(),
        ),
        ("bzip2", Compression::Bzip2, bz2(bytes)),
        ("two bzip2 streams", Compression::Bzip2, [bz2(head), bz2(tail)].concat()),
        ("xz", Compression::Xz, xz(bytes)),
        ("two xz streams", Compression::Xz, [xz(head), vec![0; 8], xz(tail), vec![0; 4]].concat()),
        ("lz4", Compression::Lz4, lz4(bytes, false)),
        ("two lz4 frames", Compression::Lz4, [lz4(head, true), lz4(tail, true)].concat()),
        ("gzip in zstd", Compression::Zstd, zst(&gzip(bytes))),
    ]
}

pub(crate) fn files(contents: &[(&str, &[u8])]) -> (tempfile::TempDir, Vec<PathBuf>) {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |(name, bytes): &(&str, &[u8])| {
        let path = directory.path().join(name);
        fs::write(&path, bytes).expect("a file");
        path
    };
    let paths = contents.iter().map(write).collect();
    (directory, paths)
}

pub(crate) fn read_as(name: &str, bytes: &[u8], options: &Options) -> Reading {
    let (_directory, paths) = files(&[(name, bytes)]);
    parse::read(&paths, options, &Unwatched).expect("a readable file")
}

pub(crate) fn read(bytes: &[u8]) -> Reading {
    read_as("a", bytes, &Options::default())
}

/// Small chunks: what is cut must not depend on them.
pub(crate) fn small() -> Options {
    Options { chunk_bytes: 777, ..Options::default() }
}

pub(crate) fn rows(reading: &Reading) -> Vec<(u32, i64, Value)> {
    lines_of(reading)
}

#[test]
fn any_packing_gives_the_same_rows() {
    let log = log(3_000);
    let plain = read(&log);
    assert_eq!(plain.exhibits[0].accounting.requests, 3_000);
    for (name, compression, packed) in packings(&log) {
        for options in [Options::default(), small()] {
            let reading = read_as("a", &packed, &options);
            let exhibit = &reading.exhibits[0];
            assert_eq!(rows(&reading), rows(&plain), "{name}");
            assert_eq!((exhibit.compression, &exhibit.damage), (compression, &None), "{name}");
            assert_eq!(exhibit.bytes, packed.len() as u64, "{name}");
        }
    }
    let twice = read(&zst(&gzip(&log)));
    assert_eq!(twice.exhibits[0].within, [Compression::Gzip]);
}

#[test]
fn a_cut_anywhere_loses_nothing_that_can_be_decoded() {
    let log = log(40);
    let plain = rows(&read(&log));
    for (name, _, packed) in packings(&log) {
        let mut before = 0;
        for end in 8..packed.len() {
            let options = Options { format: Some("combined".into()), ..Options::default() };
            let reading = read_as("a", &packed[..end], &options);
            let exhibit = &reading.exhibits[0];
            let requests = exhibit.accounting.requests as usize;
            assert!(requests >= before, "{name}, {end}: more bytes, fewer rows");
            before = requests;
            let read: Vec<_> = rows(&reading).into_iter().take(requests).collect();
            assert_eq!(read, plain[..requests], "{name}, {end}");
            assert!(exhibit.accounting.rejects <= 1, "{name}, {end}");
            let complete = packed[..end].len() == packed.len() || requests == plain.len();
            let damage = exhibit.damage.as_deref().unwrap_or_default();
            // A cut between two members cannot be seen; nor a cut in what pads the end.
            if !complete && !name.contains("two") && !name.contains("bgzf") {
                assert!(damage.contains("byte"), "{name}, {end}: {damage:?}");
            }
            assert_eq!(exhibit.bytes, end as u64);
        }
    }
}

#[test]
fn a_stream_gives_every_byte_before_the_cut() {
    let log = log(20_000);
    for (name, packed, most) in [
        ("gzip", gzip(&log), 20_000),
        ("xz", xz(&log), 20_000),
        ("bgzf", bgzf(&log, 65_280), 20_000),
    ] {
        let requests = read(&packed[..packed.len() / 2]).exhibits[0].accounting.requests;
        // The first lines pack worse than those that repeat them.
        assert!((most * 3 / 10..most * 6 / 10).contains(&requests), "{name}: {requests}");
    }
}

#[test]
fn a_wrong_byte_is_found_and_named() {
    let log = log(2_000);
    for (name, _, mut packed) in packings(&log) {
        let at = packed.len() * 3 / 4;
        packed[at] ^= 0x55;
        let options = Options { format: Some("combined".into()), ..Options::default() };
        let exhibit = &read_as("a", &packed, &options).exhibits[0];
        let damage = exhibit.damage.as_deref().unwrap_or_default();
        assert!(damage.contains("byte"), "{name}: {damage:?}");
        let again = read_as("a", &packed, &Options { chunk_bytes: 100, ..options });
        assert_eq!(again.exhibits[0].accounting, exhibit.accounting, "{name}");
    }
}

#[test]
fn what_cannot_be_decoded_is_named() {
    let legacy = [&b"\x02\x21\x4c\x18\x05\0\0\0abcde"[..], &[0; 20]].concat();
    let damage = read(&legacy).exhibits[0].damage.clone().unwrap_or_default();
    assert!(damage.contains("legacy LZ4 frame"), "{damage}");
    // A window of 2 GiB (RFC 8878 §3.1.1.1.2: exponent 21).
    let wide = [&b"\x28\xb5\x2f\xfd\x00\xa8"[..], &[0; 20]].concat();
    let damage = read(&wide).exhibits[0].damage.clone().unwrap_or_default();
    assert!(damage.contains("broken at byte"), "{damage}");
    // A dictionary of 4 GiB, as a header may claim.
    let mut large = xz(&log(10));
    large[16] = 40;
    assert!(read(&large).exhibits[0].damage.is_some());
}

#[test]
fn bombs_cost_no_memory() {
    let zeros = vec![0; 16 << 20];
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let mut zstd = zstd::Encoder::new(Vec::new(), 1).expect("memory");
    let mut bzip = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    for _ in 0..16 {
        gz.write_all(&zeros).expect("memory");
        zstd.write_all(&zeros).expect("memory");
        bzip.write_all(&zeros).expect("memory");
    }
    let packed = [
        gz.finish().expect("memory"),
        zstd.finish().expect("memory"),
        bzip.finish().expect("memory"),
        bgzf(&zeros, 65_280),
    ];
    for packed in packed {
        let bomb = [packed.as_slice()].concat();
        assert!(bomb.len() < 1 << 19);
        let reading = read_as("a", &bomb, &Options { format: Some("combined".into()), ..small() });
        let accounting = &reading.exhibits[0].accounting;
        assert!(accounting.bytes() >= 16 << 20, "{accounting:?}");
        assert_eq!(accounting.requests, 0);
    }
}

#[test]
fn standard_input_is_an_exhibit() {
    let log = log(30);
    let tar = tar(&[("x.log", &log)]);
    for (input, path) in [(log.clone(), "(stdin)"), (gzip(&log), "(stdin)"), (tar, "(stdin)!x.log")]
    {
        let paths = [PathBuf::from("-"), PathBuf::from("-")];
        let reading =
            parse::read_with(&paths, Some(Box::new(&input[..])), &Options::default(), &Unwatched)
                .expect("readable");
        assert_eq!(reading.exhibits.len(), 1);
        assert_eq!(
            (reading.exhibits[0].path.as_str(), reading.exhibits[0].accounting.requests),
            (path, 30)
        );
    }
    let gathered = afflux::read::inputs::gather(&["-".into(), "-".into()]).expect("input");
    assert_eq!(gathered.paths, [PathBuf::from("-")]);
    let missing = parse::read(&gathered.paths, &Options::default(), &Unwatched).expect_err("none");
    assert_eq!(missing.kind(), Kind::Usage);
}

#[test]
fn utf16_is_read_and_said() {
    let text = String::from_utf8(log(200)).expect("text").replace('\n', "\r\n");
    let plain = read(text.as_bytes());
    let encode = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for bytes in [encode(&format!("\u{feff}{text}")), encode(&text)] {
        for packed in [bytes.clone(), gzip(&bytes)] {
            let reading = read(&packed);
            assert_eq!(rows(&reading), rows(&plain));
            assert_eq!(reading.exhibits[0].encoding, Some("UTF-16LE"));
        }
    }
}

#[test]
fn the_same_log_packed_otherwise_is_found() {
    let log = log(500);
    let (_directory, paths) = files(&[
        ("a.log", &log),
        ("b.log.gz", &gzip(&log)),
        ("c.zst", &zst(&log)),
        ("d.gz", &gzip(&log[..log.len() - 2])),
    ]);
    for mmap in [true, false] {
        let options = Options { mmap, ..Options::default() };
        let reading = parse::read(&paths, &options, &Unwatched).expect("readable");
        let name = |at: usize| paths[at].display().to_string();
        assert_eq!(reading.same_content, [(name(1), name(0)), (name(2), name(0))]);
        assert_eq!(reading.exhibits.len(), 4);
        let reading = parse::read(&paths, &Options { dedupe: true, ..options }, &Unwatched);
        let reading = reading.expect("readable");
        assert_eq!((reading.exhibits.len(), reading.skipped.len()), (2, 2));
    }
}

#[test]
fn a_hole_costs_no_line() {
    let log = log(6);
    let middle =
        log.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(2).expect("a line").0 + 60;
    for hole in [1, 100, 5_000, 3 << 20] {
        let at_head = [vec![0; hole], log.clone()].concat();
        // A crash leaves half a line, then the hole, then what was written after it.
        let torn = [&log[..middle], &vec![0; hole], LINE.as_bytes(), LINE.as_bytes()].concat();
        for chunk_bytes in [500, 4 << 20] {
            for mmap in [true, false] {
                let options = Options {
                    chunk_bytes,
                    mmap,
                    format: Some("combined".into()),
                    ..Options::default()
                };
                let reading = read_as("a", &at_head, &options);
                let accounting = &reading.exhibits[0].accounting;
                assert_eq!((accounting.requests, accounting.rejects), (6, 0), "{hole}");
                assert_eq!(accounting.bytes(), at_head.len() as u64);
                // One NUL is no hole.
                if hole == 1 {
                    continue;
                }
                let reading = read_as("a", &torn, &options);
                let accounting = &reading.exhibits[0].accounting;
                assert_eq!(
                    (accounting.requests, accounting.rejects),
                    (5, 1),
                    "{hole} {chunk_bytes} {mmap}"
                );
                assert_eq!(accounting.bytes(), torn.len() as u64);
            }
        }
    }
}
