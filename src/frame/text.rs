//! Text columns: the codes and distinct values of a log become a categorical column. Bytes that are no
//! UTF-8 become `\xHH`: nothing is dropped.

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::{
    BooleanChunked, Categorical32Type, CategoricalChunked, CategoricalPhysical, Categories,
    ChunkedArray, Column, DataType, IntoColumn, IntoSeries, NewChunkedArray, PlSmallStr,
    PolarsNumericType, PolarsResult, Series, UInt32Chunked,
};

use crate::error::Result;
use crate::read::columns::{ABSENT_CODE, Cell};
use crate::read::dictionary::Dictionary;

use super::broken;

/// The distinct values of a text field as text, and which codes stand for the same.
#[derive(Debug, Default, Clone)]
pub struct Words {
    /// The value of each code.
    pub values: Vec<String>,
    /// The code that stands for each code's text, where two byte strings have the same printable form.
    same: Option<Vec<u32>>,
}

impl Words {
    /// The values of a dictionary.
    pub(super) fn of(dictionary: &Dictionary) -> Self {
        let mut twins = false;
        let values: Vec<String> = dictionary
            .iter()
            .map(|value| {
                let text = printable(value);
                // Only what had to be written out can look like another value.
                twins |= text.len() != value.len() || text.contains("\\x");
                text
            })
            .collect();
        let same = twins.then(|| first_of_each(&values));
        Self { values, same }
    }

    /// Names of our own: no two are equal.
    pub(super) fn named(values: Vec<String>) -> Self {
        Self { values, same: None }
    }

    /// The code that stands for the text of a code.
    #[inline]
    pub fn code(&self, code: u32) -> u32 {
        match &self.same {
            Some(same) => same.get(code as usize).copied().unwrap_or(code),
            None => code,
        }
    }

    /// Do some codes stand for the same text?
    pub fn has_twins(&self) -> bool {
        self.same.is_some()
    }

    /// The text of a code.
    pub fn get(&self, code: u32) -> Option<&str> {
        self.values.get(code as usize).map(String::as_str)
    }
}

fn first_of_each(values: &[String]) -> Vec<u32> {
    let mut first: BTreeMap<&str, u32> = BTreeMap::new();
    (0u32..).zip(values).map(|(code, value)| *first.entry(value).or_insert(code)).collect()
}

/// Values that follow from the code of another field, as a country follows from a client: a code into
/// the distinct ones for each code of that field, and last for rows without one.
#[derive(Debug, Default, Clone)]
pub(super) struct Derived {
    /// A code into `words` for each code of the field, [`ABSENT_CODE`] where nothing follows; one more
    /// for rows without the field.
    by_code: Vec<u32>,
    /// The distinct values.
    words: Words,
}

impl Derived {
    /// From the value of each code, and last of rows without one.
    pub(super) fn of<'v>(values: impl Iterator<Item = Option<&'v str>>) -> Self {
        let mut dictionary = Dictionary::default();
        let by_code = values
            .map(|value| value.map_or(ABSENT_CODE, |text| dictionary.intern(text.as_bytes())))
            .collect();
        Self { by_code, words: Words::of(&dictionary) }
    }

    /// The code that follows from a code of the field, or from its absence.
    #[inline]
    pub(super) fn code(&self, code: u32) -> u32 {
        let at =
            if code == ABSENT_CODE { self.by_code.len().wrapping_sub(1) } else { code as usize };
        self.by_code.get(at).copied().unwrap_or(ABSENT_CODE)
    }

    /// The distinct values.
    pub(super) fn words(&self) -> &Words {
        &self.words
    }
}

/// Codes as numbers of the values that these rows have, in the order in which they come; and the codes of
/// these values.
pub(super) fn numbered(mut codes: Vec<u32>, words: &Words) -> (Vec<u32>, Vec<u32>) {
    let mut numbers = vec![ABSENT_CODE; words.values.len()];
    let mut own = Vec::new();
    let mut number = |code: u32| {
        let Some(slot) = numbers.get_mut(code as usize) else { return ABSENT_CODE };
        if *slot == ABSENT_CODE {
            *slot = own.len() as u32;
            own.push(code);
        }
        *slot
    };
    match &words.same {
        Some(_) => codes.iter_mut().for_each(|code| *code = number(words.code(*code))),
        None => codes.iter_mut().for_each(|code| *code = number(*code)),
    }
    (codes, own)
}

/// A categorical column with categories of its own: the values that these rows have, numbered as they
/// come.
pub(super) fn categorical(name: &'static str, codes: Vec<u32>, words: &Words) -> Result<Column> {
    let (codes, own) = numbered(codes, words);
    let values = own.iter().map(|code| words.get(*code).unwrap_or_default());
    as_text(name, codes, values).map_err(|error| broken("number the values of a column", error))
}

/// Numbers of values as a column; [`ABSENT_CODE`] is null.
fn as_text<'v>(
    name: &'static str,
    mut codes: Vec<u32>,
    values: impl Iterator<Item = &'v str>,
) -> PolarsResult<Column> {
    let categories = local_categories();
    let mapping = categories.mapping();
    let own = values.map(|value| mapping.insert_cat(value)).collect::<PolarsResult<Vec<u32>>>()?;
    // The engine numbers values as they come; it does not promise to.
    if own.iter().zip(0_u32..).any(|(given, number)| *given != number) {
        let given = |code: u32| own.get(code as usize).copied().unwrap_or(ABSENT_CODE);
        codes.iter_mut().for_each(|code| *code = given(*code));
    }
    let kind = DataType::from_categories(categories);
    let name = PlSmallStr::from_static(name);
    Ok(checked(name, codes, kind).into_column())
}

/// Codes as a column of that kind, checked by the engine.
fn checked(name: PlSmallStr, mut codes: Vec<u32>, kind: DataType) -> Series {
    let is_there = |code: &u32| *code != ABSENT_CODE;
    let codes = if codes.iter().all(is_there) {
        UInt32Chunked::from_vec(name, codes)
    } else {
        let there = BooleanChunked::from_iter_values(name.clone(), codes.iter().map(is_there));
        let there = there.downcast_iter().next().map(|flags| flags.values().clone());
        codes.iter_mut().filter(|code| !is_there(code)).for_each(|code| *code = 0);
        UInt32Chunked::from_vec_validity(name, codes, there)
    };
    CategoricalChunked::<Categorical32Type>::from_cats_and_dtype(codes, kind).into_series()
}

/// Values as a column, null where they are absent.
pub(super) fn where_there<T>(name: PlSmallStr, mut values: Vec<T::Native>) -> ChunkedArray<T>
where
    T: PolarsNumericType,
    T::Native: Cell + Default,
{
    let is_there = |value: &T::Native| *value != T::Native::ABSENT;
    if values.iter().all(is_there) {
        return ChunkedArray::from_vec(name, values);
    }
    let there = BooleanChunked::from_iter_values(name.clone(), values.iter().map(is_there));
    let there = there.downcast_iter().next().map(|flags| flags.values().clone());
    for value in values.iter_mut().filter(|value| !is_there(value)) {
        *value = T::Native::default();
    }
    ChunkedArray::from_vec_validity(name, values, there)
}

/// Categories that no other column shares.
pub(super) fn local_categories() -> Arc<Categories> {
    Categories::random(PlSmallStr::from_static("afflux"), CategoricalPhysical::U32)
}

/// UTF-8 as it is; any other byte as `\xHH`.
pub(crate) fn printable(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut text = String::with_capacity(bytes.len() + 16);
    for part in bytes.utf8_chunks() {
        text.push_str(part.valid());
        for byte in part.invalid() {
            text.push_str(&format!("\\x{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(values: &[&[u8]]) -> Words {
        let mut dictionary = Dictionary::default();
        for value in values {
            dictionary.intern(value);
        }
        Words::of(&dictionary)
    }

    #[test]
    fn other_bytes_are_written_out() {
        assert_eq!(printable(b"/caf\xc3\xa9"), "/café");
        assert_eq!(printable(b"\x16\x03\xff\xfe"), "\u{16}\u{3}\\xFF\\xFE");
    }

    #[test]
    fn values_that_look_the_same_are_one() {
        let words = words(&[b"a", b"\xff", b"b", br"\xFF"]);
        assert_eq!([0, 1, 2, 3].map(|code| words.code(code)), [0, 1, 2, 1]);
        assert_eq!(words.code(ABSENT_CODE), ABSENT_CODE);
    }

    #[test]
    fn derived_values_follow_their_source() {
        let derived = Derived::of([Some("FR"), None, Some("FR"), Some("?")].into_iter());
        assert_eq!([0, 1, 2, ABSENT_CODE].map(|code| derived.code(code)), [0, ABSENT_CODE, 0, 1]);
        assert_eq!(derived.words().values, ["FR", "?"]);
    }
}
