//! Codes of the rows of a text column: a byte each as long as there are few values, four from then on.
//! It knows no values, only their numbers.

use super::columns::{ABSENT_CODE, Cell, Column};

/// Codes of rows: a byte each as long as there are few values, four from then on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    /// Codes below 255.
    Narrow(Column<u8>),
    /// All codes.
    Wide(Column<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::Narrow(Column::default())
    }
}

impl Codes {
    /// Puts the code of a row, which is after all rows put so far.
    #[inline]
    pub fn put(&mut self, row: usize, code: u32) {
        match self {
            Self::Wide(codes) => codes.put(row, code),
            Self::Narrow(codes) => match u8::try_from(code) {
                Ok(code) if code != u8::ABSENT => codes.put(row, code),
                _ if code == ABSENT_CODE => {}
                _ => self.widen().put(row, code),
            },
        }
    }

    /// Puts the codes of rows that follow each other, the first of which is after all rows put so far.
    #[inline]
    pub fn put_all(&mut self, row: usize, codes: &[u32]) {
        match self {
            Self::Wide(column) => column.put_all(row, codes),
            Self::Narrow(_) => (row..).zip(codes).for_each(|(row, code)| self.put(row, *code)),
        }
    }

    /// The code of a row.
    #[inline]
    pub fn get(&self, row: usize) -> u32 {
        match self {
            Self::Wide(codes) => codes.get(row),
            Self::Narrow(codes) => wide(codes.get(row)),
        }
    }

    /// Is there no value in any row?
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Wide(codes) => codes.is_empty(),
            Self::Narrow(codes) => codes.is_empty(),
        }
    }

    #[cold]
    fn widen(&mut self) -> &mut Self {
        if let Self::Narrow(codes) = self {
            let values = codes.values().iter().map(|code| wide(*code)).collect();
            *self = Self::Wide(Column { values });
        }
        self
    }

    /// Appends the codes of all `rows` rows.
    pub fn append_to(&self, codes: &mut Vec<u32>, rows: usize) {
        let end = codes.len() + rows;
        match self {
            Self::Wide(column) => codes.extend_from_slice(column.values()),
            Self::Narrow(column) => codes.extend(column.values().iter().map(|code| wide(*code))),
        }
        codes.resize(end, ABSENT_CODE);
    }

    /// Adds how often each code occurs.
    pub fn count(&self, counts: &mut [u64]) {
        let mut count = |code: usize| {
            if let Some(count) = counts.get_mut(code) {
                *count += 1;
            }
        };
        match self {
            Self::Wide(column) => column.values().iter().for_each(|code| count(*code as usize)),
            Self::Narrow(column) => {
                column.values().iter().for_each(|code| count(wide(*code) as usize));
            }
        }
    }

    /// Keeps the rows of which `keep` is true of their number.
    pub(super) fn retain(&mut self, keep: &impl Fn(usize) -> bool) {
        match self {
            Self::Wide(codes) => codes.retain(keep),
            Self::Narrow(codes) => codes.retain(keep),
        }
    }

    /// Gives code n the number `new[n]`.
    pub(super) fn renumber(&mut self, new: &[u32]) {
        let same = new.iter().zip(0..).all(|(new, old)| *new == old);
        if same {
            return;
        }
        if new.iter().any(|code| *code >= u32::from(u8::ABSENT)) {
            self.widen();
        }
        let number = |code: u32| new.get(code as usize).copied().unwrap_or(ABSENT_CODE);
        match self {
            Self::Wide(column) => column.values.iter_mut().for_each(|code| *code = number(*code)),
            Self::Narrow(column) => {
                let narrow = |code: u32| u8::try_from(code).unwrap_or(u8::ABSENT);
                column.values.iter_mut().for_each(|code| *code = narrow(number(wide(*code))));
            }
        }
    }

    pub(super) fn reserve(&mut self, rows: usize) {
        match self {
            Self::Wide(column) => column.reserve(rows),
            Self::Narrow(column) => column.reserve(rows),
        }
    }
}

#[inline]
fn wide(code: u8) -> u32 {
    if code == u8::ABSENT { ABSENT_CODE } else { u32::from(code) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_wide_when_they_must() {
        let mut codes = Codes::default();
        for row in 0..600 {
            codes.put(row, if row.is_multiple_of(2) { row as u32 / 2 } else { ABSENT_CODE });
        }
        let expected =
            |row: usize| if row.is_multiple_of(2) { row as u32 / 2 } else { ABSENT_CODE };
        assert!(matches!(codes, Codes::Wide(_)));
        assert!(
            (0..700)
                .all(|row| codes.get(row) == if row < 600 { expected(row) } else { ABSENT_CODE })
        );
        let mut few = Codes::default();
        few.put(1, 2);
        few.renumber(&[0, 1, 254]);
        assert_eq!((few.get(0), few.get(1)), (ABSENT_CODE, 254));
        few.renumber(&vec![255; 255]);
        assert_eq!((few.get(0), few.get(1), few.get(2)), (ABSENT_CODE, 255, ABSENT_CODE));
    }
}
