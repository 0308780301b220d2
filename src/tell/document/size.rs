//! How many bytes parts of a document take in the page at most: every text escaped, and the markup around it. Parts in,
//! numbers out; the page itself is not written here, and a test holds both together.

use super::{Answer, Block, Cell, CellKind, Document, Fact, Finding, Note, Part, Point, Table};

/// Markup of an element with its classes and its line.
const ELEMENT: usize = 40;
/// That of a cell, and once more of what is set apart in it as a literal; and of a row, whose first cell is a heading.
const CELL: usize = 28;
const ROW: usize = 26;
/// Markup of what frames others, with the page's own words in it: a table, a picture, a finding, an answer, the page.
const TABLE: usize = 220;
const PICTURE: usize = 600;
const FINDING: usize = 800;
const ANSWER: usize = 1_600;
const PAGE: usize = 4_000;

/// A text whose special characters become references of six bytes, as `&#x2f;`.
fn text(text: &str) -> usize {
    text.bytes().map(|byte| if b"&<>\"'/`".contains(&byte) { 6 } else { 1 }).sum()
}

fn element(words: &str) -> usize {
    ELEMENT + text(words)
}

fn elements(words: &[String]) -> usize {
    words.iter().map(|one| element(one)).sum()
}

fn cell(cell: &Cell) -> usize {
    let nested = if cell.kind == CellKind::Literal { CELL } else { 0 };
    CELL + nested + text(&cell.text)
}

fn fact(fact: &Fact) -> usize {
    2 * ELEMENT + text(&fact.label) + cell(&fact.value)
}

fn note(note: &Note) -> usize {
    element(&note.text)
}

fn table(table: &Table) -> usize {
    let titles: usize = table.columns.iter().map(|(title, _)| element(title)).sum();
    let rows = table.rows.iter().map(|row| ROW + row.iter().map(cell).sum::<usize>());
    TABLE + 2 * text(&table.caption) + titles + rows.sum::<usize>()
}

fn point(point: &Point) -> usize {
    let texts = [&point.anchor, &point.title, &point.figure, &point.meaning, &point.weight];
    ELEMENT + texts.iter().map(|one| element(one)).sum::<usize>()
}

fn finding(finding: &Finding) -> usize {
    let said =
        |one: &super::Direction| element(&one.label) + element(&one.weight) + element(&one.meaning);
    let texts = [&finding.id, &finding.title, &finding.number, &finding.question, &finding.command];
    FINDING
        + texts.iter().map(|one| element(one)).sum::<usize>()
        + finding.figures.as_ref().map_or(0, table)
        + finding.directions.iter().map(said).sum::<usize>()
        + finding.remark.as_deref().map_or(0, element)
        + elements(&finding.citations)
}

fn block(block: &Block) -> usize {
    match block {
        Block::Text(one) => element(one),
        Block::List(items) => ELEMENT + elements(items),
        Block::Facts(facts) => ELEMENT + facts.iter().map(fact).sum::<usize>(),
        Block::Table(one) => table(one),
        Block::Folded(one) => 2 * ELEMENT + text(&one.caption) + table(one),
        Block::Chart(one) => {
            let keys: usize = one.legend.iter().map(|(_, words)| element(words)).sum();
            let words = 2 * text(&one.title) + text(&one.description) + text(&one.id);
            PICTURE + words + one.svg.len() + keys + table(&one.table)
        }
        Block::Command(command, purpose) => ELEMENT + element(command) + element(purpose),
        Block::Note(one) => note(one),
        Block::Finding(one) => finding(one),
        Block::Part(one) => part(one),
    }
}

/// A part with all that is in it, and its line in the contents.
pub(super) fn part(part: &Part) -> usize {
    let named = 4 * text(&part.id) + 2 * text(&part.title);
    6 * ELEMENT + named + part.blocks.iter().map(block).sum::<usize>()
}

/// An answer.
pub(super) fn answer(answer: &Answer) -> usize {
    let texts = [
        &answer.anchor,
        &answer.title,
        &answer.label,
        &answer.sentence,
        &answer.when,
        &answer.interval,
        &answer.unopposed,
    ];
    let points = answer.supports.iter().chain(&answer.against).map(point);
    ANSWER
        + texts.iter().map(|one| 2 * element(one)).sum::<usize>()
        + elements(&answer.details)
        + elements(&answer.strength)
        + elements(&answer.change)
        + points.sum::<usize>()
        + table(&answer.but_for)
        + answer.gates.iter().map(note).sum::<usize>()
}

/// What is in a document beside its answers and sections.
pub(super) fn head(document: &Document) -> usize {
    let listed = document.listed.iter().map(|one| {
        let texts = [&one.anchor, &one.title, &one.label, &one.when, &one.failures, &one.command];
        ELEMENT + texts.iter().map(|one| element(one)).sum::<usize>()
    });
    PAGE + 2 * element(&document.title)
        + element(&document.subtitle)
        + document.head.iter().map(fact).sum::<usize>()
        + elements(&document.mandate)
        + document.notices.iter().map(note).sum::<usize>()
        + document.quiet.as_deref().map_or(0, element)
        + listed.sum::<usize>()
}
