//! What may leave the process: a short list of mapped stretches, filled and emptied while others allocate.
//! It allocates nothing itself and touches none of the memory it lists.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Stretches listed at most; what comes beyond stays in memory.
const BLOCKS_MAX: usize = 4096;

/// The list of this process.
static BLOCKS: Mutex<Blocks> = Mutex::new(Blocks::new());

/// A mapped stretch of a file: its address, its length, and where it begins in the temporary file, if it
/// is one of that.
#[derive(Clone, Copy)]
pub(super) struct Block {
    pub(super) address: usize,
    pub(super) bytes: usize,
    pub(super) offset: u64,
}

/// Blocks in the order in which they came.
pub(super) struct Blocks {
    held: [Block; BLOCKS_MAX],
    count: usize,
}

impl Blocks {
    const fn new() -> Self {
        let none = Block { address: 0, bytes: 0, offset: 0 };
        Self { held: [none; BLOCKS_MAX], count: 0 }
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Block] {
        self.held.get(..self.count).unwrap_or_default()
    }

    /// Keeps a block in mind; false if there is no room.
    pub(super) fn put(&mut self, block: Block) -> bool {
        let Some(slot) = self.held.get_mut(self.count) else { return false };
        *slot = block;
        self.count += 1;
        true
    }

    /// Is there a block at this address?
    pub(super) fn position(&self, address: usize) -> Option<usize> {
        self.all().iter().position(|block| block.address == address)
    }

    /// Takes the block at this address out.
    pub(super) fn take(&mut self, address: usize) -> Option<Block> {
        let at = self.position(address)?;
        let block = self.held.get(at).copied()?;
        self.held.copy_within(at + 1..self.count, at);
        self.count -= 1;
        Some(block)
    }
}

/// The list, held: no block in it ends meanwhile.
pub(super) fn blocks() -> MutexGuard<'static, Blocks> {
    BLOCKS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_by_address_until_the_list_is_full() {
        let mut list = Box::new(Blocks::new());
        let block = |address| Block { address, bytes: 1, offset: 0 };
        assert!((0..BLOCKS_MAX).all(|address| list.put(block(address))));
        assert!(!list.put(block(BLOCKS_MAX)));
        assert_eq!(list.take(7).map(|block| block.address), Some(7));
        assert_eq!((list.position(7), list.position(8)), (None, Some(7)));
        assert_eq!(list.all().len(), BLOCKS_MAX - 1);
        assert!(list.take(7).is_none() && list.put(block(7)));
    }
}
