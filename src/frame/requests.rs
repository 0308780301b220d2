//! The frame of requests: rows in order of exhibit and line, columns as the schema lists them.
//! Plain values come out of it and labels go in; nobody else changes it.

use polars::prelude::{AnyValue, Column, DataFrame, DataType, PlSmallStr};

use crate::base::record::{FIELDS, Type};
use crate::error::{Error, Kind, Result};
use crate::read::columns::ABSENT_CODE;

use super::arrival::instant_type;
use super::broken;

/// One row a request, with the columns of [`FIELDS`] in that order; text is categorical.
#[derive(Debug, Clone)]
pub struct Requests {
    frame: DataFrame,
}

/// A text column as plain values.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Texts {
    /// A code per row, `u32::MAX` where the row has no value.
    pub codes: Vec<u32>,
    /// The distinct values in order of first row; code n is the nth.
    pub values: Vec<String>,
}

impl Requests {
    /// Takes a frame that has the columns of the schema, in order.
    pub fn new(frame: DataFrame) -> Result<Self> {
        let right = frame.width() == FIELDS.len()
            && frame.columns().iter().zip(FIELDS).all(|(column, field)| {
                column.name() == field.name && fits(column.dtype(), field.kind)
            });
        if right {
            return Ok(Self { frame });
        }
        Err(Error::new(Kind::Case, "the requests have not the columns of this version's schema")
            .hint("investigate the logs again with this version"))
    }

    /// The frame itself.
    pub fn frame(&self) -> &DataFrame {
        &self.frame
    }

    /// Requests.
    pub fn len(&self) -> usize {
        self.frame.height()
    }

    /// No request at all?
    pub fn is_empty(&self) -> bool {
        self.frame.height() == 0
    }

    /// A text column as codes and values. Codes follow the first row, whatever way the frame was
    /// made, so that everything computed from them is the same before and after storing.
    pub fn texts(&self, name: &str) -> Result<Texts> {
        let missing = |error| broken("read a text column", error);
        let column = self.frame.column(name).map_err(missing)?.as_materialized_series();
        let text = column.cat32().map_err(missing)?;
        let mapping = text.get_mapping();
        let mut number = vec![ABSENT_CODE; mapping.num_cats_upper_bound()];
        let mut texts = Texts::default();
        for category in text.physical().iter() {
            let code = category.and_then(|c| number.get_mut(c as usize).map(|code| (c, code)));
            texts.codes.push(match code {
                Some((category, code)) => {
                    if *code == ABSENT_CODE {
                        *code = texts.values.len() as u32;
                        texts.values.push(mapping.cat_to_str(category).unwrap_or("").to_owned());
                    }
                    *code
                }
                None => ABSENT_CODE,
            });
        }
        Ok(texts)
    }

    /// An integer, instant or date column as plain numbers, `None` where null.
    pub fn numbers(&self, name: &str) -> Result<Vec<Option<i64>>> {
        let missing = |error| broken("read a number column", error);
        let column = self.frame.column(name).map_err(missing)?.as_materialized_series();
        let whole = column.cast(&DataType::Int64).map_err(missing)?;
        Ok(whole.i64().map_err(missing)?.iter().collect())
    }

    /// The exhibit's path and the byte offset of a row: what a citation is made of.
    pub fn citation(&self, row: u32) -> Option<(String, i64)> {
        let cell = |name| self.frame.column(name).ok()?.get(row as usize).ok();
        let exhibit = cell("exhibit")?.get_str()?.to_owned();
        match cell("byte_offset")? {
            AnyValue::Int64(offset) => Some((exhibit, offset)),
            _ => None,
        }
    }
}

/// The data-frame type of a field; text apart, whose categories differ from frame to frame.
pub(super) fn type_of(kind: Type) -> DataType {
    match kind {
        Type::Text => DataType::String,
        Type::Int => DataType::Int64,
        Type::Small => DataType::Int16,
        Type::Instant => instant_type(),
        Type::Date => DataType::Date,
        Type::Flag => DataType::Boolean,
    }
}

fn fits(have: &DataType, kind: Type) -> bool {
    match kind {
        Type::Text => matches!(have, DataType::Categorical(..)),
        _ => *have == type_of(kind),
    }
}

/// A column without any value, of a type that is no text.
pub(super) fn absent(name: &'static str, kind: Type, height: usize) -> Column {
    Column::full_null(PlSmallStr::from_static(name), height, &type_of(kind))
}
