//! Requests and tables to Parquet and back. Text is stored as plain strings with dictionary
//! encoding, so that DuckDB, Spark and pandas read it as it is. A file appears whole or not at all,
//! and no file name comes from a log.

use std::fs::{self, File};
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

use polars::prelude::{
    Categorical32Type, CategoricalChunked, Column, DataFrame, DataType, Field, IntoColumn,
    IntoSeries, NewChunkedArray, ParquetCompression, ParquetWriter, PlSmallStr, PolarsResult,
    Schema, SerReader, StatisticsOptions, UInt32Chunked,
};
use polars_io::parquet::read::ParquetReader;
use polars_parquet::write::{CompressedPage, CompressionOptions, Version, WriteOptions, ZstdLevel};
use rayon::prelude::*;

use crate::base::record::{FIELDS, Type};
use crate::error::{Error, Kind, Result};

use super::alike::Alike;
use super::broken;
use super::log::Log;
use super::part::Label;
use super::requests::{Requests, type_of};
use super::text::local_categories;

/// Rows a row group: what DuckDB and Spark like to read at once, and what is held as text at once. Each group
/// carries the texts that its rows have: with half as many rows a file is an eighth larger.
const ROW_GROUP: usize = 512 * 1024;

/// How hard requests and tables are packed (zstd). Numbers of values and differences are dense already: level 3
/// takes twice the time for a file that is as large.
const LEVEL: i32 = 1;

/// Writes the requests to `directory`, a file an exhibit: `0000.parquet` is the first of the
/// manifest, and so on, as many side by side as there are threads. `labels`, in order of row, are what
/// judging says. Of each exhibit only a row group's worth of rows is ever a data-frame.
pub fn save(log: &Log, labels: &[Label], directory: &Path) -> Result<()> {
    create(directory)?;
    let mut rows = vec![0..0; log.exhibits.values.len()];
    for (exhibit, range) in log.exhibit_rows() {
        if let Some(rows) = rows.get_mut(exhibit as usize) {
            *rows = range;
        }
    }
    rows.into_par_iter().enumerate().try_for_each(|(number, rows)| {
        let path = directory.join(format!("{number:04}.parquet"));
        write(&path, |file| requests(log, labels, rows, file))
    })
}

/// Writes rows of a log, the columns of a row group side by side.
fn requests<W: Write + Send>(
    log: &Log,
    labels: &[Label],
    rows: Range<usize>,
    writer: W,
) -> Result<()> {
    let failed = |error| broken("write Parquet", error);
    let schema: Schema = FIELDS
        .iter()
        .map(|field| Field::new(PlSmallStr::from_static(field.name), type_of(field.kind)))
        .collect();
    let level = ZstdLevel::try_new(LEVEL).map_err(failed)?;
    let options = WriteOptions {
        statistics: StatisticsOptions::full(),
        version: Version::V1,
        compression: CompressionOptions::Zstd(Some(level)),
        data_page_size: None,
    };
    let mut writer = ParquetWriter::new(writer).batched(&schema).map_err(failed)?;
    let written = writer.parquet_schema().fields().to_vec();
    let mut alike: Vec<Alike> = FIELDS.iter().map(|_| Alike::default()).collect();
    let mut encode = |start: usize| -> Result<(u64, Vec<Vec<CompressedPage>>)> {
        let part = log.part(start..rows.end.min(start + ROW_GROUP), Some(labels));
        let columns =
            FIELDS.par_iter().zip(&written).zip(&mut alike).map(|((field, kind), alike)| {
                alike.pages(part.values(field), part.len(), field.kind, kind, options)
            });
        Ok((part.len() as u64, columns.collect::<Result<_>>()?))
    };
    let mut write = |(height, columns): (u64, Vec<Vec<CompressedPage>>)| {
        writer.write_row_group(height, &columns).map_err(failed)
    };
    // One row group is written while the next is encoded.
    let mut ready = None;
    for start in rows.clone().step_by(ROW_GROUP) {
        let (next, written) =
            rayon::join(|| encode(start), || ready.take().map_or(Ok(()), &mut write));
        written?;
        ready = Some(next?);
    }
    ready.map_or(Ok(()), &mut write)?;
    writer.finish().map_err(failed)?;
    Ok(())
}

/// Reads the requests back, in order of file name.
pub fn load(directory: &Path) -> Result<Requests> {
    let kinds: Vec<DataType> = FIELDS
        .iter()
        .map(|field| match field.kind {
            Type::Text => DataType::from_categories(local_categories()),
            kind => type_of(kind),
        })
        .collect();
    let mut whole: Option<DataFrame> = None;
    for path in parquet_files(directory)? {
        let frame = typed(&read(&path)?, &kinds).map_err(|error| cannot("read", &path, error))?;
        match &mut whole {
            None => whole = Some(frame),
            Some(whole) => {
                whole.vstack_mut(&frame).map_err(|error| cannot("read", &path, error))?;
            }
        }
    }
    let mut frame = whole.ok_or_else(|| {
        Error::new(Kind::Case, format!("no requests are stored in {}", directory.display()))
    })?;
    frame.rechunk_mut_par();
    Requests::new(frame)
}

/// Writes a table to `directory/NAME.parquet`; `name` is one of the registered tables', never a
/// text of the log.
pub fn save_table(name: &str, table: &DataFrame, directory: &Path) -> Result<()> {
    create(directory)?;
    write(&directory.join(format!("{name}.parquet")), |file| encode(groups(table), file))
}

/// Reads every table of a directory: names in order, and frames.
pub fn load_tables(directory: &Path) -> Result<Vec<(String, DataFrame)>> {
    let name = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut paths = parquet_files(directory)?;
    paths.sort();
    paths.iter().map(|path| Ok((name(path).unwrap_or_default(), read(path)?))).collect()
}

/// A frame as the bytes of a Parquet file: the same frame gives the same bytes.
pub fn parquet_bytes(frame: &DataFrame) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    encode(groups(frame), &mut bytes)?;
    Ok(bytes)
}

/// A frame as row groups.
fn groups(frame: &DataFrame) -> impl Iterator<Item = Result<DataFrame>> {
    let starts = std::iter::once(0).chain((0..frame.height()).step_by(ROW_GROUP).skip(1));
    starts.map(|start| {
        let group = frame.slice(start as i64, ROW_GROUP);
        plain(&group).map_err(|error| broken("cut a row group", error))
    })
}

/// Writes row groups; there is at least one, which gives the schema.
fn encode<W: Write + Send>(
    mut groups: impl Iterator<Item = Result<DataFrame>>,
    writer: W,
) -> Result<()> {
    let failed = |error| broken("write Parquet", error);
    let Some(first) = groups.next().transpose()? else { return Ok(()) };
    let level = ZstdLevel::try_new(LEVEL).map_err(failed)?;
    let mut writer = ParquetWriter::new(writer)
        .with_compression(ParquetCompression::Zstd(Some(level)))
        .with_statistics(StatisticsOptions::full())
        .batched(&as_strings(first.schema()))
        .map_err(failed)?;
    writer.write_batch(&first).map_err(failed)?;
    drop(first);
    for group in groups {
        writer.write_batch(&group?).map_err(failed)?;
    }
    writer.finish().map_err(failed)?;
    Ok(())
}

/// The schema of the file: text is text. Which values a row group numbers is its own affair, and the
/// names that the engine gives to sets of values differ from run to run.
fn as_strings(schema: &Schema) -> Schema {
    let kind = |kind: &DataType| match kind {
        DataType::Categorical(..) | DataType::Enum(..) => DataType::String,
        kind => kind.clone(),
    };
    schema.iter().map(|(name, dtype)| Field::new(name.clone(), kind(dtype))).collect()
}

/// A row group of the file: in one chunk, and each text column with those of its values only that the
/// rows have, numbered as they come. The encoder then writes the codes as they are: no text is looked
/// at again, and no row group carries the values of all.
fn plain(frame: &DataFrame) -> PolarsResult<DataFrame> {
    let column = |column: &Column| match column.dtype() {
        DataType::Categorical(..) => compact(column),
        _ => Ok(column.rechunk()),
    };
    let columns = frame.columns().par_iter().map(column).collect::<PolarsResult<Vec<Column>>>()?;
    DataFrame::new(frame.height(), columns)
}

fn compact(column: &Column) -> PolarsResult<Column> {
    let text = column.as_materialized_series().cat32()?;
    let mapping = text.get_mapping();
    let categories = local_categories();
    let own = categories.mapping();
    let mut numbers: Vec<Option<u32>> = vec![None; mapping.num_cats_upper_bound()];
    let mut number = |category: u32| -> PolarsResult<Option<u32>> {
        let Some(slot) = numbers.get_mut(category as usize) else { return Ok(None) };
        if slot.is_none() {
            *slot = mapping.cat_to_str(category).map(|text| own.insert_cat(text)).transpose()?;
        }
        Ok(*slot)
    };
    let codes = text
        .physical()
        .iter()
        .map(|category| category.map_or(Ok(None), &mut number))
        .collect::<PolarsResult<Vec<Option<u32>>>>()?;
    let codes = UInt32Chunked::from_iter_options(column.name().clone(), codes.into_iter());
    let kind = DataType::from_categories(categories);
    let text = CategoricalChunked::<Categorical32Type>::from_cats_and_dtype(codes, kind);
    Ok(text.into_series().into_column())
}

fn typed(frame: &DataFrame, kinds: &[DataType]) -> PolarsResult<DataFrame> {
    let columns = FIELDS
        .iter()
        .zip(kinds)
        .map(|(field, kind)| frame.column(field.name)?.strict_cast(kind))
        .collect::<PolarsResult<Vec<Column>>>()?;
    DataFrame::new(frame.height(), columns)
}

/// Writes beside the target, then renames: a killed run leaves the old file or the new one.
fn write(path: &Path, fill: impl FnOnce(&mut File) -> Result<()>) -> Result<()> {
    let partial = path.with_extension("parquet.part");
    let failed = |error: std::io::Error| {
        Error::new(Kind::Case, format!("cannot write {}", path.display())).because(error)
    };
    let mut file = File::create(&partial).map_err(failed)?;
    fill(&mut file)?;
    file.sync_all().map_err(failed)?;
    fs::rename(&partial, path).map_err(failed)?;
    // The name itself lives in the directory, which is synced apart where the system allows it.
    path.parent().map_or(Ok(()), |parent| File::open(parent)?.sync_all()).map_err(failed)
}

fn read(path: &Path) -> Result<DataFrame> {
    let file = File::open(path).map_err(|error| Error::unreadable(path, error))?;
    ParquetReader::new(file).finish().map_err(|error| cannot("read", path, error))
}

fn create(directory: &Path) -> Result<()> {
    fs::create_dir_all(directory).map_err(|error| {
        Error::new(Kind::Case, format!("cannot create {}", directory.display())).because(error)
    })
}

fn parquet_files(directory: &Path) -> Result<Vec<PathBuf>> {
    let listing = fs::read_dir(directory).map_err(|error| Error::unreadable(directory, error))?;
    let mut paths = Vec::new();
    for entry in listing {
        let path = entry.map_err(|error| Error::unreadable(directory, error))?.path();
        if path.extension().is_some_and(|extension| extension == "parquet") {
            paths.push(path);
        }
    }
    // 9999 comes before 10000: shorter names first.
    paths.sort_by_key(|path| (path.as_os_str().len(), path.clone()));
    Ok(paths)
}

fn cannot(what: &str, path: &Path, source: polars::prelude::PolarsError) -> Error {
    Error::new(Kind::Case, format!("cannot {what} {}", path.display())).because(source)
}
