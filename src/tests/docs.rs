//! Documentation that cannot lag: pages that the program prints are compared with `docs/reference`,
//! commands in the text are typed, their SQL is put to the demo, and links are followed.
//! `UPDATE=1` rewrites the printed pages.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use afflux::ask::query::named;
use regex::Regex;

use crate::program::{afflux, demo, demo_log, ends, files_below, root, updating};

/// A word that no command takes: everything before it was understood when it is refused.
const SENTINEL: &str = "--only-understand";

/// A Markdown file, by its path in the tree.
struct Page {
    path: PathBuf,
    text: String,
}

fn pages() -> Vec<Page> {
    let mut paths = vec![root().join("README.md"), root().join("CHANGELOG.md")];
    let documents = files_below(&root().join("docs")).into_iter();
    paths.extend(documents.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    let page = |path: PathBuf| Page { text: fs::read_to_string(&path).expect("UTF-8"), path };
    paths.into_iter().map(page).collect()
}

/// The text of every fenced block in one of these languages.
fn blocks<'a>(text: &'a str, languages: &[&str]) -> Vec<&'a str> {
    let fenced = text.split("```").skip(1).step_by(2);
    fenced
        .filter_map(|block| block.split_once('\n'))
        .filter(|(language, _)| languages.contains(&language.trim()))
        .map(|(_, block)| block)
        .collect()
}

/// What a shell makes of a block: commands, split into words. Pipes and redirections end a command.
fn commands(block: &str) -> Vec<Vec<String>> {
    let mut commands = vec![Vec::new()];
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut characters = block.chars().peekable();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some('"'), '\\') | (None, '\\') => {
                let next = characters.next().unwrap_or_default();
                if next != '\n' {
                    word.get_or_insert_default().push(next);
                }
            }
            (Some(_), _) => word.get_or_insert_default().push(character),
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, '#') if word.is_none() => {
                while characters.peek().is_some_and(|next| *next != '\n') {
                    characters.next();
                }
            }
            (None, ' ' | '\t') => {
                commands.last_mut().expect("one").extend(word.take());
            }
            (None, '\n' | '|' | ';' | '&' | '>') if character != '|' || !glued(&word) => {
                commands.last_mut().expect("one").extend(word.take());
                commands.push(Vec::new());
            }
            (None, _) => word.get_or_insert_default().push(character),
        }
    }
    assert!(quote.is_none(), "an open quote in\n{block}");
    commands.last_mut().expect("one").extend(word.take());
    commands.retain(|words| !words.is_empty());
    commands
}

/// `CASE|LOG` in a synopsis is a choice, not a pipe.
fn glued(word: &Option<String>) -> bool {
    word.as_deref() == Some("CASE")
}

/// Every documented command line of the program, with the page it stands on.
fn documented() -> Vec<(PathBuf, Vec<String>)> {
    let mut found = Vec::new();
    for page in pages() {
        let typed = blocks(&page.text, &["sh", "console", "shell", "bash"]);
        for words in typed.into_iter().flat_map(commands) {
            let skipped = usize::from(words.first().is_some_and(|word| word == "$"));
            let program = words.get(skipped).map(String::as_str);
            if matches!(program, Some("afflux" | "target/release/afflux")) {
                found.push((page.path.clone(), words[skipped + 1..].to_vec()));
            }
        }
    }
    found
}

#[test]
fn a_block_is_split_as_a_shell_splits_it() {
    let block = "afflux query CASE --sql \"SELECT 1\n  FROM t\" | head -1   # a note\n\
                 afflux investigate a b \\\n  --from '2021-04-06 06:00'\nafflux query CASE|LOG… x\n";
    let words = commands(block);
    assert_eq!(words[0], ["afflux", "query", "CASE", "--sql", "SELECT 1\n  FROM t"]);
    assert_eq!(words[1], ["head", "-1"]);
    assert_eq!(words[2], ["afflux", "investigate", "a", "b", "--from", "2021-04-06 06:00"]);
    assert_eq!(words[3], ["afflux", "query", "CASE|LOG…", "x"]);
}

#[test]
fn the_program_prints_its_reference_pages() {
    let list = ends(&root(), &["reference"], 0).out;
    assert!(list.lines().count() >= 6, "{list}");
    for page in list.lines() {
        let printed = ends(&root(), &["reference", page], 0).out;
        let ending = if page.ends_with(".json") { "" } else { ".md" };
        let path = root().join(format!("docs/reference/{page}{ending}"));
        if updating() {
            fs::write(&path, &printed).expect("a page that can be rewritten");
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == printed,
            "docs/reference/{page}{ending} is not up to date: UPDATE=1 rewrites it"
        );
    }
}

/// What the program says of the demo, as README and tutorial show it: the one whole, the other without what is said
/// of every answer.
#[test]
fn the_readme_shows_what_the_demo_prints() {
    let home = tempfile::tempdir().expect("a directory");
    fs::write(home.path().join("access.log"), demo_log()).expect("a file");
    let typed = ["investigate", "access.log", "--out", "target/case"];
    let printed = ends(home.path(), &typed, 0).out;
    shows("README.md", printed.trim_end(), "\n```");
    let (answer, _) =
        printed.split_once("\nThe likelihood ratios").expect("what is said of every one");
    shows("docs/tutorial.md", answer, "\nThe likelihood ratios");
}

/// A page's block of the demo's answer, up to an end, is this text.
fn shows(page: &str, printed: &str, end: &str) {
    let path = root().join(page);
    let text = fs::read_to_string(&path).expect("UTF-8");
    let begin = "```text\naccess.log\n";
    let (before, rest) = text.split_once(begin).expect("the demo's answer");
    let (_, after) = rest.split_once(end).expect("its end");
    let shown = format!("{before}```text\n{printed}{end}{after}");
    if updating() {
        fs::write(&path, &shown).expect("a page that can be rewritten");
    }
    assert!(updating() || text == shown, "{page} is not up to date: UPDATE=1 rewrites it");
}

#[test]
fn documented_commands_are_understood() {
    let documented = documented();
    assert!(documented.len() > 20, "only {} commands are found", documented.len());
    for (page, words) in documented {
        let typed: Vec<&str> = words.iter().map(String::as_str).chain([SENTINEL]).collect();
        let typed: Vec<&str> = typed.into_iter().map(placeholder).collect();
        let run = afflux(&root(), &typed);
        let refused = run.err.lines().next().unwrap_or_default();
        assert!(
            run.code == 2 && refused.contains(&format!("'{SENTINEL}'")),
            "{}: afflux {}\n{}",
            page.display(),
            words.join(" "),
            run.err
        );
        let open = ["--sql", "--list"].iter().any(|flag| words.iter().any(|word| word == flag));
        if words.first().is_some_and(|word| word == "query") && !open {
            let known = words.iter().any(|word| named(word).is_some() || word == "NAME");
            assert!(known, "{}: no such question in {words:?}", page.display());
        }
    }
}

/// Capitals stand for what the reader fills in.
fn placeholder(word: &str) -> &str {
    if word == "N" { "1" } else { word }
}

#[test]
fn documented_sql_is_answered() {
    let statements: BTreeSet<String> = documented()
        .into_iter()
        .filter_map(|(_, words)| {
            let at = words.iter().position(|word| word == "--sql")?;
            words.get(at + 1).cloned()
        })
        .filter(|sql| !sql.contains('…'))
        .collect();
    assert!(statements.len() >= 4, "{statements:?}");
    for sql in statements {
        let run = ends(demo(), &["query", "case", "--sql", &sql, "--format", "jsonl"], 0);
        assert!(!run.out.is_empty(), "no row for {sql}");
    }
}

#[test]
fn links_lead_somewhere() {
    let link = Regex::new(r"\]\(([^()\s]+)\)").expect("a pattern");
    let mut broken = Vec::new();
    let mut followed = 0;
    for page in pages() {
        for found in link.captures_iter(&page.text) {
            let target = &found[1];
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            followed += 1;
            let (file, part) = target.split_once('#').unwrap_or((target, ""));
            if !leads(&page, file, part) {
                broken.push(format!("{}: {target}", page.path.display()));
            }
        }
    }
    assert!(followed > 30, "only {followed} links are found");
    assert!(broken.is_empty(), "links to nothing:\n{}", broken.join("\n"));
}

fn leads(page: &Page, file: &str, part: &str) -> bool {
    let directory = page.path.parent().unwrap_or(Path::new(""));
    let target = if file.is_empty() { page.path.clone() } else { directory.join(file) };
    if part.is_empty() || target.extension().is_none_or(|ending| ending != "md") {
        return target.exists();
    }
    let text = fs::read_to_string(&target).unwrap_or_default();
    text.lines().any(|line| line.starts_with('#') && anchor(line) == part)
}

/// The anchor that GitHub and mdBook give a heading.
fn anchor(heading: &str) -> String {
    let title = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = title.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
