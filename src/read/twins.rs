//! The same log twice, packed and plain: exhibits in, the earlier one with the same decoded bytes out.
//! Only exhibits of the same decoded size are compared, by fingerprint. Mapped files have none: theirs
//! is taken when there is something to compare it with, which is nearly never.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;

use super::exhibit::content::Content;
use super::file::FileRead;
use crate::base::account::Accounting;
use crate::error::{Error, Result};

/// An exhibit that may have a twin.
struct Kept {
    path: String,
    /// Where a mapped file can be read again.
    file: PathBuf,
    content: Option<u128>,
}

/// Exhibits that were admitted, by their decoded size.
#[derive(Default)]
pub(super) struct Twins(BTreeMap<u64, Vec<Kept>>);

impl Twins {
    /// The path of an earlier exhibit with the same decoded bytes. Remembers this one. Fails if a file
    /// that was read cannot be read again.
    pub(super) fn find(&mut self, file: &FileRead) -> Result<Option<String>> {
        let bytes = Accounting::bytes(&file.exhibit.accounting);
        let mut new = Kept {
            path: file.exhibit.path.clone(),
            file: file.path.clone(),
            content: file.content,
        };
        let same_size = self.0.entry(bytes).or_default();
        let mut found = None;
        for kept in same_size.iter_mut().filter(|_| bytes > 0) {
            // Two mapped files of the same content have the same bytes, which is known already.
            let comparable = new.content.is_some() || kept.content.is_some();
            if found.is_none() && comparable && kept.fingerprint()? == new.fingerprint()? {
                found = Some(kept.path.clone());
            }
        }
        same_size.push(new);
        Ok(found)
    }
}

impl Kept {
    fn fingerprint(&mut self) -> Result<u128> {
        if let Some(content) = self.content {
            return Ok(content);
        }
        let content = File::open(&self.file).and_then(Content::of);
        let content = content.map_err(|error| Error::unreadable(&self.file, error))?;
        Ok(*self.content.insert(content))
    }
}
