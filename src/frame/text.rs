//! Text columns: the dictionaries of the chunks become one, in order of first appearance, and the
//! codes become a categorical column. Bytes that are no UTF-8 become `\xHH`: nothing is dropped.

use polars::prelude::{
    Categorical32Type, CategoricalChunked, CategoricalPhysical, Categories, Column, DataType,
    IntoColumn, IntoSeries, NewChunkedArray, PlSmallStr, PolarsResult, UInt32Chunked,
};

use crate::error::Result;
use crate::read::columns::{ABSENT_CODE, TextColumn};
use crate::read::dictionary::Dictionary;

use super::broken;

/// A text column of all requests: a code per row, or [`ABSENT_CODE`].
#[derive(Debug, Default, Clone)]
pub(super) struct Text {
    /// A code per row.
    pub(super) codes: Vec<u32>,
    /// The distinct values; code n is the nth.
    pub(super) values: Vec<String>,
}

impl Text {
    /// Merges the columns of the chunks, in their order. The codes depend on that order only.
    pub(super) fn merge(parts: Vec<TextColumn>) -> Self {
        let mut dictionary = Dictionary::default();
        let mut codes = Vec::with_capacity(parts.iter().map(|part| part.codes.len()).sum());
        for part in parts {
            let new: Vec<u32> = part.dictionary.iter().map(|v| dictionary.intern(v)).collect();
            codes.extend(part.codes.iter().map(|&code| at(&new, code)));
        }
        Self { codes, values: dictionary.iter().map(printable).collect() }
    }

    /// A column that follows from another: `values[code]` for each row.
    pub(super) fn derived(codes: &[u32], values: &[Option<&str>]) -> Self {
        let mut dictionary = Dictionary::default();
        let new: Vec<u32> = values
            .iter()
            .map(|value| value.map_or(ABSENT_CODE, |text| dictionary.intern(text.as_bytes())))
            .collect();
        let codes = codes.iter().map(|&code| at(&new, code)).collect();
        Self { codes, values: dictionary.iter().map(printable).collect() }
    }

    /// As a categorical column with categories of its own.
    pub(super) fn into_column(self, name: &'static str) -> Result<Column> {
        let categories =
            Categories::random(PlSmallStr::from_static("afflux"), CategoricalPhysical::U32);
        let mapping = categories.mapping();
        // Two byte strings can have the same printable form, so the categories number themselves.
        let numbers = self
            .values
            .iter()
            .map(|value| mapping.insert_cat(value))
            .collect::<PolarsResult<Vec<u32>>>()
            .map_err(|error| broken("number the values of a column", error))?;
        let codes = self.codes.iter().map(|&code| numbers.get(code as usize).copied());
        let codes = UInt32Chunked::from_iter_options(PlSmallStr::from_static(name), codes);
        let kind = DataType::from_categories(categories);
        Ok(CategoricalChunked::<Categorical32Type>::from_cats_and_dtype(codes, kind)
            .into_series()
            .into_column())
    }
}

/// The value at a code; [`ABSENT_CODE`] stays absent.
fn at(values: &[u32], code: u32) -> u32 {
    values.get(code as usize).copied().unwrap_or(ABSENT_CODE)
}

/// UTF-8 as it is; any other byte as `\xHH`.
fn printable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
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

    fn column(values: &[Option<&[u8]>]) -> TextColumn {
        let mut column = TextColumn::default();
        for value in values {
            column.push(*value);
        }
        column
    }

    #[test]
    fn chunks_merge_in_order_of_first_appearance() {
        let text = Text::merge(vec![
            column(&[Some(b"b"), None, Some(b"a")]),
            column(&[Some(b"c"), Some(b"a"), Some(b"")]),
        ]);
        assert_eq!(text.codes, [0, ABSENT_CODE, 1, 2, 1, 3]);
        assert_eq!(text.values, ["b", "a", "c", ""]);
    }

    #[test]
    fn other_bytes_are_written_out() {
        assert_eq!(printable(b"/caf\xc3\xa9"), "/café");
        assert_eq!(printable(b"\x16\x03\xff\xfe"), "\u{16}\u{3}\\xFF\\xFE");
    }

    #[test]
    fn derived_columns_follow_their_source() {
        let text = Text::derived(&[1, 0, ABSENT_CODE], &[Some("FR"), None]);
        assert_eq!(text.codes, [ABSENT_CODE, 0, ABSENT_CODE]);
        assert_eq!(text.values, ["FR"]);
    }
}
