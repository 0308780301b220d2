//! The key of pseudonyms: a file of 64 hexadecimal digits in, or a new key out, in a file that only its owner reads.
//! It is never part of a case.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::error::{Error, Kind, Result};
use crate::tell::pseudonym::{KEY_BYTES, Pseudonyms};

use super::console::Console;
use super::plan::Investigation;

/// Largest file that is read as a key.
const BYTES_MAX: u64 = 4096;

/// The pseudonyms that were asked for: with the key of the file, which is made if it is not there.
pub(super) fn wanted(plan: &Investigation, console: &Console) -> Result<Option<Pseudonyms>> {
    let Some(path) = &plan.pseudonym_key else { return Ok(None) };
    if path.symlink_metadata().is_ok() {
        return read(path).map(Some);
    }
    let key = made(path)?;
    console.note(&format!(
        "{}: a new key of pseudonyms; keep it apart from the report",
        path.display()
    ));
    Ok(Some(key))
}

/// The pseudonyms of a case that is there, if its key lies where it was; none is made.
pub(super) fn stored(plan: &Investigation) -> Result<Option<Pseudonyms>> {
    let there = plan.pseudonym_key.as_ref().filter(|path| path.symlink_metadata().is_ok());
    there.map(|path| read(path)).transpose()
}

/// `CASE.pseudonym-key`, beside the case and never in it.
pub(super) fn usual(case: &Path) -> PathBuf {
    let mut name = case.as_os_str().to_owned();
    name.push(".pseudonym-key");
    PathBuf::from(name)
}

fn read(path: &Path) -> Result<Pseudonyms> {
    let unreadable = |error| Error::unreadable(path, error);
    let metadata = path.metadata().map_err(unreadable)?;
    let no_key = || {
        Error::new(Kind::Usage, format!("{} is no key of pseudonyms", path.display()))
            .hint("a file of 64 hexadecimal digits; one that is not there is made")
    };
    if !metadata.is_file() || metadata.len() > BYTES_MAX {
        return Err(no_key());
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    key_of(text.trim()).map(Pseudonyms::new).ok_or_else(no_key)
}

fn key_of(digits: &str) -> Option<[u8; KEY_BYTES]> {
    let mut key = [0; KEY_BYTES];
    if digits.len() != 2 * KEY_BYTES || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, at) in key.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
    }
    Some(key)
}

fn made(path: &Path) -> Result<Pseudonyms> {
    let key: [u8; KEY_BYTES] = rand::random();
    let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let write = || -> std::io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(format!("{digits}\n").as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error| {
        Error::new(Kind::Case, format!("cannot write {}", path.display())).because(error)
    })?;
    Ok(Pseudonyms::new(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_64_digits() {
        assert_eq!(key_of(&"0f".repeat(32)), Some([15; 32]));
        for text in ["", &"0f".repeat(31), &"0g".repeat(32), &"+1".repeat(32), &"é".repeat(32)] {
            assert_eq!(key_of(text), None, "{text}");
        }
    }
}
