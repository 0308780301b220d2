//! `afflux sign` and `afflux timestamp`: seals for a case that exists. The passphrase of a key is asked for here, and
//! nowhere else.

use std::path::Path;

use crate::case::layout;
use crate::case::seal::{self, signature, timestamp};
use crate::error::{Error, Kind, Result};
use crate::tell::words::Words;

use super::console::Console;
use super::exit::Exit;
use super::plan::{Sealing, Stamping};

/// Where the passphrase of a secret key is taken from, before anybody is asked.
const PASSPHRASE: &str = "AFFLUX_KEY_PASSPHRASE";

/// Signs the manifest of a case.
pub(super) fn sign(plan: &Sealing, console: &Console) -> Result<Exit> {
    let key = unlocked(&plan.key)?;
    let signature = key.sign(&seal::manifest(&plan.case)?)?;
    seal::put(&plan.case, layout::SIGNATURE, &signature, plan.replace)?;
    written(console, &plan.words, &plan.case.join(layout::SIGNATURE));
    Ok(Exit::Done)
}

/// The key of a file, asking for its passphrase if it has one.
pub(super) fn unlocked(path: &Path) -> Result<signature::Key> {
    let locked = signature::Locked::read(path)?;
    match locked.open() {
        Some(key) => Ok(key),
        None => locked.unlock(passphrase(path)?),
    }
}

fn passphrase(path: &Path) -> Result<String> {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the passphrase")]
    if let Ok(passphrase) = std::env::var(PASSPHRASE) {
        return Ok(passphrase);
    }
    rpassword::prompt_password(format!("Passphrase of {}: ", path.display())).map_err(|error| {
        Error::new(Kind::Usage, format!("cannot ask for the passphrase of {}", path.display()))
            .because(error)
            .hint(format!("set {PASSPHRASE} where there is no terminal"))
    })
}

/// Writes the request for a time stamp, or takes the authority's answer in.
pub(super) fn timestamp(plan: &Stamping, console: &Console) -> Result<Exit> {
    let manifest = seal::manifest(&plan.case)?;
    let Some(answer) = &plan.answer else {
        let request = timestamp::request(&manifest).map_err(|why| {
            Error::new(Kind::Case, format!("cannot write a request for a time stamp: {why}"))
        })?;
        // The same manifest gives the same request: writing it again changes nothing.
        seal::put(&plan.case, layout::STAMP_REQUEST, &request, true)?;
        written(console, &plan.words, &plan.case.join(layout::STAMP_REQUEST));
        return Ok(Exit::Done);
    };
    let bytes = read(answer)?;
    let stamp = timestamp::answer(&bytes, &manifest).map_err(|why| {
        let message = format!("{} is not attached: {why}", answer.display());
        Error::new(Kind::Changed, message).hint("it must answer the request over this manifest")
    })?;
    seal::put(&plan.case, layout::STAMP_ANSWER, &bytes, plan.replace)?;
    let arguments = [("time", stamp.time.into()), ("policy", stamp.policy.into())];
    console.print(format!("{}\n", plan.words.get("verify-stamp", &arguments)).as_bytes())?;
    Ok(Exit::Done)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let unreadable = |error| Error::unreadable(path, error);
    let metadata = path.metadata().map_err(unreadable)?;
    if !metadata.is_file() || metadata.len() > seal::BYTES_MAX {
        return Err(Error::new(Kind::Usage, format!("{} is no time stamp", path.display())));
    }
    std::fs::read(path).map_err(unreadable)
}

fn written(console: &Console, words: &Words, path: &Path) {
    console.note(&words.get("seal-written", &[("path", path.display().to_string().into())]));
}
