//! A budget for memory: with one, large blocks beyond it lie in a temporary file, and pages that were not
//! reached lately leave the process; without one, nothing here does anything. Blocks in, blocks out: no
//! other part of the program knows where its columns lie, and no result depends on it.
//!
//! The file has no name: however the run ends, the system takes it back. Its pages are the system's
//! cache of that file. They may leave the process at any time, are written when the system needs the
//! room, and come back when they are reached; a pass over a column then costs reading, not memory.

#![expect(
    unsafe_code,
    reason = "an allocator and advice on memory cannot be had without it; contracts below"
)]

mod blocks;
mod pager;

use std::alloc::{GlobalAlloc, Layout, System};
use std::fs::File;
use std::io;
use std::os::fd::IntoRawFd;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, AtomicUsize, Ordering};

use crate::error::{Error, Kind, Result};

use blocks::{Block, blocks};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

/// Blocks below this stay where the system's allocator puts them.
const LARGE: usize = 1 << 20;
/// Blocks from this size on are sent to the file first: what is smaller is mostly short-lived.
const HUGE: usize = 16 << 20;
/// Share of the budget that large blocks may take before they go to the file…
const OWN_SHARE: usize = 4;
/// …and that huge ones may take.
const OWN_SHARE_OF_HUGE: usize = 8;
/// Least budget: the program, its databases and a few chunks of a log take that much by themselves.
const BUDGET_MIN: u64 = 192 << 20;
/// Share of the budget that all that is no page of a file may take before every large block goes there.
const OTHER_SHARE: usize = 2;
/// Blocks in the file begin at multiples of this: the largest page of any system that we know.
const PAGE: usize = 64 << 10;
/// Without a budget, blocks up to this are made of what was given back.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const REUSED: libc::c_int = 1 << 30;
/// The same where that is refused (mallopt(3)).
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const REUSED_BEFORE: libc::c_int = 32 << 20;
/// Alignment that every map has.
const ALIGNED: usize = 4096;

/// Bytes that the process shall keep in memory; 0 without a budget.
static BUDGET: AtomicUsize = AtomicUsize::new(0);
/// The temporary file.
static FILE: AtomicI32 = AtomicI32::new(-1);
/// Where the next block begins in the file. Places are not used twice: a file may have holes.
static END: AtomicU64 = AtomicU64::new(0);
/// Bytes of large blocks outside the file.
static OWN: AtomicUsize = AtomicUsize::new(0);
/// Bytes in memory that are no pages of files, small blocks and all, as the pager last saw them.
static OTHER: AtomicUsize = AtomicUsize::new(0);
/// Was there no room in the file?
static FULL: AtomicBool = AtomicBool::new(false);

/// From here on the process keeps to so many bytes, as far as large blocks decide it. The file is made in
/// `directory`, which should be on a disk. Once a run: a second budget is not heeded.
///
/// # Errors
///
/// [`Kind::Usage`] for a budget that is too small or a system other than Linux, [`Kind::Case`] if no file
/// can be made there.
pub fn limit(bytes: u64, directory: &Path) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Err(Error::new(Kind::Usage, "--memory works on Linux only"));
    }
    if BUDGET.load(Ordering::Relaxed) > 0 {
        return Ok(());
    }
    if bytes < BUDGET_MIN {
        return Err(Error::new(Kind::Usage, format!("{bytes} bytes of memory are too few"))
            .hint("give at least --memory 192MiB"));
    }
    let failed = |error: io::Error| {
        let message = format!("cannot make a temporary file in {}", directory.display());
        Error::new(Kind::Case, message).because(error)
    };
    let file = tempfile::tempfile_in(directory).map_err(failed)?;
    let end = file.metadata().map_err(failed)?.len();
    END.store(end.next_multiple_of(PAGE as u64), Ordering::Relaxed);
    FILE.store(File::into_raw_fd(file), Ordering::Relaxed);
    BUDGET.store(usize::try_from(bytes).unwrap_or(usize::MAX), Ordering::Release);
    pager::start().map_err(failed)
}

/// From here on blocks that are given back stay for the next ones instead of returning to the system, which
/// would clear each page again. For runs without a budget: stages follow each other with blocks of hundreds of
/// megabytes, and what one has given back the next needs.
pub fn reuse() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: settings of the system's allocator (mallopt(3)); blocks that it gave before stay as they are.
    unsafe {
        // Some versions of glibc refuse what is beyond half of an arena, 32 MiB.
        if libc::mallopt(libc::M_MMAP_THRESHOLD, REUSED) == 0 {
            libc::mallopt(libc::M_MMAP_THRESHOLD, REUSED_BEFORE);
        }
        libc::mallopt(libc::M_TRIM_THRESHOLD, libc::c_int::MAX);
    }
}

/// Is all that is large where it should be?
///
/// # Errors
///
/// [`Kind::Case`] if the disk of the temporary file is full: the budget cannot be kept.
pub fn kept() -> Result<()> {
    if !is_full() {
        return Ok(());
    }
    let message = "no room on the disk for what --memory keeps out of memory";
    Err(Error::new(Kind::Case, message)
        .hint("make room, choose another disk with --out (or TMPDIR), or give more --memory"))
}

/// Has the disk of the temporary file no room left?
pub fn is_full() -> bool {
    FULL.load(Ordering::Relaxed)
}

/// A mapped file whose pages may leave the process while this lives.
#[derive(Debug)]
pub struct Passing<'m> {
    map: &'m memmap2::Mmap,
}

impl<'m> Passing<'m> {
    /// The pages of a map of a file; without a budget they stay.
    pub fn of(map: &'m memmap2::Mmap) -> Self {
        let (address, bytes) = (map.as_ptr() as usize, map.len());
        if BUDGET.load(Ordering::Acquire) > 0 && bytes >= LARGE {
            blocks().put(Block { address, bytes, offset: 0 });
        }
        Self { map }
    }
}

impl Drop for Passing<'_> {
    fn drop(&mut self) {
        blocks().take(self.map.as_ptr() as usize);
    }
}

/// The system's allocator, but for large blocks beyond the budget.
struct Allocator;

/// Whole pages.
fn rounded(bytes: usize) -> usize {
    bytes.next_multiple_of(PAGE)
}

/// May a block of this size lie outside the file?
fn fits(bytes: usize) -> bool {
    let share = if bytes >= HUGE { OWN_SHARE_OF_HUGE } else { OWN_SHARE };
    let budget = BUDGET.load(Ordering::Relaxed);
    let within = |held: usize, limit: usize| held.saturating_add(bytes) <= limit;
    within(OWN.load(Ordering::Relaxed), budget / share)
        && within(OTHER.load(Ordering::Relaxed), budget / OTHER_SHARE)
}

fn is_large(layout: Layout) -> bool {
    layout.size() >= LARGE && layout.align() <= ALIGNED && BUDGET.load(Ordering::Acquire) > 0
}

fn give_back(bytes: usize) {
    let less = |own: usize| Some(own.saturating_sub(bytes));
    // It is never refused.
    let _ = OWN.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
}

/// A block of zeros in the file; `None` if there is no room.
fn in_file(bytes: usize) -> Option<*mut u8> {
    let length = rounded(bytes);
    let file = FILE.load(Ordering::Relaxed);
    let offset = END.fetch_add(length as u64, Ordering::Relaxed);
    // Room is taken first, so that no write to the pages fails later.
    if !room(0, offset, length) {
        FULL.store(true, Ordering::Relaxed);
        return None;
    }
    let at = offset as libc::off_t;
    let (access, shared) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED);
    // SAFETY: a new map at an address that the system chooses, of a part of the file that is there.
    let found = unsafe { libc::mmap(std::ptr::null_mut(), length, access, shared, file, at) };
    if found == libc::MAP_FAILED {
        return None;
    }
    let block = Block { address: found as usize, bytes: length, offset };
    if blocks().put(block) {
        return Some(found.cast());
    }
    release(block);
    None
}

/// Ends a block that is in nobody's list any more.
fn release(block: Block) {
    // SAFETY: exactly what `in_file` mapped; its owner gave it back, or never had it.
    unsafe { libc::munmap(block.address as *mut libc::c_void, block.bytes) };
    // Where holes are refused, the room is given back at the end of the run.
    room(HOLE, block.offset, block.bytes);
}

/// Makes a hole instead of taking room.
#[cfg(target_os = "linux")]
const HOLE: i32 = libc::FALLOC_FL_PUNCH_HOLE | libc::FALLOC_FL_KEEP_SIZE;
/// There is no file elsewhere.
#[cfg(not(target_os = "linux"))]
const HOLE: i32 = 0;

/// Takes room for a part of the file that one block has alone, or gives it back; did it go well?
#[cfg(target_os = "linux")]
fn room(mode: i32, offset: u64, bytes: usize) -> bool {
    let file = FILE.load(Ordering::Relaxed);
    loop {
        // SAFETY: the file is ours and stays open; no block but the caller's has this part of it.
        let done =
            unsafe { libc::fallocate(file, mode, offset as libc::off_t, bytes as libc::off_t) };
        // A signal is no lack of room.
        let again = done != 0 && io::Error::last_os_error().kind() == io::ErrorKind::Interrupted;
        if !again {
            return done == 0;
        }
    }
}

/// Elsewhere nothing lies in a file.
#[cfg(not(target_os = "linux"))]
fn room(_mode: i32, _offset: u64, _bytes: usize) -> bool {
    false
}

/// Lets the pages of a part of a block leave the process. The list that holds the block is held by the
/// caller, so that the block does not end meanwhile.
fn leave(block: &Block, start: usize, length: usize) {
    let address = block.address.saturating_add(start) as *mut libc::c_void;
    // SAFETY: a part of a map that lives as long as it is in the list. The map is shared with its file,
    // which keeps what is written in it: pages come back as they were.
    unsafe { libc::madvise(address, length, libc::MADV_DONTNEED) };
}

/// Bytes of a page of this system.
fn page_bytes() -> usize {
    // SAFETY: a question to the system, which changes nothing.
    usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(ALIGNED)
}

/// Ends a block if it is one of the file.
fn released(address: *mut u8) -> bool {
    let block = blocks().take(address as usize);
    block.inspect(|block| release(*block)).is_some()
}

// SAFETY: every block comes either from the system's allocator, which keeps this contract, or is a map of
// its own: readable, writable, of at least the size asked for, on a page's boundary, given to nobody else
// until it is given back. Which of the two it is, is told by the list of blocks, never guessed from size.
// The pager drops pages of a block only while the block is in the list, and holds the list meanwhile;
// dropped pages of a shared map keep their content in the file (madvise(2), MADV_DONTNEED). Nothing here
// panics or allocates while the list is held.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if is_large(layout) {
            if !fits(layout.size())
                && let Some(block) = in_file(layout.size())
            {
                return block;
            }
            OWN.fetch_add(layout.size(), Ordering::Relaxed);
        }
        // SAFETY: handed on as it came.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if is_large(layout) {
            if !fits(layout.size())
                && let Some(block) = in_file(layout.size())
            {
                // A new part of a file is zeros.
                return block;
            }
            OWN.fetch_add(layout.size(), Ordering::Relaxed);
        }
        // SAFETY: handed on as it came.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if is_large(layout) {
            if released(block) {
                return;
            }
            give_back(layout.size());
        }
        // SAFETY: not a block of the file, so one of the system's allocator.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        let Ok(new) = Layout::from_size_align(bytes, layout.align()) else {
            return std::ptr::null_mut();
        };
        if !is_large(layout) && !is_large(new) {
            // SAFETY: a small block is one of the system's allocator.
            return unsafe { System.realloc(block, layout, bytes) };
        }
        // SAFETY: as it came; `new` has the size asked for.
        unsafe { moved(self, block, layout, new) }
    }
}

/// A block of the new size with what the old one held.
///
/// # Safety
///
/// As for [`GlobalAlloc::realloc`].
unsafe fn moved(allocator: &Allocator, block: *mut u8, old: Layout, new: Layout) -> *mut u8 {
    let is_ours = is_large(old) && blocks().position(block as usize).is_some();
    if !is_ours && (!is_large(new) || fits(new.size().saturating_sub(old.size()))) {
        if is_large(new) {
            OWN.fetch_add(new.size(), Ordering::Relaxed);
        }
        if is_large(old) {
            give_back(old.size());
        }
        // SAFETY: not a block of the file, so one of the system's allocator, which stays there.
        return unsafe { System.realloc(block, old, new.size()) };
    }
    // SAFETY: two blocks of their own; as much is copied as both have.
    unsafe {
        let copy = allocator.alloc(new);
        if !copy.is_null() {
            std::ptr::copy_nonoverlapping(block, copy, old.size().min(new.size()));
            allocator.dealloc(block, old);
        }
        copy
    }
}
