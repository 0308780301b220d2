//! One finding or part of the report for a terminal, with the raw lines that it rests on. A stored document and
//! lines already made printable in, text out. It fetches no line.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};

use super::page::Page;
use crate::tell::Context;
use crate::tell::document::{Block, Direction, Document, Fact, Finding, Part, Tone};
use crate::tell::words::Words;

/// A cited line, or why it cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it is written.
    pub place: String,
    /// What it shows; may be empty.
    pub note: String,
    /// The line, printable; or why there is none.
    pub line: Result<String, String>,
}

/// The parts at these anchors, in the order of the report, each with its rows.
pub fn parts(
    document: &Document,
    anchors: &[String],
    rows: &BTreeMap<String, Vec<Row>>,
    words: &Words,
    context: &Context,
) -> String {
    let mut page = Page::new(words, context);
    let heads = document.answers.iter().map(|one| {
        let head = format!("{} · {} · {}", one.title, one.when, one.label);
        (one.anchor.as_str(), head)
    });
    let search = Search { document, anchors, rows, heads: heads.collect() };
    for section in &document.sections {
        page.search(section, &search);
    }
    page.text
}

/// What is looked for.
struct Search<'a> {
    document: &'a Document,
    anchors: &'a [String],
    rows: &'a BTreeMap<String, Vec<Row>>,
    /// Incidents by their anchor, in one line.
    heads: BTreeMap<&'a str, String>,
}

impl Page<'_> {
    fn search(&mut self, part: &Part, search: &Search<'_>) {
        if search.anchors.contains(&part.id) {
            match search.document.answers.iter().find(|answer| answer.anchor == part.id) {
                Some(answer) => self.answer(answer),
                None => self.incident(&part.id, search),
            }
            self.part(part);
            self.rows(search.rows.get(&part.id));
            return;
        }
        for block in &part.blocks {
            match block {
                Block::Part(inside) => self.search(inside, search),
                Block::Finding(one) if search.anchors.contains(&one.id) => {
                    self.incident(&one.id, search);
                    self.finding(one);
                    self.rows(search.rows.get(&one.id));
                }
                _ => {}
            }
        }
    }

    /// The incident that a part belongs to: `incident-2-prior_overlap` to `incident-2`.
    fn incident(&mut self, id: &str, search: &Search<'_>) {
        let incident = id.splitn(3, '-').take(2).collect::<Vec<_>>().join("-");
        if let Some(head) = search.heads.get(incident.as_str()) {
            self.paragraph(0, Style::new().dimmed(), head);
        }
    }

    fn part(&mut self, part: &Part) {
        self.paragraph(0, Style::new().bold().underline(), &part.title);
        part.blocks.iter().for_each(|block| self.block(block));
        self.blank();
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text(text) => self.paragraph(2, Style::new(), text),
            Block::List(items) => {
                items.iter().for_each(|item| self.hanging(2, "- ", Style::new(), item));
            }
            Block::Facts(facts) => facts.iter().for_each(|fact| self.fact(fact)),
            Block::Table(table) | Block::Folded(table) => self.table(2, table),
            Block::Chart(chart) => self.table(2, &chart.table),
            Block::Command(command, what) => self.command(command, what),
            Block::Note(note) => {
                let warns = note.tone != Tone::Plain;
                let yellow = Style::new().fg_color(Some(AnsiColor::Yellow.into()));
                self.hanging(2, "! ", if warns { yellow } else { Style::new() }, &note.text);
            }
            Block::Finding(finding) => self.finding(finding),
            Block::Part(part) => self.part(part),
        }
    }

    fn fact(&mut self, fact: &Fact) {
        let value = fact.value.text.as_str().into();
        let pair = [("name", fact.label.as_str().into()), ("value", value)];
        self.hanging(2, "", Style::new(), &self.words.get("figure-line", &pair));
    }

    fn finding(&mut self, finding: &Finding) {
        let title = format!("{} ({})", finding.title, finding.number);
        self.paragraph(0, Style::new().bold().underline(), &title);
        self.paragraph(2, Style::new().italic(), &finding.question);
        self.blank();
        if let Some(figures) = &finding.figures {
            self.table(2, figures);
        }
        finding.directions.iter().for_each(|one| self.direction(one));
        if let Some(remark) = &finding.remark {
            self.paragraph(2, Style::new(), remark);
        }
        let what = self.words.say("page-reask");
        self.command(&finding.command, &what);
        self.blank();
    }

    fn direction(&mut self, one: &Direction) {
        let accent = Style::new().bold().fg_color(Some(AnsiColor::Cyan.into()));
        self.blank();
        self.paragraph(2, accent, &format!("{} {}", one.label, one.weight));
        self.paragraph(4, Style::new(), &one.meaning);
    }

    fn command(&mut self, command: &str, what: &str) {
        self.blank();
        self.paragraph(2, Style::new().dimmed(), what);
        // Never wrapped: it is there to be copied.
        self.line(4, Style::new().bold(), command);
    }

    fn rows(&mut self, rows: Option<&Vec<Row>>) {
        let Some(rows) = rows.filter(|rows| !rows.is_empty()) else { return };
        let title = self.words.say("page-rows");
        self.paragraph(2, Style::new().bold(), &title);
        for row in rows {
            let note =
                if row.note.is_empty() { String::new() } else { format!(" – {}", row.note) };
            self.paragraph(4, Style::new().dimmed(), &format!("{}{note}", row.place));
            match &row.line {
                // A line of a log is one line: it is there to be compared.
                Ok(line) => self.line(4, Style::new(), line),
                Err(why) => {
                    let yellow = Style::new().fg_color(Some(AnsiColor::Yellow.into()));
                    self.hanging(4, "! ", yellow, why);
                }
            }
        }
        self.blank();
    }
}
