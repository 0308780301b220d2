//! The walk over one line: bytes in, the values that the plan asks for out, in one pass. What no path
//! of the plan leads into is stepped over. It gives values as they stand in the line; it decodes
//! none.

use super::plan::{GROUPS, NONE, Place, Plan};
use super::scan::{Raw, Scanner};
use super::shape::Shape;
use super::visit::{DEPTH_MAX, INDEX, Trail, Visit};

/// No node of a shape.
const NOWHERE: usize = usize::MAX;

/// Values found in a line, by the group of their slot.
pub struct Found<'a> {
    /// The best entry of each group, and its value.
    pub values: [Option<(u16, Raw<'a>)>; GROUPS],
    /// Further elements of lists, with the entry of the first.
    pub more: Vec<(u16, Raw<'a>)>,
    /// Marks of what was seen, whatever it held.
    pub marks: u32,
}

/// One walk.
struct Walk<'w, 'a: 'w> {
    plan: &'w Plan,
    shape: &'w Shape,
    scan: Scanner<'a>,
    trail: Trail<'w>,
    found: Found<'a>,
}

/// What is at a name: in the plan, and in the shape.
type Member = (Place, usize);

/// Walks over a line; `None` if it is no JSON object.
#[inline]
pub fn walk<'a>(line: &'a [u8], plan: &Plan, shape: &Shape) -> Option<Found<'a>> {
    let found = Found { values: [None; GROUPS], more: Vec::new(), marks: 0 };
    let mut walk = Walk { plan, shape, scan: Scanner::new(line), trail: Trail::default(), found };
    walk.object(0)?;
    walk.scan.is_done().then_some(walk.found)
}

impl<'w, 'a: 'w> Walk<'w, 'a> {
    fn object(&mut self, node: usize) -> Option<()> {
        self.scan.expect(b'{')?;
        if self.scan.eat(b'}') {
            return Some(());
        }
        let mut next = 0;
        loop {
            self.scan.expect(b'"')?;
            let member = self.member(node, &mut next)?;
            self.scan.expect(b':')?;
            self.value(member, false)?;
            self.trail.pop();
            if !self.scan.eat(b',') {
                return self.scan.expect(b'}');
            }
        }
    }

    /// Reads a name after its first quote: most often it is the one that the shape has next.
    #[inline]
    fn member(&mut self, parent: usize, next: &mut usize) -> Option<Member> {
        let shape = self.shape;
        let expected = shape.node(parent).and_then(|node| node.children.get(*next).copied());
        if let Some(child) = expected
            && let Some(node) = shape.node(child)
            && self.scan.eat_all(&node.key)
        {
            *next += 1;
            self.trail.push(node.name())?;
            return Some((node.place, child));
        }
        let name = self.scan.string()?.text;
        self.trail.push(name)?;
        let (position, member) = self.named(parent, name);
        *next = position.map_or(*next, |position| position + 1);
        Some(member)
    }

    /// What is at the name that the trail ends with, and which of its siblings it is.
    fn named(&self, parent: usize, name: &[u8]) -> (Option<usize>, Member) {
        match self.shape.position(parent, name) {
            Some((position, child)) => {
                let place = self.shape.node(child).map_or(Place::DEAD, |node| node.place);
                (Some(position), (place, child))
            }
            None => (None, (self.trail.resolve(self.plan, self.trail.depth()), NOWHERE)),
        }
    }

    #[inline]
    fn value(&mut self, (place, node): Member, listed: bool) -> Option<()> {
        self.found.marks |= place.marks;
        let open = place.live && self.trail.depth() < DEPTH_MAX;
        let raw = match self.scan.peek()? {
            b'"' => {
                self.scan.eat(b'"');
                self.scan.string()?
            }
            b'{' if open => return self.object(node),
            b'[' if open && place.pairs => return self.pairs(),
            b'[' if open => return self.list(node),
            b'{' | b'[' => return self.scan.skip(),
            _ if listed => self.scan.element()?,
            _ => self.scan.bare()?,
        };
        if place.entry != NONE {
            self.keep(place.entry, raw, listed);
        }
        Some(())
    }

    fn list(&mut self, node: usize) -> Option<()> {
        self.scan.expect(b'[')?;
        if self.scan.eat(b']') {
            return Some(());
        }
        for element in 0.. {
            let name = INDEX.get(element).or(INDEX.last()).copied()?;
            self.trail.push(name)?;
            let (_, member) = self.named(node, name);
            self.value(member, true)?;
            self.trail.pop();
            if !self.scan.eat(b',') {
                break;
            }
        }
        self.scan.expect(b']')
    }

    /// Reads an element of a list of names and values that is something else.
    fn element(&mut self) -> Option<()> {
        self.trail.push(INDEX.first().copied()?)?;
        let place = self.trail.resolve(self.plan, self.trail.depth());
        self.value((place, NOWHERE), true)?;
        self.trail.pop();
        Some(())
    }

    /// Reads a list of names and values.
    fn pairs(&mut self) -> Option<()> {
        self.scan.expect(b'[')?;
        if self.scan.eat(b']') {
            return Some(());
        }
        loop {
            if self.scan.peek() == Some(b'{') {
                self.pair()?;
            } else if self.plan.is_guess() {
                self.element()?;
            } else {
                self.value((Place::DEAD, NOWHERE), true)?;
            }
            if !self.scan.eat(b',') {
                return self.scan.expect(b']');
            }
        }
    }

    /// Reads `{"name": …, "value": …}`; an object of another kind as an element of a list.
    fn pair(&mut self) -> Option<()> {
        let start = self.scan.clone();
        let (mut name, mut value) = (None, None);
        let mut trail = Trail::default();
        let mut scan = Visit { scan: self.scan.clone(), trail: &mut trail };
        scan.object(&mut |trail, raw| match trail.names() {
            [b"name" | b"Name" | b"key"] => name = name.or(Some(raw)),
            [b"value" | b"Value"] => value = value.or(Some(raw)),
            _ => {}
        })?;
        self.scan = scan.scan;
        if name.is_none() && self.plan.is_guess() {
            self.scan = start;
            return self.element();
        }
        if let (Some(name), Some(value)) = (name, value) {
            let list = self.trail.names().join(&b'.');
            let place = self.plan.resolve(&[&list, &b".[]."[..], name.text].concat());
            if place.entry != NONE {
                self.keep(place.entry, value, false);
            }
        }
        Some(())
    }

    #[inline]
    fn keep(&mut self, entry: u16, raw: Raw<'a>, listed: bool) {
        let group = self.plan.entries.get(usize::from(entry)).map_or(GROUPS, |entry| entry.group);
        let Some(cell) = self.found.values.get_mut(group) else { return };
        match cell {
            _ if raw.is_nothing() => {}
            Some((best, _)) if *best == entry && listed => self.found.more.push((entry, raw)),
            Some((best, _)) if *best <= entry => {}
            _ => *cell = Some((entry, raw)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::slot::Slot;
    use super::super::plan::Fold;
    use super::*;

    fn method(line: &[u8], fold: Fold) -> Option<Option<Vec<u8>>> {
        let paths = [("a.b", Slot::Method), ("m", Slot::Method), ("h.*", Slot::Forwarded)];
        let plan = Plan::of(&paths, fold);
        let shape = Shape::learn(&plan, &[br#"{"x":1,"a":{"b":"GET"},"m":"POST"}"#.to_vec()]);
        let found = walk(line, &plan, &shape)?;
        Some(found.values[0].map(|(_, raw)| raw.text.to_vec()))
    }

    #[test]
    fn values_are_found_in_any_order_and_form() {
        for (line, expected) in [
            (&br#"{"x":1,"a":{"b":"GET"},"m":"POST"}"#[..], Some(&b"GET"[..])),
            (br#"{"m":"POST","y":[{"z":"}"}],"a":{"c":0,"b":"GET"}}"#, Some(b"GET")),
            (br#"{"a.b":"GET","m":"POST"}"#, Some(b"GET")),
            (br#"{"a":{"b":null},"m":"POST","m":"PUT"}"#, Some(b"POST")),
            (br#"{"A":{"B":7}}"#, Some(b"7")),
            (br#"{"a":"x"}"#, None),
        ] {
            let found = method(line, Fold::Case).expect("an object");
            assert_eq!(found.as_deref(), expected, "{}", String::from_utf8_lossy(line));
        }
        for line in [r#"{"a":1"#, "[1]", r#"{"a":"unclosed}"#, r#"{"a" 1}"#, "{} {}", ""] {
            assert_eq!(method(line.as_bytes(), Fold::Case), None, "{line}");
        }
    }

    #[test]
    fn a_long_line_takes_linear_time() {
        let long = |part: &str| format!("{{\"m\":\"GET\",{}\"z\":0}}", part.repeat(1 << 16));
        // Each would be 10^9 steps or more, or as many frames, if a part were looked at once for each
        // part.
        for part in ["\"a\":1,", "\"a\":{},", "\"h\":[\"x\"],", "\"\\\"\":\"\\\\\","] {
            for fold in [Fold::Case, Fold::Letters] {
                let found = method(long(part).as_bytes(), fold);
                assert_eq!(found, Some(Some(b"GET".to_vec())), "{part}");
            }
        }
        for part in ["[", "{\"a\":", "\"", "\\", " ", ",", "1,"] {
            let line = format!("{{\"m\":{}", part.repeat(1 << 16));
            assert_eq!(method(line.as_bytes(), Fold::Letters), None, "{part}");
        }
    }
}
