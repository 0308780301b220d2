//! Is a case what its manifest says? A directory and its manifest in, the state of each file out. What the exhibits
//! are is told in `exhibits`, whether the verdict can be had again in `cli/verify`.

use std::collections::BTreeMap;
use std::path::Path;

use super::record::{Held, Record};
use super::{held, layout};
use crate::error::Result;

/// How a file of a case compares with the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The same bytes.
    Same,
    /// Other bytes: their SHA-256.
    Differs(String),
    /// The manifest names it, and it is not there.
    Gone,
    /// It is there, and the manifest does not name it.
    Added,
}

/// Every file of a case and of its manifest, in order of name, but for the manifest itself, its seals, and the
/// printed reports that hold its digest.
pub fn files(case: &Path, record: &Record) -> Result<Vec<(String, State)>> {
    let there = held::all(case)?;
    let named: BTreeMap<&str, &Held> =
        record.files.iter().map(|one| (one.name.as_str(), one)).collect();
    let mut states: BTreeMap<String, State> =
        named.keys().map(|name| ((*name).to_owned(), State::Gone)).collect();
    for one in there {
        let beside = one.name == layout::MANIFEST
            || layout::is_printed(&one.name)
            || layout::SEALS.contains(&one.name.as_str());
        if beside {
            continue;
        }
        let state = match named.get(one.name.as_str()) {
            Some(said) if said.sha256 == one.sha256 => State::Same,
            Some(_) => State::Differs(one.sha256),
            None => State::Added,
        };
        states.insert(one.name, state);
    }
    Ok(states.into_iter().collect())
}
