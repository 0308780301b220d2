//! What was typed to the commands on a case that exists, understood.

use std::path::PathBuf;

use minisign::PublicKey;

use crate::case::seal::signature;
use crate::cli::args::{InspectForm, PackageArgs, ShowArgs, SignArgs, TimestampArgs, VerifyArgs};
use crate::error::{Error, Kind, Result};
use crate::tell::words::Words;

/// `afflux show`, understood.
#[derive(Debug)]
pub(crate) struct Showing {
    pub(crate) case: PathBuf,
    pub(crate) shown: Shown,
    pub(crate) root: PathBuf,
    pub(crate) words: Words,
}

/// What of a case is shown.
#[derive(Debug)]
pub(crate) enum Shown {
    /// The answer page.
    Answers,
    /// Findings of a name, of one incident or of all.
    Finding { name: String, incident: Option<u32> },
    /// A raw line.
    Line { exhibit: String, offset: u64 },
}

impl Showing {
    pub(crate) fn of(args: ShowArgs) -> Result<Self> {
        let shown = match (args.finding, args.cite) {
            (Some(name), _) => Shown::Finding { name, incident: args.incident },
            (None, Some(cite)) => cited(&cite)?,
            (None, None) => Shown::Answers,
        };
        let (case, root) = (args.case, args.root.unwrap_or_default());
        Ok(Self { case, shown, root, words: super::words(&args.lang)? })
    }
}

/// `afflux verify`, understood.
#[derive(Debug)]
pub(crate) struct Verification {
    pub(crate) case: PathBuf,
    pub(crate) logs: Vec<String>,
    pub(crate) root: Option<PathBuf>,
    pub(crate) judges: bool,
    pub(crate) key: Option<PublicKey>,
    pub(crate) form: InspectForm,
    pub(crate) words: Words,
}

impl Verification {
    pub(crate) fn of(args: VerifyArgs) -> Result<Self> {
        // What was typed is relative to the current directory, which `--root` changes.
        let place = |path: PathBuf| match args.root {
            Some(_) => std::path::absolute(&path).unwrap_or(path),
            None => path,
        };
        let log = |word: String| place(PathBuf::from(word)).to_string_lossy().into_owned();
        Ok(Self {
            key: args.key.as_deref().map(signature::public).transpose()?,
            case: place(args.case),
            logs: args.logs.into_iter().map(log).collect(),
            root: args.root,
            judges: !args.no_rerun,
            form: args.format,
            words: super::words(&args.lang)?,
        })
    }
}

/// `afflux sign`, understood.
#[derive(Debug)]
pub(crate) struct Sealing {
    pub(crate) case: PathBuf,
    pub(crate) key: PathBuf,
    pub(crate) replace: bool,
    pub(crate) words: Words,
}

impl Sealing {
    pub(crate) fn of(args: SignArgs) -> Result<Self> {
        let words = super::words(&args.lang)?;
        Ok(Self { case: args.case, key: args.key, replace: args.force, words })
    }
}

/// `afflux timestamp`, understood.
#[derive(Debug)]
pub(crate) struct Stamping {
    pub(crate) case: PathBuf,
    pub(crate) answer: Option<PathBuf>,
    pub(crate) replace: bool,
    pub(crate) words: Words,
}

impl Stamping {
    pub(crate) fn of(args: TimestampArgs) -> Result<Self> {
        let words = super::words(&args.lang)?;
        Ok(Self { case: args.case, answer: args.attach, replace: args.force, words })
    }
}

/// `afflux package`, understood.
#[derive(Debug)]
pub(crate) struct Packing {
    pub(crate) case: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) with_logs: bool,
    pub(crate) root: PathBuf,
    pub(crate) words: Words,
}

impl Packing {
    pub(crate) fn of(args: PackageArgs) -> Result<Self> {
        let (words, root) = (super::words(&args.lang)?, args.root.unwrap_or_default());
        let PackageArgs { case, out, with_logs, .. } = args;
        Ok(Self { case, out, with_logs, root, words })
    }
}

/// `EXHIBIT:OFFSET`, split at the last colon: paths may hold some.
fn cited(text: &str) -> Result<Shown> {
    let parts = text.rsplit_once(':');
    let parts = parts.and_then(|(exhibit, offset)| Some((exhibit, offset.parse().ok()?)));
    parts
        .filter(|(exhibit, _)| !exhibit.is_empty())
        .map(|(exhibit, offset)| Shown::Line { exhibit: exhibit.to_owned(), offset })
        .ok_or_else(|| {
            Error::new(Kind::Usage, format!("{text:?} cites nothing")).hint(
                "write --cite logs/access.log:81920, as verdict.json names exhibit and byte_offset",
            )
        })
}
