//! What was asked to be read, as a list of files: names, directories and glob patterns in, regular
//! files out, in order of path. It looks at no content: that decides later.

use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::escape::escape;
use crate::error::{Error, Kind, Result};

/// What tells that a directory is a case of ours, and how the file begins: its tables are answers, not
/// evidence.
const MANIFEST: &str = "manifest.json";
const BEGINNING: &[u8] = b"{\n  \"schema\": \"afflux.manifest/";

/// The path that stands for standard input.
pub const STDIN: &str = "-";
/// What standard input is called as an exhibit.
pub const STDIN_NAME: &str = "(stdin)";

/// Files found, and what was passed over on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    /// Regular files, in order of the bytes of their path, each path once.
    pub paths: Vec<PathBuf>,
    /// What was left out below a directory, with the reason.
    pub skipped: Vec<(String, String)>,
}

/// Gathers the files that `arguments` name: a file, a directory (with everything below it but hidden
/// entries) or a glob pattern. A name that exists is never taken for a pattern. `-` is standard input; a
/// file of that name is `./-`.
pub fn gather(arguments: &[String]) -> Result<Gathered> {
    let mut gathered = Gathered::default();
    for argument in arguments {
        if argument == STDIN {
            gathered.paths.push(PathBuf::from(STDIN));
        } else if Path::new(argument).symlink_metadata().is_ok() {
            gathered.take(Path::new(argument))?;
        } else {
            gathered.expand(argument)?;
        }
    }
    in_order(&mut gathered.paths);
    gathered.skipped.sort();
    gathered.skipped.dedup();
    Ok(gathered)
}

/// Sorts paths by their bytes and keeps each once: the order of exhibits.
pub(super) fn in_order(paths: &mut Vec<PathBuf>) {
    paths.sort_by(|one, other| bytes_of(one).cmp(bytes_of(other)));
    paths.dedup_by(|one, other| bytes_of(one) == bytes_of(other));
}

/// Standard input has its place in the order by the name that it has as an exhibit.
fn bytes_of(path: &Path) -> &[u8] {
    let bytes = path.as_os_str().as_bytes();
    if bytes == STDIN.as_bytes() { STDIN_NAME.as_bytes() } else { bytes }
}

impl Gathered {
    fn take(&mut self, path: &Path) -> Result<()> {
        let metadata = path.metadata().map_err(|error| Error::unreadable(path, error))?;
        if metadata.is_dir() {
            return self.walk(path);
        }
        if !metadata.is_file() {
            return Err(not_regular(path));
        }
        self.paths.push(path.to_path_buf());
        Ok(())
    }

    fn walk(&mut self, directory: &Path) -> Result<()> {
        let mut entries = WalkDir::new(directory).follow_links(true).into_iter();
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(|error| not_walkable(directory, error))?;
            if let Some(reason) = passed_over(&entry) {
                self.skipped.push((escape(bytes_of(entry.path())), reason.into()));
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            } else if !entry.file_type().is_dir() {
                self.take(entry.path())?;
            }
        }
        Ok(())
    }

    fn expand(&mut self, pattern: &str) -> Result<()> {
        let matches = glob::glob(pattern).map_err(|error| {
            Error::new(Kind::Usage, format!("{pattern} is no file and no pattern")).because(error)
        })?;
        let mut found = false;
        for path in matches {
            let path = path.map_err(|error| {
                Error::new(Kind::Unreadable, format!("cannot search {}", error.path().display()))
                    .because(std::io::Error::from(error))
            })?;
            self.take(&path)?;
            found = true;
        }
        if found { Ok(()) } else { Err(nothing_there(pattern)) }
    }
}

/// Why an entry below a directory is not read, if it is not.
fn passed_over(entry: &DirEntry) -> Option<&'static str> {
    match () {
        () if is_hidden(entry) => Some("hidden"),
        () if entry.file_type().is_dir() && is_case(entry.path()) => Some("a case"),
        () => None,
    }
}

/// Only a regular file is opened: a pipe of that name would wait for ever.
fn is_case(directory: &Path) -> bool {
    let manifest = directory.join(MANIFEST);
    let mut start = [0; BEGINNING.len()];
    manifest.is_file()
        && File::open(manifest).and_then(|mut file| file.read_exact(&mut start)).is_ok()
        && start == *BEGINNING
}

/// Hidden entries below a directory are not logs that somebody put there to be read; the directory
/// itself may be hidden or `.`.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_bytes().starts_with(b".")
}

fn not_regular(path: &Path) -> Error {
    Error::new(Kind::Unreadable, format!("{} is no regular file", path.display()))
        .hint("copy what it yields into a file: evidence must be readable twice")
}

fn not_walkable(directory: &Path, error: walkdir::Error) -> Error {
    let path = error.path().unwrap_or(directory).display().to_string();
    if error.loop_ancestor().is_some() {
        return Error::new(Kind::Unreadable, format!("{path} is a link to a directory above it"))
            .hint("name the files or directories to read without the link");
    }
    Error::new(Kind::Unreadable, format!("cannot read {path}")).because(error)
}

fn nothing_there(argument: &str) -> Error {
    Error::new(Kind::Unreadable, format!("{argument} names no file"))
        .hint("give files, directories or quoted patterns such as 'logs/*.gz'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_passed_over_and_another_manifest_is_not() {
        let root = tempfile::tempdir().expect("a directory");
        let manifests = [("case", "{\n  \"schema\": \"afflux.manifest/1\"\n}"), ("logs", "{}")];
        for (name, manifest) in manifests {
            let directory = root.path().join(name);
            std::fs::create_dir(&directory).expect("a directory");
            std::fs::write(directory.join(MANIFEST), manifest).expect("a file");
        }
        let gathered = gather(&[root.path().display().to_string()]).expect("files");
        assert_eq!(gathered.paths, [root.path().join("logs/manifest.json")]);
        let case = root.path().join("case").display().to_string();
        assert_eq!(gathered.skipped, [(case, "a case".to_string())]);
    }
}
