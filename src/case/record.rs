//! The manifest of a case read back: what was put in evidence, with what, and what the case holds. The manifest may
//! come from anybody: it names files to read, never files to write.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::{layout, load};
use crate::error::{Error, Kind, Result};

/// Largest manifest that is read: some million exhibits.
pub(super) const BYTES_MAX: u64 = 1 << 30;
/// Archives inside archives that are followed to the file that holds them.
const DEPTH_MAX: usize = 8;

/// What a manifest says.
#[derive(Debug, Clone, Deserialize)]
pub struct Record {
    /// What wrote the case.
    pub tool: Tool,
    /// The command line, program name first.
    pub arguments: Vec<String>,
    /// Exhibits, in order of path.
    pub exhibits: Vec<Item>,
    /// Archives whose members are exhibits.
    #[serde(default)]
    pub archives: Vec<Item>,
    /// Databases of places.
    #[serde(default)]
    pub databases: Vec<Database>,
    /// What the case holds beside the manifest, in order of name.
    #[serde(default)]
    pub files: Vec<Held>,
}

/// The program that wrote a case.
#[derive(Debug, Clone, Deserialize)]
pub struct Tool {
    /// Its version.
    pub version: String,
}

/// An exhibit or archive.
#[derive(Debug, Clone, Deserialize)]
pub struct Item {
    /// Path as given, escaped.
    pub path: String,
    /// Path of the archive that it is a member of.
    pub archive: Option<String>,
    /// Size, as received.
    pub bytes: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// A database of places.
#[derive(Debug, Clone, Deserialize)]
pub struct Database {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// A file of the case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, Deserialize)]
pub struct Held {
    /// Its path inside the case, with `/`.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// Archives by path.
pub type Archives<'r> = BTreeMap<&'r str, &'r Item>;

impl Record {
    /// Reads the manifest of a case. Errors: [`Kind::Case`] if it is none.
    pub fn read(case: &Path) -> Result<Self> {
        if !load::is_case(case) {
            return Err(load::no_case(case));
        }
        let path = case.join(layout::MANIFEST);
        serde_json::from_slice(&bytes(&path, BYTES_MAX)?).map_err(|error| {
            Error::new(Kind::Case, format!("{} is no manifest", path.display())).because(error)
        })
    }

    /// The file that holds an exhibit: its own path, or that of the outermost archive around it.
    pub fn outermost<'r>(&'r self, item: &'r Item, archives: &Archives<'r>) -> &'r Item {
        let mut outer = item;
        for _ in 0..DEPTH_MAX {
            let around = outer.archive.as_deref().and_then(|path| archives.get(path));
            let Some(next) = around else { break };
            outer = next;
        }
        outer
    }

    /// Archives by path.
    pub fn archives(&self) -> Archives<'_> {
        self.archives.iter().map(|one| (one.path.as_str(), one)).collect()
    }

    /// What the manifest says of a file of the case.
    pub fn held(&self, name: &str) -> Option<&Held> {
        self.files.iter().find(|held| held.name == name)
    }
}

/// The bytes of a file of a case, if it is a regular one and not absurdly large.
pub fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let unreadable = |error: std::io::Error| {
        Error::new(Kind::Case, format!("cannot read {}", path.display())).because(error)
    };
    let metadata = path.metadata().map_err(unreadable)?;
    if !metadata.is_file() || metadata.len() > limit {
        return Err(Error::new(Kind::Case, format!("{} is no file of a case", path.display())));
    }
    std::fs::read(path).map_err(unreadable)
}
