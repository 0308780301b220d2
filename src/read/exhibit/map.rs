//! A plain file seen as bytes in memory: a file in, a slice out. The only unsafe code of this room.
//!
//! Mapping saves a copy of every byte. Its price: the slice is the file, so another process can
//! change it under us, and a read beyond a new, nearer end is a SIGBUS that ends the program.

#![expect(unsafe_code, reason = "a map of a file cannot be made without it; contract below")]

use memmap2::Mmap;

use super::Opened;
use crate::error::{Error, Result};

/// Maps the whole of an opened file; an empty file gives an empty slice.
///
/// # Safety
///
/// The caller of `Mmap::map` must see to it that nobody changes or shortens the file while the map
/// lives; the operating system offers no way to enforce it. We hold these:
/// - only regular files are opened, and only for reading: nothing in this program writes to them;
/// - archived logs are read, not live ones: the documentation says so, and `Options::mmap = false`
///   reads blocks instead, for files that may change;
/// - all parsing works on any bytes whatever and never reads one twice to decide on memory safety:
///   bytes that change give other rows, not undefined behaviour in our own code;
/// - size and time of change are compared after reading: a changed file fails the run.
///
/// What stays: a file cut short during the run may end the program by SIGBUS. No row, digest or
/// case comes of it.
pub fn map(opened: &Opened) -> Result<Mmap> {
    // SAFETY: see above; the map is read-only and private to this run.
    unsafe { Mmap::map(&opened.file) }.map_err(|error| Error::unreadable(&opened.path, error))
}
