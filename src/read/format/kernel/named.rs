//! Fields that carry their names: names and texts in, the fields of a row out. A table says which names
//! mean what; formats differ in how they write pairs, not in what the names mean.

use std::borrow::Cow;

use super::reader::{Reason, Session};
use super::row::{Row, dash};
use super::slot::Slot;

/// One field of the row: the names that may hold it, the best first. Names are written in small letters
/// and digits only: `remote_addr`, `remote-addr` and `remoteAddr` are one name.
pub type Group = &'static [(&'static str, Slot)];

/// Bytes of the longest name in a table.
const NAME_MAX: usize = 40;

/// Pairs of a line, as far as the table knows them.
#[derive(Debug)]
pub struct Named<'a> {
    table: &'static [Group],
    /// For each group the rank of the name and its text.
    found: Vec<Option<(usize, Cow<'a, [u8]>)>>,
}

impl<'a> Named<'a> {
    /// No pair yet.
    pub fn new(table: &'static [Group]) -> Self {
        Self { table, found: vec![None; table.len()] }
    }

    /// Takes a pair. Of names that mean the same the better is kept, of equal ones the first: what a
    /// client smuggles into a line comes after what the server wrote.
    pub fn take(&mut self, name: &[u8], text: Cow<'a, [u8]>) {
        if text.is_empty() || dash(&text).is_none() {
            return;
        }
        let mut plain = [0; NAME_MAX];
        let Some(name) = plain_name(name, &mut plain) else { return };
        for (group, found) in self.table.iter().zip(&mut self.found) {
            let rank = group.iter().position(|(known, _)| known.as_bytes() == name);
            if let Some(rank) = rank {
                if found.as_ref().is_none_or(|(before, _)| rank < *before) {
                    *found = Some((rank, text));
                }
                return;
            }
        }
    }

    /// Puts what was taken into the row, in the order of the table.
    pub fn fill(self, row: &mut Row<'a>, session: &mut Session) -> Result<(), Reason> {
        for (group, found) in self.table.iter().zip(self.found) {
            let Some((rank, text)) = found else { continue };
            let Some((_, slot)) = group.get(rank) else { continue };
            slot.fill(text, row, session)?;
        }
        Ok(())
    }
}

/// Letters and digits of a name, in small letters; `None` if there are more than in any known one.
pub fn plain_name<'n>(name: &[u8], plain: &'n mut [u8; NAME_MAX]) -> Option<&'n [u8]> {
    let mut length = 0;
    for byte in name.iter().filter(|byte| byte.is_ascii_alphanumeric()) {
        *plain.get_mut(length)? = byte.to_ascii_lowercase();
        length += 1;
    }
    plain.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[Group] = &[&[("remoteaddr", Slot::Client), ("ip", Slot::Client)]];

    #[test]
    fn the_better_name_and_then_the_first_counts() {
        for (pairs, expected) in [
            (&[("ip", "203.0.113.1"), ("remote_addr", "203.0.113.2")][..], Some("203.0.113.2")),
            (&[("remoteAddr", "203.0.113.2"), ("remote-addr", "203.0.113.3")], Some("203.0.113.2")),
            (&[("remote_addr", "-"), ("ip", "203.0.113.1")], Some("203.0.113.1")),
            (&[("address", "203.0.113.1")], None),
        ] {
            let (mut named, mut row) = (Named::new(TABLE), Row::default());
            for (name, text) in pairs {
                named.take(name.as_bytes(), Cow::Borrowed(text.as_bytes()));
            }
            named.fill(&mut row, &mut Session::default()).expect("no bad field");
            assert_eq!(row.client.as_deref(), expected.map(str::as_bytes));
        }
    }
}
