//! The shape of an exhibit's objects, learnt from its sample: lines in, a tree of names in their order
//! out. A server writes the same names in the same order on every line, so a name is found by one
//! comparison. Names that are not in the tree are looked up in the plan; nothing depends on the tree
//! but speed.

use super::plan::{Place, Plan};
use super::visit::{Trail, visit};

/// Names in a tree at most: a hostile sample cannot make every line slow.
const NODES_MAX: usize = 1_024;
/// Names in one object at most, for the same reason.
const CHILDREN_MAX: usize = 128;
/// Lines that are learnt from.
const LINES: usize = 64;

/// One name.
#[derive(Debug, Clone)]
pub struct Node {
    /// The name as it stands in the line, with its second quote.
    pub key: Vec<u8>,
    /// What is there.
    pub place: Place,
    /// Names inside it, in the order in which they were seen.
    pub children: Vec<usize>,
}

impl Node {
    /// The name without the quote.
    pub fn name(&self) -> &[u8] {
        self.key.strip_suffix(b"\"").unwrap_or(&self.key)
    }
}

/// The tree; the first node is the line's object.
#[derive(Debug, Clone)]
pub struct Shape {
    nodes: Vec<Node>,
}

impl Shape {
    /// Learns from a sample.
    pub fn learn(plan: &Plan, sample: &[Vec<u8>]) -> Self {
        let root = Place { live: true, ..Place::DEAD };
        let mut shape =
            Self { nodes: vec![Node { key: Vec::new(), place: root, children: vec![] }] };
        for line in sample.iter().take(LINES) {
            visit(line, &mut |trail, _| shape.add(plan, trail));
        }
        shape
    }

    fn add(&mut self, plan: &Plan, trail: &Trail<'_>) {
        let mut at = 0;
        for depth in 1..=trail.names().len() {
            let Some(name) = trail.names().get(depth - 1) else { return };
            match self.child(at, name).or_else(|| self.grow(plan, trail, at, depth)) {
                Some(child) => at = child,
                None => return,
            }
        }
    }

    fn grow(
        &mut self,
        plan: &Plan,
        trail: &Trail<'_>,
        parent: usize,
        depth: usize,
    ) -> Option<usize> {
        let place = trail.resolve(plan, depth);
        let key = [*trail.names().get(depth - 1)?, b"\""].concat();
        let child = self.nodes.len();
        let siblings = &mut self.nodes.get_mut(parent)?.children;
        if child >= NODES_MAX || siblings.len() >= CHILDREN_MAX {
            return None;
        }
        siblings.push(child);
        self.nodes.push(Node { key, place, children: Vec::new() });
        Some(child)
    }

    /// The node with that index.
    #[inline]
    pub fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// The child of that name.
    pub fn child(&self, parent: usize, name: &[u8]) -> Option<usize> {
        self.position(parent, name).map(|(_, child)| child)
    }

    /// The child of that name, and which one it is.
    pub fn position(&self, parent: usize, name: &[u8]) -> Option<(usize, usize)> {
        let children = self.node(parent)?.children.iter().copied().enumerate();
        let named = |child: usize| self.node(child).is_some_and(|node| node.name() == name);
        children.into_iter().find(|(_, child)| named(*child))
    }
}
