//! Which databases there are, and which of them answers first. In: paths. Out: databases in an order
//! that does not depend on the order of arguments or of directory entries. It opens only files named
//! `*.mmdb` in directories; what the user names is opened whatever its name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::source::Source;
use super::{mmdb, pack};
use crate::error::Result;

/// Databases found: given ones first, then searched ones, then packs.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) sources: Vec<Arc<Source>>,
    /// How many of them were given.
    pub(super) given: usize,
    /// Unusable files in the searched directories, with the reason.
    pub(super) skipped: Vec<String>,
}

/// Opens everything. A database with the bytes of an earlier one is left out.
pub(super) fn collect(given: &[PathBuf], searched: &[PathBuf]) -> Result<Found> {
    let mut found = Found { sources: Vec::new(), given: 0, skipped: Vec::new() };
    for path in sorted(given.to_vec()) {
        found.add(mmdb::open(&path)?);
    }
    found.given = found.sources.len();
    for path in sorted(searched.iter().flat_map(|path| candidates(path)).collect()) {
        match mmdb::open(&path) {
            Ok(source) => found.add(source),
            Err(error) => found.skipped.push(error.to_string()),
        }
    }
    found.sources.extend(pack::embedded()?);
    Ok(found)
}

impl Found {
    fn add(&mut self, source: Source) {
        if !self.sources.iter().any(|known| known.sha256 == source.sha256) {
            self.sources.push(Arc::new(source));
        }
    }
}

fn sorted(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.sort();
    paths.dedup();
    paths
}

/// The `*.mmdb` files of a directory, or the file itself. A directory that is not there has none:
/// the usual places are searched whether they exist or not.
fn candidates(path: &Path) -> Vec<PathBuf> {
    let is_database = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "mmdb") && path.is_file()
    };
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    inside.chain([path.to_path_buf()]).filter(is_database).collect()
}

/// Position of the database that answers among those that `holds` accepts: a given one if any, then
/// the one built nearest to the middle of the span; of equals the newer, then the earlier in order.
pub(super) fn primary(
    found: &Found,
    span_us: Option<(i64, i64)>,
    holds: impl Fn(&Source) -> bool,
) -> Option<usize> {
    let middle = span_us.map(|(start, end)| start.midpoint(end));
    let rank = |at: usize, source: &Source| {
        let distance = middle.map_or(0, |middle| middle.abs_diff(source.built_us));
        (at >= found.given, distance, std::cmp::Reverse(source.built_us), at)
    };
    let holding = found.sources.iter().enumerate().filter(|(_, source)| holds(source));
    holding.min_by_key(|(at, source)| rank(*at, source)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(built: &[i64], given: usize) -> Found {
        let source = |&built_us: &i64| Arc::new(Source { built_us, ..Source::default() });
        Found { sources: built.iter().map(source).collect(), given, skipped: Vec::new() }
    }

    #[test]
    fn the_nearest_answers_unless_one_is_given() {
        let all = |_: &Source| true;
        assert_eq!(primary(&found(&[100, 200], 0), Some((110, 120)), all), Some(0));
        assert_eq!(
            primary(&found(&[100, 200], 0), Some((140, 160)), all),
            Some(1),
            "newer of equals"
        );
        assert_eq!(primary(&found(&[100, 200], 0), None, all), Some(1), "newest without a span");
        assert_eq!(primary(&found(&[900, 100], 1), Some((110, 120)), all), Some(0), "given");
        assert_eq!(primary(&found(&[1], 0), None, |_| false), None);
    }

    #[test]
    fn a_directory_that_is_not_there_holds_nothing() {
        assert!(candidates(Path::new("no/such/directory")).is_empty());
    }
}
