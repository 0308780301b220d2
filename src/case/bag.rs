//! A case as a BagIt package (RFC 8493): what a case holds, and its exhibits if they are wanted, with a manifest that
//! any BagIt tool checks. Bytes in, a directory or a ZIP file out, the same bytes each time: it holds no date. Every
//! file is hashed as it is copied; one that is not what the case says fails the whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::held::hex;
use super::save::beside;
use crate::error::{Error, Kind, Result};

/// What every bag begins with (RFC 8493 §2.1.1).
const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// Where the case lies in a bag.
pub const CASE: &str = "data/case";
/// Where the exhibits lie.
pub const EXHIBITS: &str = "data/exhibits";
/// Ending that makes a bag one file.
const ZIP: &str = "zip";
/// Characters kept of an exhibit's name.
const NAME_MAX: usize = 100;
/// From this size on a member of a ZIP needs 64-bit lengths.
const LARGE: u64 = u32::MAX as u64;
/// Bytes copied at a time.
const BLOCK: usize = 1 << 20;

/// A file that goes into a bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// Its path in the bag, below `data/`.
    pub name: String,
    /// Where it is.
    pub place: PathBuf,
    /// The SHA-256 that it must have.
    pub sha256: String,
}

/// The name of an exhibit in a bag: its number, and as much of its own name as is safe on any file system.
pub fn exhibit(number: usize, path: &str) -> String {
    let own = path.rsplit('/').next().unwrap_or_default();
    let safe = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let own: String = own.chars().take(NAME_MAX).map(safe).collect();
    format!("{EXHIBITS}/{number:04}-{own}")
}

/// Writes a bag at `target`: one file if it ends in `.zip`, else a directory. `information` are the lines of
/// `bag-info.txt` beside the size. Errors: [`Kind::Case`] if something is there or cannot be written,
/// [`Kind::Changed`] if a file is not what it must be.
pub fn write(target: &Path, payload: &[Payload], information: &[(&str, String)]) -> Result<()> {
    let zipped = target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ZIP));
    if target.symlink_metadata().is_ok() {
        return Err(Error::new(Kind::Case, format!("{} exists", target.display()))
            .hint("choose another place with --out"));
    }
    let draft = beside(target, "bag").ok_or_else(|| {
        Error::new(Kind::Usage, format!("{} is no name for a package", target.display()))
    })?;
    let failed = |error: io::Error| {
        Error::new(Kind::Case, format!("cannot write {}", target.display())).because(error)
    };
    let draft = Draft(draft);
    draft.remove();
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    let mut sink: Box<dyn Sink> = if zipped {
        let stem = target.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Box::new(Zipped { writer: ZipWriter::new(File::create(&draft.0).map_err(failed)?), stem })
    } else {
        fs::create_dir(&draft.0).map_err(failed)?;
        Box::new(Folder(draft.0.clone()))
    };
    fill(sink.as_mut(), payload, information).map_err(|trouble| match trouble {
        Trouble::Changed(name) => {
            Error::new(Kind::Changed, format!("{name} is not what the case says"))
                .hint("`afflux verify CASE` says what differs")
        }
        Trouble::Io(error) => failed(error),
    })?;
    sink.finish().map_err(failed)?;
    fs::rename(&draft.0, target).map_err(failed)
}

/// A package that is being written. It removes itself unless it was renamed.
struct Draft(PathBuf);

impl Draft {
    fn remove(&self) {
        // Nobody is to be told: what is not there needs no removing, and what stays hinders the next run.
        let _ = fs::remove_dir_all(&self.0);
        let _ = fs::remove_file(&self.0);
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        self.remove();
    }
}

enum Trouble {
    Io(io::Error),
    /// This file has other bytes than it must have.
    Changed(String),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn fill(
    sink: &mut dyn Sink,
    payload: &[Payload],
    information: &[(&str, String)],
) -> std::result::Result<(), Trouble> {
    let (mut manifest, mut octets) = (String::new(), 0);
    for one in payload {
        let size = one.place.metadata()?.len();
        let (bytes, sha256) = sink.put(&one.name, size, &mut File::open(&one.place)?)?;
        if sha256 != one.sha256 {
            return Err(Trouble::Changed(one.place.display().to_string()));
        }
        octets += bytes;
        manifest.push_str(&format!("{sha256}  {}\n", encoded(&one.name)));
    }
    let mut about = format!("Payload-Oxum: {octets}.{}\n", payload.len());
    for (label, value) in information {
        about.push_str(&format!("{label}: {value}\n"));
    }
    let tags = [
        ("bagit.txt", DECLARATION),
        ("bag-info.txt", about.as_str()),
        ("manifest-sha256.txt", manifest.as_str()),
    ];
    let mut of_tags = String::new();
    for (name, text) in tags {
        let (_, sha256) = sink.put(name, text.len() as u64, &mut text.as_bytes())?;
        of_tags.push_str(&format!("{sha256}  {name}\n"));
    }
    sink.put("tagmanifest-sha256.txt", of_tags.len() as u64, &mut of_tags.as_bytes())?;
    Ok(())
}

/// A path as a manifest has it (RFC 8493 §2.1.3).
fn encoded(name: &str) -> String {
    name.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

/// What a bag is written into.
trait Sink {
    /// Puts a file in; its length and SHA-256.
    fn put(&mut self, name: &str, size: u64, from: &mut dyn Read) -> io::Result<(u64, String)>;
    /// Ends it, everything on the disk.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

struct Folder(PathBuf);

impl Sink for Folder {
    fn put(&mut self, name: &str, _size: u64, from: &mut dyn Read) -> io::Result<(u64, String)> {
        let path = self.0.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut out = BufWriter::new(File::create_new(path)?);
        let copied = copied(from, &mut out)?;
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(copied)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}

struct Zipped {
    writer: ZipWriter<File>,
    stem: String,
}

impl Sink for Zipped {
    fn put(&mut self, name: &str, size: u64, from: &mut dyn Read) -> io::Result<(u64, String)> {
        // Stored, not packed: the bytes must not depend on the version of a library, and most of them
        // are packed already. 1980-01-01 is what a ZIP file has for no date.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(size >= LARGE);
        self.writer.start_file(format!("{}/{name}", self.stem), options)?;
        copied(from, &mut self.writer)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.writer.finish()?.sync_all()
    }
}

fn copied(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<(u64, String)> {
    let (mut hasher, mut bytes, mut block) = (Sha256::new(), 0, vec![0; BLOCK]);
    loop {
        let read = from.read(&mut block)?;
        if read == 0 {
            return Ok((bytes, hex(&hasher.finalize())));
        }
        let part = block.get(..read).unwrap_or_default();
        hasher.update(part);
        to.write_all(part)?;
        bytes += read as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_bag_lead_nowhere() {
        assert_eq!(exhibit(1, "logs/access.log.1.gz"), "data/exhibits/0001-access.log.1.gz");
        assert_eq!(exhibit(12, "../a b\\..\n\u{202e}"), "data/exhibits/0012-a_b_..__");
        assert_eq!(encoded("a%\r\nb"), "a%25%0D%0Ab");
    }
}
