//! Archives: bytes in, members with their names and bytes out, one after the other and in one pass.
//! Nothing is written to a disk, so that no name in an archive can lead anywhere.

pub mod tar;
pub mod zip;

use std::io::{self, Read};
use std::sync::Arc;

use super::ledger::{Bytes, Ledger};

/// Members that are looked at; an archive with more ends there, and says so.
pub const MEMBERS_MAX: u64 = 1_000_000;
/// Bytes of a name that are kept.
pub const NAME_MAX: usize = 64 << 10;

/// A member, as its header says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Name with its directories, raw.
    pub name: Vec<u8>,
    /// Time of last change, microseconds since the epoch.
    pub modified_us: Option<i64>,
    /// Why it cannot be read, if it cannot.
    pub skip: Option<String>,
}

/// Goes from member to member.
pub trait Walk: Send {
    /// The next member that is a file; `None` at the end, when every byte of the archive was read.
    fn advance(&mut self) -> io::Result<Option<Entry>>;

    /// Bytes of the member; none at its end.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize>;

    /// Reads what is left, so that every byte is in the digest.
    fn finish(&mut self) -> io::Result<()>;

    /// Why the member ended before its end, if it did.
    fn shortfall(&self) -> Option<String>;
}

/// An archive, at its first member.
pub struct Archive<'s> {
    /// Goes through it.
    pub walk: Box<dyn Walk + 's>,
    /// What it is: `tar` or `zip`.
    pub kind: &'static str,
}

/// The kind of archive that begins with these bytes.
pub fn kind(head: &[u8]) -> Option<&'static str> {
    match () {
        () if zip::begins(head) => Some("zip"),
        () if tar::begins(head) => Some("tar"),
        () => None,
    }
}

/// Opens an archive of that kind; `packed` if its bytes are not those of a file.
pub fn open<'s>(
    kind: &'static str,
    bytes: Bytes<'s>,
    ledger: &Arc<Ledger>,
    packed: bool,
) -> Archive<'s> {
    let place = Place { ledger: Arc::clone(ledger), packed };
    let walk: Box<dyn Walk + 's> = match kind {
        "zip" => Box::new(zip::Zip::new(bytes, place)),
        _ => Box::new(tar::Tar::new(bytes, place)),
    };
    Archive { walk, kind }
}

/// Where damage is stated, and what its bytes are counted in.
pub struct Place {
    ledger: Arc<Ledger>,
    packed: bool,
}

impl Place {
    /// States damage of the archive.
    fn state(&self, what: &str, position: u64) {
        self.ledger.state(self.at(what, position), false);
    }

    fn at(&self, what: &str, position: u64) -> String {
        let of = if self.packed { "the unpacked archive" } else { "the file" };
        format!("{what} at byte {position} of {of}")
    }

    /// An error that is the archive's damage, unless it is the file's own.
    fn survive(&self, error: &io::Error) -> io::Result<String> {
        match self.ledger.failure() {
            Some(failure) => Err(failure),
            None => Ok(error.to_string()),
        }
    }
}

/// The bytes of the member at hand.
pub struct Member<'a, 's> {
    /// The archive.
    pub walk: &'a mut (dyn Walk + 's),
    /// The member's account.
    pub ledger: Arc<Ledger>,
}

impl Read for Member<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.walk.read(buffer)?;
        if !self.ledger.allows(count as u64) {
            self.ledger.state("the limit of bytes taken out of archives is reached".into(), true);
            return Ok(0);
        }
        if count == 0
            && !buffer.is_empty()
            && !self.ledger.is_torn()
            && let Some(damage) = self.walk.shortfall()
        {
            self.ledger.state(damage, true);
        }
        Ok(count)
    }
}
