//! What the verdict would be with other numbers: each deciding bound at half and at twice, and people's demand that
//! never reached the log. An incident in, blocks out. It decides nothing: judging asked again.

use super::scribe::{Scribe, number, text};
use super::{Block, Cell, Note, Table, Tone};
use crate::judge::judgement::{Cause, Incident, Moved, Unit, Unlogged};

/// The table of bounds, and a sentence on unlogged demand.
pub(super) fn blocks(scribe: &Scribe<'_>, incident: &Incident) -> Vec<Block> {
    let moved = &incident.sensitivity.moved;
    let mut blocks = Vec::new();
    if !moved.is_empty() {
        let changes = |one: &&Moved| {
            [one.half.1, one.twice.1].into_iter().any(|cause| cause != incident.cause)
        };
        let changed = moved.iter().filter(changes).count() as u64;
        blocks.push(Block::Text(scribe.say("moved-intro")));
        blocks.push(Block::Table(table(scribe, moved)));
        let tone = if changed > 0 { Tone::Limit } else { Tone::Plain };
        blocks.push(Block::Note(Note { tone, text: scribe.count("moved-changed", changed) }));
    }
    blocks.push(match &incident.sensitivity.unlogged {
        Some(unlogged) => Block::Note(told(scribe, unlogged)),
        None => Block::Text(scribe.say("unlogged-none")),
    });
    blocks
}

fn table(scribe: &Scribe<'_>, moved: &[Moved]) -> Table {
    let columns = [
        ("column-bound", false),
        ("column-measured", true),
        ("column-asked-for", true),
        ("column-at-half", false),
        ("column-at-twice", false),
    ];
    let mut table = scribe.table(scribe.say("moved-caption"), &columns);
    for one in moved {
        let quantity = |value: f64| scribe.quantity(value, one.unit);
        let at = |(bound, cause): (f64, Cause)| -> Cell {
            let arguments =
                [("bound", quantity(bound).into()), ("cause", named(scribe, cause).into())];
            text(scribe.get("moved-at", &arguments))
        };
        table.rows.push(vec![
            text(scribe.say(&format!("bound-{}", one.name))),
            number(one.value.map_or_else(|| "–".to_owned(), quantity)),
            number(quantity(one.bound)),
            at(one.half),
            at(one.twice),
        ]);
    }
    table
}

fn named(scribe: &Scribe<'_>, cause: Cause) -> String {
    scribe.say(&format!("cause-{}", cause.name()))
}

fn told(scribe: &Scribe<'_>, unlogged: &Unlogged) -> Note {
    let times = |times: f64| scribe.quantity(times, Unit::Ratio);
    let source = if unlogged.measured { "unlogged-measured" } else { "unlogged-assumed" };
    let low = named(scribe, unlogged.at_low);
    let mut arguments = vec![
        ("high", times(unlogged.high).into()),
        ("low_cause", low.into()),
        ("source", scribe.say(source).into()),
    ];
    let (tone, id) = match unlogged.changes_at {
        None => (Tone::Plain, "unlogged-same"),
        Some(from) => {
            arguments.push(("from", times(from).into()));
            arguments.push(("high_cause", named(scribe, unlogged.at_high).into()));
            (Tone::Limit, "unlogged-changes")
        }
    };
    Note { tone, text: scribe.get(id, &arguments) }
}
