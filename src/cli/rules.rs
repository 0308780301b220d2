//! `--rules`: packs of signatures and Sigma rules read from files. Paths in; rules out, and for the manifest
//! what was read. A pack that cannot be read is an error; a Sigma rule of a directory that is not understood is left out and named:
//! collections hold rules for other sources, too.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::base::account::RulesFile;
use crate::error::{Error, Kind, Result};
use crate::judge::intrusion::sigma::SigmaRule;
use crate::judge::intrusion::{Rules, pack, sigma};

/// Largest file that is read as a pack.
const PACK_BYTES: u64 = 16 << 20;

/// The embedded signatures and those of the paths, `None` where no path is given; and the files.
pub(super) fn read(paths: &[PathBuf]) -> Result<(Option<Rules>, Vec<RulesFile>)> {
    if paths.is_empty() {
        return Ok((None, Vec::new()));
    }
    let (mut own, mut rules, mut read) = (Vec::new(), Vec::new(), Vec::new());
    for path in paths {
        for file in files(path)? {
            let (text, name) = (text(&file)?, file.display().to_string());
            let mut refused = None;
            let ids = if has_ending(&file, &SIGMA) {
                let found = match sigma::read(&text) {
                    Err(why) if path.is_dir() => {
                        refused = Some(why);
                        Vec::new()
                    }
                    found => found.map_err(|why| wrong(&name, &why))?,
                };
                let ids = found.iter().map(SigmaRule::name).collect();
                rules.extend(found);
                ids
            } else {
                let found = pack::read(&text).map_err(|why| wrong(&name, &why))?;
                let ids = found.iter().map(|signature| signature.id.clone()).collect();
                own.extend(found);
                ids
            };
            let sha256 = digest(text.as_bytes());
            read.push(RulesFile { path: name, bytes: text.len() as u64, sha256, ids, refused });
        }
    }
    // Rules that are all left out would be a run without them.
    let refused = |file: &RulesFile| Some(wrong(&file.path, file.refused.as_deref()?));
    if let Some(Some(error)) = read.iter().map(refused).reduce(Option::and) {
        return Err(error);
    }
    let rules = Rules::with(own, rules).map_err(|why| wrong("the rules cannot be used", &why))?;
    Ok((Some(rules), read))
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
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
    let packs: Vec<PathBuf> = files
        .into_iter()
        .filter(|file| has_ending(file, &["toml"]) || has_ending(file, &SIGMA))
        .collect();
    if packs.is_empty() {
        return Err(wrong(&path.display().to_string(), "no pack in this directory"));
    }
    Ok(packs)
}

/// Endings of Sigma rules.
const SIGMA: [&str; 2] = ["yml", "yaml"];

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().unwrap_or_default();
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn text(path: &Path) -> Result<String> {
    let name = path.display().to_string();
    let size = path.metadata().map_err(|error| wrong(&name, &error.to_string()))?.len();
    if size > PACK_BYTES {
        return Err(wrong(&name, "larger than a pack of signatures may be"));
    }
    std::fs::read_to_string(path).map_err(|error| wrong(&name, &error.to_string()))
}

fn wrong(what: &str, why: &str) -> Error {
    Error::new(Kind::Usage, format!("{what}: {why}")).hint(
        "`afflux reference signatures` shows the embedded ones; docs/guide/intrusion.md the form",
    )
}
