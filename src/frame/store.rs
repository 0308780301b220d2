//! Requests and tables to Parquet and back. Text is stored as plain strings with dictionary
//! encoding, so that DuckDB, Spark and pandas read it as it is. A file appears whole or not at all,
//! and no file name comes from a log.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use polars::prelude::{
    CategoricalPhysical, Categories, Column, DataFrame, DataType, IdxCa, NewChunkedArray,
    ParquetCompression, ParquetWriter, PlSmallStr, PolarsResult, SerReader, StatisticsOptions,
};
use polars_io::parquet::read::ParquetReader;

use crate::base::account::Exhibit;
use crate::base::record::{FIELDS, Type};
use crate::error::{Error, Kind, Result};

use super::broken;
use super::requests::Requests;

/// Rows a row group: what DuckDB and Spark like to read at once, and what is held as text at once.
const ROW_GROUP: usize = 256 * 1024;

/// Writes the requests to `directory`, a file an exhibit: `0000.parquet` is the first of the
/// manifest, and so on.
pub fn save(requests: &Requests, exhibits: &[Exhibit], directory: &Path) -> Result<()> {
    create(directory)?;
    let texts = requests.texts("exhibit")?;
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); texts.values.len()];
    for (row, &code) in texts.codes.iter().enumerate() {
        if let Some(rows) = rows.get_mut(code as usize) {
            rows.push(row as u32);
        }
    }
    let codes: BTreeMap<&str, usize> = texts.values.iter().map(String::as_str).zip(0..).collect();
    for (number, exhibit) in exhibits.iter().enumerate() {
        let code = codes.get(exhibit.path.as_str()).copied();
        let rows = code.and_then(|code| rows.get_mut(code)).map(std::mem::take);
        let frame = part(requests.frame(), &rows.unwrap_or_default())?;
        write(&directory.join(format!("{number:04}.parquet")), &frame)?;
    }
    Ok(())
}

/// Reads the requests back, in order of file name.
pub fn load(directory: &Path) -> Result<Requests> {
    let kinds: Vec<DataType> = FIELDS
        .iter()
        .map(|field| match field.kind {
            Type::Text => DataType::from_categories(Categories::random(
                PlSmallStr::from_static("afflux"),
                CategoricalPhysical::U32,
            )),
            kind => super::requests::type_of(kind),
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
    write(&directory.join(format!("{name}.parquet")), table)
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
    encode(frame, &mut bytes).map_err(|error| broken("write Parquet", error))?;
    Ok(bytes)
}

/// The rows of one exhibit. Rows of an exhibit are neighbours, so this is a slice where nothing
/// changed their order.
fn part(frame: &DataFrame, rows: &[u32]) -> Result<DataFrame> {
    let (first, last) = match (rows.first(), rows.last()) {
        (Some(&first), Some(&last)) => (first as usize, last as usize),
        _ => return Ok(frame.slice(0, 0)),
    };
    if last - first + 1 == rows.len() {
        return Ok(frame.slice(first as i64, rows.len()));
    }
    let index = IdxCa::from_slice(PlSmallStr::EMPTY, rows);
    frame.take(&index).map_err(|error| broken("take the rows of an exhibit", error))
}

fn encode<W: Write + Send>(frame: &DataFrame, writer: W) -> PolarsResult<u64> {
    let group = |start: usize| plain(&frame.slice(start as i64, ROW_GROUP));
    let first = group(0)?;
    let mut writer = ParquetWriter::new(writer)
        .with_compression(ParquetCompression::Zstd(None))
        .with_statistics(StatisticsOptions::full())
        .batched(first.schema())?;
    writer.write_batch(&first)?;
    for start in (ROW_GROUP..frame.height()).step_by(ROW_GROUP) {
        writer.write_batch(&group(start)?)?;
    }
    writer.finish()
}

/// Text as strings, in one chunk: a row group of the file.
fn plain(frame: &DataFrame) -> PolarsResult<DataFrame> {
    let column = |column: &Column| match column.dtype() {
        DataType::Categorical(..) => column.cast(&DataType::String),
        _ => Ok(column.clone()),
    };
    let columns = frame.columns().iter().map(column).collect::<PolarsResult<Vec<Column>>>()?;
    let mut frame = DataFrame::new(frame.height(), columns)?;
    frame.rechunk_mut_par();
    Ok(frame)
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
fn write(path: &Path, frame: &DataFrame) -> Result<()> {
    let partial = path.with_extension("parquet.part");
    let failed = |error: std::io::Error| {
        Error::new(Kind::Case, format!("cannot write {}", path.display())).because(error)
    };
    let mut file = File::create(&partial).map_err(failed)?;
    encode(frame, &mut file).map_err(|error| cannot("write", path, error))?;
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
