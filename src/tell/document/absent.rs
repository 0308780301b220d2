//! Networks that fell silent, while others went on. An incident in, a part out; facts only.

use super::scribe::{Scribe, literal, number, text};
use super::{Block, Part, Stance, Table};
use crate::judge::judgement::{Absence, Incident};

/// The networks of an incident, if it is one of single networks.
pub(super) fn part(scribe: &Scribe<'_>, incident: &Incident) -> Option<Part> {
    if incident.absent.is_empty() {
        return None;
    }
    Some(Part {
        id: format!("incident-{}-absent", incident.id),
        title: scribe.say("absent-caption"),
        stance: Some(Stance::Fact),
        blocks: vec![
            Block::Text(scribe.say("absent-intro")),
            Block::Table(table(scribe, &incident.absent)),
            Block::Command(scribe.query("networks-by-hour"), scribe.say("command-reask")),
        ],
    })
}

fn table(scribe: &Scribe<'_>, absent: &[Absence]) -> Table {
    let columns = [
        ("column-kind", false),
        ("column-network", false),
        ("column-operator", false),
        ("column-when", false),
        ("column-expected-requests", true),
        ("column-came-requests", true),
        ("column-expected-visits", true),
        ("column-begun-visits", true),
        ("column-chance", true),
    ];
    let mut table = scribe.table(scribe.say("absent-caption"), &columns);
    let numbers = scribe.words.numbers();
    for one in absent {
        table.rows.push(vec![
            text(scribe.say(&format!("absent-kind-{}", one.group.kind()))),
            literal(&one.group.name()),
            literal(one.operator.as_deref().unwrap_or("–")),
            text(scribe.words.window(one.window)),
            number(numbers.decimal(one.requests.0, 0)),
            number(numbers.decimal(one.requests.1, 0)),
            number(numbers.decimal(one.visits.0, 1)),
            number(numbers.decimal(one.visits.1, 0)),
            number(format!("10^{}", numbers.decimal(one.log10_chance, 0))),
        ]);
    }
    table
}
