//! Pages of one kind under one number: paths that differ only in what identifies a thing.

use std::hash::{DefaultHasher, Hash, Hasher};

use hashbrown::HashMap;

use crate::ask::service::Names;
use crate::base::target::template;

/// Numbers the templates of paths: the same number for the same text, in whatever order logs are read.
#[derive(Debug)]
pub struct Templates<'a> {
    names: &'a Names,
    by_path: HashMap<u32, u64>,
}

impl<'a> Templates<'a> {
    /// No template yet.
    pub fn new(names: &'a Names) -> Self {
        Self { names, by_path: HashMap::new() }
    }

    /// The template of a path code, a digest of its text; all codes without a path share one.
    pub fn of(&mut self, path: u32) -> u64 {
        let names = self.names;
        let text = || names.paths.get(path as usize).map_or("", String::as_str);
        *self.by_path.entry(path).or_insert_with(|| digest(&template(text())))
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
        assert_eq!([numbers[2], numbers[3]], [numbers[0]; 2]);
        assert_ne!(numbers[0], numbers[1]);
    }
}
