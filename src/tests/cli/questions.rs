//! `afflux query`: the same answer from a case and from its log, in every form, safe for whoever reads it.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use super::{directory, quiet};
use crate::program::{command, demo, demo_log, ends};

#[test]
fn questions_have_the_same_answer_from_case_and_log() {
    let sql = "SELECT status, COUNT(*) AS n, SUM(bytes) AS size FROM requests GROUP BY status \
               ORDER BY n DESC, status";
    let ask = |source, words: &[&str]| {
        let typed: Vec<&str> = ["query", source].iter().chain(words).copied().collect();
        ends(demo(), &typed, 0).out
    };
    for words in
        [&["--sql", sql, "--format", "jsonl"][..], &["countries-by-hour", "--format", "csv"]]
    {
        let answer = ask("case", words);
        assert!(answer.lines().count() > 3, "{answer}");
        assert_eq!(answer, ask("access.log", words));
    }
    let counted =
        ask("case", &["--sql", "SELECT COUNT(*) AS n FROM requests", "--format", "jsonl"]);
    let lines = demo_log().iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(counted, format!("{{\"n\":{lines}}}\n"));
    let forms = [("table", "outage-minutes"), ("markdown", "| "), ("csv", ","), ("jsonl", "{\"")];
    for (form, within) in &forms[1..] {
        let answer = ask("case", &["outage-minutes", "--format", form]);
        assert!(answer.contains(within), "{form}: {answer}");
    }
    assert!(ask("case", &["outage-minutes"]).lines().count() > 5);
    let list = ends(demo(), &["query", "--list"], 0).out;
    for question in afflux::ask::query::NAMED {
        assert!(list.contains(question.name) && list.contains(question.question()));
        ask("case", &[question.name, "--format", "jsonl"]);
    }
    let parquet = demo().join("answer.parquet");
    let typed = ["query", "case", "timeline", "--format", "parquet", "-o", "answer.parquet"];
    assert_eq!(ends(demo(), &typed, 0).out, "");
    assert!(fs::read(parquet).expect("a file").starts_with(b"PAR1"));
}

#[test]
fn csv_gives_no_formula_to_a_spreadsheet() {
    let mut log = String::from_utf8(quiet(200)).expect("text");
    for agent in ["=HYPERLINK(1)", "@SUM(1)", "+1+cmd|' /C calc'!A0", "-2+3"] {
        log += &format!(
            "192.0.2.7 - - [06/Apr/2021:09:00:00 +0000] \"GET /x HTTP/1.1\" 200 5 \"-\" \"{agent}\"\n"
        );
    }
    let directory = directory(&[("a.log", log.as_bytes())]);
    let sql = "SELECT DISTINCT user_agent FROM requests ORDER BY user_agent";
    let typed = ["query", "a.log", "--sql", sql, "--format", "csv"];
    let answer = ends(directory.path(), &typed, 0).out;
    let cells: Vec<&str> =
        answer.lines().skip(1).map(|line| line.trim_start_matches('"')).collect();
    assert_eq!(cells.len(), 5, "{answer}");
    for cell in cells {
        assert!(!cell.starts_with(['=', '@', '+', '-']), "{cell}");
    }
}

#[test]
fn a_reader_that_closes_early_has_what_it_wanted() {
    let sql = "SELECT client_ip, path, user_agent FROM requests ORDER BY byte_offset";
    let typed = ["query", "case", "--sql", sql, "--format", "csv"];
    let mut child = command(demo(), &typed)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = String::new();
    // Far more than a pipe holds follows the first line.
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
    assert!(child.wait().expect("an end").success(), "{said}");
    assert_eq!((first.as_str(), said.as_str()), ("client_ip,path,user_agent\n", ""));
}
