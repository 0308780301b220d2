//! Pages of one kind under one number: paths that differ only in what identifies a thing.

use hashbrown::HashMap;

use crate::ask::service::Names;
use crate::base::target::template;

/// Numbers the templates of paths in the order in which they are asked for.
#[derive(Debug)]
pub struct Templates<'a> {
    names: &'a Names,
    by_path: HashMap<u32, u32>,
    by_text: HashMap<String, u32>,
}

impl<'a> Templates<'a> {
    /// No template yet.
    pub fn new(names: &'a Names) -> Self {
        Self { names, by_path: HashMap::new(), by_text: HashMap::new() }
    }

    /// The template of a path code; all codes without a path share one.
    pub fn of(&mut self, path: u32) -> u32 {
        if let Some(&known) = self.by_path.get(&path) {
            return known;
        }
        let text = self.names.paths.get(path as usize).map_or("", String::as_str);
        let next = self.by_text.len() as u32;
        let number = *self.by_text.entry(template(text)).or_insert(next);
        self.by_path.insert(path, number);
        number
    }
}
