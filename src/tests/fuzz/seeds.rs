//! Writes what the fuzzers begin with, made of the fixtures, into the folder named first, for the target
//! named second. Nothing but files comes of it.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use afflux::read::format::FORMATS;
// It has the counters that all of this package is compiled with.
use libfuzzer_sys as _;

/// Lines of a fixture that make a seed: short inputs are mutated faster.
const LINES: usize = 3;

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, target] = arguments.as_slice() else { return Err("a folder, a target".into()) };
    let seeds = if target == "formats" { formats()? } else { exhibits()? };
    fs::create_dir_all(folder)?;
    for (index, seed) in seeds.iter().enumerate() {
        fs::write(Path::new(folder).join(format!("{index:04}")), seed)?;
    }
    Ok(())
}

/// Fixtures of a folder in order: stem, and lines without what is said about them.
fn fixtures(folder: &str) -> Done<Vec<(String, Vec<Vec<u8>>)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let said = |line: &[u8]| [&b"#="[..], b"# ", b"#?"].iter().any(|mark| line.starts_with(mark));
    let mut found = Vec::new();
    for path in paths {
        let bytes = fs::read(&path)?;
        let lines = bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| !said(line));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.split('.').next().unwrap_or_default().to_owned();
        found.push((stem, lines.map(<[u8]>::to_vec).collect()));
    }
    Ok(found)
}

/// Lines in the format that they are for; lines in envelopes are detected.
fn formats() -> Done<Vec<Vec<u8>>> {
    let mut seeds = Vec::new();
    for folder in ["formats", "hostile/lines", "wrappers"] {
        for (stem, lines) in fixtures(folder)? {
            let known = FORMATS.iter().position(|format| format.name == stem);
            let head = [known.unwrap_or(FORMATS.len()) as u8, 40];
            seeds.extend(lines.chunks(LINES).map(|lines| [&head[..], &lines.concat()].concat()));
        }
    }
    Ok(seeds)
}

/// A short log in every packing, archive and encoding.
fn exhibits() -> Done<Vec<Vec<u8>>> {
    let lines: Vec<Vec<u8>> =
        fixtures("formats")?.into_iter().flat_map(|(_, lines)| lines.into_iter().take(1)).collect();
    let combined = fixtures("formats")?.into_iter().find(|(stem, _)| stem == "combined");
    let log = combined.map(|(_, lines)| lines.concat()).unwrap_or_default();
    let log = log.get(..600).unwrap_or(&log);
    let mut seeds = vec![tar(log)?, zip(log)?, utf16(log, false), utf16(log, true)];
    for pack in [gzip, zst, bzip2, xz, lz4] {
        let packed = pack(log)?;
        seeds.extend([
            pack(&tar(log)?)?,
            gzip(&packed)?,
            [packed.clone(), packed.clone()].concat(),
        ]);
        seeds.extend([tar(&packed)?, zip(&packed)?, packed]);
    }
    let objects: Vec<&Vec<u8>> = lines.iter().filter(|line| line.starts_with(b"{")).collect();
    for object in objects {
        let object = object.trim_ascii();
        seeds.push([b"[", object, b",\n ", object, b"]\n"].concat());
        seeds.push([b"{\"records\": [", object, b",", object, b"]}"].concat());
    }
    seeds.push([b"[", lines.concat().get(..200).unwrap_or_default()].concat());
    Ok(seeds)
}

fn gzip(bytes: &[u8]) -> Done<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn zst(bytes: &[u8]) -> Done<Vec<u8>> {
    Ok(zstd::encode_all(bytes, 1)?)
}

fn bzip2(bytes: &[u8]) -> Done<Vec<u8>> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn xz(bytes: &[u8]) -> Done<Vec<u8>> {
    let options = lzma_rust2::XzOptions::with_preset(1);
    let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), options)?;
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn lz4(bytes: &[u8]) -> Done<Vec<u8>> {
    let mut encoder = lz4_flex::frame::FrameEncoder::new(Vec::new());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn tar(bytes: &[u8]) -> Done<Vec<u8>> {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_cksum();
    builder.append_data(&mut header, "a.log", bytes)?;
    Ok(builder.into_inner()?)
}

fn zip(bytes: &[u8]) -> Done<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("a.log", zip::write::SimpleFileOptions::default())?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?.into_inner())
}

fn utf16(bytes: &[u8], big: bool) -> Vec<u8> {
    let text = format!("\u{feff}{}", String::from_utf8_lossy(bytes));
    let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}
