//! What was found, told to people and to programs: an inert document in one language, and writers
//! that turn it into bytes. Account and judgement in, bytes out. Writers add no facts and open no
//! files.

pub mod chart;
pub mod document;
pub mod escape;
pub mod pseudonym;
pub mod words;
pub mod writer;

use crate::base::account::Account;
use crate::judge::judgement::Judgement;
use crate::judge::validation::Validation;
use document::Document;
use pseudonym::Pseudonyms;
use words::Words;

/// What the document needs to know about the run beside its results.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The case directory as typed, for the commands that re-ask a finding; `None` without one.
    pub case: Option<String>,
    /// Path of the report that a reader opens, for the terminal.
    pub report: Option<String>,
    /// Gives sources other names; `None` to call them by their addresses.
    pub pseudonyms: Option<Pseudonyms>,
    /// Columns of the terminal.
    pub width: usize,
    /// May the terminal writer use ANSI styles?
    pub colour: bool,
    /// Files of the case that each page of the PDF names by digest; empty without a case.
    pub seals: Vec<Seal>,
    /// What was measured of the tool's errors; `None` to say that nothing was.
    pub validation: Option<&'static Validation>,
}

/// A file and the digest that tells whether it is still the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Name in the case.
    pub name: &'static str,
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
}

/// Everything a writer sees.
#[derive(Debug)]
pub struct Report<'a> {
    /// What was read.
    pub account: &'a Account,
    /// What was found.
    pub judgement: &'a Judgement,
    /// The run.
    pub context: &'a Context,
    /// The language.
    pub words: &'a Words,
    /// The document that all readable writers print.
    pub document: Document,
}

impl<'a> Report<'a> {
    /// The report of a run, in the language of `words`.
    pub fn new(
        account: &'a Account,
        judgement: &'a Judgement,
        words: &'a Words,
        context: &'a Context,
    ) -> Self {
        let document = document::document(account, judgement, words, context);
        Self { account, judgement, context, words, document }
    }
}
