//! `afflux verify`: is a case what it was, and does it still follow from its logs? One statement a check; what they
//! find is told once, in `told.rs`.

mod rerun;
mod told;

use std::path::Path;

use crate::case::exhibits::{self, Found};
use crate::case::record::Record;
use crate::case::seal::{self, signature, timestamp};
use crate::case::{layout, verify};
use crate::error::{Error, Result};
use crate::read::inputs;

use super::console::Console;
use super::exit::Exit;
use super::plan::{InspectForm, Verification};

/// What was found of a case.
struct Checked {
    record: Record,
    files: Vec<(String, verify::State)>,
    exhibits: Vec<Found>,
    verdict: rerun::Verdict,
    signature: Option<std::result::Result<signature::Signed, String>>,
    stamp: Option<std::result::Result<timestamp::Stamp, String>>,
}

/// Checks a case, says what differs.
pub(super) fn run(plan: &Verification, console: &Console) -> Result<Exit> {
    if let Some(root) = &plan.root {
        std::env::set_current_dir(root).map_err(|error| Error::unreadable(root, error))?;
    }
    let record = Record::read(&plan.case)?;
    let signature = signed(plan)?;
    let stamp = stamped(plan)?;
    let files = verify::files(&plan.case, &record)?;
    let exhibits = exhibits(plan, &record, console)?;
    let verdict = rerun::verdict(plan, &record, &exhibits, console)?;
    let checked = Checked { record, files, exhibits, verdict, signature, stamp };
    let text = match plan.form {
        InspectForm::Table => told::text(&checked, &plan.words),
        InspectForm::Json => told::json(&checked)?,
    };
    console.print(text.as_bytes())?;
    Ok(if checked.holds() { Exit::Done } else { Exit::Differs })
}

fn exhibits(plan: &Verification, record: &Record, console: &Console) -> Result<Vec<Found>> {
    let wanted = exhibits::everything(record);
    let watcher = console.watch(exhibits::size(record, &wanted));
    let found = if plan.logs.is_empty() {
        exhibits::at_their_place(record, Path::new(""), &wanted, &watcher)
    } else {
        exhibits::among(record, &inputs::gather(&plan.logs)?.paths, &watcher)
    };
    watcher.done();
    found
}

/// The signature against the key that was given. A key without a signature is a failure: it was expected.
fn signed(plan: &Verification) -> Result<Option<std::result::Result<signature::Signed, String>>> {
    let Some(key) = &plan.key else { return Ok(None) };
    let signature = seal::held(&plan.case, layout::SIGNATURE)?;
    let manifest = seal::manifest(&plan.case)?;
    Ok(Some(match signature {
        Some(signature) => signature::verify(key, &signature, &manifest),
        None => Err(plan.words.say("verify-unsigned")),
    }))
}

fn stamped(plan: &Verification) -> Result<Option<std::result::Result<timestamp::Stamp, String>>> {
    let Some(answer) = seal::held(&plan.case, layout::STAMP_ANSWER)? else { return Ok(None) };
    Ok(Some(timestamp::answer(&answer, &seal::manifest(&plan.case)?)))
}

impl Checked {
    fn holds(&self) -> bool {
        let files = self.files.iter().all(|(_, state)| *state == verify::State::Same);
        let same = |found: &Found| matches!(found.state, exhibits::State::Same(_));
        let exhibits = self.exhibits.iter().all(same);
        let seals = !matches!(self.signature, Some(Err(_))) && !matches!(self.stamp, Some(Err(_)));
        let listed = !self.record.files.is_empty();
        files && listed && exhibits && seals && self.verdict.holds()
    }
}
