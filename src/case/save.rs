//! A case written: first as a draft under a temporary name, then renamed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::ask::table::Frames;
use crate::base::account::Account;
use crate::error::{Error, Kind, Result};
use crate::frame::{self, Label, Log};
use crate::read::Reject;

use super::seal::{self, signature};
use super::{held, layout, load, manifest, rejects};

/// What goes into a case.
#[derive(Debug)]
pub struct Contents<'a> {
    /// What was read and with what.
    pub account: &'a Account,
    /// The requests.
    pub log: &'a Log,
    /// What judging says of them, in order of row.
    pub labels: &'a [Label],
    /// Every rejected line.
    pub rejects: &'a [Reject],
    /// Tables by name.
    pub tables: &'a Frames,
    /// Verdict and reports: file name and bytes.
    pub documents: &'a [(String, Vec<u8>)],
}

/// A case that is being written. Dropped before [`Draft::publish`], it removes itself.
#[derive(Debug)]
pub struct Draft {
    draft: PathBuf,
    target: PathBuf,
    replace: bool,
    lock: PathBuf,
    // Held open: another run that wants the same case sees it locked.
    _held: File,
}

impl Draft {
    /// Begins a case at `target`. Errors: [`Kind::Usage`] if it has no name of its own (`.`, `/`),
    /// [`Kind::Case`] if something is there that is not a case, or holds what no case holds, or a
    /// case without `replace`, or another run is writing it, or the place cannot be written.
    pub fn begin(target: &Path, replace: bool) -> Result<Self> {
        let (draft, lock) = match (beside(target, "part"), beside(target, "lock")) {
            (Some(draft), Some(lock)) => (draft, lock),
            _ => {
                let message = format!("{} is no name for a case", target.display());
                return Err(Error::new(Kind::Usage, message).hint("give --out a name of its own"));
            }
        };
        may_write(target, replace)?;
        let begin = || -> io::Result<File> {
            if let Some(parent) = draft.parent() {
                fs::create_dir_all(parent)?;
            }
            File::create(&lock)
        };
        let held = begin().map_err(|error| unwritable(target, error))?;
        if held.try_lock().is_err() {
            return Err(Error::new(Kind::Case, format!("another run writes {}", target.display()))
                .hint("choose another directory with --out"));
        }
        let fresh = || -> io::Result<()> {
            if draft.exists() {
                fs::remove_dir_all(&draft)?;
            }
            fs::create_dir(&draft)
        };
        fresh().map_err(|error| unwritable(&draft, error))?;
        Ok(Self { draft, target: target.to_owned(), replace, lock, _held: held })
    }

    /// Where the draft is written.
    pub fn directory(&self) -> &Path {
        &self.draft
    }

    /// The bytes of the manifest, which [`save`] wrote.
    pub fn manifest(&self) -> Result<Vec<u8>> {
        seal::manifest(&self.draft)
    }

    /// Adds what the manifest does not name, as names and bytes.
    pub fn add(&self, files: &[(String, Vec<u8>)]) -> Result<()> {
        files
            .iter()
            .try_for_each(|(name, bytes)| file(&self.draft.join(name), |out| out.write_all(bytes)))
    }

    /// Signs the manifest.
    pub fn sign(&self, key: &signature::Key) -> Result<()> {
        let signature = key.sign(&self.manifest()?)?;
        file(&self.draft.join(layout::SIGNATURE), |out| out.write_all(&signature))
    }

    /// Renames the draft to the case. From then on it is whole. A case that is replaced is moved
    /// aside first, and removed last; nothing that is not a case is ever removed.
    pub fn publish(self) -> Result<()> {
        let publish = || -> io::Result<()> {
            if self.replace && load::is_case(&self.target) {
                let old = self.draft.with_extension("old");
                fs::rename(&self.target, &old)?;
                fs::rename(&self.draft, &self.target)?;
                return fs::remove_dir_all(&old);
            }
            fs::rename(&self.draft, &self.target)
        };
        publish().map_err(|error| unwritable(&self.target, error))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After `publish` the draft is gone; before, nothing half-written may stay. There is nobody
        // to tell if it cannot be removed: the next run replaces it.
        let _ = fs::remove_dir_all(&self.draft);
        let _ = fs::remove_file(&self.lock);
    }
}

/// `.NAME.ENDING` in the directory that holds `target`.
pub(super) fn beside(target: &Path, ending: &str) -> Option<PathBuf> {
    let name = target.file_name()?.to_string_lossy().into_owned();
    Some(target.with_file_name(format!(".{name}.{ending}")))
}

/// May a case be written here?
fn may_write(target: &Path, replace: bool) -> Result<()> {
    let refused = |why: &str, hint: &str| {
        Err(Error::new(Kind::Case, format!("{} {why}", target.display())).hint(hint))
    };
    if target.symlink_metadata().is_err() {
        return Ok(());
    }
    let elsewhere = "choose another directory with --out";
    let Ok(entries) = fs::read_dir(target) else {
        return refused("exists and is not a case", elsewhere);
    };
    let names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    if names.is_empty() {
        return Ok(());
    }
    if !load::is_case(target) {
        return refused("exists and is not a case", elsewhere);
    }
    if !replace {
        let hint = "choose another directory with --out, or replace it with --force";
        return refused("is a case that exists", hint);
    }
    match names.iter().find(|name| !layout::is_ours(name)) {
        Some(name) => refused(&format!("holds {name:?}, which is not part of a case"), elsewhere),
        None => Ok(()),
    }
}

fn unwritable(path: &Path, source: io::Error) -> Error {
    Error::new(Kind::Case, format!("cannot write {}", path.display()))
        .because(source)
        .hint("choose a place that can be written with --out")
}

/// Writes everything that the manifest names into a draft, and then the manifest.
pub fn save(draft: &Draft, contents: &Contents) -> Result<()> {
    let at = |name: &str| draft.draft.join(name);
    let tables = at(layout::TABLES);
    let save_table = |(name, table): &(String, DataFrame)| frame::save_table(name, table, &tables);
    let (requests, tables) = rayon::join(
        || frame::save(contents.log, contents.labels, &at(layout::REQUESTS)),
        || contents.tables.par_iter().try_for_each(save_table),
    );
    requests.and(tables)?;
    file(&at(layout::REJECTS), |out| {
        rejects::write(contents.rejects, &contents.account.exhibits, out)
    })?;
    for (name, bytes) in contents.documents {
        file(&at(name), |out| out.write_all(bytes))?;
    }
    let manifest = manifest::bytes(contents.account, &held::all(&draft.draft)?);
    file(&at(layout::MANIFEST), |out| out.write_all(&manifest))
}

fn file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let whole = || -> io::Result<()> {
        let mut out = BufWriter::new(File::create(path)?);
        write(&mut out)?;
        out.flush()?;
        out.get_ref().sync_all()
    };
    whole().map_err(|error| unwritable(path, error))
}
