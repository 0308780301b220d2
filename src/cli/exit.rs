//! How a run ends. The table is part of the interface: scripts depend on it (docs/reference/cli.md).

use crate::error::Kind;

/// Exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// A case directory cannot be read or written.
    Case = 1,
    /// The command line is wrong.
    Usage = 2,
    /// A file cannot be read, or an exhibit is gone.
    Unreadable = 3,
    /// No format reads a file.
    Unrecognised = 4,
    /// A file changed while it was read, or is not what the case says.
    Changed = 5,
    /// With `--strict`: done, but an incident is inconclusive.
    Inconclusive = 6,
    /// A query is wrong, or cannot be answered without the risk of a wrong number.
    Query = 7,
    /// A database of places cannot be used.
    Database = 8,
    /// `afflux verify` found something that is not what it was.
    Differs = 9,
    /// Stopped by the user.
    Interrupted = 130,
}

/// Every code with its meaning, in order: the documentation prints it.
pub(super) const EXITS: &[(Exit, &str)] = &[
    (Exit::Done, "done"),
    (Exit::Case, "a case directory cannot be read or written"),
    (Exit::Usage, "the command line is wrong"),
    (Exit::Unreadable, "a file cannot be read, or an exhibit is gone"),
    (Exit::Unrecognised, "no format reads a file"),
    (Exit::Changed, "a file changed while it was read, or an exhibit is not what the case says"),
    (Exit::Inconclusive, "with --strict: done, but an incident is inconclusive"),
    (Exit::Query, "a query is wrong, or cannot be answered without the risk of a wrong number"),
    (Exit::Database, "a database of places cannot be used"),
    (Exit::Differs, "verify: something is not what it was, or could not be checked"),
    (Exit::Interrupted, "stopped by the user"),
];

impl From<Kind> for Exit {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Usage => Self::Usage,
            Kind::Unreadable => Self::Unreadable,
            Kind::Unrecognised => Self::Unrecognised,
            Kind::Changed => Self::Changed,
            Kind::Case => Self::Case,
            Kind::Query => Self::Query,
            Kind::Database => Self::Database,
            Kind::Interrupted => Self::Interrupted,
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
