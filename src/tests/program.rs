//! The built program, run as a user runs it; and the places of the tree. In: words of a command line.
//! Out: exit code and what was printed. It asserts nothing itself.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The root of the tree.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Shall expectations be rewritten?
#[expect(clippy::disallowed_methods, reason = "tests are steered from outside")]
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// Every file below a directory, in order of path.
pub(crate) fn files_below(directory: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(directory)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("a readable tree"))
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// The program in a directory, without the settings of whoever runs the tests.
pub(crate) fn command(directory: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_afflux"));
    command.args(words).current_dir(directory).stdin(Stdio::null());
    for name in ["GEOIP_PATH", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR"] {
        command.env_remove(name);
    }
    command
}

/// Runs the program to its end.
pub(crate) fn afflux(directory: &Path, words: &[&str]) -> Run {
    let output = command(directory, words).output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8 on the terminal");
    let code = output.status.code().unwrap_or_else(|| panic!("{words:?} ended by a signal"));
    Run { code, out: text(&output.stdout), err: text(&output.stderr) }
}

/// Runs the program, which must end with this code.
pub(crate) fn ends(directory: &Path, words: &[&str], code: i32) -> Run {
    let run = afflux(directory, words);
    assert_eq!(run.code, code, "{words:?}\n{}\n{}", run.out, run.err);
    assert!(!run.err.contains("panicked"), "{words:?}\n{}", run.err);
    run
}

/// A JSON file.
pub(crate) fn json(path: &Path) -> Value {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&bytes).expect("JSON")
}

/// The log of the demo, unpacked.
pub(crate) fn demo_log() -> &'static [u8] {
    static LOG: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let packed = fs::File::open(root().join("fixtures/demo/access.log.gz")).expect("the demo");
        let mut bytes = Vec::new();
        flate2::read::MultiGzDecoder::new(packed).read_to_end(&mut bytes).expect("a whole archive");
        bytes
    });
    &LOG
}

/// A directory in which the demo was investigated once for all tests: `access.log` and `case`.
pub(crate) fn demo() -> &'static Path {
    static DEMO: LazyLock<(TempDir, Run)> = LazyLock::new(|| {
        let directory = tempfile::tempdir().expect("a directory");
        fs::write(directory.path().join("access.log"), demo_log()).expect("a file");
        let run = ends(directory.path(), &["investigate", "access.log", "--out", "case"], 0);
        (directory, run)
    });
    DEMO.0.path()
}
