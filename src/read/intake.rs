//! One input taken in: a path or a pipe in, its exhibits out: itself, or the members of the archive that
//! it is, each an exhibit of its own. What is no log in an archive is listed and passed over.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::escape::escape;
use super::exhibit::Opened;
use super::exhibit::archive::{Archive, Entry, MEMBERS_MAX, Member};
use super::exhibit::identify::{self, Found};
use super::exhibit::ledger::{Bytes, Ledger, Tap};
use super::exhibit::stream::Layers;
use super::file::{self, FileRead};
use super::format::Format;
use super::inputs;
use super::options::{Options, Watch};
use crate::base::account;
use crate::error::{Error, Kind, Result};

/// Archives inside archives at most, the outermost included.
pub(super) const DEPTH: usize = 3;

/// What came of one input.
#[derive(Debug, Default)]
pub(super) struct Intake {
    /// Archives, in order of path.
    pub(super) archives: Vec<account::Archive>,
    /// What was read, in order of path.
    pub(super) files: Vec<FileRead>,
    /// Members that were passed over: (path, reason).
    pub(super) skipped: Vec<(String, String)>,
}

/// How inputs are read.
#[derive(Clone, Copy)]
pub(super) struct Desk<'t> {
    /// The format to read them in, if one was named.
    pub(super) forced: Option<&'static Format>,
    /// All other settings.
    pub(super) options: &'t Options,
    /// Who watches.
    pub(super) watch: &'t dyn Watch,
}

impl Desk<'_> {
    /// Reads a file.
    pub(super) fn file(&self, path: &Path) -> Result<Intake> {
        let place = self.options.places.get(path).map_or(path, PathBuf::as_path);
        let opened = Opened::new(place)?.called(path);
        let mut intake = Intake::default();
        if !opened.layered {
            intake.files.push(file::read(&opened, self.forced, self.options, self.watch)?);
            return Ok(intake);
        }
        let ledger = Ledger::new(self.options.archive_bytes_max);
        let outcome = self.item(&opened, opened.tap(&ledger)?, &ledger, 0, &mut intake);
        self.watch.advance(ledger.progress());
        outcome?;
        opened.unchanged(ledger.spent().bytes)?;
        Ok(intake.in_order())
    }

    /// Reads what can be read once.
    pub(super) fn pipe(&self, input: Bytes<'_>) -> Result<Intake> {
        let opened = Opened::once(PathBuf::from(inputs::STDIN_NAME), None, None);
        let ledger = Ledger::new(self.options.archive_bytes_max);
        let mut intake = Intake::default();
        self.item(&opened, Box::new(Tap::file(input, &ledger)), &ledger, 0, &mut intake)?;
        self.watch.advance(ledger.progress());
        Ok(intake.in_order())
    }

    /// Reads a file, a pipe or a member; archives open in it: `depth`.
    fn item(
        &self,
        opened: &Opened,
        bytes: Bytes<'_>,
        ledger: &Arc<Ledger>,
        depth: usize,
        intake: &mut Intake,
    ) -> Result<()> {
        let found = identify::open(bytes, ledger).map_err(|error| failed(opened, ledger, error))?;
        match found {
            Found::Lines(stream) => {
                let Desk { forced, options, watch } = *self;
                intake.files.push(file::read_stream(opened, stream, forced, options, watch)?);
                Ok(())
            }
            Found::Archive(..) if depth == DEPTH => Err(Error::new(
                Kind::Unrecognised,
                format!("an archive in {DEPTH} others: unpack the outer ones and read the result"),
            )),
            Found::Archive(archive, layers) => {
                self.archive(opened, archive, layers, ledger, depth, intake)
            }
        }
    }

    fn archive(
        &self,
        opened: &Opened,
        mut archive: Archive<'_>,
        layers: Layers,
        ledger: &Arc<Ledger>,
        depth: usize,
        intake: &mut Intake,
    ) -> Result<()> {
        let members = self.members(opened, &mut archive, ledger, depth, intake)?;
        archive.walk.finish().map_err(|error| failed(opened, ledger, error))?;
        let spent = ledger.spent();
        intake.archives.push(account::Archive {
            path: escape(opened.path.as_os_str().as_bytes()),
            archive: opened.archive.clone(),
            kind: archive.kind,
            packings: layers.packings,
            bytes: spent.bytes,
            modified_us: opened.modified_us,
            sha256: spent.sha256,
            members,
            damage: spent.damage,
        });
        Ok(())
    }

    /// Reads every member; the number of them.
    fn members(
        &self,
        opened: &Opened,
        archive: &mut Archive<'_>,
        ledger: &Arc<Ledger>,
        depth: usize,
        intake: &mut Intake,
    ) -> Result<u64> {
        let mut names = BTreeMap::new();
        let mut members = 0;
        loop {
            self.pause(ledger)?;
            let entry = archive.walk.advance().map_err(|error| failed(opened, ledger, error))?;
            let Some(entry) = entry else { return Ok(members) };
            if members == MEMBERS_MAX || ledger.is_exhausted() {
                let what = if members == MEMBERS_MAX { "members" } else { "bytes" };
                ledger.state(format!("not read further: the limit of {what} is reached"), false);
                return Ok(members);
            }
            members += 1;
            let path = path_of(&opened.path, &entry.name, &mut names);
            let member = ledger.member();
            let outcome = self.member(opened, path, entry, archive, &member, depth, intake);
            outcome?;
            self.rest(opened, archive, &member)?;
        }
    }

    /// Reads one member, or lists it as passed over.
    #[expect(clippy::too_many_arguments, reason = "what is read, from where, and where to")]
    fn member(
        &self,
        opened: &Opened,
        path: PathBuf,
        entry: Entry,
        archive: &mut Archive<'_>,
        ledger: &Arc<Ledger>,
        depth: usize,
        intake: &mut Intake,
    ) -> Result<()> {
        let shown = escape(path.as_os_str().as_bytes());
        if let Some(reason) = entry.skip {
            intake.skipped.push((shown, reason));
            return Ok(());
        }
        let container = escape(opened.path.as_os_str().as_bytes());
        let inner = Opened::once(path, Some(container), entry.modified_us);
        let bytes = Member { walk: &mut *archive.walk, ledger: Arc::clone(ledger) };
        let tap = Box::new(Tap::member(bytes, ledger));
        match self.item(&inner, tap, ledger, depth + 1, intake) {
            Err(error) if error.kind() == Kind::Unrecognised => {
                intake.skipped.push((shown, reason(&error)));
                Ok(())
            }
            outcome => outcome,
        }
    }

    /// Passes over what was not read of a member, so that a stop is noticed meanwhile.
    fn rest(&self, opened: &Opened, archive: &mut Archive<'_>, ledger: &Arc<Ledger>) -> Result<()> {
        let mut rest = Member { walk: &mut *archive.walk, ledger: Arc::clone(ledger) };
        let mut buffer = vec![0; 64 << 10];
        while rest.read(&mut buffer).map_err(|error| failed(opened, ledger, error))? > 0 {
            self.pause(ledger)?;
        }
        Ok(())
    }

    fn pause(&self, ledger: &Ledger) -> Result<()> {
        self.watch.advance(ledger.progress());
        if self.watch.stopped() { Err(file::interrupted()) } else { Ok(()) }
    }
}

impl Intake {
    /// By path, as all exhibits are; members of the same name in the order in which they came.
    fn in_order(mut self) -> Self {
        self.archives.sort_by(|one, other| one.path.cmp(&other.path));
        self.files.sort_by(|one, other| one.exhibit.path.cmp(&other.exhibit.path));
        self.skipped.sort();
        self
    }
}

/// The path of a member. A name that comes twice gets a number: two exhibits must not be one.
pub(super) fn path_of(archive: &Path, name: &[u8], names: &mut BTreeMap<Vec<u8>, u64>) -> PathBuf {
    let times = names.entry(name.to_vec()).or_default();
    *times += 1;
    let mut path = archive.as_os_str().as_bytes().to_vec();
    path.push(b'!');
    path.extend_from_slice(name);
    if *times > 1 {
        path.extend_from_slice(format!("#{times}").as_bytes());
    }
    PathBuf::from(OsString::from_vec(path))
}

/// The file's own error, if there is one beneath this one.
fn failed(opened: &Opened, ledger: &Ledger, error: io::Error) -> Error {
    Error::unreadable(&opened.path, ledger.failure().unwrap_or(error))
}

/// Why a file or member was passed over, without the lines that failed.
pub(super) fn reason(error: &Error) -> String {
    let message = error.to_string();
    let first = message.lines().next().unwrap_or_default();
    first.trim_end_matches("; first lines that fail:").to_owned()
}
