//! `afflux validate`: how often the tool errs, on worlds whose truth is known.

use std::path::Path;

use crate::error::{Error, Kind, Result};
use crate::rehearse::family::FAMILIES;
use crate::rehearse::family::intrusion::INTRUSION_FAMILIES;
use crate::rehearse::validation;

use super::args::ValidateArgs;
use super::console::Console;
use super::exit::Exit;

/// Plays, judges, measures.
pub(super) fn run(args: &ValidateArgs, console: &Console) -> Result<Exit> {
    let wanted = |family: &str| {
        args.families.is_empty() || args.families.iter().any(|name| family.starts_with(name))
    };
    let all = || {
        let attempts = INTRUSION_FAMILIES.iter().map(|family| family.name);
        FAMILIES.iter().map(|family| family.name).chain(attempts)
    };
    let matches_none = |name: &&String| !all().any(|one| one.starts_with(name.as_str()));
    if let Some(unknown) = args.families.iter().find(matches_none) {
        let message = format!("no family of worlds is named {unknown:?}");
        return Err(Error::new(Kind::Usage, message));
    }
    if args.scenario {
        console.print(scenario(wanted, args.seed).unwrap_or_default().as_bytes())?;
        return Ok(Exit::Done);
    }
    let Some(out) = &args.out else { return Ok(Exit::Done) };
    let outages = FAMILIES.iter().filter(|family| wanted(family.name)).count();
    let families = all().filter(|name| wanted(name)).count();
    let (of_outages, of_attempts) = dealt(args.cases, outages, families);
    let cases = validation::examine(|family| wanted(family.name), of_outages, args.seed)?;
    let attempts =
        validation::examine_attempts(|family| wanted(family.name), of_attempts, args.seed)?;
    let command = format!("afflux validate --cases {} --seed {}", args.cases, args.seed);
    std::fs::create_dir_all(out).map_err(|cause| unwritable(out, cause))?;
    let write = |name: &str, text: String| {
        let file = out.join(name);
        std::fs::write(&file, text).map_err(|cause| unwritable(&file, cause))
    };
    write("cases.jsonl", lines(&cases))?;
    write("attempts.jsonl", lines(&attempts))?;
    write("validation.csv", validation::table(&cases, &command).write())?;
    write("validation.json", validation::json(&cases, &attempts, &command))?;
    write("validation.md", validation::markdown(&cases, &attempts, &command))?;
    console.note(&format!(
        "played {} cases, wrote validation.md into {}",
        cases.len() + attempts.len(),
        out.display()
    ));
    Ok(Exit::Done)
}

/// The first family that is wanted, as a scenario.
fn scenario(wanted: impl Fn(&str) -> bool, seed: u64) -> Option<String> {
    let family = FAMILIES.iter().find(|family| wanted(family.name));
    let attempts = INTRUSION_FAMILIES.iter().find(|family| wanted(family.name));
    let of_attempts = || Some(attempts?.scenario(seed));
    family.map(|family| family.scenario(seed)).or_else(of_attempts)
}

/// Cases of outages and of attempts, dealt in turn to all families that are wanted: each plays as many.
fn dealt(cases: usize, outages: usize, families: usize) -> (usize, usize) {
    let families = families.max(1);
    let of_outages = cases / families * outages + (cases % families).min(outages);
    (of_outages, cases - of_outages)
}

fn lines(cases: &[impl serde::Serialize]) -> String {
    let lines = cases.iter().map(|case| serde_json::to_string(case).unwrap_or_default() + "\n");
    lines.collect()
}

fn unwritable(path: &Path, cause: std::io::Error) -> Error {
    Error::new(Kind::Case, format!("cannot write {}", path.display())).because(cause)
}
