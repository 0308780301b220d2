//! A case written: first as a draft under a temporary name, then renamed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::ask::table::Frames;
use crate::base::account::Account;
use crate::error::{Error, Kind, Result};
use crate::frame::{self, Requests};
use crate::read::Reject;

use super::{layout, load, manifest, rejects};

/// What goes into a case.
#[derive(Debug)]
pub struct Contents<'a> {
    /// What was read and with what.
    pub account: &'a Account,
    /// The requests, labelled.
    pub requests: &'a Requests,
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
}

impl Draft {
    /// Begins a case at `target`. Errors: [`Kind::Case`] if something is there that is not a case,
    /// or a case without `replace`, or the place cannot be written.
    pub fn begin(target: &Path, replace: bool) -> Result<Self> {
        let empty = fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
        if target.exists() && !empty && !load::is_case(target) {
            return Err(Error::new(
                Kind::Case,
                format!("{} exists and is not a case", target.display()),
            )
            .hint("choose another directory with --out"));
        }
        if load::is_case(target) && !replace {
            return Err(Error::new(Kind::Case, format!("the case {} exists", target.display()))
                .hint("choose another directory with --out, or replace it with --force"));
        }
        let draft = draft_name(target);
        let begin = || -> io::Result<()> {
            if draft.exists() {
                fs::remove_dir_all(&draft)?;
            }
            fs::create_dir_all(&draft)
        };
        begin().map_err(|error| unwritable(&draft, error))?;
        Ok(Self { draft, target: target.to_owned(), replace })
    }

    /// Renames the draft to the case. From then on it is whole.
    pub fn publish(self) -> Result<()> {
        let publish = || -> io::Result<()> {
            if self.target.exists() && (self.replace || !load::is_case(&self.target)) {
                fs::remove_dir_all(&self.target)?;
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
    }
}

fn draft_name(target: &Path) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned());
    target.with_file_name(format!(".{}.part", name.unwrap_or_else(|| "case".to_owned())))
}

fn unwritable(path: &Path, source: io::Error) -> Error {
    Error::new(Kind::Case, format!("cannot write {}", path.display()))
        .because(source)
        .hint("choose a place that can be written with --out")
}

/// Writes everything into a draft. The manifest comes last.
pub fn save(draft: &Draft, contents: &Contents) -> Result<()> {
    let at = |name: &str| draft.draft.join(name);
    frame::save(contents.requests, &contents.account.exhibits, &at(layout::REQUESTS))?;
    for (name, table) in contents.tables {
        frame::save_table(name, table, &at(layout::TABLES))?;
    }
    file(&at(layout::REJECTS), |out| {
        rejects::write(contents.rejects, &contents.account.exhibits, out)
    })?;
    for (name, bytes) in contents.documents {
        file(&at(name), |out| out.write_all(bytes))?;
    }
    let manifest = manifest::bytes(contents.account);
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
