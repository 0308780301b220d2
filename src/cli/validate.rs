//! `afflux validate`: how often the tool errs, on worlds whose truth is known.

use std::path::Path;

use crate::error::{Error, Kind, Result};
use crate::rehearse::family::{FAMILIES, Family};
use crate::rehearse::validation;

use super::args::ValidateArgs;
use super::console::Console;
use super::exit::Exit;

/// Plays, judges, measures.
pub(super) fn run(args: &ValidateArgs, console: &Console) -> Result<Exit> {
    let wanted = |family: &Family| {
        args.families.is_empty() || args.families.iter().any(|name| family.name.starts_with(name))
    };
    let matches_none =
        |name: &&String| !FAMILIES.iter().any(|one| one.name.starts_with(name.as_str()));
    if let Some(unknown) = args.families.iter().find(matches_none) {
        let message = format!("no family of worlds is named {unknown:?}");
        return Err(Error::new(Kind::Usage, message));
    }
    if args.scenario {
        let family = FAMILIES.iter().find(|family| wanted(family));
        let text = family.map(|family| family.scenario(args.seed)).unwrap_or_default();
        console.print(text.as_bytes())?;
        return Ok(Exit::Done);
    }
    let Some(out) = &args.out else { return Ok(Exit::Done) };
    let cases = validation::examine(wanted, args.cases, args.seed)?;
    let command = format!("afflux validate --cases {} --seed {}", args.cases, args.seed);
    std::fs::create_dir_all(out).map_err(|cause| unwritable(out, cause))?;
    let write = |name: &str, text: String| {
        let file = out.join(name);
        std::fs::write(&file, text).map_err(|cause| unwritable(&file, cause))
    };
    write("cases.jsonl", lines(&cases))?;
    write("validation.json", validation::json(&cases, &command))?;
    write("validation.md", validation::markdown(&cases, &command))?;
    console.note(&format!(
        "played {} cases, wrote validation.md into {}",
        cases.len(),
        out.display()
    ));
    Ok(Exit::Done)
}

fn lines(cases: &[validation::Case]) -> String {
    let lines = cases.iter().map(|case| serde_json::to_string(case).unwrap_or_default() + "\n");
    lines.collect()
}

fn unwritable(path: &Path, cause: std::io::Error) -> Error {
    Error::new(Kind::Case, format!("cannot write {}", path.display())).because(cause)
}
