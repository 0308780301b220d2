//! The answer for a terminal: verdict first, then why, what speaks against it, what would change it
//! and where the report is. Plain text of the terminal's width, styled only where colour is allowed;
//! everything else is in the report.

pub mod finding;
mod page;

use anstyle::{AnsiColor, Style};

use super::Writer;
use crate::error::Result;
use crate::tell::document::{Answer, Cell, Claimed, Document, Listed, Point, Table, Tone};
use crate::tell::words::Words;
use crate::tell::{Context, Report};
use page::Page;

/// The terminal writer.
pub const WRITER: Writer = Writer { name: "terminal", file_name: None, localised: true, write };

/// Incidents told in full; the table has all.
const TOLD_MAX: usize = 3;
/// Incidents in the table; more are counted.
const LISTED_MAX: usize = 30;
/// Things that would change an answer, and gates, that are named.
const NAMED_MAX: usize = 3;
fn write(report: &Report<'_>) -> Result<Vec<u8>> {
    Ok(answers(&report.document, report.words, report.context).into_bytes())
}

/// The answer page of a document, as it was made or as a case stores it.
pub fn answers(document: &Document, words: &Words, context: &Context) -> String {
    let mut page = Page::new(words, context);
    page.head(document);
    if let Some(quiet) = &document.quiet {
        page.paragraph(0, Style::new().bold(), quiet);
    }
    let mut told: Vec<&Answer> = document.answers.iter().collect();
    if told.len() > 1 {
        page.list(&told);
        told.sort_by(|a, b| b.failures.cmp(&a.failures).then(a.incident.cmp(&b.incident)));
        told.truncate(TOLD_MAX);
        told.sort_by_key(|answer| answer.incident);
    }
    for answer in &told {
        page.answer(answer);
    }
    if told.len() < document.answers.len() {
        page.rest(&told, document);
    }
    page.claims(&document.claims);
    page.foot(document, context);
    page.text
}

impl Page<'_> {
    fn head(&mut self, document: &Document) {
        for fact in document.head.iter().take(2) {
            self.paragraph(0, Style::new().dimmed(), &fact.value.text);
        }
        self.blank();
    }

    /// How many there are beside those told, and how to see the first of them.
    fn rest(&mut self, told: &[&Answer], document: &Document) {
        let rest = document.answers.len() - told.len();
        let text = self.words.get("terminal-rest", &[("n", rest.into())]);
        self.paragraph(0, Style::new(), &text);
        let is_told = |one: &&Listed| !told.iter().any(|answer| answer.incident == one.incident);
        if let Some(one) = document.listed.iter().find(is_told) {
            self.line(2, Style::new().bold(), &one.command);
        }
        self.blank();
    }

    fn foot(&mut self, document: &Document, context: &Context) {
        for notice in &document.notices {
            self.paragraph(0, Style::new().dimmed(), &notice.text);
        }
        if let Some(path) = &context.report {
            let path = crate::tell::escape::printable(path);
            self.blank();
            // Never wrapped: it is there to be copied.
            self.line(
                0,
                Style::new().bold(),
                &self.words.get("terminal-report", &[("path", path.into())]),
            );
        }
    }

    fn answer(&mut self, answer: &Answer) {
        self.paragraph(0, Style::new().bold().underline(), &answer.title);
        self.paragraph(0, Style::new().dimmed(), &answer.when);
        self.blank();
        self.paragraph(2, verdict_style(answer.cause), &answer.label.to_uppercase());
        self.paragraph(2, Style::new().bold(), &answer.sentence);
        for sentence in &answer.strength {
            self.paragraph(2, Style::new(), sentence);
        }
        self.paragraph(2, Style::new(), &answer.details.join(" "));
        self.blank();
        self.points("answer-for", &answer.supports, "answer-for-none");
        self.against(answer);
        self.replays(&answer.but_for);
        self.gates(answer);
        self.change(answer);
    }

    fn points(&mut self, title: &str, points: &[Point], none: &str) {
        self.title(title);
        if points.is_empty() {
            self.paragraph(4, Style::new(), &self.words.say(none));
        }
        for point in points {
            self.point(point);
        }
    }

    fn against(&mut self, answer: &Answer) {
        self.title("answer-against");
        match &answer.against {
            Some(point) => self.point(point),
            None => self.paragraph(4, Style::new(), &answer.unopposed),
        }
    }

    fn point(&mut self, point: &Point) {
        self.hanging(4, "- ", Style::new(), &format!("{} – {}", point.title, point.meaning));
        if !point.figure.is_empty() {
            self.paragraph(6, Style::new().dimmed(), &point.figure);
        }
    }

    fn replays(&mut self, table: &Table) {
        self.title("but-for-title");
        let known: Vec<_> = table.rows.iter().filter_map(|row| replay(self.words, row)).collect();
        if known.is_empty() {
            self.paragraph(4, Style::new(), &self.words.say("but-for-none"));
        }
        for line in known {
            self.hanging(4, "- ", Style::new(), &line);
        }
    }

    fn gates(&mut self, answer: &Answer) {
        if answer.gates.is_empty() {
            return;
        }
        self.title("gates-title");
        for gate in answer.gates.iter().take(NAMED_MAX) {
            let style = match gate.tone {
                Tone::Stop => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
                Tone::Limit | Tone::Plain => Style::new(),
            };
            self.hanging(4, "- ", style, &gate.text);
        }
        self.more(answer.gates.len());
    }

    fn change(&mut self, answer: &Answer) {
        self.title("change-title");
        for sentence in answer.change.iter().take(NAMED_MAX) {
            self.hanging(4, "- ", Style::new(), sentence);
        }
        self.more(answer.change.len());
        self.blank();
    }

    fn more(&mut self, all: usize) {
        if all > NAMED_MAX {
            let more = self.words.get("and-more", &[("n", (all - NAMED_MAX).into())]);
            self.paragraph(4, Style::new().dimmed(), &more);
        }
    }

    /// What was claimed: the outcome, then what it means.
    fn claims(&mut self, claims: &[Claimed]) {
        if claims.is_empty() {
            return;
        }
        self.paragraph(0, Style::new().bold().underline(), &self.words.say("claims-title"));
        for claim in claims.iter().take(LISTED_MAX) {
            let head = format!("{} ({})", claim.title, claim.who);
            self.hanging(2, "- ", Style::new(), &head);
            self.paragraph(4, outcome_style(claim.outcome), &claim.answer);
        }
        if claims.len() > LISTED_MAX {
            let more = self.words.get("and-more", &[("n", (claims.len() - LISTED_MAX).into())]);
            self.paragraph(4, Style::new().dimmed(), &more);
        }
        self.blank();
    }

    /// A line an incident: number, start, length, service, cause.
    fn list(&mut self, answers: &[&Answer]) {
        let label = answers.iter().map(|one| one.label.chars().count()).max().unwrap_or(0);
        for answer in answers.iter().take(LISTED_MAX) {
            let number = format!("{:>3}  ", answer.incident);
            let name = format!("{:<label$}  ", answer.label);
            let start = answer.interval.get(..16).unwrap_or(&answer.interval).replace('T', " ");
            let rest = format!("{start}Z  {}", answer.service);
            self.text.push_str(&number);
            self.styled(verdict_style(answer.cause), &name);
            let room = self.width.saturating_sub(number.chars().count() + label + 2);
            self.text.extend(rest.chars().take(room));
            self.text.push('\n');
        }
        if answers.len() > LISTED_MAX {
            let more = self.words.get("and-more", &[("n", (answers.len() - LISTED_MAX).into())]);
            self.paragraph(5, Style::new().dimmed(), &more);
        }
        self.blank();
    }

    fn title(&mut self, id: &str) {
        let accent = Style::new().bold().fg_color(Some(AnsiColor::Cyan.into()));
        self.paragraph(2, accent, &self.words.say(id));
    }
}

/// A replay on one line; `None` where there is no result.
fn replay(words: &Words, row: &[Cell]) -> Option<String> {
    let [name, fails, share, ..] = row else { return None };
    if share.text == "–" {
        return None;
    }
    let value = format!("{} ({})", fails.text, share.text);
    let arguments = [("name", name.text.as_str().into()), ("value", value.into())];
    Some(words.get("figure-line", &arguments))
}

/// Red for an attack, yellow where nothing is concluded, cyan for the rest.
fn verdict_style(cause: &str) -> Style {
    let colour = match cause {
        "attack" | "attack_and_overload" => AnsiColor::Red,
        "inconclusive" => AnsiColor::Yellow,
        _ => AnsiColor::Cyan,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}

/// Yellow where a claim is contradicted, dimmed where it cannot be tested.
fn outcome_style(outcome: &str) -> Style {
    match outcome {
        "contradicted" => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
        "untestable" => Style::new().dimmed(),
        _ => Style::new(),
    }
}
