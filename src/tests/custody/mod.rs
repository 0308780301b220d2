//! A case asked, checked, sealed and packed, as a user does it; and what happens when something of it is not what it
//! was. Each test has a directory of its own.

mod packing;
mod sealing;
mod showing;
mod verifying;

use std::fs;
use std::io::Write;
use std::path::Path;

use tempfile::TempDir;

use crate::program::ends;

/// Requests of an ordinary minute, one a second, then a service that fails; one line is hostile to terminals.
pub(super) fn failing() -> Vec<u8> {
    let line = |n: u32| {
        let (minute, second) = (n / 60 % 60, n % 60);
        let (status, path) = match n {
            7 => (200, "/\x1b]0;owned\x07\u{202e}gpj.exe"),
            600.. => (503, "/p/1"),
            _ => (200, "/p/2"),
        };
        format!(
            "192.0.2.{} - - [06/Apr/2021:06:{minute:02}:{second:02} +0000] \"GET {path} HTTP/1.1\" \
             {status} 512 \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:87.0) Gecko/20100101 Firefox/87.0\"\n",
            n % 200 + 1,
        )
    };
    (0..1800).map(line).collect::<String>().into_bytes()
}

/// The offset and the text of a line of a log.
pub(super) fn line_of(log: &[u8], number: usize) -> (usize, String) {
    let mut at = 0;
    for (index, line) in log.split(|byte| *byte == b'\n').enumerate() {
        if index == number {
            return (at, String::from_utf8(line.to_vec()).expect("UTF-8"));
        }
        at += line.len() + 1;
    }
    panic!("no line {number}");
}

pub(super) fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub(super) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).expect("memory");
    }
    archive.into_inner().expect("memory")
}

/// A directory with one log and a case of it, `c`.
pub(super) fn case_of(name: &str, bytes: &[u8]) -> TempDir {
    let home = tempfile::tempdir().expect("a directory");
    let path = home.path().join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
    fs::write(&path, bytes).expect("a file");
    ends(home.path(), &["investigate", name, "--out", "c", "--quiet"], 0);
    home
}

/// Changes a text in a file of a case.
pub(super) fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("a text");
    assert!(text.contains(from), "no {from} in {}", path.display());
    fs::write(path, text.replacen(from, to, 1)).expect("a file");
}
