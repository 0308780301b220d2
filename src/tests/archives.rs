//! Archives: every member is an exhibit of its own, what is no log is listed, and a cut archive gives what
//! it has.

use std::io::{Cursor, Write};

use afflux::base::account::Compression;
use afflux::read::options::{Options, Unwatched};
use afflux::read::{Reading, parse};
use proptest::prelude::*;

use crate::containers::{LINE, files, gzip, log, log_of, packings, read, read_as, rows};

pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(1_617_690_662);
        builder.append_data(&mut header, name, *bytes).expect("memory");
    }
    builder.into_inner().expect("memory")
}

fn zipped(members: &[(&str, &[u8])], method: zip::CompressionMethod, streamed: bool) -> Vec<u8> {
    let options = zip::write::SimpleFileOptions::default().compression_method(method);
    if streamed {
        let mut writer = zip::ZipWriter::new_stream(Vec::new());
        for (name, bytes) in members {
            writer.start_file(*name, options).expect("memory");
            writer.write_all(bytes).expect("memory");
        }
        return writer.finish().expect("memory").into_inner();
    }
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, options).expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// Paths of the exhibits below the archive, and those skipped with their reasons.
fn names(reading: &Reading) -> (Vec<&str>, Vec<(&str, &str)>) {
    fn below(path: &str) -> &str {
        path.split_once('!').map_or(path, |(_, name)| name)
    }
    let skipped = reading.skipped.iter().map(|(path, why)| (below(path), why.as_str()));
    (reading.exhibits.iter().map(|exhibit| below(&exhibit.path)).collect(), skipped.collect())
}

#[test]
fn members_are_exhibits_of_their_own() {
    let (one, other) = (log(50), log(70));
    let members: &[(&str, &[u8])] = &[
        ("logs/b.log", &one),
        ("logs/a.log.gz", &gzip(&other)),
        ("etc/empty", b""),
        ("etc/app.conf", b"listen 80\nroot /srv\n"),
        ("img.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0"),
    ];
    let plain = tar(members);
    let mut readings = vec![read(&plain)];
    for (_, _, packed) in packings(&plain) {
        readings.push(read(&packed));
    }
    for method in [zip::CompressionMethod::Stored, zip::CompressionMethod::Deflated] {
        readings.push(read(&zipped(members, method, false)));
        readings.push(read(&zipped(members, method, true)));
    }
    for reading in &readings {
        assert_eq!(rows(reading), rows(&readings[0]));
        let (read, skipped) = names(reading);
        assert_eq!(read, ["logs/a.log.gz", "logs/b.log"]);
        assert_eq!(skipped[0].0, "etc/app.conf");
        assert_eq!(skipped[1..], [("etc/empty", "empty"), ("img.png", "no text")]);
        assert!(skipped[0].1.starts_with("no format reads"), "{skipped:?}");
        let [packed, plain] = &reading.exhibits[..] else { panic!("two exhibits") };
        assert_eq!((packed.accounting.requests, plain.accounting.requests), (70, 50));
        assert_eq!(packed.compression, Compression::Gzip);
        assert_eq!((plain.compression, plain.bytes), (Compression::Plain, one.len() as u64));
        let archive = &reading.archives[0];
        assert_eq!((archive.members, &archive.damage), (5, &None));
        assert_eq!(plain.archive.as_ref(), Some(&archive.path));
        assert_eq!(plain.sha256, read_as("b", &one, &Options::default()).exhibits[0].sha256);
    }
    assert_eq!(readings[0].exhibits[0].modified_us, Some(1_617_690_662_000_000));
    let whole = read(&log(0).into_iter().chain(plain.clone()).collect::<Vec<u8>>());
    assert_eq!(whole.archives[0].bytes, plain.len() as u64);
}

#[test]
fn a_cut_archive_gives_its_members_and_part_of_the_last() {
    let members: Vec<(String, Vec<u8>)> =
        (0..4).map(|n| (format!("{n}.log"), log_of(n, 8 + n))).collect();
    let members: Vec<(&str, &[u8])> =
        members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let total: u64 = 8 + 9 + 10 + 11;
    let tar = tar(&members);
    let deflated = zipped(&members, zip::CompressionMethod::Deflated, false);
    let stored = zipped(&members, zip::CompressionMethod::Stored, true);
    for (name, archive) in
        [("tar", &tar), ("tar.gz", &gzip(&tar)), ("zip", &deflated), ("stored zip", &stored)]
    {
        let mut before = 0;
        for end in (archive.len() / 3..archive.len()).step_by(7) {
            let Ok(reading) = ({
                let (_directory, paths) = files(&[("a", &archive[..end])]);
                parse::read(&paths, &Options::default(), &Unwatched)
            }) else {
                panic!("{name}, {end}")
            };
            let requests: u64 = reading.exhibits.iter().map(|e| e.accounting.requests).sum();
            assert!(requests >= before, "{name}, {end}: {requests}, {:?}", reading.skipped);
            before = requests;
            if requests < total {
                let archive = &reading.archives[0];
                let torn = reading.exhibits.iter().any(|e| e.damage.is_some());
                assert!(archive.damage.is_some() || torn, "{name}, {end}");
            }
            assert_eq!(reading.archives[0].bytes, end as u64);
        }
        assert!(before + 11 >= total, "{name}: {before}");
    }
}

#[test]
fn archives_in_archives_are_read_to_a_depth() {
    let inner = tar(&[("a.log", &log(5))]);
    let zip = zipped(&[("in.tar", &inner)], zip::CompressionMethod::Deflated, false);
    let three = tar(&[("b.zip", &gzip(&zip))]);
    let (read_names, reading) = (|reading: &Reading| reading.exhibits.len(), read(&three));
    assert_eq!(read_names(&reading), 1);
    assert!(reading.exhibits[0].path.ends_with("a!b.zip!in.tar!a.log"));
    assert_eq!(reading.archives.len(), 3);
    assert!(reading.archives[2].path.ends_with("a!b.zip!in.tar"));
    let four = read(&tar(&[("c.tar", &three)]));
    assert_eq!(four.exhibits.len(), 0);
    assert!(four.skipped[0].1.contains("unpack"), "{:?}", four.skipped);
}

#[test]
fn odd_members_are_listed() {
    let log = log(5);
    let mut builder = tar::Builder::new(Vec::new());
    let mut append = |kind: tar::EntryType, name: &str, bytes: &[u8]| {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, bytes).expect("memory");
    };
    let long = format!("{}/a.log", "d".repeat(200));
    append(tar::EntryType::Regular, &long, &log);
    append(tar::EntryType::Regular, "twice.log", &log[..100]);
    append(tar::EntryType::Regular, "twice.log", &log[..300]);
    append(tar::EntryType::Directory, "dir", b"");
    append(tar::EntryType::Symlink, "link", b"");
    append(tar::EntryType::Fifo, "pipe", b"");
    append(tar::EntryType::GNUSparse, "sparse", &log);
    let bytes = builder.into_inner().expect("memory");
    let reading = read(&bytes);
    let (read, skipped) = names(&reading);
    assert_eq!(read, [long.as_str(), "twice.log", "twice.log#2"]);
    let skipped: Vec<&str> = skipped.iter().map(|(name, _)| *name).collect();
    assert_eq!(skipped, ["link", "pipe", "sparse"]);
}

#[test]
fn encrypted_members_are_skipped_and_those_after_them_read() {
    let mut archive =
        zipped(&[("a.log", &log(5)), ("b.log", &log(6))], zip::CompressionMethod::Deflated, false);
    archive[6] |= 1;
    let reading = read(&archive);
    let (read_names, skipped) = names(&reading);
    assert_eq!(read_names, ["b.log"]);
    assert!(skipped[0].1.starts_with("encrypted"), "{skipped:?}");
    archive[6] &= !1;
    archive[8] = 14;
    assert!(read(&archive).skipped[0].1.contains("method 14"));
}

#[test]
fn a_limit_on_what_is_taken_out_is_stated() {
    let zeros = vec![b'\n'; 1 << 20];
    let bomb = zipped(
        &[("a", &zeros), ("b", &zeros), ("c.log", &log(5))],
        zip::CompressionMethod::Deflated,
        false,
    );
    let options = Options { archive_bytes_max: 3 << 19, ..Options::default() };
    let reading = read_as("a", &bomb, &options);
    let damage = reading.archives[0].damage.as_deref().unwrap_or_default();
    assert!(damage.contains("limit of bytes"), "{damage}");
    assert_eq!(reading.archives[0].bytes, bomb.len() as u64);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_in_an_archive_are_survived(
        bytes in proptest::collection::vec(any::<u8>(), 0..80),
        at in 0usize..2_000,
        which in 0usize..4,
    ) {
        let members: &[(&str, &[u8])] = &[("a.log", LINE.as_bytes()), ("b.log", LINE.as_bytes())];
        let mut archive = match which {
            0 => tar(members),
            1 => zipped(members, zip::CompressionMethod::Deflated, true),
            2 => zipped(members, zip::CompressionMethod::Stored, true),
            _ => gzip(&tar(members)),
        };
        let start = at % archive.len();
        let end = (start + bytes.len()).min(archive.len());
        archive[start..end].copy_from_slice(&bytes[..end - start]);
        let (_directory, paths) = files(&[("a", &archive)]);
        let options = Options { skip_unrecognised: true, ..Options::default() };
        let reading = parse::read(&paths, &options, &Unwatched).expect("readable");
        for archived in &reading.archives {
            prop_assert_eq!(archived.bytes, archive.len() as u64);
        }
    }
}
