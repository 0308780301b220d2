//! The verdict once more: the stored command line and the exhibits in, the documents that this version makes of them
//! compared with those of the case. It writes no case.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Parser;
use serde_json::Value;

use crate::case::exhibits::{Found, State};
use crate::case::record::{self, Record};
use crate::cli::args::{Args, Command};
use crate::cli::console::Console;
use crate::cli::documents::{self, Told};
use crate::cli::plan::{Investigation, Verification};
use crate::cli::{investigate, pseudonym, sources};
use crate::error::{Error, Kind, Result};
use crate::tell::writer::WRITERS;

/// Largest document that is compared.
const BYTES_MAX: u64 = 1 << 30;
/// Differences between two verdicts that are named.
const NAMED_MAX: usize = 20;
/// Bytes shown of a value that differs.
const SHOWN_MAX: usize = 80;

/// What came of judging again.
pub(super) enum Verdict {
    /// It was not asked for.
    Skipped,
    /// It could not be done: why.
    Impossible(String),
    /// What this version makes of the exhibits.
    Made {
        /// Each document that depends on the logs alone, and whether the case has the same bytes.
        documents: Vec<(String, bool)>,
        /// Where the verdicts differ: JSON pointer, what the case has, what was made.
        differences: Vec<(String, String, String)>,
        /// Databases of places that are not those of the case.
        databases: Vec<String>,
    },
}

impl Verdict {
    pub(super) fn holds(&self) -> bool {
        match self {
            Self::Skipped => true,
            Self::Impossible(_) => false,
            Self::Made { documents, .. } => documents.iter().all(|(_, same)| *same),
        }
    }
}

/// Judges the exhibits again and compares.
pub(super) fn verdict(
    plan: &Verification,
    record: &Record,
    exhibits: &[Found],
    console: &Console,
) -> Result<Verdict> {
    if !plan.judges {
        return Ok(Verdict::Skipped);
    }
    let Some(places) = places(record, exhibits) else {
        return Ok(Verdict::Impossible(plan.words.say("verify-not-without-exhibits")));
    };
    match again(plan, record, places, console) {
        Err(error) if error.kind() == Kind::Interrupted => Err(error),
        Err(error) => Ok(Verdict::Impossible(error.to_string())),
        Ok(made) => Ok(made),
    }
}

/// Where each file of the manifest lies now; `None` unless all are there.
fn places(record: &Record, exhibits: &[Found]) -> Option<BTreeMap<PathBuf, PathBuf>> {
    let found: BTreeMap<&str, &State> =
        exhibits.iter().map(|one| (one.path.as_str(), &one.state)).collect();
    let archives = record.archives();
    let outermost = record.exhibits.iter().map(|item| record.outermost(item, &archives));
    let place = |path: &str| match found.get(path) {
        Some(State::Same(place)) => Some((PathBuf::from(path), place.clone())),
        _ => None,
    };
    outermost.map(|item| place(&item.path)).collect()
}

fn again(
    plan: &Verification,
    record: &Record,
    places: BTreeMap<PathBuf, PathBuf>,
    console: &Console,
) -> Result<Verdict> {
    let typed = investigation(record)?;
    sources::keep_to_memory(&typed.source, &sources::aside())?;
    let reading = sources::read_again(&typed.source, places, console)?;
    let work = investigate::judged(&typed, reading, console)?;
    let key = pseudonym::stored(&typed)?;
    let keyless = typed.pseudonym_key.is_some() && key.is_none();
    if keyless {
        console.note("the key of pseudonyms is not where it was: indicators are not compared");
    }
    let told = Told {
        plan: &typed,
        pseudonyms: key.as_ref(),
        account: &work.account,
        judgement: &work.judgement,
    };
    let mut made = documents::written(&told)?;
    made.retain(|(name, _)| !keyless || !name.starts_with("indicators"));
    let mut compared = Vec::new();
    let mut differences = Vec::new();
    for (name, bytes) in made.iter().filter(|(name, _)| of_logs_alone(name)) {
        let stored = record::bytes(&plan.case.join(name), BYTES_MAX).unwrap_or_default();
        compared.push((name.clone(), stored == *bytes));
        if name == "verdict.json" && stored != *bytes {
            differences = differing(&stored, bytes);
        }
    }
    let stored: Vec<&str> = record.databases.iter().map(|one| one.sha256.as_str()).collect();
    let others = work.account.databases.iter().filter(|one| !stored.contains(&&*one.sha256));
    let databases = others.map(|one| one.name.clone()).collect();
    Ok(Verdict::Made { documents: compared, differences, databases })
}

/// The stored command line, understood as this version understands it.
fn investigation(record: &Record) -> Result<Investigation> {
    let not_understood = |why: String| {
        let message = format!("the stored command line is not understood: {why}");
        Error::new(Kind::Case, message)
    };
    let first_line = |text: String| text.lines().next().unwrap_or_default().to_owned();
    let args = Args::try_parse_from(&record.arguments)
        .map_err(|error| not_understood(first_line(error.to_string())))?;
    match args.command {
        Command::Investigate(mut args) => {
            // What was asked of the expert decides nothing, and its file need not have come along.
            args.mandate = None;
            Investigation::of(args, record.arguments.clone())
        }
        _ => Err(not_understood("it does not investigate".to_owned())),
    }
}

/// Reports hold the times of files and the name of the case; what is not told in a language depends on the logs alone.
fn of_logs_alone(name: &str) -> bool {
    WRITERS.iter().any(|writer| !writer.localised && writer.file_name == Some(name))
}

/// Where two verdicts differ, the first few. What is no JSON has no places to name: that its bytes differ is said.
fn differing(stored: &[u8], made: &[u8]) -> Vec<(String, String, String)> {
    let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok();
    let mut found = Vec::new();
    if let (Some(stored), Some(made)) = (read(stored), read(made)) {
        compare(&stored, &made, &mut String::new(), &mut found);
    }
    found
}

fn compare(
    stored: &Value,
    made: &Value,
    at: &mut String,
    found: &mut Vec<(String, String, String)>,
) {
    if stored == made || found.len() >= NAMED_MAX {
        return;
    }
    let length = at.len();
    let keys: Vec<String> = match (stored, made) {
        (Value::Object(one), Value::Object(other)) => {
            let added = other.keys().filter(|key| !one.contains_key(*key));
            one.keys().chain(added).cloned().collect()
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            (0..one.len()).map(|index| index.to_string()).collect()
        }
        // One entry more or less moves all that follow: the first that differs says enough.
        (Value::Array(one), Value::Array(other)) => {
            let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
            vec![same.to_string()]
        }
        _ => {
            found.push((at.clone(), shown(stored), shown(made)));
            return;
        }
    };
    for key in keys {
        let pointer = format!("/{}", key.replace('~', "~0").replace('/', "~1"));
        let of = |value: &Value| value.pointer(&pointer).cloned().unwrap_or_default();
        at.push_str(&pointer);
        compare(&of(stored), &of(made), at, found);
        at.truncate(length);
    }
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    text.char_indices()
        .nth(SHOWN_MAX)
        .and_then(|(cut, _)| text.get(..cut))
        .map_or(text.clone(), |start| format!("{start}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_named_by_pointer() {
        let found = differing(
            br#"{"incidents":[{"cause":"attack","a/b":1}],"x":[1]}"#,
            br#"{"incidents":[{"cause":"overload","a/b":2}],"x":[1,2]}"#,
        );
        let pointers: Vec<&str> = found.iter().map(|(at, ..)| at.as_str()).collect();
        assert_eq!(pointers, ["/incidents/0/cause", "/incidents/0/a~1b", "/x/1"]);
        assert_eq!(found[0].1, "\"attack\"");
        assert_eq!((found[2].1.as_str(), found[2].2.as_str()), ("null", "2"));
        assert_eq!(differing(b"not JSON", b"{}"), []);
    }
}
