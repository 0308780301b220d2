//! How to read, and who watches: the settings of one reading. Nothing here changes a row; only
//! `format` and `skip_unrecognised` change which rows there are.

/// Bytes of a chunk unless asked otherwise: large enough that a chunk's fixed cost (a dictionary a
/// text column) vanishes, small enough that a few per thread stay in cache and memory.
pub const CHUNK_BYTES: usize = 4 << 20;

/// Settings of one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Map plain files into memory; otherwise read them in blocks.
    pub mmap: bool,
    /// Name of the format to use for every file, instead of detecting it.
    pub format: Option<String>,
    /// List a file that no format reads in [`super::Reading::skipped`] instead of failing.
    pub skip_unrecognised: bool,
    /// Bytes of a chunk, at least 1; rows do not depend on it.
    pub chunk_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { mmap: true, format: None, skip_unrecognised: false, chunk_bytes: CHUNK_BYTES }
    }
}

/// Sees the reading go on, and may stop it.
pub trait Watch: Sync {
    /// So many more bytes of the files, as received, are done; they sum to the sizes of the files.
    fn advance(&self, bytes: u64);
    /// Shall the reading stop? It then ends with an error of kind `Interrupted`.
    fn stopped(&self) -> bool;
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn advance(&self, _bytes: u64) {}

    fn stopped(&self) -> bool {
        false
    }
}
