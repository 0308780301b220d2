//! The file of claims: a path in, statements with the digest of their file out. What they mean is in
//! `judge/claim`.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::{Error, Kind, Result};
use crate::judge::claim::ledger::{self, Statements};

/// Bytes of a file of claims at most: it is written by hand.
const BYTES_MAX: u64 = 1 << 20;

/// Reads and understands a file of claims.
pub(super) fn read(path: &Path) -> Result<Statements> {
    let unreadable = |error| Error::unreadable(path, error);
    let metadata = path.metadata().map_err(unreadable)?;
    if !metadata.is_file() || metadata.len() > BYTES_MAX {
        let message = format!("{} is no file of claims", path.display());
        return Err(Error::new(Kind::Usage, message).hint("a TOML file of at most 1 MiB"));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let name = path.display().to_string();
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let line = 1 + bytes.iter().take(error.valid_up_to()).filter(|&&b| b == b'\n').count();
        Error::new(Kind::Usage, format!("{name}, line {line}: not UTF-8"))
    })?;
    ledger::read(text, &name, &digest)
}
