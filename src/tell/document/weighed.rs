//! Hypotheses weighed, in a table and as a picture; and the one way a weight is written in words.

use super::answer::ratio;
use super::scribe::{Scribe, number, text};
use super::{Block, Part, Stance, strength};
use crate::judge::judgement::{Hypothesis, Incident, Speaks};
use crate::judge::verdict::conformal;
use crate::tell::chart::weights;

pub(super) fn part(scribe: &Scribe<'_>, incident: &Incident) -> Part {
    let blocks = vec![
        Block::Text(scribe.say("hypotheses-intro")),
        Block::Chart(weights::chart(scribe.words, incident.id, &incident.hypotheses)),
        Block::Table(table(scribe, incident)),
        Block::Text(set(scribe, incident)),
    ];
    Part {
        id: format!("incident-{}-hypotheses", incident.id),
        title: scribe.say("hypotheses-title"),
        stance: Some(Stance::Interpretation),
        blocks,
    }
}

fn table(scribe: &Scribe<'_>, incident: &Incident) -> super::Table {
    let columns = [
        ("column-hypothesis", false),
        ("column-proposition", false),
        ("column-probability", true),
        ("column-ratio", true),
        ("column-cap", true),
        ("column-support", false),
    ];
    let mut table = scribe.table(scribe.say("hypotheses-caption"), &columns);
    for one in &incident.hypotheses {
        table.rows.push(vec![
            text(scribe.hypothesis(one.hypothesis)),
            text(scribe.say(&format!("hypothesis-{}.meaning", one.hypothesis.name()))),
            number(scribe.words.numbers().percent(one.probability)),
            number(signed_ratio(scribe, one.log10_lr)),
            number(ratio(scribe, one.log10_lr_cap)),
            text(support(scribe, one.log10_lr)),
        ]);
    }
    table
}

/// What is not out of the question, in a sentence.
fn set(scribe: &Scribe<'_>, incident: &Incident) -> String {
    let names: Vec<String> =
        conformal(&incident.hypotheses).into_iter().map(|one| scribe.hypothesis(one)).collect();
    match names.as_slice() {
        [] => scribe.say("conformal-none"),
        _ => scribe.get("conformal-set", &[("hypotheses", names.join(", ").into())]),
    }
}

/// `weak support for attack (likelihood ratio 4)`.
pub(super) fn weight_text(scribe: &Scribe<'_>, hypothesis: Hypothesis, weight: f64) -> String {
    let band = strength::band(weight);
    if band.key == "none" {
        return scribe.get("weight-none", &[("ratio", signed_ratio(scribe, weight).into())]);
    }
    let arguments = [
        ("support", scribe.say(&format!("band-{}", band.key)).into()),
        ("hypothesis", scribe.hypothesis(hypothesis).into()),
        ("ratio", ratio(scribe, weight.abs()).into()),
    ];
    scribe.get(if weight < 0.0 { "weight-against" } else { "weight-for" }, &arguments)
}

/// The order in which a finding's words are printed: strongest first, then as hypotheses are listed.
pub(super) fn strongest_first(speaks: &[Speaks]) -> Vec<Speaks> {
    let mut ordered = speaks.to_vec();
    ordered.sort_by(|a, b| {
        b.weight.abs().total_cmp(&a.weight.abs()).then(a.hypothesis.cmp(&b.hypothesis))
    });
    ordered
}

fn support(scribe: &Scribe<'_>, log10_lr: f64) -> String {
    let band = strength::band(log10_lr);
    let words = scribe.say(&format!("band-{}", band.key));
    if log10_lr < 0.0 && band.key != "none" {
        return scribe.get("support-others", &[("support", words.into())]);
    }
    words
}

/// `25`, or `1/25` below one.
pub(super) fn signed_ratio(scribe: &Scribe<'_>, log10_lr: f64) -> String {
    let size = ratio(scribe, log10_lr.abs());
    if log10_lr < 0.0 { format!("1/{size}") } else { size }
}
