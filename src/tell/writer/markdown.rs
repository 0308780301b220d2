//! `report.md`: the answer for a ticket, in GitHub-flavoured Markdown. The document in; the answers with
//! their reasons, what was claimed, the hostile campaigns and how to get it all again out. Findings one
//! by one and pictures stay in the HTML report. Text from a log stays text: no link, no mention, no
//! emphasis, no HTML.

mod escape;

use super::Writer;
use crate::error::Result;
use crate::tell::Report;
use crate::tell::document::{Answer, Block, Cell, CellKind, Fact, Note, Part, Point, Table, Tone};
use crate::tell::words::Words;
use escape::{code, prose};

/// The Markdown writer.
pub const WRITER: Writer =
    Writer { name: "markdown", file_name: Some("report.md"), localised: true, write };

/// Parts of an incident that a ticket needs, by the end of their anchor.
const TICKET_PARTS: &[&str] = &["-campaigns"];
/// Sections that it needs, by anchor.
const TICKET_SECTIONS: &[&str] = &["claims", "intrusion", "limits", "reproduce"];

fn write(report: &Report<'_>) -> Result<Vec<u8>> {
    let document = &report.document;
    let mut page = Page { words: report.words, text: String::new() };
    page.heading(1, &document.title);
    page.paragraph(&document.subtitle);
    page.facts(&document.head);
    if !document.mandate.is_empty() {
        page.heading(2, &page.words.say("page-mandate"));
        page.list(&document.mandate);
    }
    document.notices.iter().for_each(|note| page.note(note));
    if let Some(quiet) = &document.quiet {
        page.strong(quiet);
    }
    if document.answers.len() > 1 {
        let line = |one: &Answer| page.pair(&one.title, &format!("{}, {}", one.label, one.when));
        let lines: Vec<String> = document.answers.iter().map(line).collect();
        page.list(&lines);
    }
    document.answers.iter().for_each(|answer| page.answer(answer));
    for section in &document.sections {
        if TICKET_SECTIONS.contains(&section.id.as_str()) {
            page.part(2, section);
        } else {
            page.incident(section);
        }
    }
    Ok(page.text.into_bytes())
}

struct Page<'a> {
    words: &'a Words,
    text: String,
}

impl Page<'_> {
    fn answer(&mut self, answer: &Answer) {
        self.heading(2, &answer.title);
        self.strong(&format!("{}. {}", answer.label, answer.sentence));
        self.paragraph(&answer.when);
        answer.strength.iter().for_each(|sentence| self.paragraph(sentence));
        self.paragraph(&answer.details.join(" "));
        self.points("answer-for", &answer.supports, "answer-for-none");
        let against: Vec<Point> = answer.against.iter().cloned().collect();
        self.heading(3, &self.words.say("answer-against"));
        if against.is_empty() {
            self.paragraph(&answer.unopposed);
        }
        against.iter().for_each(|point| self.point(point));
        self.blank();
        self.table(&answer.but_for);
        if !answer.gates.is_empty() {
            self.heading(3, &self.words.say("gates-title"));
            answer.gates.iter().for_each(|gate| self.note(gate));
        }
        self.heading(3, &self.words.say("change-title"));
        self.list(&answer.change);
    }

    fn points(&mut self, title: &str, points: &[Point], none: &str) {
        self.heading(3, &self.words.say(title));
        if points.is_empty() {
            self.paragraph(&self.words.say(none));
        }
        points.iter().for_each(|point| self.point(point));
        self.blank();
    }

    fn point(&mut self, point: &Point) {
        let figure =
            if point.figure.is_empty() { String::new() } else { format!(" {}.", point.figure) };
        let text = format!("{} – {}{figure}", point.title, point.meaning);
        self.text.push_str(&format!("- {}\n", prose(&text)));
    }

    /// The parts of an incident that belong into a ticket.
    fn incident(&mut self, section: &Part) {
        for block in &section.blocks {
            let Block::Part(part) = block else { continue };
            if TICKET_PARTS.iter().any(|end| part.id.ends_with(end)) {
                self.heading(2, &self.pair(&section.title, &part.title));
                self.blocks(3, &part.blocks);
            }
        }
    }

    fn part(&mut self, level: usize, part: &Part) {
        self.heading(level, &part.title);
        self.blocks(level + 1, &part.blocks);
    }

    fn blocks(&mut self, level: usize, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Text(text) => self.paragraph(text),
                Block::List(items) => self.list(items),
                Block::Facts(facts) => self.facts(facts),
                Block::Table(table) | Block::Folded(table) => self.table(table),
                Block::Command(command, purpose) => self.command(command, purpose),
                Block::Note(note) => self.note(note),
                Block::Part(part) => self.part(level, part),
                // A ticket has no room for the numbers of a picture; its title gives the answer.
                Block::Chart(chart) => self.paragraph(&chart.title),
                Block::Finding(finding) => self.paragraph(&finding.title),
            }
        }
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.text.push_str(&format!("{} {}\n\n", "#".repeat(level.min(6)), prose(text)));
    }

    fn paragraph(&mut self, text: &str) {
        self.text.push_str(&format!("{}\n\n", prose(text)));
    }

    fn strong(&mut self, text: &str) {
        self.text.push_str(&format!("**{}**\n\n", prose(text)));
    }

    fn note(&mut self, note: &Note) {
        let mark = match note.tone {
            Tone::Plain => "",
            Tone::Limit => "⚠ ",
            Tone::Stop => "⛔ ",
        };
        self.text.push_str(&format!("> {mark}{}\n\n", prose(&note.text)));
    }

    fn list(&mut self, items: &[String]) {
        items.iter().for_each(|item| self.text.push_str(&format!("- {}\n", prose(item))));
        self.blank();
    }

    fn facts(&mut self, facts: &[Fact]) {
        for fact in facts {
            // The colon as the language sets it; the value is escaped by its kind, so it is put in afterwards.
            let label = self.pair(&fact.label, "");
            let value = cell(&fact.value);
            self.text.push_str(&format!("- {} {value}\n", prose(label.trim_end())));
        }
        self.blank();
    }

    /// `name: value`, as the language writes it.
    fn pair(&self, name: &str, value: &str) -> String {
        self.words.get("figure-line", &[("name", name.into()), ("value", value.into())])
    }

    fn command(&mut self, command: &str, purpose: &str) {
        self.text.push_str(&format!("{} {}\n\n", prose(purpose), code(command)));
    }

    fn table(&mut self, table: &Table) {
        self.strong(&table.caption);
        let titles = table.columns.iter().map(|(title, _)| prose(title)).collect::<Vec<_>>();
        let rules = table.columns.iter().map(|(_, number)| if *number { "---:" } else { "---" });
        self.text.push_str(&format!("| {} |\n", titles.join(" | ")));
        self.text.push_str(&format!("| {} |\n", rules.collect::<Vec<_>>().join(" | ")));
        for row in &table.rows {
            let cells: Vec<String> = row.iter().map(cell).collect();
            self.text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        self.blank();
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }
}

fn cell(cell: &Cell) -> String {
    match cell.kind {
        CellKind::Literal => code(&cell.text),
        CellKind::Text | CellKind::Number => prose(&cell.text),
    }
}
