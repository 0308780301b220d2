//! What a case holds, file by file with its digest: a directory in, a list in order of name out. It follows no link.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::record::Held;
use crate::error::{Error, Kind, Result};

/// Bytes hashed at a time.
const BLOCK: usize = 1 << 20;

/// Every file below a directory.
pub fn all(directory: &Path) -> Result<Vec<Held>> {
    let failed = |error: walkdir::Error| {
        let message = format!("cannot read {}", directory.display());
        Error::new(Kind::Case, message).because(error)
    };
    let entries = WalkDir::new(directory).min_depth(1).into_iter();
    let entries: Vec<_> = entries.collect::<std::result::Result<_, _>>().map_err(failed)?;
    let files: Vec<&Path> =
        entries.iter().filter(|one| !one.file_type().is_dir()).map(|one| one.path()).collect();
    let mut held: Vec<Held> =
        files.par_iter().map(|path| of(directory, path)).collect::<Result<_>>()?;
    held.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(held)
}

fn of(directory: &Path, path: &Path) -> Result<Held> {
    let name = path.strip_prefix(directory).unwrap_or(path).to_string_lossy().into_owned();
    let (bytes, sha256) = digest(path).map_err(|error| {
        Error::new(Kind::Case, format!("cannot read {}", path.display())).because(error)
    })?;
    Ok(Held { name, bytes, sha256 })
}

/// Length and SHA-256 of a regular file.
pub fn digest(path: &Path) -> io::Result<(u64, String)> {
    if !path.symlink_metadata()?.is_file() {
        return Err(io::Error::other("no regular file"));
    }
    let mut file = File::open(path)?;
    let (mut hasher, mut bytes) = (Sha256::new(), 0);
    let mut block = vec![0; BLOCK];
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            return Ok((bytes, hex(&hasher.finalize())));
        }
        hasher.update(block.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
