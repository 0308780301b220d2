//! A plain file seen as bytes in memory: a file in, a slice out; and what the system is told about large
//! tables. It reads nothing itself.
//!
//! Mapping saves a copy of every byte. Its price: the slice is the file, so another process can
//! change it under us, and a read beyond a new, nearer end is a SIGBUS that ends the program.

#![expect(
    unsafe_code,
    reason = "maps and advice on memory cannot be had without it; contracts below"
)]

use std::io;
use std::ops::Range;

pub use memmap2::Mmap;

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
    let unreadable = |error| Error::unreadable(&opened.path, error);
    let file = opened.file.as_ref().ok_or(io::ErrorKind::NotFound.into()).map_err(unreadable)?;
    // SAFETY: see above; the map is read-only and private to this run.
    unsafe { Mmap::map(file) }.map_err(unreadable)
}

/// Asks for the pages of a part of the map at once: one request instead of a fault for every few of them.
/// Nothing depends on the answer; a page that is not there is read when it is reached.
#[cfg(target_os = "linux")]
pub fn populate(map: &Mmap, range: &Range<usize>) {
    // Refused by kernels before 5.14, and where the file became shorter.
    let _ = map.advise_range(memmap2::Advice::PopulateRead, range.start, range.len());
}

/// Elsewhere pages come as they are reached.
#[cfg(not(target_os = "linux"))]
pub fn populate(_map: &Mmap, _range: &Range<usize>) {}

/// Memory below this is not worth a request to the system: two of its large pages.
#[cfg(target_os = "linux")]
const LARGE: usize = 4 << 20;

/// Asks for large pages behind a vector, whether its elements are there yet or not: a table of many
/// megabytes that is reached at random costs a miss of the address cache a step without them. What is in
/// the vector does not change, and nothing depends on the answer.
#[cfg(target_os = "linux")]
pub fn in_large_pages<T>(memory: &Vec<T>) {
    const PAGE: usize = 4096;
    let bytes = memory.capacity() * size_of::<T>();
    if bytes < LARGE {
        return;
    }
    let address = memory.as_ptr() as usize;
    let (first, last) = (address.next_multiple_of(PAGE), (address + bytes) / PAGE * PAGE);
    // SAFETY: the pages from `first` to `last` lie wholly inside the vector's own allocation, and
    // MADV_HUGEPAGE changes neither their content nor their protection.
    unsafe { libc::madvise(first as *mut libc::c_void, last - first, libc::MADV_HUGEPAGE) };
}

/// Elsewhere the system decides alone.
#[cfg(not(target_os = "linux"))]
pub fn in_large_pages<T>(_memory: &Vec<T>) {}
