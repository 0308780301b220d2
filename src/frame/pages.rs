//! The column of a row group as the pages of a Parquet file: plain values in, packed pages out. Each value
//! is looked at once. The data-frame engine's own way makes a set of categories of every text of a row
//! group, hashes every number again to find out whether a dictionary pays, and packs column by column;
//! that cost a third of a whole investigation.

use std::hash::Hash;

use hashbrown::HashMap;
use polars::prelude::PolarsResult;
use polars_arrow::array::{Array, BooleanArray, DictionaryArray, PrimitiveArray, Utf8ViewArray};
use polars_arrow::bitmap::Bitmap;
use polars_arrow::datatypes::ArrowDataType;
use polars_arrow::types::NativeType;
use polars_parquet::write::{
    CompressedPage, CompressionOptions, Compressor, Encoding, Page, ParquetType, WriteOptions,
    array_to_columns,
};

use crate::base::record::Type;
use crate::read::columns::{ABSENT, ABSENT_CODE, ABSENT_STATUS};

use super::arrival::NO_DAY;
use super::text::{Words, numbered};
use super::values::Values;

/// A number is written by a dictionary where at most one row in so many has one of its own: the dictionary
/// costs eight bytes a value, a difference to the row before two or three.
const ROWS_A_VALUE: usize = 8;

/// The pages of a column of that many rows. `kind` and `written` are its type in the schema and in the file.
pub(super) fn encoded(
    values: Values<'_>,
    height: usize,
    kind: Type,
    written: &ParquetType,
    options: WriteOptions,
) -> PolarsResult<Vec<Page>> {
    let (array, encoding) = array(values, height, kind)?;
    let columns = array_to_columns(array, written.clone(), options, &[encoding])?;
    columns.into_iter().flatten().collect()
}

/// Pages, packed.
pub(super) fn packed(
    pages: Vec<Page>,
    compression: CompressionOptions,
) -> PolarsResult<Vec<CompressedPage>> {
    let packed = Compressor::new(pages.into_iter().map(Ok), compression, Vec::new());
    packed.map(|page| page.map_err(Into::into)).collect()
}

/// A column in the form in which it is written, and how its values are encoded.
fn array(
    values: Values<'_>,
    height: usize,
    kind: Type,
) -> PolarsResult<(Box<dyn Array>, Encoding)> {
    let array = match values {
        Values::Text(codes, words) => texts(codes, words)?,
        Values::Int(values) => return whole(values),
        Values::Small(values) => few(&values, ABSENT_STATUS)?,
        Values::Days(days) => few(&days, NO_DAY)?,
        Values::Flags(flags) => {
            return Ok((Box::new(BooleanArray::from_slice(flags)), Encoding::Plain));
        }
        Values::Absent if kind == Type::Flag => {
            let nulls = BooleanArray::new_null(ArrowDataType::Boolean, height);
            return Ok((Box::new(nulls), Encoding::Plain));
        }
        Values::Absent => by_number(vec![ABSENT_CODE; height], no_value(kind))?,
    };
    Ok((array, Encoding::RleDictionary))
}

/// A dictionary without a value.
fn no_value(kind: Type) -> Box<dyn Array> {
    match kind {
        Type::Text => Box::new(Utf8ViewArray::from_slice_values::<&str, [&str; 0]>([])),
        Type::Small => Box::new(PrimitiveArray::<i16>::from_vec(Vec::new())),
        Type::Date => Box::new(PrimitiveArray::<i32>::from_vec(Vec::new())),
        Type::Int | Type::Instant | Type::Flag => {
            Box::new(PrimitiveArray::<i64>::from_vec(Vec::new()))
        }
    }
}

/// A text column with those of its values only that the rows have, numbered as they come.
fn texts(codes: Vec<u32>, words: &Words) -> PolarsResult<Box<dyn Array>> {
    let (codes, own) = numbered(codes, words);
    let values: Vec<&str> = own.iter().map(|code| words.get(*code).unwrap_or_default()).collect();
    by_number(codes, Box::new(Utf8ViewArray::from_slice_values(&values)))
}

/// Numbers by a dictionary where it pays, else each by its difference to the one before.
fn whole(values: Vec<i64>) -> PolarsResult<(Box<dyn Array>, Encoding)> {
    // Offsets of lines: no two are equal.
    let all_differ = values.len() > 1 && values.is_sorted_by(|a, b| a < b);
    let limit = if all_differ { 0 } else { values.len() / ROWS_A_VALUE };
    if let Some((codes, own)) = counted(&values, ABSENT, limit) {
        return Ok((by_number(codes, numbers(own))?, Encoding::RleDictionary));
    }
    let there = validity(&values, ABSENT);
    let array = PrimitiveArray::from_vec(values).with_validity(there);
    Ok((Box::new(array), Encoding::DeltaBinaryPacked))
}

/// Numbers of which few differ.
fn few<T: NativeType + Eq + Hash>(values: &[T], absent: T) -> PolarsResult<Box<dyn Array>> {
    let (codes, own) = counted(values, absent, values.len()).unwrap_or_default();
    by_number(codes, numbers(own))
}

fn numbers<T: NativeType>(values: Vec<T>) -> Box<dyn Array> {
    Box::new(PrimitiveArray::from_vec(values))
}

/// Numbers the values as they come, absent ones apart; `None` if more than `limit` differ.
fn counted<T: Copy + Eq + Hash>(
    values: &[T],
    absent: T,
    limit: usize,
) -> Option<(Vec<u32>, Vec<T>)> {
    let mut numbers: HashMap<T, u32> = HashMap::new();
    let mut own = Vec::new();
    let mut codes = Vec::with_capacity(values.len());
    // Neighbours are often equal.
    let mut last = (absent, ABSENT_CODE);
    for &value in values {
        if value == absent {
            codes.push(ABSENT_CODE);
            continue;
        }
        if value != last.0 {
            last = (value, *numbers.entry(value).or_insert(own.len() as u32));
            if last.1 as usize == own.len() {
                own.push(value);
            }
            if own.len() > limit {
                return None;
            }
        }
        codes.push(last.1);
    }
    Some((codes, own))
}

/// Codes into values, [`ABSENT_CODE`] where there is none.
fn by_number(mut codes: Vec<u32>, values: Box<dyn Array>) -> PolarsResult<Box<dyn Array>> {
    let there = validity(&codes, ABSENT_CODE);
    if there.is_some() {
        codes.iter_mut().filter(|code| **code == ABSENT_CODE).for_each(|code| *code = 0);
    }
    let keys = PrimitiveArray::from_vec(codes).with_validity(there);
    Ok(Box::new(DictionaryArray::try_from_keys(keys, values, false)?))
}

/// Which rows have a value; `None` if all have.
fn validity<T: Copy + PartialEq>(values: &[T], absent: T) -> Option<Bitmap> {
    let some_lack = values.contains(&absent);
    some_lack.then(|| values.iter().map(|value| *value != absent).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_as_they_come_up_to_a_limit() {
        let values = [7, 7, -1, 9, 7, -1];
        let numbered = (vec![0, 0, ABSENT_CODE, 1, 0, ABSENT_CODE], vec![7, 9]);
        assert_eq!(counted(&values, -1, 2), Some(numbered));
        assert_eq!(counted(&values, -1, 1), None);
        assert_eq!(counted(&[-1, -1], -1, 0), Some((vec![ABSENT_CODE; 2], Vec::new())));
    }

    #[test]
    fn few_values_go_by_dictionary_and_many_by_difference() {
        let encoding = |values: Vec<i64>| whole(values).unwrap().1;
        assert_eq!(encoding((0..1000).map(|row| row % 9).collect()), Encoding::RleDictionary);
        assert_eq!(encoding((0..1000).collect()), Encoding::DeltaBinaryPacked);
        assert_eq!(
            encoding((0..1000).map(|row| row * 7 % 999).collect()),
            Encoding::DeltaBinaryPacked
        );
        assert_eq!(encoding(vec![ABSENT; 1000]), Encoding::RleDictionary);
    }
}
