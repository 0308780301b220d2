//! What each factor contributed: necessity, sufficiency and its share of the failing minutes; what set the
//! incident off and what kept it going. An incident in, a part out; nothing where nothing could be replayed or no cause
//! is named.

use super::scribe::{Scribe, number, text};
use super::{Block, Part, Stance, Table};
use crate::judge::judgement::{Cause, Factor, Incident, Part as Share, Unit};

pub(super) fn part(scribe: &Scribe<'_>, incident: &Incident) -> Option<Part> {
    let shares = &incident.but_for.parts;
    // Shares of a cause that is not named would be read as one; `verdict.json` has them.
    if shares.is_empty() || incident.cause == Cause::Inconclusive {
        return None;
    }
    let mut blocks =
        vec![Block::Text(scribe.say("contributions-intro")), Block::Table(table(scribe, shares))];
    blocks.extend(course(scribe, incident).into_iter().map(Block::Text));
    Some(Part {
        id: format!("incident-{}-contributions", incident.id),
        title: scribe.say("contributions-title"),
        stance: Some(Stance::Interpretation),
        blocks,
    })
}

fn table(scribe: &Scribe<'_>, shares: &[Share]) -> Table {
    let columns = [
        ("column-factor", false),
        ("column-necessity", true),
        ("column-sufficiency", true),
        ("column-minutes-share", true),
    ];
    let mut table = scribe.table(scribe.say("contributions-caption"), &columns);
    let percent = |share: f64| scribe.words.numbers().percent(share);
    for share in shares {
        table.rows.push(vec![
            text(scribe.say(&format!("factor-{}", share.factor.name()))),
            number(percent(share.necessity)),
            number(share.sufficiency.map_or_else(|| "–".to_owned(), percent)),
            // Replays know no more of a minute.
            number(scribe.words.numbers().decimal(share.minutes, 1)),
        ]);
    }
    table
}

/// What set it off, and what kept it going, a sentence each.
fn course(scribe: &Scribe<'_>, incident: &Incident) -> Vec<String> {
    let replays = &incident.but_for;
    let name = |factor: Factor| scribe.say(&format!("factor-{}", factor.name()));
    let triggers: Vec<String> = replays.triggers(incident.cause).map(name).collect();
    let began = match triggers.as_slice() {
        [] => scribe.say("trigger-none"),
        _ => scribe.get("trigger-of", &[("factors", triggers.join(", ").into())]),
    };
    let held = incident.sustained().map(|sustained| {
        let minutes = scribe.quantity(sustained.minutes, Unit::Count);
        scribe.get("sustainer-retries", &[("minutes", minutes.into())])
    });
    std::iter::once(began).chain(held).collect()
}
