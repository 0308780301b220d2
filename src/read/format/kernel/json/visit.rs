//! The names around a value, and a plain visit of every value of a line: bytes in, names and values
//! out. It asks no plan, and is slower than the walk: for samples and odd lines.

use super::plan::{Place, Plan};
use super::scan::{Raw, Scanner};

/// Names around a value at most; what is deeper is in no table.
pub const DEPTH_MAX: usize = 12;
/// Elements of a list by their place; those after the last have the last name.
pub const INDEX: [&[u8]; 9] = [b"0", b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"8"];

/// The names around a value, from the outside in, as they stand in the line.
#[derive(Debug, Clone, Default)]
pub struct Trail<'a> {
    names: [&'a [u8]; DEPTH_MAX],
    depth: usize,
}

impl<'a> Trail<'a> {
    /// How many names there are.
    #[inline]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The names.
    pub fn names(&self) -> &[&'a [u8]] {
        self.names.get(..self.depth).unwrap_or_default()
    }

    /// What the plan has at the first `depth` of these names.
    pub fn resolve(&self, plan: &Plan, depth: usize) -> Place {
        let names = self.names.get(..depth).unwrap_or_default();
        match names.split_last() {
            Some((index, list)) if INDEX.contains(index) => {
                plan.resolve_element(&list.join(&b'.'), index)
            }
            _ => plan.resolve(&names.join(&b'.')),
        }
    }

    /// Goes in; `None` if it is too deep.
    #[inline]
    pub fn push(&mut self, name: &'a [u8]) -> Option<()> {
        *self.names.get_mut(self.depth)? = name;
        self.depth += 1;
        Some(())
    }

    /// Goes out again.
    #[inline]
    pub fn pop(&mut self) {
        self.depth -= 1;
    }
}

/// What is told of every value: the names around it, and itself.
pub type Tell<'t, 'a> = &'t mut dyn FnMut(&Trail<'a>, Raw<'a>);

/// Tells every value of a line that is no object or list, up to where the line is no JSON.
pub fn visit<'a>(line: &'a [u8], tell: Tell<'_, 'a>) {
    let mut trail = Trail::default();
    // What was told until a line broke off was still there.
    let _told = Visit { scan: Scanner::new(line), trail: &mut trail }.object(tell);
}

/// A visit under way.
pub struct Visit<'v, 'a> {
    /// What is left of the line.
    pub scan: Scanner<'a>,
    /// The names around what is next.
    pub trail: &'v mut Trail<'a>,
}

impl<'a> Visit<'_, 'a> {
    /// Tells every value of the object that is next; `None` where it is none.
    pub fn object(&mut self, tell: Tell<'_, 'a>) -> Option<()> {
        self.scan.expect(b'{')?;
        if self.scan.eat(b'}') {
            return Some(());
        }
        loop {
            self.scan.expect(b'"')?;
            let name = self.scan.string()?.text;
            self.scan.expect(b':')?;
            self.trail.push(name)?;
            self.value(false, tell)?;
            self.trail.pop();
            if !self.scan.eat(b',') {
                return self.scan.expect(b'}');
            }
        }
    }

    fn list(&mut self, tell: Tell<'_, 'a>) -> Option<()> {
        self.scan.expect(b'[')?;
        if self.scan.eat(b']') {
            return Some(());
        }
        for element in 0.. {
            self.trail.push(INDEX.get(element).or(INDEX.last()).copied()?)?;
            self.value(true, tell)?;
            self.trail.pop();
            if !self.scan.eat(b',') {
                break;
            }
        }
        self.scan.expect(b']')
    }

    fn value(&mut self, listed: bool, tell: Tell<'_, 'a>) -> Option<()> {
        let open = self.trail.depth < DEPTH_MAX;
        let raw = match self.scan.peek()? {
            b'"' => {
                self.scan.eat(b'"');
                self.scan.string()?
            }
            b'{' if open => return self.object(tell),
            b'[' if open => return self.list(tell),
            b'{' | b'[' => return self.scan.skip(),
            _ if listed => self.scan.element()?,
            _ => self.scan.bare()?,
        };
        tell(self.trail, raw);
        Some(())
    }
}
