//! One input put in evidence: opened, identified, packed or not. A path, a pipe or a member of an archive
//! in, its bytes out, with a digest of exactly those bytes. It never writes, and of files it reads
//! regular ones only.

pub mod archive;
pub mod chunk;
pub mod codec;
pub mod content;
pub mod decompress;
pub mod digest;
pub mod encoding;
pub mod flatten;
pub mod gather;
pub mod identify;
pub mod ledger;
pub mod lines;
pub mod map;
pub mod packing;
pub mod sample;
pub mod source;
pub mod stream;
pub mod unfold;

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use ledger::{Bytes, Ledger, Tap};
use stream::Stream;

use crate::error::{Error, Kind, Result};

/// What an opened exhibit is, and what it was like when it was opened.
#[derive(Debug)]
pub struct Opened {
    /// Path as given; of a member, the archive's path, `!` and the member's name.
    pub path: PathBuf,
    /// Where the file is, if it is one.
    pub place: PathBuf,
    /// The file, at its first byte; `None` for a pipe and a member.
    pub file: Option<File>,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Time of last change, microseconds since the epoch.
    pub modified_us: Option<i64>,
    /// Path of the archive that it is a member of.
    pub archive: Option<String>,
    /// Must its bytes be decoded to be read? By its first bytes: names lie.
    pub layered: bool,
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
        let layered = identify::is_layered(&head(&mut file).map_err(unreadable)?);
        let (bytes, modified_us) = identity(&metadata);
        let (place, file) = (path.to_path_buf(), Some(file));
        let path = place.clone();
        Ok(Self { path, place, file, bytes, modified_us, archive: None, layered })
    }

    /// The same file under the name that it had when it was first put in evidence.
    pub fn called(self, path: &Path) -> Self {
        Self { path: path.to_path_buf(), ..self }
    }

    /// Something that is no file and can be read once.
    pub fn once(path: PathBuf, archive: Option<String>, modified_us: Option<i64>) -> Self {
        let place = path.clone();
        Self { path, place, file: None, bytes: 0, modified_us, archive, layered: true }
    }

    /// The file's bytes from the first on, entered in a ledger.
    pub fn tap(&self, ledger: &std::sync::Arc<Ledger>) -> Result<Bytes<'static>> {
        let unreadable = |error| Error::unreadable(&self.path, error);
        let file = self.file.as_ref().ok_or(io::ErrorKind::NotFound.into()).map_err(unreadable)?;
        let mut file = file.try_clone().map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        Ok(Box::new(Tap::file(file, ledger)))
    }

    /// The bytes of a file that is not layered, as a stream.
    pub fn stream(&self) -> Result<Stream<'static>> {
        let ledger = Ledger::new(0);
        let bytes = stream::Peeked::new(self.tap(&ledger)?);
        Ok(Stream::new(bytes, &ledger, stream::Layers::default()))
    }

    /// The decoded bytes once more, from a handle of their own, beside a stream that is being read;
    /// `None` where they can be read once only. It is for looking ahead: no account comes of it.
    pub fn again(&self) -> io::Result<Option<Stream<'static>>> {
        if self.file.is_none() {
            return Ok(None);
        }
        let ledger = Ledger::new(u64::MAX);
        let tap: Bytes<'static> = Box::new(Tap::file(File::open(&self.place)?, &ledger));
        Ok(match identify::open(tap, &ledger)? {
            identify::Found::Lines(stream) => Some(stream),
            identify::Found::Archive(..) => None,
        })
    }

    /// Is it still what it was when it was opened? To be asked after reading: only then do digest
    /// and rows speak of the same bytes. `read` is the number of bytes that were read.
    pub fn unchanged(&self, read: u64) -> Result<()> {
        if self.file.is_none() {
            return Ok(());
        }
        let now = self.place.metadata().map_err(|error| self.changed().because(error))?;
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

fn head(file: &mut File) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.by_ref().take(identify::LOOK as u64).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(head)
}
