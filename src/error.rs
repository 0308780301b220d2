//! The one error of the crate: what kind it is (which decides the exit code), where it happened,
//! and what to do about it. Built where the context is known, printed once by `cli/console.rs`.

use std::path::Path;

/// What went wrong, as far as the caller's next step depends on it. `cli/exit.rs` maps each kind to
/// a documented exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What was asked cannot be done as asked: contradictory or malformed arguments.
    Usage,
    /// A file cannot be opened, read or decoded.
    Unreadable,
    /// No format of the list reads this file well enough.
    Unrecognised,
    /// An exhibit changed while it was read: its digest and its rows would disagree.
    Changed,
    /// A case directory is missing, incomplete or cannot be written.
    Case,
    /// A query is wrong or cannot be answered without the risk of a wrong number.
    Query,
    /// A database of places cannot be used.
    Database,
    /// The user asked to stop.
    Interrupted,
}

/// A message without a full stop that names the file (and byte, where there is one), and a hint.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: Kind,
    message: String,
    hint: Option<String>,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The crate's result.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of `kind`; `message` names the file and the byte where there is one.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None, source: None }
    }

    /// A file that cannot be read.
    pub fn unreadable(path: &Path, source: std::io::Error) -> Self {
        Self::new(Kind::Unreadable, format!("cannot read {}", path.display())).because(source)
    }

    /// The line after the message: the flag or step that helps.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The error underneath.
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its hint, if it has one.
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}
