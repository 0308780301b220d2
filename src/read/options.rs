//! How to read, and who watches: the settings of one reading. Nothing here changes a row; only
//! `format` and `skip_unrecognised` change which rows there are.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::format::kernel::reader::Setting;

/// Bytes of a chunk unless asked otherwise: large enough that a chunk's fixed cost (a dictionary a
/// text column) vanishes, small enough that a few per thread stay in cache and memory.
pub const CHUNK_BYTES: usize = 4 << 20;

/// Bytes taken out of one archive unless asked otherwise: 1 TiB, more than any set of logs that one
/// machine reads in a day.
pub const ARCHIVE_BYTES_MAX: u64 = 1 << 40;

/// Settings of one reading.
#[derive(Debug, Clone)]
pub struct Options {
    /// Map plain files into memory; otherwise read them in blocks.
    pub mmap: bool,
    /// Name of the format to use for every file, instead of detecting it.
    pub format: Option<String>,
    /// What else was said about the lines: zone, proxies, names of fields, the server's own format.
    pub setting: Setting,
    /// List a file that no format reads in [`super::Reading::skipped`] instead of failing.
    pub skip_unrecognised: bool,
    /// Read a file in the format that reads most of it, however little that is.
    pub best_guess: bool,
    /// Hash every byte of mapped files. Without the digest nothing that is read can be cited, and files of
    /// the same bytes are not found: for figures that nobody will rely on, and for measuring.
    pub digest: bool,
    /// Bytes of a chunk, at least 1; rows do not depend on it.
    pub chunk_bytes: usize,
    /// Leave out an exhibit whose decoded bytes are those of another, packed otherwise.
    pub dedupe: bool,
    /// Where files lie that go by another name: by the name, the place. For reading copies of exhibits under
    /// the names that they were put in evidence with.
    pub places: BTreeMap<PathBuf, PathBuf>,
    /// Bytes that are taken out of one archive at most, members of archives in it included; what goes
    /// beyond is stated as damage. A bomb costs time up to here, never memory.
    pub archive_bytes_max: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mmap: true,
            format: None,
            setting: Setting::default(),
            skip_unrecognised: false,
            best_guess: false,
            digest: true,
            chunk_bytes: CHUNK_BYTES,
            dedupe: false,
            places: BTreeMap::new(),
            archive_bytes_max: ARCHIVE_BYTES_MAX,
        }
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
