//! Files in, one reading out: the files side by side, each in chunks side by side, and everything in
//! order of path, then of line. The order of arguments and the number of threads leave no trace.

use std::collections::BTreeMap;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use super::beside;
use super::columns::Columns;
use super::escape::escape;
use super::exhibit::ledger::Bytes;
use super::file::FileRead;
use super::inputs::{self, in_order};
use super::intake::{Desk, Intake, reason};
use super::merge::Rows;
use super::options::{Options, Watch};
use super::twins::Twins;
use super::{Reading, format};
use crate::error::{Error, Kind, Result};

/// Files read at the same time, per thread. More than one, so that a thread whose file is done has
/// another; few, because each packed file in work holds two chunks.
const FILES_PER_THREAD: usize = 4;

/// Reads every file. Fails on the first file (in order of path) that cannot be read, that changes
/// meanwhile, or that no format reads.
pub fn read(paths: &[PathBuf], options: &Options, watch: &dyn Watch) -> Result<Reading> {
    read_with(paths, None, options, watch)
}

/// The same, where [`inputs::STDIN`] among the paths stands for `stdin`, which is read once.
pub fn read_with(
    paths: &[PathBuf],
    stdin: Option<Bytes<'_>>,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Reading> {
    let forced = options.format.as_deref().map(format::named).transpose()?;
    let mut paths = paths.to_vec();
    in_order(&mut paths);
    let mut reading = Reading::default();
    let mut admitted = Admitted::default();
    let desk = Desk { forced, options, watch };
    let stdin = Mutex::new(stdin);
    for wave in paths.chunks(FILES_PER_THREAD * rayon::current_num_threads()) {
        let intakes: Vec<Result<Intake>> =
            wave.par_iter().map(|path| taken(&desk, path, &stdin)).collect();
        for (path, intake) in wave.iter().zip(intakes) {
            match intake {
                Ok(intake) => reading.take(intake, &mut admitted, options)?,
                Err(error) => reading.pass_over(path, error, options)?,
            }
        }
    }
    reading.columns = Rows::new(admitted.sets);
    beside::settle(&mut reading);
    Ok(reading)
}

fn taken(desk: &Desk<'_>, path: &Path, stdin: &Mutex<Option<Bytes<'_>>>) -> Result<Intake> {
    if path != Path::new(inputs::STDIN) {
        return desk.file(path);
    }
    let input = stdin.lock().map_or(None, |mut input| input.take());
    desk.pipe(input.ok_or_else(|| {
        Error::new(Kind::Usage, "there is no standard input to read")
            .hint("name files, or pipe a log into the program")
    })?)
}

/// What is in already, to know it again.
#[derive(Default)]
struct Admitted {
    /// Digest to path.
    bytes: BTreeMap<String, String>,
    contents: Twins,
    sets: Vec<Columns>,
}

impl Reading {
    fn take(&mut self, intake: Intake, admitted: &mut Admitted, options: &Options) -> Result<()> {
        self.archives.extend(intake.archives);
        self.skipped.extend(intake.skipped);
        for file in intake.files {
            self.admit(file, admitted, options)?;
        }
        Ok(())
    }

    /// Takes a file in, unless one with the same bytes is in.
    fn admit(&mut self, file: FileRead, admitted: &mut Admitted, options: &Options) -> Result<()> {
        let exhibit = &file.exhibit;
        if let Some(first) = admitted.bytes.get(&exhibit.sha256) {
            self.duplicates.push((exhibit.path.clone(), first.clone()));
            return Ok(());
        }
        if !exhibit.sha256.is_empty() {
            admitted.bytes.insert(exhibit.sha256.clone(), exhibit.path.clone());
        }
        if let Some(first) = admitted.contents.find(&file)? {
            self.same_content.push((file.exhibit.path.clone(), first.clone()));
            if options.dedupe {
                self.skipped.push((
                    file.exhibit.path,
                    format!("the same log as {first}, packed otherwise"),
                ));
                return Ok(());
            }
        }
        let FileRead { exhibit, parts, mut sets, .. } = file;
        let index = self.exhibits.len() as u32;
        for mut part in parts {
            part.rejects.iter_mut().for_each(|reject| reject.exhibit = index);
            part.events.iter_mut().for_each(|event| event.exhibit = index);
            self.rejects.append(&mut part.rejects);
            self.events.append(&mut part.events);
        }
        sets.iter_mut().for_each(|set| set.exhibit = index);
        admitted.sets.append(&mut sets);
        self.exhibits.push(exhibit);
        Ok(())
    }

    fn pass_over(&mut self, path: &Path, error: Error, options: &Options) -> Result<()> {
        if error.kind() != Kind::Unrecognised || !options.skip_unrecognised {
            return Err(error);
        }
        self.skipped.push((escape(path.as_os_str().as_bytes()), reason(&error)));
        Ok(())
    }
}
