//! Verdict and reports as files of the case: each writer once, localised ones in every language.

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::base::account::Account;
use crate::case::layout;
use crate::error::Result;
use crate::judge::judgement::Judgement;
use crate::judge::validation::Validation;
use crate::tell::pseudonym::Pseudonyms;
use crate::tell::words::{LANGUAGES, Words};
use crate::tell::writer::{WRITERS, Writer};
use crate::tell::{Context, Report, Seal};

use super::console::Console;
use super::plan::Investigation;

/// The run as documents see it.
pub(super) fn context(plan: &Investigation, words: &Words) -> Context {
    let case = plan.out.display().to_string();
    let report = plan.out.join(localised("report.html", words.code()));
    Context {
        case: Some(case),
        report: Some(report.display().to_string()),
        validation: Validation::embedded(),
        ..Context::default()
    }
}

/// What documents are made of.
pub(super) struct Told<'a> {
    pub(super) plan: &'a Investigation,
    pub(super) pseudonyms: Option<&'a Pseudonyms>,
    pub(super) account: &'a Account,
    pub(super) judgement: &'a Judgement,
}

/// File names and bytes of all documents that the manifest names.
pub(super) fn written(told: &Told) -> Result<Vec<(String, Vec<u8>)>> {
    let all = each(told, &[], |name| !name.ends_with(layout::PRINTED));
    all.into_iter().map(|(name, bytes)| Ok((name, bytes?))).collect()
}

/// The printed reports, set when the manifest is written: they carry its digest, and the verdict's. One
/// that cannot be set is left out and said: it must not cost a verdict that took hours.
pub(super) fn printed(
    told: &Told,
    manifest: &[u8],
    written: &[(String, Vec<u8>)],
    console: &Console,
) -> Vec<(String, Vec<u8>)> {
    let seal = |name, bytes: &[u8]| Seal { name, sha256: digest(bytes) };
    let verdict = written.iter().find(|(name, _)| name == VERDICT);
    let mut seals = vec![seal(layout::MANIFEST, manifest)];
    seals.extend(verdict.map(|(_, bytes)| seal(VERDICT, bytes)));
    let mut printed = Vec::new();
    for (name, bytes) in each(told, &seals, |name| name.ends_with(layout::PRINTED)) {
        match bytes {
            Ok(bytes) => printed.push((name, bytes)),
            Err(error) => console.note(&format!("{name} is missing: {error}")),
        }
    }
    printed
}

const VERDICT: &str = "verdict.json";

/// Each wanted document, the languages side by side; one after the other where memory is short, for setting
/// a PDF takes some fifty megabytes.
fn each(
    told: &Told,
    seals: &[Seal],
    wanted: impl Fn(&str) -> bool + Sync,
) -> Vec<(String, Result<Vec<u8>>)> {
    let of = |(index, language)| {
        let words = Words::new(language);
        let context = Context {
            seals: seals.to_vec(),
            pseudonyms: told.pseudonyms.cloned(),
            ..context(told.plan, &words)
        };
        let report = Report::new(told.account, told.judgement, &words, &context);
        let mine = |writer: &&Writer| writer.localised || index == 0;
        let named = WRITERS.iter().filter(mine).filter_map(|w| Some((w.file_name?, w)));
        named
            .filter(|(name, _)| wanted(name))
            .map(|(name, writer)| {
                let name = localised_if(name, writer.localised, words.code());
                (name, (writer.write)(&report))
            })
            .collect::<Vec<_>>()
    };
    match told.plan.source.memory {
        Some(_) => LANGUAGES.iter().enumerate().flat_map(of).collect(),
        None => LANGUAGES.par_iter().enumerate().flat_map_iter(of).collect(),
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn localised_if(name: &str, is_localised: bool, code: &str) -> String {
    if is_localised { localised(name, code) } else { name.to_owned() }
}

/// `report.html` in English, `report.fr.html` in French.
pub(super) fn localised(name: &str, code: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if code != "en" => format!("{stem}.{code}.{ending}"),
        _ => name.to_owned(),
    }
}
