//! The exhibits of a case found again: a manifest and places to look in, the files out, each with its digest as it
//! is now. It believes no name: what counts is the SHA-256.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::record::{Item, Record};
use crate::error::Result;
use crate::read::inputs::STDIN_NAME;
use crate::read::options::Watch;
use crate::read::recall::{Line, Wanted, recall};

/// How an exhibit compares with what the manifest says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The same bytes, in this file.
    Same(PathBuf),
    /// Other bytes: their SHA-256.
    Differs(String),
    /// No file.
    Gone,
}

/// An exhibit as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its path in the manifest.
    pub path: String,
    /// How it compares.
    pub state: State,
    /// The lines that were wanted of it; none unless its bytes are the same.
    pub lines: BTreeMap<u64, Line>,
}

/// Looks at the exhibits and archives of which `wanted` names the paths, where the manifest says they are; paths
/// that are relative start at `root`.
pub fn at_their_place(
    record: &Record,
    root: &Path,
    wanted: &Wanted,
    watch: &dyn Watch,
) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for (outer, items) in by_file(record, wanted) {
        let file = root.join(outer);
        // Standard input was no file; a file of that name is another one.
        if outer == STDIN_NAME || !file.exists() {
            found.extend(items.iter().map(|item| gone(item)));
            continue;
        }
        found.extend(in_file(&file, outer, &items, wanted, watch)?);
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// Looks for the exhibits and archives of a manifest among `files`, by their SHA-256 alone.
pub fn among(record: &Record, files: &[PathBuf], watch: &dyn Watch) -> Result<Vec<Found>> {
    let mut seen: BTreeMap<String, PathBuf> = BTreeMap::new();
    for file in files {
        let name = file.display().to_string();
        for one in recall(file, &name, &Wanted::new(), watch)? {
            seen.entry(one.sha256).or_insert_with(|| file.clone());
        }
    }
    let state = |item: &Item| seen.get(&item.sha256).cloned().map_or(State::Gone, State::Same);
    let items = record.exhibits.iter().chain(&record.archives);
    let mut found: Vec<Found> =
        items.map(|item| Found { state: state(item), ..gone(item) }).collect();
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// Bytes of the files that hold what is wanted, to show how far reading has come.
pub fn size(record: &Record, wanted: &Wanted) -> u64 {
    let archives = record.archives();
    let items = record.exhibits.iter().chain(&record.archives);
    let items = items.filter(|item| wanted.contains_key(&item.path));
    let mut files: BTreeMap<&str, u64> = BTreeMap::new();
    for outer in items.map(|item| record.outermost(item, &archives)) {
        files.insert(&outer.path, outer.bytes);
    }
    files.values().sum()
}

/// The files that hold the exhibits of a manifest: exhibits of their own, or archives.
pub fn outermost(record: &Record) -> Wanted {
    let archives = record.archives();
    let items = record.exhibits.iter().map(|item| record.outermost(item, &archives));
    items.map(|item| (item.path.clone(), Default::default())).collect()
}

/// Every exhibit and archive of a manifest, without lines.
pub fn everything(record: &Record) -> Wanted {
    let items = record.exhibits.iter().chain(&record.archives);
    items.map(|item| (item.path.clone(), Default::default())).collect()
}

/// Wanted exhibits by the file that holds them.
fn by_file<'r>(record: &'r Record, wanted: &Wanted) -> BTreeMap<&'r str, Vec<&'r Item>> {
    let archives = record.archives();
    let mut files: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in record.exhibits.iter().chain(&record.archives) {
        if wanted.contains_key(&item.path) {
            files.entry(&record.outermost(item, &archives).path).or_default().push(item);
        }
    }
    files
}

fn in_file(
    file: &Path,
    outer: &str,
    items: &[&Item],
    wanted: &Wanted,
    watch: &dyn Watch,
) -> Result<Vec<Found>> {
    let mut now: BTreeMap<String, _> = recall(file, outer, wanted, watch)?
        .into_iter()
        .map(|one| (one.path.clone(), one))
        .collect();
    let compare = |item: &&Item| match now.remove(&item.path) {
        Some(one) if one.sha256 == item.sha256 => {
            let (path, state) = (item.path.clone(), State::Same(file.to_owned()));
            Found { path, state, lines: one.lines }
        }
        Some(one) => Found { state: State::Differs(one.sha256), ..gone(item) },
        None => gone(item),
    };
    Ok(items.iter().map(compare).collect())
}

fn gone(item: &Item) -> Found {
    Found { path: item.path.clone(), state: State::Gone, lines: BTreeMap::new() }
}
