//! Questions in SQL against DuckDB's answers on the same Parquet, and the forms of an answer.
//!
//! `UPDATE=1` rewrites the sample's Parquet and the reference pages; then `src/tests/oracle.py`
//! rewrites `answers.jsonl`. With `AFFLUX_DUCKDB=PYTHON` (one that has duckdb) DuckDB is asked anew.

mod assemble;
mod sample;
mod store;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use afflux::ask;
use afflux::ask::query::render::{Output, render};
use afflux::ask::query::{NAMED, named, run};
use afflux::ask::table::{Input, TABLES};
use afflux::error::Kind;
use afflux::frame;
use polars::prelude::DataFrame;
use serde_json::Value;

/// What one statement must give.
struct Trap {
    name: String,
    refused: bool,
    sql: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[expect(clippy::disallowed_methods, reason = "tests are steered from outside")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Compares bytes with a committed file, or rewrites it.
fn check(path: &Path, bytes: &[u8]) {
    if setting("UPDATE").is_some() {
        std::fs::write(path, bytes).expect("a file that can be rewritten");
    }
    let committed = std::fs::read(path).unwrap_or_default();
    assert!(committed == bytes, "{} is not up to date: UPDATE=1 rewrites it", path.display());
}

fn requests() -> DataFrame {
    sample::requests().frame().clone()
}

fn tables() -> Vec<(String, DataFrame)> {
    let (names, services) =
        ask::split_stored(&sample::requests(), None, "FR", &sample::exhibits()).expect("services");
    let (events, exhibits) = (sample::events(), sample::exhibits());
    let attempts = sample::attempts();
    let input = Input::new((&services, &names), &events, &exhibits, &attempts);
    TABLES
        .iter()
        .map(|table| (table.name.to_owned(), (table.build)(&input).expect("a table")))
        .collect()
}

fn traps() -> Vec<Trap> {
    let text = std::fs::read_to_string(root().join("fixtures/queries/traps.sql")).expect("traps");
    let trap = |block: &str| {
        let (name, rest) = block.split_once('\n').expect("a name and a statement");
        let sql = rest.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>();
        Trap { name: name.to_owned(), refused: rest.starts_with("-- refused"), sql: sql.join("\n") }
    };
    text.split("-- trap: ").skip(1).map(trap).collect()
}

/// Answers by name: columns and rows.
fn answers(text: &str) -> BTreeMap<String, (Vec<String>, Vec<Vec<Value>>)> {
    text.lines()
        .map(|line| {
            let answer: Value = serde_json::from_str(line).expect("JSON");
            let columns = serde_json::from_value(answer["columns"].clone()).expect("columns");
            let rows = serde_json::from_value(answer["rows"].clone()).expect("rows");
            (answer["name"].as_str().expect("a name").to_owned(), (columns, rows))
        })
        .collect()
}

fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours.as_f64(), theirs.as_f64()) {
        // Sums of floating-point numbers depend on the order of adding.
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
        _ => ours == theirs,
    }
}

fn compare_with(expected: &str) {
    let expected = answers(expected);
    let (requests, tables) = (requests(), tables());
    let mut asked: Vec<(String, String)> = traps()
        .into_iter()
        .filter(|trap| !trap.refused)
        .map(|trap| (trap.name, trap.sql))
        .collect();
    asked.extend(NAMED.iter().map(|named| (named.name.to_owned(), named.sql.to_owned())));
    assert_eq!(asked.len(), expected.len(), "answers.jsonl is not up to date: run oracle.py");
    for (name, sql) in asked {
        let (columns, rows) = expected.get(&name).expect("an answer of DuckDB");
        let answer = run(Some(&requests), &tables, &sql)
            .unwrap_or_else(|error| panic!("{name}: {error} ({:?})", error.hint_text()));
        let lines = render(&answer, Output::Jsonl).expect("JSON lines");
        let ours: Vec<serde_json::Map<String, Value>> = String::from_utf8(lines)
            .expect("UTF-8")
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(ours.len(), rows.len(), "{name}: number of rows");
        for (number, (ours, theirs)) in ours.iter().zip(rows).enumerate() {
            let fine = ours.values().zip(theirs).all(|(a, b)| same(a, b));
            assert!(
                fine && ours.len() == theirs.len(),
                "{name}, row {number}: {ours:?} {theirs:?}"
            );
            assert!(ours.keys().eq(columns), "{name}: {columns:?}");
        }
    }
}

#[test]
fn answers_are_those_of_duckdb() {
    let path = root().join("fixtures/queries/answers.jsonl");
    compare_with(&std::fs::read_to_string(path).expect("answers.jsonl"));
}

#[test]
fn answers_are_those_of_a_live_duckdb() {
    let Some(python) = setting("AFFLUX_DUCKDB") else { return };
    let oracle = root().join("src/tests/oracle.py");
    let output = Command::new(python).arg(oracle).arg("--print").output().expect("a Python");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    compare_with(&String::from_utf8(output.stdout).expect("UTF-8"));
}

#[test]
fn what_would_be_answered_wrongly_is_refused() {
    let (requests, tables) = (requests(), tables());
    for trap in traps().into_iter().filter(|trap| trap.refused) {
        match run(Some(&requests), &tables, &trap.sql) {
            Ok(answer) => panic!("{} was answered: {answer}", trap.name),
            Err(error) => assert_eq!(error.kind(), Kind::Query, "{}", trap.name),
        }
    }
}

#[test]
fn forged_numbers_do_not_wrap() {
    let mut forged = requests();
    let bytes = vec![i64::MAX; forged.height()];
    let column = polars::prelude::Column::new("bytes".into(), bytes);
    forged.with_column(column).expect("a column");
    for sql in [
        "SELECT SUM(bytes) AS s FROM requests",
        "SELECT MAX(bytes + 1) AS s FROM requests",
        "SELECT MIN(-2 * bytes) AS s FROM requests",
    ] {
        let error = run(Some(&forged), &[], sql).expect_err("no wrapped number");
        assert_eq!(error.kind(), Kind::Query, "{sql}");
    }
    let largest = run(Some(&forged), &[], "SELECT MAX(bytes) AS s FROM requests").expect("a row");
    let line = render(&largest, Output::Jsonl).expect("JSON lines");
    assert_eq!(line, b"{\"s\":9223372036854775807}\n");
}

#[test]
fn every_file_of_queries_is_named_and_headed() {
    let folder = std::fs::read_dir(root().join("queries")).expect("queries/");
    let mut files: Vec<String> = folder
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let mut listed: Vec<String> = NAMED.iter().map(|named| format!("{}.sql", named.name)).collect();
    listed.sort();
    assert_eq!(files, listed);
    for question in NAMED {
        assert!(question.question().ends_with(['?', '.']), "{}", question.name);
        assert!(
            !question.reads().is_empty() && !question.columns().is_empty(),
            "{}",
            question.name
        );
        for other in question.see_also().split(", ") {
            assert!(named(other).is_some(), "{} sends to {other}", question.name);
        }
        assert!(question.sql.contains("\nORDER BY "), "{} has no order", question.name);
    }
}

#[test]
fn the_columns_in_the_head_are_those_of_the_answer() {
    let (requests, tables) = (requests(), tables());
    for question in NAMED {
        let answer = run(Some(&requests), &tables, question.sql).expect("an answer");
        for column in answer.get_column_names() {
            assert!(
                question.columns().split([' ', ';']).any(|word| word == column.as_str()),
                "{}: {column} is not explained",
                question.name
            );
        }
    }
}

#[test]
fn reference_pages_are_up_to_date() {
    let folder = root().join("docs/reference");
    std::fs::create_dir_all(&folder).expect("docs/reference");
    check(&folder.join("schema.md"), frame::reference().as_bytes());
    check(&folder.join("queries.md"), ask::query::reference().as_bytes());
}

#[test]
fn hostile_text_reaches_no_interpreter() {
    let requests = requests();
    let sql = "SELECT user_agent, path FROM requests GROUP BY user_agent, path ORDER BY 1, 2";
    let answer = run(Some(&requests), &[], sql).expect("an answer");
    let text = |output| String::from_utf8(render(&answer, output).expect("bytes")).expect("UTF-8");
    for shown in [text(Output::Table), text(Output::Markdown)] {
        assert!(!shown.contains(['\u{1b}', '\u{202e}', '\t']), "{shown}");
    }
    assert!(!text(Output::Markdown).contains("<script>"));
    for field in text(Output::Csv).lines().flat_map(|line| line.split(',')) {
        assert!(!field.trim_start_matches('"').starts_with('='), "{field}");
    }
}
