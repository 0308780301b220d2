//! The document as a template sees it, for the page and for the PDF: maps and lists of text, nothing
//! computed.

use minijinja::{Value, context};

use crate::tell::Report;
use crate::tell::chart::Chart;
use crate::tell::document::abridged::abridged;
use crate::tell::document::{
    Answer, Block, Cell, CellKind, Fact, Finding, Listed, Note, Part, Point, Stance, Table,
};
use crate::tell::words::Words;

/// Labels of the page itself (`page-<key>` in the words).
const LABELS: &[&str] = &[
    "skip",
    "contents",
    "mandate",
    "answer",
    "for",
    "for_none",
    "against",
    "strength",
    "gates",
    "change",
    "details",
    "numbers",
    "legend",
    "fact",
    "interpretation",
    "measured",
    "meaning",
    "reask",
    "rows",
    "supports",
    "opposes",
    "footer",
];

/// The report as one map.
pub(super) fn page(report: &Report<'_>) -> Value {
    let document = &abridged(&report.document, report.words);
    context! {
        language => document.language,
        title => &document.title,
        subtitle => &document.subtitle,
        words => labels(report.words),
        head => facts(&document.head),
        mandate => texts(&document.mandate),
        notices => notes(&document.notices),
        quiet => document.quiet.clone(),
        listed => document.listed.iter().map(listed).collect::<Value>(),
        abridged => document.abridged.clone(),
        answers => document.answers.iter().map(answer).collect::<Value>(),
        contents => contents(&document.sections),
        sections => document.sections.iter().map(part).collect::<Value>(),
        version => report.account.version,
    }
}

fn labels(words: &Words) -> Value {
    Value::from_pairs(LABELS.iter().map(|key| (*key, words.say(&format!("page-{key}")))))
}

fn contents(sections: &[Part]) -> Value {
    sections.iter().map(|one| context! { id => &one.id, title => &one.title }).collect()
}

fn listed(one: &Listed) -> Value {
    context! {
        anchor => &one.anchor,
        title => &one.title,
        label => &one.label,
        when => &one.when,
        failures => &one.failures,
        command => (!one.is_told).then_some(&one.command),
    }
}

fn answer(answer: &Answer) -> Value {
    context! {
        cause => answer.cause,
        anchor => &answer.anchor,
        title => &answer.title,
        when => &answer.when,
        interval => &answer.interval,
        label => &answer.label,
        sentence => &answer.sentence,
        details => texts(&answer.details),
        strength => texts(&answer.strength),
        supports => answer.supports.iter().map(point).collect::<Value>(),
        against => answer.against.as_ref().map(point),
        unopposed => &answer.unopposed,
        but_for => table(&answer.but_for),
        change => texts(&answer.change),
        gates => notes(&answer.gates),
    }
}

fn point(point: &Point) -> Value {
    context! {
        anchor => &point.anchor,
        title => &point.title,
        figure => &point.figure,
        meaning => &point.meaning,
        weight => &point.weight,
    }
}

fn part(part: &Part) -> Value {
    let stance = match part.stance {
        Some(Stance::Fact) => "fact",
        Some(Stance::Interpretation) => "interpretation",
        None => "",
    };
    context! {
        kind => "part",
        id => &part.id,
        title => &part.title,
        stance => stance,
        blocks => part.blocks.iter().map(block).collect::<Value>(),
    }
}

fn block(block: &Block) -> Value {
    match block {
        Block::Text(text) => context! { kind => "text", text => text },
        Block::List(items) => context! { kind => "list", items => texts(items) },
        Block::Facts(rows) => context! { kind => "facts", facts => facts(rows) },
        Block::Table(one) => context! { kind => "table", table => table(one) },
        Block::Folded(one) => context! { kind => "folded", table => table(one) },
        Block::Chart(one) => chart(one),
        Block::Command(command, purpose) => {
            context! { kind => "command", command => command, purpose => purpose }
        }
        Block::Note(one) => context! { kind => "note", tone => one.tone.name(), text => &one.text },
        Block::Finding(one) => finding(one),
        Block::Part(one) => part(one),
    }
}

fn chart(chart: &Chart) -> Value {
    let key = |(class, text): &(&'static str, String)| context! { class => *class, text => text };
    context! {
        kind => "chart",
        id => &chart.id,
        title => &chart.title,
        description => &chart.description,
        // Drawn here, from numbers and escaped texts.
        svg => Value::from_safe_string(chart.svg.clone()),
        legend => chart.legend.iter().map(key).collect::<Value>(),
        table => table(&chart.table),
    }
}

fn finding(finding: &Finding) -> Value {
    let direction = |one: &crate::tell::document::Direction| {
        context! {
            supports => one.supports,
            label => &one.label,
            weight => &one.weight,
            meaning => &one.meaning,
        }
    };
    context! {
        kind => "finding",
        id => &finding.id,
        title => &finding.title,
        number => &finding.number,
        question => &finding.question,
        figures => finding.figures.as_ref().map(table),
        directions => finding.directions.iter().map(direction).collect::<Value>(),
        remark => finding.remark.clone(),
        command => &finding.command,
        citations => texts(&finding.citations),
    }
}

fn table(table: &Table) -> Value {
    let column = |(title, number): &(String, bool)| context! { title => title, number => *number };
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Value>();
    context! {
        caption => &table.caption,
        columns => table.columns.iter().map(column).collect::<Value>(),
        rows => table.rows.iter().map(row).collect::<Value>(),
    }
}

fn facts(facts: &[Fact]) -> Value {
    let fact = |one: &Fact| context! { label => &one.label, value => cell(&one.value) };
    facts.iter().map(fact).collect()
}

fn cell(cell: &Cell) -> Value {
    let class = match cell.kind {
        CellKind::Text => "text",
        CellKind::Number => "number",
        CellKind::Literal => "literal",
    };
    context! { class => class, text => &cell.text }
}

fn notes(notes: &[Note]) -> Value {
    notes.iter().map(|one| context! { tone => one.tone.name(), text => &one.text }).collect()
}

fn texts(texts: &[String]) -> Value {
    texts.iter().map(String::as_str).collect()
}
