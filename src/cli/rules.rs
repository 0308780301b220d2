//! `--rules`: packs of signatures read from files. Paths in, rules out; a pack that cannot be read is
//! an error, never left out in silence.

use std::path::{Path, PathBuf};

use crate::error::{Error, Kind, Result};
use crate::judge::intrusion::{Rules, pack};

/// Largest file that is read as a pack.
const PACK_BYTES: u64 = 16 << 20;

/// The embedded signatures and those of the paths; `None` where no path is given.
pub(super) fn read(paths: &[PathBuf]) -> Result<Option<Rules>> {
    if paths.is_empty() {
        return Ok(None);
    }
    let mut own = Vec::new();
    for path in paths {
        for file in files(path)? {
            own.extend(signatures(&file)?);
        }
    }
    let rules = Rules::with(own).map_err(|why| wrong("the rules cannot be used", &why))?;
    Ok(Some(rules))
}

/// The packs of a directory, by name, or the file itself.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let pattern = |entry: walkdir::Result<walkdir::DirEntry>| match entry {
        Ok(entry) => entry.file_type().is_file().then(|| Ok(entry.into_path())),
        Err(error) => Some(Err(wrong(&path.display().to_string(), &error.to_string()))),
    };
    let entries = walkdir::WalkDir::new(path).sort_by_file_name().into_iter();
    let files: Vec<PathBuf> = entries.filter_map(pattern).collect::<Result<_>>()?;
    let packs: Vec<PathBuf> = files.into_iter().filter(|file| is_pack(file)).collect();
    if packs.is_empty() {
        return Err(wrong(&path.display().to_string(), "no pack in this directory"));
    }
    Ok(packs)
}

fn is_pack(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

fn signatures(path: &Path) -> Result<Vec<pack::Signature>> {
    let name = path.display().to_string();
    let size = path.metadata().map_err(|error| wrong(&name, &error.to_string()))?.len();
    if size > PACK_BYTES {
        return Err(wrong(&name, "larger than a pack of signatures may be"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&name, &error.to_string()))?;
    pack::read(&text).map_err(|why| wrong(&name, &why))
}

fn wrong(what: &str, why: &str) -> Error {
    Error::new(Kind::Usage, format!("{what}: {why}")).hint(
        "`afflux reference signatures` shows the embedded ones; docs/guide/intrusion.md the form",
    )
}
