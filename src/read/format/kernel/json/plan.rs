//! A table made ready for reading: the path of a value in, what it means out. It reads no line.

use std::collections::HashMap;
use std::mem::discriminant;

use super::super::reader::Reason;
use super::super::slot::Slot;
use super::table::Table;

/// No entry of the table.
pub const NONE: u16 = u16::MAX;
/// Kinds of slots in one table at most.
pub const GROUPS: usize = 48;
/// Bytes of a path at most: longer ones are in no table.
const PATH_MAX: usize = 160;

/// How names are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// Whatever their case.
    Case,
    /// By their letters and digits only, whatever their case: `Client-IP` is `client_ip`. The
    /// names around a name are part of it, or are left out where they only say that it is a request.
    Letters,
}

/// Names that only hold others together: a path in letters may begin without them.
const AROUND: &[&[u8]] = &[
    b"httprequest",
    b"requestinfo",
    b"request",
    b"req",
    b"httpresponse",
    b"response",
    b"res",
    b"resp",
    b"http",
    b"fields",
    b"data",
    b"object",
    b"conn",
    b"event",
    b"accesslog",
    b"access",
    b"log",
    b"attributes",
    b"properties",
    b"nginx",
    b"apache",
    b"payload",
    b"jsonpayload",
    b"context",
    b"ctx",
    b"extra",
    b"meta",
    b"message",
    b"msg",
    b"parsed",
    b"proxy",
    b"spec",
];

/// What is at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Index into the entries, or [`NONE`].
    pub entry: u16,
    /// Groups of the signature that it belongs to, a bit each.
    pub marks: u32,
    /// Can there be anything inside it?
    pub live: bool,
    /// Is it a list of names and values?
    pub pairs: bool,
}

impl Place {
    /// Nothing that any table asks for.
    pub const DEAD: Self = Self { entry: NONE, marks: 0, live: false, pairs: false };
}

/// One path of a table.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it holds.
    pub slot: Slot,
    /// Which others hold the same.
    pub group: usize,
}

/// A table made ready.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Paths in order of preference.
    pub entries: Vec<Entry>,
    signature: Vec<Reason>,
    places: HashMap<Vec<u8>, Place>,
    fold: Fold,
}

impl Plan {
    /// Makes a table ready.
    pub fn new(table: &Table) -> Self {
        let mut plan = Self::of(table.paths, Fold::Case);
        for (bit, (names, reason)) in table.signature.iter().enumerate() {
            for name in *names {
                plan.place(name.as_bytes()).marks |= 1 << bit;
            }
            plan.signature.push(reason);
        }
        plan
    }

    /// Makes paths ready that no format is told by.
    pub fn of<N: AsRef<str>>(paths: &[(N, Slot)], fold: Fold) -> Self {
        let (entries, signature, places) = (Vec::new(), Vec::new(), HashMap::new());
        let mut plan = Self { entries, signature, places, fold };
        paths.iter().for_each(|(path, slot)| plan.add(path.as_ref(), slot.clone()));
        plan
    }

    /// Adds a path, after all others.
    pub fn add(&mut self, path: &str, slot: Slot) {
        let entry = self.entries.len() as u16;
        let next = self.entries.iter().map(|entry| entry.group + 1).max().unwrap_or(0);
        let adds_up = matches!(slot, Slot::Flags | Slot::DurationPart(_));
        let same = |entry: &&Entry| !adds_up && discriminant(&entry.slot) == discriminant(&slot);
        let group = self.entries.iter().find(same).map_or(next, |entry| entry.group);
        let path = folded(path.as_bytes(), self.fold);
        let place = self.place(&path);
        if place.entry == NONE && group < GROUPS {
            place.entry = entry;
            self.entries.push(Entry { slot, group });
        }
    }

    /// Says something else of a path in the table.
    pub fn set(&mut self, path: &str, slot: Slot) {
        let index = self.resolve(path.as_bytes()).entry;
        if let Some(entry) = self.entries.get_mut(usize::from(index)) {
            entry.slot = slot;
        }
    }

    /// The place of a path, made if there is none, as are those around it.
    fn place(&mut self, path: &[u8]) -> &mut Place {
        for point in memchr::memchr_iter(b'.', path) {
            let around = path.get(..point).unwrap_or_default().to_vec();
            let around = self.places.entry(around).or_insert(Place::DEAD);
            around.live = true;
            around.pairs |= path.get(point..).is_some_and(|rest| rest.starts_with(b".[]"));
        }
        self.places.entry(path.to_vec()).or_insert(Place::DEAD)
    }

    /// What is at a path. In letters there can be something inside anything.
    pub fn resolve(&self, path: &[u8]) -> Place {
        if path.len() > PATH_MAX {
            return Place::DEAD;
        }
        let path = folded(path, self.fold);
        let found = self.places.get(&path).copied();
        match self.fold {
            Fold::Case => found.unwrap_or(Place::DEAD),
            Fold::Letters => {
                let place = found.or_else(|| self.without(&path)).unwrap_or(Place::DEAD);
                Place { live: true, pairs: path.ends_with(b"headers"), ..place }
            }
        }
    }

    /// What a path holds, if it is in the table.
    pub fn slot(&self, path: &[u8]) -> Option<&Slot> {
        self.entries.get(usize::from(self.resolve(path).entry)).map(|entry| &entry.slot)
    }

    /// What is at an element of a list: in letters, what is at the list.
    pub fn resolve_element(&self, list: &[u8], index: &[u8]) -> Place {
        if self.fold == Fold::Letters {
            return self.resolve(list);
        }
        let place = self.resolve(&[list, b".", index].concat());
        if place == Place::DEAD { self.resolve(&[list, b".*"].concat()) } else { place }
    }

    /// The place of a path in letters without what is around it.
    fn without(&self, path: &[u8]) -> Option<Place> {
        let mut path = path;
        for _ in 0..3 {
            let shorter = AROUND.iter().filter_map(|name| path.strip_prefix(*name));
            path = shorter.min_by_key(|rest| rest.len())?;
            if let Some(place) = self.places.get(path) {
                return Some(*place);
            }
        }
        None
    }

    /// Are the names those that anybody might use?
    #[inline]
    pub fn is_guess(&self) -> bool {
        self.fold == Fold::Letters
    }

    /// Is the format told by these marks?
    ///
    /// # Errors
    ///
    /// The reason of the first group that is missing.
    #[inline]
    pub fn is_told(&self, marks: u32) -> Result<(), Reason> {
        let missing = marks.trailing_ones() as usize;
        self.signature.get(missing).map_or(Ok(()), |reason| Err(reason))
    }
}

fn folded(path: &[u8], fold: Fold) -> Vec<u8> {
    let letters =
        |byte: &&u8| fold == Fold::Case || byte.is_ascii_alphanumeric() || !byte.is_ascii();
    path.iter().filter(letters).map(u8::to_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table = Table {
        paths: &[("a.b", Slot::Method), ("c", Slot::Method), ("l.*", Slot::Flags)],
        signature: &[(&["a.b", "x"], "no a"), (&["y"], "no y")],
    };

    #[test]
    fn paths_are_found_whatever_their_case() {
        let plan = Plan::new(&TABLE);
        assert_eq!(plan.resolve(b"A.b"), Place { entry: 0, marks: 1, ..Place::DEAD });
        assert_eq!(plan.resolve(b"a"), Place { live: true, ..Place::DEAD });
        assert_eq!(plan.resolve(b"b"), Place::DEAD);
        assert_eq!(plan.resolve_element(b"l", b"7").entry, 2);
        assert_eq!(plan.entries[0].group, plan.entries[1].group);
        assert_eq!(
            [0, 1, 2, 3].map(|marks| plan.is_told(marks).err()),
            [Some("no a"), Some("no y"), Some("no a"), None]
        );
    }

    #[test]
    fn names_in_letters_may_lack_what_is_around_them() {
        let plan = Plan::of(&[("client_ip", Slot::Client), ("host", Slot::Vhost)], Fold::Letters);
        for path in ["Client-IP", "clientIp", "http.request.client.ip", "data.clientip"] {
            assert_eq!(plan.resolve(path.as_bytes()).entry, 0, "{path}");
        }
        assert_eq!(plan.resolve(b"upstream.host").entry, NONE);
    }
}
