//! Pages of one kind under one number: paths that differ only in what identifies a thing.

use std::hash::{DefaultHasher, Hash, Hasher};

use hashbrown::HashMap;

use crate::ask::service::Names;
use crate::base::target::template;

/// Numbers the templates of paths in the order in which they are asked for.
#[derive(Debug)]
pub struct Templates<'a> {
    names: &'a Names,
    by_path: HashMap<u32, u32>,
    /// By a digest of the text: a log may hold as many paths as lines, and their texts are kept already.
    by_digest: HashMap<u64, u32>,
}

impl<'a> Templates<'a> {
    /// No template yet.
    pub fn new(names: &'a Names) -> Self {
        Self { names, by_path: HashMap::new(), by_digest: HashMap::new() }
    }

    /// The template of a path code; all codes without a path share one.
    pub fn of(&mut self, path: u32) -> u32 {
        if let Some(&known) = self.by_path.get(&path) {
            return known;
        }
        let text = self.names.paths.get(path as usize).map_or("", String::as_str);
        let next = self.by_digest.len() as u32;
        let number = *self.by_digest.entry(digest(&template(text))).or_insert(next);
        self.by_path.insert(path, number);
        number
    }
}

/// The same for the same text in every run.
fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_one_kind_share_a_number() {
        let paths = ["/a/1", "/b", "/a/2"].map(str::to_owned).to_vec();
        let names = Names { paths, ..Names::default() };
        let mut templates = Templates::new(&names);
        let numbers = [0, 1, 2, 0].map(|path| templates.of(path));
        assert_eq!(numbers, [0, 1, 0, 0]);
    }
}
