//! Findings one by one: the question, what was measured, then apart from it what that means for each
//! hypothesis, and the command that asks again.

use super::scribe::{Scribe, number, text};
use super::weighed::{strongest_first, weight_text};
use super::{Block, Direction, Finding, Part, Table};
use crate::base::record::Citation;
use crate::judge::judgement::{Answer, Figure, Finding as Found, Incident, Speaks};

pub(super) fn part(scribe: &Scribe<'_>, incident: &Incident) -> Part {
    let mut blocks = vec![Block::Text(scribe.say("findings-intro"))];
    let findings = incident.findings.iter();
    blocks.extend(findings.map(|one| Block::Finding(finding(scribe, incident.id, one))));
    Part {
        id: format!("incident-{}-findings", incident.id),
        title: scribe.say("findings-title"),
        stance: None,
        blocks,
    }
}

/// What a finding means when it speaks for or against a hypothesis; a general sentence where the
/// test has none of its own.
pub(super) fn meaning(scribe: &Scribe<'_>, name: &str, speaks: &Speaks) -> String {
    let hypothesis = speaks.hypothesis.name();
    if speaks.weight < 0.0 {
        let id = format!("finding-{name}.not_{hypothesis}");
        if scribe.words.has(&id) {
            return scribe.say(&id);
        }
    } else {
        let id = format!("finding-{name}.{hypothesis}");
        if scribe.words.has(&id) {
            return scribe.say(&id);
        }
    }
    let general = if speaks.weight < 0.0 { "speaks-against" } else { "speaks-for" };
    scribe.get(general, &[("hypothesis", scribe.hypothesis(speaks.hypothesis).into())])
}

fn finding(scribe: &Scribe<'_>, incident: u32, found: &Found) -> Finding {
    let family = scribe.say(&format!("family-{}", found.family));
    let (figures, directions, remark) = match &found.answer {
        Answer::Computed { figures, speaks } => (
            Some(table(scribe, found.name, figures)),
            directions(scribe, found.name, speaks),
            speaks.is_empty().then(|| scribe.say("finding-silent")),
        ),
        Answer::NotComputable(reason) => (None, Vec::new(), Some(not_computable(scribe, reason))),
    };
    Finding {
        id: format!("incident-{incident}-{}", found.name),
        title: scribe.say(&format!("finding-{}", found.name)),
        number: format!("{} · {family}", found.number),
        question: scribe.say(&format!("finding-{}.question", found.name)),
        figures,
        directions,
        remark,
        command: scribe.query(found.query),
        citations: shown(found).iter().map(|one| scribe.citation(one)).collect(),
    }
}

/// The lines that show what a finding says. One that could not be computed says nothing.
pub(super) fn shown(found: &Found) -> &[Citation] {
    match found.answer {
        Answer::Computed { .. } => &found.citations,
        Answer::NotComputable(_) => &[],
    }
}

fn not_computable(scribe: &Scribe<'_>, reason: &str) -> String {
    let reason = scribe.say(&format!("not-computable-{reason}"));
    scribe.get("finding-not-computable", &[("reason", reason.into())])
}

fn directions(scribe: &Scribe<'_>, name: &str, speaks: &[Speaks]) -> Vec<Direction> {
    let direction = |one: Speaks| {
        let supports = one.weight >= 0.0;
        let arguments = [("hypothesis", scribe.hypothesis(one.hypothesis).into())];
        Direction {
            supports,
            label: scribe.get(if supports { "label-for" } else { "label-against" }, &arguments),
            weight: weight_text(scribe, one.hypothesis, one.weight),
            meaning: meaning(scribe, name, &one),
        }
    };
    strongest_first(speaks).into_iter().map(direction).collect()
}

fn table(scribe: &Scribe<'_>, name: &str, figures: &[Figure]) -> Table {
    let columns = [("column-figure", false), ("column-value", true), ("column-interval", true)];
    let title = scribe.say(&format!("finding-{name}"));
    let caption = scribe.get("finding-caption", &[("title", title.into())]);
    let mut table = scribe.table(caption, &columns);
    for figure in figures {
        table.rows.push(vec![
            text(scribe.figure_name(name, figure)),
            number(scribe.quantity(figure.value, figure.unit)),
            number(scribe.bounds(figure.interval, figure.unit)),
        ]);
    }
    table
}
