//! `afflux package`: a case, with its exhibits if asked for, as a BagIt package. It packs only what is what the
//! manifest says.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::case::bag::{self, Payload};
use crate::case::exhibits::{self, State};
use crate::case::record::{Held, Record};
use crate::case::seal;
use crate::case::{held, verify};
use crate::error::{Error, Kind, Result};

use super::console::Console;
use super::exit::Exit;
use super::plan::Packing;

/// Writes the package.
pub(super) fn run(plan: &Packing, console: &Console) -> Result<Exit> {
    let record = Record::read(&plan.case)?;
    let mut payload = case(plan, &record)?;
    if plan.with_logs {
        payload.extend(logs(plan, &record, console)?);
    }
    let manifest = held::hex(&Sha256::digest(seal::manifest(&plan.case)?));
    let information = [
        ("Bag-Software-Agent", format!("afflux {}", env!("CARGO_PKG_VERSION"))),
        ("External-Identifier", format!("sha256:{manifest}")),
        (
            "External-Description",
            "A case of afflux; the identifier is that of its manifest.".into(),
        ),
    ];
    bag::write(&plan.out, &payload, &information)?;
    let path = plan.out.display().to_string();
    console.note(&plan.words.get("seal-written", &[("path", path.into())]));
    Ok(Exit::Done)
}

/// Every file of the case, if it is what the manifest says.
fn case(plan: &Packing, record: &Record) -> Result<Vec<Payload>> {
    let states = verify::files(&plan.case, record)?;
    let wrong = states.iter().find(|(_, state)| *state != verify::State::Same);
    if let Some((name, _)) = wrong {
        let message = format!("{name} in {} is not what the manifest says", plan.case.display());
        return Err(Error::new(Kind::Case, message).hint("`afflux verify CASE` says what differs"));
    }
    let file = |one: Held| Payload {
        name: format!("{}/{}", bag::CASE, one.name),
        place: plan.case.join(&one.name),
        sha256: one.sha256,
    };
    Ok(held::all(&plan.case)?.into_iter().map(file).collect())
}

/// Every file that holds exhibits, numbered in order of path.
fn logs(plan: &Packing, record: &Record, console: &Console) -> Result<Vec<Payload>> {
    let wanted = exhibits::outermost(record);
    let watcher = console.watch(exhibits::size(record, &wanted));
    let found = exhibits::at_their_place(record, &plan.root, &wanted, &watcher);
    watcher.done();
    let items = record.exhibits.iter().chain(&record.archives);
    let digests: BTreeMap<&str, &str> =
        items.map(|item| (item.path.as_str(), item.sha256.as_str())).collect();
    let mut payload = Vec::new();
    for (index, one) in found?.into_iter().enumerate() {
        let place = match one.state {
            State::Same(place) => place,
            State::Differs(_) => {
                let message = format!("{} is not the exhibit that was judged", one.path);
                return Err(Error::new(Kind::Changed, message));
            }
            State::Gone => {
                let message = format!("{} is not where the case says it was", one.path);
                return Err(Error::new(Kind::Unreadable, message)
                    .hint("--root names the directory that relative paths start from"));
            }
        };
        let sha256 = digests.get(one.path.as_str()).copied().unwrap_or_default().to_owned();
        payload.push(Payload { name: bag::exhibit(index + 1, &one.path), place, sha256 });
    }
    Ok(payload)
}
