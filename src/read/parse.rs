//! Files in, one reading out: the files side by side, each in chunks side by side, and everything in
//! order of path, then of line. The order of arguments and the number of threads leave no trace.

use std::collections::BTreeMap;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::escape::escape;
use super::file::{self, FileRead};
use super::inputs::in_order;
use super::options::{Options, Watch};
use super::{Reading, format};
use crate::error::{Error, Kind, Result};

/// Files read at the same time, per thread. More than one, so that a thread whose file is done has
/// another; few, because each packed file in work holds two chunks.
const FILES_PER_THREAD: usize = 4;

/// Reads every file. Fails on the first file (in order of path) that cannot be read, that changes
/// meanwhile, or that no format reads.
pub fn read(paths: &[PathBuf], options: &Options, watch: &dyn Watch) -> Result<Reading> {
    let forced = options.format.as_deref().map(format::named).transpose()?;
    let mut paths = paths.to_vec();
    in_order(&mut paths);
    let mut reading = Reading::default();
    let mut kept = BTreeMap::new();
    for wave in paths.chunks(FILES_PER_THREAD * rayon::current_num_threads()) {
        let files: Vec<Result<FileRead>> =
            wave.par_iter().map(|path| file::read(path, forced, options, watch)).collect();
        for (path, file) in wave.iter().zip(files) {
            match file {
                Ok(file) => reading.admit(file, &mut kept),
                Err(error) => reading.pass_over(path, error, options)?,
            }
        }
    }
    Ok(reading)
}

impl Reading {
    /// Takes a file in, unless one with the same bytes is in (`kept`: digest to path).
    fn admit(&mut self, file: FileRead, kept: &mut BTreeMap<String, String>) {
        let FileRead { exhibit, parts } = file;
        if let Some(first) = kept.get(&exhibit.sha256) {
            self.duplicates.push((exhibit.path, first.clone()));
            return;
        }
        kept.insert(exhibit.sha256.clone(), exhibit.path.clone());
        let index = self.exhibits.len() as u32;
        for mut part in parts {
            part.columns.exhibit = index;
            part.rejects.iter_mut().for_each(|reject| reject.exhibit = index);
            self.rejects.append(&mut part.rejects);
            if !part.columns.is_empty() {
                self.columns.push(part.columns);
            }
        }
        self.exhibits.push(exhibit);
    }

    fn pass_over(&mut self, path: &Path, error: Error, options: &Options) -> Result<()> {
        if error.kind() != Kind::Unrecognised || !options.skip_unrecognised {
            return Err(error);
        }
        self.skipped.push((escape(path.as_os_str().as_bytes()), error.to_string()));
        Ok(())
    }
}
