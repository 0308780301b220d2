//! What keeps the process to its budget: it looks at what is resident, and lets pages of files leave when
//! that is too much, a piece after the other, from block to block. It frees nothing and changes no content.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use super::blocks::{Blocks, blocks};
use super::{BUDGET, OTHER};

/// How often it looks. All threads together reach some 100 MB meanwhile.
const EVERY: Duration = Duration::from_millis(5);
/// Bytes that leave at once; the list of blocks is held meanwhile.
const PIECE: usize = 32 << 20;
/// Pieces after which it looks again.
const PIECES: usize = 4;
/// Resident bytes, in hundredths of the budget, above which pages of files leave…
const HIGH: usize = 80;
/// …until so many remain.
const LOW: usize = 60;
/// Hundredths of the budget that pages of files may take even where all else takes the rest: a process
/// without any would only wait for pages.
const FILES_HIGH: usize = 12;
/// What is left of them then.
const FILES_LOW: usize = 6;

/// Starts it; it ends with the process.
pub(super) fn start() -> io::Result<()> {
    let pages = File::open("/proc/self/statm")?;
    let mut pager = Pager { pages, block: 0, offset: 0 };
    let turn = move || {
        loop {
            thread::sleep(EVERY);
            // What cannot be read now can be in a moment; nothing but the budget depends on it.
            let _ = pager.turn();
        }
    };
    thread::Builder::new().name("pager".to_owned()).spawn(turn).map(drop)
}

/// Where it goes on.
struct Pager {
    /// The account that the system keeps of the process.
    pages: File,
    /// Place of a block in the list, and how far in it.
    block: usize,
    offset: usize,
}

impl Pager {
    /// Lets pages leave if too many are resident: each piece once at most.
    fn turn(&mut self) -> io::Result<()> {
        let part = BUDGET.load(Ordering::Relaxed) / 100;
        let (all, files) = resident(&self.pages)?;
        let other = all.saturating_sub(files);
        OTHER.store(other, Ordering::Relaxed);
        let left =
            |share: usize, least: usize| (part * share).saturating_sub(other).max(part * least);
        if files <= left(HIGH, FILES_HIGH) {
            return Ok(());
        }
        let pieces: usize = blocks().all().iter().map(|b| b.bytes.div_ceil(PIECE)).sum();
        for piece in 1..=pieces {
            self.drop_next(&blocks());
            if piece.is_multiple_of(PIECES) && resident(&self.pages)?.1 <= left(LOW, FILES_LOW) {
                break;
            }
        }
        Ok(())
    }

    /// Lets the next piece leave. The list is held by the caller: no block in it ends meanwhile.
    fn drop_next(&mut self, blocks: &Blocks) {
        let Some(block) = blocks.all().get(self.block).or(blocks.all().first()) else { return };
        if self.block >= blocks.all().len() {
            (self.block, self.offset) = (0, 0);
        }
        let start = self.offset.min(block.bytes);
        let length = PIECE.min(block.bytes - start);
        super::leave(block, start, length);
        self.offset = start + length;
        if self.offset >= block.bytes {
            (self.block, self.offset) = (self.block + 1, 0);
        }
    }
}

/// Bytes of the process that are in memory, and those among them that are pages of files: the second and
/// the third number of the account, in pages.
fn resident(pages: &File) -> io::Result<(usize, usize)> {
    let mut text = [0; 128];
    let length = pages.read_at(&mut text, 0)?;
    let text = std::str::from_utf8(text.get(..length).unwrap_or_default()).unwrap_or_default();
    let mut numbers = text.split(' ').skip(1).map(|number| number.parse().unwrap_or(0));
    let mut bytes = || numbers.next().unwrap_or(0_usize).saturating_mul(super::page_bytes());
    Ok((bytes(), bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_what_is_resident() {
        let pages = File::open("/proc/self/statm").expect("Linux");
        // Other tests of this process give memory back meanwhile: it must be seen to grow once.
        let grown = (0..20).map(|_| {
            let before = resident(&pages).expect("two numbers");
            let held = std::hint::black_box(vec![1_u8; 64 << 20]);
            let after = resident(&pages).expect("two numbers");
            assert!(before.1 > 1 << 20 && before.1 < before.0, "{before:?} {after:?}");
            (after.0 > before.0 + (48 << 20), before, after, held.len())
        });
        let grown: Vec<_> = grown.collect();
        assert!(grown.iter().any(|one| one.0), "{grown:?}");
    }
}
