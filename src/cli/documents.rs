//! Verdict and reports as files of the case: each writer once, localised ones in every language.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use sha2::{Digest, Sha256};

use crate::base::account::Account;
use crate::case;
use crate::error::Result;
use crate::judge::judgement::Judgement;
use crate::tell::words::{LANGUAGES, Language, Words};
use crate::tell::writer::{WRITERS, json};
use crate::tell::{Context, Report, Seal};

use super::console::Console;
use super::plan::Investigation;

/// The run as documents see it.
pub(super) fn context(plan: &Investigation, words: &Words) -> Context {
    let case = plan.out.display().to_string();
    let report = plan.out.join(localised("report.html", words.code()));
    Context { case: Some(case), report: Some(report.display().to_string()), ..Context::default() }
}

/// File names and bytes, every language at once. A PDF that cannot be set is left out and said: it must
/// not cost a verdict that took hours.
pub(super) fn written(
    plan: &Investigation,
    account: &Account,
    judgement: &Judgement,
    console: &Console,
) -> Result<Vec<(String, Vec<u8>)>> {
    let seals = seals(plan, account, judgement)?;
    let told = |(index, language): (usize, &'static Language)| -> Vec<(String, Result<Vec<u8>>)> {
        let words = Words::new(language);
        let context = Context { seals: seals.clone(), ..context(plan, &words) };
        let report = Report::new(account, judgement, &words, &context);
        let wanted = WRITERS.iter().filter(|writer| writer.localised || index == 0);
        let named = wanted.filter_map(|writer| Some((writer.file_name?, writer)));
        named
            .map(|(name, writer)| {
                let name = localised_if(name, writer.localised, words.code());
                (name, (writer.write)(&report))
            })
            .collect()
    };
    let told: Vec<_> = LANGUAGES.par_iter().enumerate().flat_map_iter(told).collect();
    let mut files = Vec::new();
    for (name, bytes) in told {
        match bytes {
            Ok(bytes) => files.push((name, bytes)),
            Err(error) if name.ends_with(".pdf") => {
                console.note(&format!("{name} is missing: {error}"))
            }
            Err(error) => return Err(error),
        }
    }
    Ok(files)
}

/// The digests that a printed report carries: with them it belongs to one case only.
fn seals(plan: &Investigation, account: &Account, judgement: &Judgement) -> Result<Vec<Seal>> {
    let words = &plan.words;
    let context = context(plan, words);
    let verdict = (json::WRITER.write)(&Report::new(account, judgement, words, &context))?;
    let seal = |name, bytes: &[u8]| Seal { name, sha256: digest(bytes) };
    Ok(vec![seal(case::layout::MANIFEST, &case::manifest(account)), seal("verdict.json", &verdict)])
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn localised_if(name: &str, is_localised: bool, code: &str) -> String {
    if is_localised { localised(name, code) } else { name.to_owned() }
}

/// `report.html` in English, `report.fr.html` in French.
fn localised(name: &str, code: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if code != "en" => format!("{stem}.{code}.{ending}"),
        _ => name.to_owned(),
    }
}
