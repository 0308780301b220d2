//! `--mandate`: the questions put to the expert. A path in, the text with the digest of its file out.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::base::account::Mandate;
use crate::error::{Error, Kind, Result};

/// Bytes of a mandate at most: some six pages. It is quoted whole at the head of every report.
const BYTES_MAX: u64 = 16 << 10;

/// Reads a mandate.
pub(super) fn read(path: &Path) -> Result<Mandate> {
    let unreadable = |error| Error::unreadable(path, error);
    let refused = |why: &str| {
        Error::new(Kind::Usage, format!("{} {why}", path.display()))
            .hint("a file of plain text in UTF-8, of at most 16 KiB")
    };
    let metadata = path.metadata().map_err(unreadable)?;
    if !metadata.is_file() || metadata.len() > BYTES_MAX {
        return Err(refused("is no mandate"));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| refused("is not UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(refused("asks nothing"));
    }
    Ok(Mandate {
        path: path.display().to_string(),
        bytes: bytes.len() as u64,
        sha256: Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        text: text.to_owned(),
    })
}
