//! `afflux reference`: pages of `docs/reference` that the program prints itself, so that they cannot
//! lag behind it; a test compares them.

use clap::CommandFactory;

use crate::ask;
use crate::error::{Error, Kind, Result};
use crate::frame;
use crate::judge::claim::{CLAIMS, Fallback, Form, Key};
use crate::judge::evidence::TESTS;
use crate::judge::intrusion::{self, Rules};
use crate::judge::thresholds::THRESHOLDS;
use crate::read::format::FORMATS;
use crate::tell::writer::json::schema::schema;

use super::args::{Args, ReferenceArgs};
use super::console::Console;
use super::exit::{EXITS, Exit};

/// A page and what prints it.
struct Page {
    /// Its file in `docs/reference`, without `.md`.
    name: &'static str,
    print: fn() -> String,
}

/// Every generated page.
const PAGES: &[Page] = &[
    Page { name: "cli", print: cli },
    Page { name: "formats", print: formats },
    Page { name: "schema", print: frame::reference },
    Page { name: "queries", print: ask::query::reference },
    Page { name: "evidence", print: evidence },
    Page { name: "claims", print: claims },
    Page { name: "verdict.schema.json", print: schema },
    Page { name: "thresholds", print: thresholds },
    Page { name: "signatures", print: signatures },
];

/// Prints a page, or the list of pages.
pub(super) fn run(args: &ReferenceArgs, console: &Console) -> Result<Exit> {
    let text = match &args.page {
        None => PAGES.iter().map(|page| format!("{}\n", page.name)).collect(),
        Some(name) => {
            let page = PAGES.iter().find(|page| page.name == name).ok_or_else(|| {
                Error::new(Kind::Usage, format!("no reference page is called {name:?}"))
                    .hint("`afflux reference` lists them")
            })?;
            (page.print)()
        }
    };
    console.print(text.as_bytes())?;
    Ok(Exit::Done)
}

fn cli() -> String {
    let mut page = String::from("# Command line\n");
    let mut command = Args::command().term_width(96);
    command.build();
    page.push_str(&help(&mut command));
    for sub in command.get_subcommands_mut().filter(|sub| !sub.is_hide_set()) {
        if sub.get_name() != "help" {
            page.push_str(&help(sub));
        }
    }
    page.push_str("\n## Exit codes\n\n| code | meaning |\n|---|---|\n");
    for (exit, meaning) in EXITS {
        page.push_str(&format!("| {} | {meaning} |\n", *exit as i32));
    }
    page
}

fn help(command: &mut clap::Command) -> String {
    let name = command.get_bin_name().unwrap_or(command.get_name()).to_owned();
    let text = command.render_long_help().to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("\n## `{name}`\n\n```text\n{}\n```\n", lines.join("\n").trim_end())
}

fn formats() -> String {
    let mut page = String::from(
        "# Log formats\n\nRecognised by content. The stamp says what the time of a line marks.\n\n\
         | name | format | stamp |\n|---|---|---|\n",
    );
    for format in FORMATS {
        page.push_str(&format!(
            "| `{}` | {} | {} |\n",
            format.name,
            format.title,
            format.stamp.name()
        ));
    }
    page
}

/// The module documentation of each test, headings one level down.
fn evidence() -> String {
    let mut page = String::from(
        "# Evidence tests\n\nEach test puts one question to the facts of an incident and speaks for or \
         against hypotheses. Weights are reasoned, not calibrated.\n",
    );
    for test in TESTS {
        page.push_str(&format!(
            "\n## `{}` ({}, family {})\n\nRe-ask it: `afflux query CASE {}`\n\n",
            test.name, test.number, test.family, test.query
        ));
        page.push_str(&head(test.source));
    }
    page
}

/// The head of a source file, its headings two levels down.
fn head(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    lines
        .map(|line| {
            let line = line.strip_prefix(' ').unwrap_or(line);
            let heading = if line.starts_with('#') { "##" } else { "" };
            format!("{heading}{line}\n")
        })
        .collect()
}

/// The module documentation of each kind of claim, and its keys.
fn claims() -> String {
    let mut page = String::from(
        "# Kinds of claims\n\nWhat a claim may be about (`about`), and the keys of each kind beside those of \
         every claim. How to write them: [claims](../guide/claims.md).\n",
    );
    for kind in CLAIMS {
        let timed = if kind.timed { " `from` and `until` are required." } else { "" };
        page.push_str(&format!(
            "\n## `{}`\n\nRe-ask it: `afflux query CASE {}`.{timed}\n\n",
            kind.name, kind.query
        ));
        if !kind.keys.is_empty() {
            page.push_str("| key | holds | if not given |\n|---|---|---|\n");
            kind.keys.iter().for_each(|key| page.push_str(&key_row(key)));
            page.push('\n');
        }
        page.push_str(&head(kind.source));
    }
    page
}

fn key_row(key: &Key) -> String {
    let holds = match key.form {
        Form::Count => "a number of things".to_owned(),
        Form::Share => "a share, 0 to 1".to_owned(),
        Form::Minutes => "minutes".to_owned(),
        Form::Instant => "an instant".to_owned(),
        Form::Choice(words) => format!("one of `{}`", words.join("`, `")),
        Form::Countries => "a list of country codes, ISO 3166-1".to_owned(),
        Form::Hours => "hours of the day, in the claim's zone".to_owned(),
    };
    let fallback = match (key.fallback, key.form) {
        (Fallback::Required, _) => "refused".to_owned(),
        (Fallback::Number(number), _) => number.to_string(),
        (Fallback::Hours(hours), _) => format!("`{hours}`"),
        (Fallback::First, Form::Choice([first, ..])) => format!("`{first}`"),
        (Fallback::First, _) => "–".to_owned(),
    };
    format!("| `{}` | {holds} | {fallback} |\n", key.name)
}

fn thresholds() -> String {
    let mut page = String::from(
        "# Thresholds\n\nEvery number that decides something in a verdict; each case stores them in \
         `manifest.json`. Where it is defined, the code gives its source.\n\n| name | value |\n|---|---|\n",
    );
    for (name, value) in THRESHOLDS.iter() {
        page.push_str(&format!("| `{name}` | {value} |\n"));
    }
    page
}

fn signatures() -> String {
    intrusion::reference(Rules::embedded())
}
