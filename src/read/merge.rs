//! Sets of columns, as workers filled them, made one sheet: sets in the order of exhibits and lines in,
//! the same with common dictionaries out, their values numbered as they first appear. Rows stay where
//! they are; which worker read what leaves no trace.

use super::columns::{Cell, Column, Columns, TEXTS, TextColumn};
use super::dictionary::{BATCH, Dictionary};

/// All requests of a reading: sets of rows in the order of exhibits and lines. A code means the same in
/// all of them.
#[derive(Debug, Default)]
pub struct Rows {
    /// The first holds the dictionaries of all.
    sets: Vec<Columns>,
}

impl Rows {
    /// Takes sets in order of exhibit, then of line, each with dictionaries of its own.
    pub fn new(mut sets: Vec<Columns>) -> Self {
        sets.retain(|set| !set.is_empty());
        unify(&mut sets);
        Self { sets }
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.sets.iter().map(Columns::len).sum()
    }

    /// No row at all?
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// The sets. Their own dictionaries mean nothing: ask [`Rows::dictionary`].
    pub fn sets(&self) -> &[Columns] {
        &self.sets
    }

    /// The exhibit of every row, in order.
    pub fn exhibits(&self) -> impl Iterator<Item = u32> {
        self.sets.iter().flat_map(|set| std::iter::repeat_n(set.exhibit, set.len()))
    }

    /// The offset of every row's line.
    pub fn byte_offsets(&self) -> impl Iterator<Item = i64> {
        self.sets.iter().flat_map(|set| set.byte_offset.iter())
    }

    /// The values of every row of a column.
    pub fn numbers<T: Cell>(&self, field: fn(&Columns) -> &Column<T>) -> Vec<T> {
        let mut values = Vec::with_capacity(self.len());
        let mut rows = 0;
        for set in &self.sets {
            rows += set.len();
            values.extend_from_slice(field(set).values());
            values.resize(rows, T::ABSENT);
        }
        values
    }

    /// The code of every row of a text column.
    pub fn codes(&self, field: fn(&Columns) -> &TextColumn) -> Vec<u32> {
        let mut codes = Vec::with_capacity(self.len());
        for set in &self.sets {
            field(set).codes.append_to(&mut codes, set.len());
        }
        codes
    }

    /// The distinct values of a text column; code n is the nth.
    pub fn dictionary(&self, field: fn(&Columns) -> &TextColumn) -> Option<&Dictionary> {
        self.sets.first().map(|set| &field(set).dictionary)
    }

    /// Keeps the rows of which `keep` is true of the set's number and theirs in it.
    pub fn retain(&mut self, keep: impl Fn(usize, usize) -> bool) {
        for (number, set) in self.sets.iter_mut().enumerate() {
            set.retain(&|row| keep(number, row));
        }
    }

    /// Gives a column away, to save memory: its rows are absent from then on.
    pub fn forget<T: Default>(&mut self, field: fn(&mut Columns) -> &mut T) {
        for set in &mut self.sets {
            *field(set) = T::default();
        }
    }
}

/// Makes the dictionaries one, the fields side by side, those with most values first.
fn unify(sets: &mut [Columns]) {
    let Some((first, others)) = sets.split_first_mut() else { return };
    let mut further: [Vec<&mut TextColumn>; TEXTS] = Default::default();
    for set in others {
        further.iter_mut().zip(set.texts_mut()).for_each(|(list, text)| list.push(text));
    }
    rayon::scope(|scope| {
        for (text, columns) in first.texts_mut().into_iter().zip(further) {
            scope.spawn(|_| adopt(&mut text.dictionary, columns));
        }
    });
}

/// Numbers the values of further columns as the dictionary goes on.
fn adopt(dictionary: &mut Dictionary, columns: Vec<&mut TextColumn>) {
    for column in columns {
        let own = std::mem::take(&mut column.dictionary);
        let values: Vec<&[u8]> = own.iter().collect();
        let mut new = vec![0; values.len()];
        for (values, new) in values.chunks(BATCH).zip(new.chunks_mut(BATCH)) {
            dictionary.intern_all(values, new);
        }
        column.codes.renumber(&new);
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::format::kernel::row::{Filled, Row, append};
    use super::*;

    fn set(paths: &[String]) -> Columns {
        let mut columns = Columns::default();
        for (at, path) in paths.iter().enumerate() {
            let path = Some(Cow::Borrowed(path.as_bytes()));
            append(
                &[Row { path, bytes: at as i64, ..Row::default() }],
                &[at as i64],
                Filled::Any,
                &mut columns,
            );
        }
        columns
    }

    #[test]
    fn values_are_numbered_as_they_first_appear() {
        // More than a narrow code can number.
        let paths: Vec<String> = (0..900).map(|n| format!("/{}", n * n % 700)).collect();
        let whole = Rows::new(vec![set(&paths)]);
        let (head, tail) = paths.split_at(200);
        let (middle, end) = tail.split_at(3);
        let parts = Rows::new(vec![set(head), Columns::default(), set(middle), set(end)]);
        assert_eq!(parts.codes(|c| &c.path), whole.codes(|c| &c.path));
        let shown = |rows: &Rows| format!("{:?}", rows.dictionary(|c| &c.path));
        assert_eq!(shown(&parts), shown(&whole));
        assert_eq!((parts.len(), parts.codes(|c| &c.query).len()), (900, 900));
        assert_eq!(parts.byte_offsets().nth(200), Some(0));
        assert_eq!(parts.numbers(|c| &c.bytes)[202..204], [2, 0]);
    }
}
