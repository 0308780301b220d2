//! Columns all of whose rows are alike, as a server's one protocol or a field that the format lacks: their pages
//! are encoded once for all row groups of a file. Values in, pages out; what differs by row is encoded elsewhere.

use polars::prelude::PolarsResult;
use polars_parquet::write::{CompressedPage, CompressionOptions, Page, ParquetType, WriteOptions};

use crate::base::record::Type;
use crate::error::Result;

use super::broken;
use super::pages::{encoded, packed};
use super::values::Values;

/// What all rows of a column have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum One {
    /// Nothing.
    Absent,
    /// A text, by its code.
    Text(u32),
    /// A number of any width.
    Number(i64),
}

/// The pages of the latest column of a field whose rows were alike.
#[derive(Debug, Default)]
pub(super) struct Alike {
    latest: Option<(One, usize, Vec<Page>)>,
}

impl Alike {
    /// The pages of a column of that many rows, encoded only if they are not at hand. They hold a run or two:
    /// nothing is gained by packing them. `kind` and `written` are its type in the schema and in the file.
    pub(super) fn pages(
        &mut self,
        values: Values<'_>,
        height: usize,
        kind: Type,
        written: &ParquetType,
        options: WriteOptions,
    ) -> Result<Vec<CompressedPage>> {
        let one = one(&values);
        let pages = || -> PolarsResult<Vec<CompressedPage>> {
            let Some(one) = one else {
                let pages = encoded(values, height, kind, written, options)?;
                return packed(pages, options.compression);
            };
            let pages = match self.latest.take() {
                Some((held, rows, pages)) if (held, rows) == (one, height) => pages,
                _ => encoded(values, height, kind, written, options)?,
            };
            let (_, _, pages) = self.latest.insert((one, height, pages));
            packed(pages.iter().map(copy).collect(), CompressionOptions::Uncompressed)
        };
        pages().map_err(|error| broken("write a column", error))
    }
}

fn copy(page: &Page) -> Page {
    match page {
        Page::Data(page) => Page::Data(page.clone()),
        Page::Dict(page) => Page::Dict(page.clone()),
    }
}

/// What all rows have; `None` if they differ. Flags have a bit a row whatever they say, which packing shrinks.
fn one(values: &Values<'_>) -> Option<One> {
    match values {
        Values::Absent => Some(One::Absent),
        Values::Text(codes, _) => same(codes).map(One::Text),
        Values::Int(values) => same(values).map(One::Number),
        Values::Small(values) => same(values).map(|value| One::Number(value.into())),
        Values::Days(days) => same(days).map(|day| One::Number(day.into())),
        Values::Flags(_) => None,
    }
}

fn same<T: Copy + PartialEq>(values: &[T]) -> Option<T> {
    let first = *values.first()?;
    values.iter().all(|value| *value == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::text::Words;
    use super::*;

    #[test]
    fn rows_are_alike_or_not() {
        let words = Words::named(vec!["a".to_owned()]);
        assert_eq!(one(&Values::Text(vec![0, 0], &words)), Some(One::Text(0)));
        assert_eq!(one(&Values::Text(vec![0, u32::MAX], &words)), None);
        assert_eq!(one(&Values::Int(Vec::new())), None);
        assert_eq!(one(&Values::Absent), Some(One::Absent));
        assert_eq!(one(&Values::Flags(vec![true, true])), None);
    }
}
