//! The replays of an incident minute by minute, as a picture; or why none is drawn: nothing failed, or the model does
//! not follow what was observed. An incident in, a part out.

use super::observed::scope;
use super::scribe::Scribe;
use super::{Block, Note, Part, Stance, Tone};
use crate::judge::judgement::{Cause, Course, Incident};
use crate::tell::chart::replays;

pub(super) fn part(scribe: &Scribe<'_>, incident: &Incident) -> Part {
    let blocks = match &incident.but_for.course {
        None => vec![Block::Text(scribe.say("replayed-none"))],
        Some(course) if !course.is_adequate() => vec![Block::Note(Note {
            tone: Tone::Stop,
            text: fitted(scribe, course, "replayed-inadequate"),
        })],
        Some(course) => drawn(scribe, incident, course),
    };
    Part {
        id: format!("incident-{}-replayed", incident.id),
        title: scribe.say("replayed-title"),
        stance: Some(Stance::Interpretation),
        blocks,
    }
}

fn drawn(scribe: &Scribe<'_>, incident: &Incident, course: &Course) -> Vec<Block> {
    let scope = scope(incident, "replays");
    let mut blocks = vec![Block::Text(fitted(scribe, course, "replayed-intro"))];
    if incident.cause == Cause::Inconclusive {
        let text = scribe.say("replayed-inconclusive");
        blocks.push(Block::Note(Note { tone: Tone::Limit, text }));
    }
    blocks.push(Block::Chart(replays::chart(scribe.words, &scope, incident, course)));
    blocks
}

/// A sentence with how well the model follows, and how well it must.
fn fitted(scribe: &Scribe<'_>, course: &Course, id: &str) -> String {
    let percent = |share: f64| scribe.words.numbers().percent(share);
    let arguments =
        [("fit", percent(course.fit).into()), ("least", percent(course.fit_min).into())];
    scribe.get(id, &arguments)
}
