//! What seals a case: a signature over its manifest, and a time stamp of an authority. Both cover the manifest alone;
//! it holds the SHA-256 of every exhibit, database and file of the case, and so covers them. A seal is a file beside
//! the manifest; the case itself stays as it was written.

pub mod signature;
pub mod timestamp;

use std::io::Write;
use std::path::Path;

use super::{layout, load};
use crate::error::{Error, Kind, Result};

/// Largest seal or key that is read: they are some hundred bytes, a time stamp with its certificates some thousand.
pub const BYTES_MAX: u64 = 1 << 20;

/// Puts a seal into a case, whole or not at all. Errors: [`Kind::Case`] if one is there and `replace` is not set.
pub fn put(case: &Path, name: &str, bytes: &[u8], replace: bool) -> Result<()> {
    if !load::is_case(case) {
        return Err(load::no_case(case));
    }
    let path = case.join(name);
    write(&path, bytes, replace, case.parent().filter(|parent| parent != &Path::new("")))
}

/// Writes a file under a temporary name in `beside` and renames it.
pub fn write(path: &Path, bytes: &[u8], replace: bool, beside: Option<&Path>) -> Result<()> {
    let failed = |error: std::io::Error| {
        let hint = "a file that is there is replaced with --force only";
        let message = format!("cannot write {}", path.display());
        Error::new(Kind::Case, message).because(error).hint(hint)
    };
    let mut draft = tempfile::Builder::new()
        .prefix(".afflux")
        .tempfile_in(beside.unwrap_or(Path::new(".")))
        .map_err(failed)?;
    draft.write_all(bytes).and_then(|()| draft.as_file().sync_all()).map_err(failed)?;
    open_to_others(&draft).map_err(failed)?;
    let kept = if replace { draft.persist(path) } else { draft.persist_noclobber(path) };
    kept.map(drop).map_err(|error| failed(error.error))
}

/// Temporary files are private; a seal is as public as the case around it.
fn open_to_others(draft: &tempfile::NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    draft.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

/// The bytes of the manifest of a case.
pub fn manifest(case: &Path) -> Result<Vec<u8>> {
    super::record::bytes(&case.join(layout::MANIFEST), super::record::BYTES_MAX)
}

/// The bytes of a seal, if the case has it.
pub fn held(case: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let path = case.join(name);
    if path.symlink_metadata().is_err() {
        return Ok(None);
    }
    super::record::bytes(&path, BYTES_MAX).map(Some)
}
