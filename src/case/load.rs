//! A case read back for questions.

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

/// Is this directory a case?
pub fn is_case(path: &Path) -> bool {
    path.join(layout::MANIFEST).is_file()
}

/// Loads a case. Errors: [`Kind::Case`] if a part is missing or unreadable.
pub fn load(path: &Path) -> Result<Loaded> {
    if !is_case(path) {
        return Err(Error::new(Kind::Case, format!("{} is not a case directory", path.display()))
            .hint("name a directory that `afflux investigate --out` wrote, or log files"));
    }
    Ok(Loaded {
        requests: frame::load(&path.join(layout::REQUESTS))?,
        tables: frame::load_tables(&path.join(layout::TABLES))?,
    })
}
