//! One input file put in evidence: opened, identified, packed or not. A path in, its bytes out, with
//! a digest of exactly those bytes. It never writes, and it never reads anything but regular files.

pub mod chunk;
pub mod decompress;
pub mod digest;
pub mod map;
pub mod sample;

use std::fs::{File, Metadata};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::base::account::Compression;
use crate::error::{Error, Kind, Result};

/// Magic bytes of gzip (RFC 1952 §2.3.1).
pub const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// Magic bytes of a Zstandard frame (RFC 8878 §3.1.1).
pub const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// An opened file, and what it was like when it was opened.
#[derive(Debug)]
pub struct Opened {
    /// Path as given.
    pub path: PathBuf,
    /// The file, at its first byte.
    pub file: File,
    /// Size in bytes.
    pub bytes: u64,
    /// Time of last change, microseconds since the epoch.
    pub modified_us: Option<i64>,
    /// Packing, by its first bytes: names lie.
    pub compression: Compression,
}

impl Opened {
    /// Opens a regular file.
    pub fn new(path: &Path) -> Result<Self> {
        let unreadable = |error| Error::unreadable(path, error);
        // The kind of file is asked before it is opened: opening a named pipe would wait for ever.
        if !path.metadata().map_err(unreadable)?.is_file() {
            return Err(Error::new(
                Kind::Unreadable,
                format!("{} is no regular file", path.display()),
            )
            .hint("copy what it yields into a file: evidence must be readable twice"));
        }
        let mut file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        let compression = packing(&mut file).map_err(unreadable)?;
        let (bytes, modified_us) = identity(&metadata);
        Ok(Self { path: path.to_path_buf(), file, bytes, modified_us, compression })
    }

    /// Is it still what it was when it was opened? To be asked after reading: only then do digest
    /// and rows speak of the same bytes. `read` is the number of bytes that were read.
    pub fn unchanged(&self, read: u64) -> Result<()> {
        let now = self.path.metadata().map_err(|error| self.changed().because(error))?;
        if identity(&now) != (self.bytes, self.modified_us) || read != self.bytes {
            return Err(self.changed());
        }
        Ok(())
    }

    fn changed(&self) -> Error {
        Error::new(Kind::Changed, format!("{} changed while it was read", self.path.display()))
            .hint("read a copy, or wait until nothing writes to it")
    }
}

fn identity(metadata: &Metadata) -> (u64, Option<i64>) {
    let modified = metadata.modified().ok();
    let modified_us = modified.and_then(|time| match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_micros()).ok(),
        Err(before) => i64::try_from(before.duration().as_micros()).ok().map(|us| -us),
    });
    (metadata.len(), modified_us)
}

fn packing(file: &mut File) -> std::io::Result<Compression> {
    let mut magic = Vec::with_capacity(ZSTD_MAGIC.len());
    file.by_ref().take(ZSTD_MAGIC.len() as u64).read_to_end(&mut magic)?;
    file.rewind()?;
    Ok(if magic.starts_with(&GZIP_MAGIC) {
        Compression::Gzip
    } else if magic == ZSTD_MAGIC || matches!(magic[..], [0x50..=0x5f, 0x2a, 0x4d, 0x18]) {
        // The second is a skippable frame (RFC 8878 §3.1.2): parallel compressors begin with one.
        Compression::Zstd
    } else {
        Compression::Plain
    })
}
