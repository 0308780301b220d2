//! SHA-256 of the bytes as received: blocks in, 64 hexadecimal digits out. It never opens a file: it
//! is fed the very bytes that are parsed.

use std::fs::File;
use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

/// Bytes between two looks at whether to stop: some milliseconds of hashing.
const BLOCK: usize = 4 << 20;

/// The digest of a whole slice; `None` if `stopped` said so on the way.
pub fn of(bytes: &[u8], stopped: &dyn Fn() -> bool) -> Option<String> {
    let mut hasher = Sha256::new();
    for block in bytes.chunks(BLOCK) {
        if stopped() {
            return None;
        }
        hasher.update(block);
    }
    Some(hex(&hasher.finalize()))
}

/// A file whose bytes are hashed and counted as they are pulled.
#[derive(Debug)]
pub struct Tap {
    file: File,
    hasher: Sha256,
    /// Bytes pulled.
    pub bytes: u64,
    /// The file itself could not be read: its content is not to blame.
    pub failed: Option<io::Error>,
}

impl Tap {
    /// Starts at the file's position.
    pub fn new(file: File) -> Self {
        Self { file, hasher: Sha256::new(), bytes: 0, failed: None }
    }

    /// The digest of everything that was pulled.
    pub fn digest(&self) -> String {
        hex(&self.hasher.clone().finalize())
    }
}

impl Read for Tap {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.file.read(buffer) {
                Ok(count) => {
                    self.hasher.update(buffer.get(..count).unwrap_or_default());
                    self.bytes += count as u64;
                    return Ok(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let kind = error.kind();
                    self.failed.get_or_insert(error);
                    return Err(kind.into());
                }
            }
        }
    }
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_as_the_standard_gives_them() {
        let never = || false;
        // FIPS 180-4 test vectors, as published by NIST.
        assert_eq!(
            of(b"abc", &never).as_deref(),
            Some("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        );
        assert_eq!(
            of(b"", &never).as_deref(),
            Some("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        );
        assert_eq!(of(b"abc", &|| true), None);
    }
}
