//! A case read back for questions.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::ask::table::Frames;
use crate::error::{Error, Kind, Result};
use crate::frame::{self, Requests};

use super::layout;

/// The stored requests and tables of a case.
#[derive(Debug)]
pub struct Loaded {
    /// The requests.
    pub requests: Requests,
    /// Tables by name.
    pub tables: Frames,
}

/// How a manifest of ours begins. Other programs have files of that name too.
const BEGINNING: &[u8] = b"{\n  \"schema\": \"afflux.manifest/";

/// Is this directory a case?
pub fn is_case(path: &Path) -> bool {
    let mut beginning = [0; BEGINNING.len()];
    let read = File::open(path.join(layout::MANIFEST))
        .and_then(|mut manifest| manifest.read_exact(&mut beginning));
    read.is_ok() && beginning == BEGINNING
}

/// Loads a case. Errors: [`Kind::Case`] if a part is missing or unreadable.
pub fn load(path: &Path) -> Result<Loaded> {
    if !is_case(path) {
        return Err(no_case(path)
            .hint("name a directory that `afflux investigate --out` wrote, or log files"));
    }
    Ok(Loaded {
        requests: frame::load(&path.join(layout::REQUESTS))?,
        tables: frame::load_tables(&path.join(layout::TABLES))?,
    })
}

/// The error for what is not a case.
pub(super) fn no_case(path: &Path) -> Error {
    let what = match (path.is_dir(), path.exists()) {
        (true, _) => "is not a case: it holds no manifest.json of afflux",
        (false, true) => "is not a case: it is no directory",
        (false, false) => "does not exist",
    };
    Error::new(Kind::Case, format!("{} {what}", path.display()))
        .hint("name a directory that `afflux investigate --out` wrote")
}
