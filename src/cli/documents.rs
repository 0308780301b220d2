//! Verdict and reports as files of the case: each writer once, localised ones in every language.

use crate::base::account::Account;
use crate::error::Result;
use crate::judge::judgement::Judgement;
use crate::tell::pseudonym::Pseudonyms;
use crate::tell::words::{LANGUAGES, Words};
use crate::tell::writer::WRITERS;
use crate::tell::{Context, Report};

use super::plan::Investigation;

/// The run as documents see it.
pub(super) fn context(plan: &Investigation, words: &Words) -> Context {
    let case = plan.out.display().to_string();
    let report = plan.out.join(localised("report.html", words.code()));
    Context { case: Some(case), report: Some(report.display().to_string()), ..Context::default() }
}

/// File names and bytes.
pub(super) fn written(
    plan: &Investigation,
    pseudonyms: Option<&Pseudonyms>,
    account: &Account,
    judgement: &Judgement,
) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for (index, language) in LANGUAGES.iter().enumerate() {
        let words = Words::new(language);
        let context = Context { pseudonyms: pseudonyms.cloned(), ..context(plan, &words) };
        let report = Report::new(account, judgement, &words, &context);
        for writer in WRITERS {
            let Some(name) = writer.file_name else { continue };
            if writer.localised || index == 0 {
                files.push((
                    localised_if(name, writer.localised, words.code()),
                    (writer.write)(&report)?,
                ));
            }
        }
    }
    Ok(files)
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
