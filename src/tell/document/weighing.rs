//! What a careful reader asks of a conclusion: what speaks against it, how far it leans on one kind of evidence, and
//! what else looks alike. An incident in, three parts out. It weighs nothing itself.

use super::answer::{self, leading};
use super::finding::meaning;
use super::scribe::{Scribe, number, text};
use super::weighed::weight_text;
use super::{Block, Note, Part, Stance, Tone};
use crate::judge::judgement::{Answer, Finding, Incident, Speaks};
use crate::judge::verdict::leave_one_out;

/// What may look like something else (`confounder-<key>` and `.looks`), and the tests that tell it apart. Those without
/// a test cannot be told from access logs. Source: the literature named at each test, and the guide on limits.
const CONFOUNDERS: &[(&str, &[&str])] = &[
    ("shared_addresses", &["client_rate", "asset_closure", "agent_forgery", "prior_overlap"]),
    ("automatic_retries", &["retry_amplification", "periodicity", "failure_persistence"]),
    ("people_reloading", &["response_elasticity", "returning_clients", "failure_persistence"]),
    ("timetable", &["edge_sharpness", "cohort_coherence", "prior_overlap"]),
    ("crawlers", &["crawl_breadth", "navigation_likelihood", "target_match"]),
    ("cache", &["cache_busting", "cost_asymmetry"]),
    ("lost_backend", &["matched_load", "onset_step", "failure_shape", "partial_backend"]),
    ("waiting_room", &["admission_signature"]),
    ("upstream", &["vanishing_demand", "resumption"]),
    ("load_test", &[]),
    ("network_flood", &[]),
];

pub(super) fn parts(scribe: &Scribe<'_>, incident: &Incident) -> [Part; 3] {
    [contrary(scribe, incident), sensitivity(scribe, incident), confounders(scribe, incident)]
}

fn part(scribe: &Scribe<'_>, incident: &Incident, name: &str, blocks: Vec<Block>) -> Part {
    let title = scribe.say(&format!("{name}-title"));
    let stance = Some(Stance::Interpretation);
    Part { id: format!("incident-{}-{name}", incident.id), title, stance, blocks }
}

/// Every finding that weakens the cause, or the likeliest explanation, strongest first: the first of them is on the
/// answer page.
fn contrary(scribe: &Scribe<'_>, incident: &Incident) -> Part {
    let leading = leading(incident);
    let against = answer::contrary(incident, &leading);
    let names: Vec<String> = leading.iter().map(|one| scribe.hypothesis(*one)).collect();
    let arguments = [("hypothesis", names.join(" · ").into())];
    let mut blocks = vec![Block::Text(scribe.get("contrary-intro", &arguments))];
    if against.is_empty() {
        blocks.push(Block::Text(scribe.say("answer-unopposed")));
    } else {
        let line = |(finding, one): (&Finding, &Speaks)| {
            let title = scribe.say(&format!("finding-{}", finding.name));
            let weight = weight_text(scribe, one.hypothesis, one.weight);
            format!("{title} – {} {weight}", meaning(scribe, finding.name, one))
        };
        blocks.push(Block::List(against.into_iter().map(line).collect()));
    }
    part(scribe, incident, "contrary", blocks)
}

/// What leads when one family of findings is left out.
fn sensitivity(scribe: &Scribe<'_>, incident: &Incident) -> Part {
    let cap = incident.hypotheses.first().map_or(0.0, |one| one.log10_lr_cap);
    let told = leave_one_out(&incident.findings, cap);
    let all = told.first().map(|one| one.leading.hypothesis);
    let changed = told.iter().filter(|one| Some(one.leading.hypothesis) != all).count() as u64;
    let columns = [
        ("column-left-out", false),
        ("column-likeliest", false),
        ("column-probability", true),
        ("column-ratio", true),
    ];
    let mut table = scribe.table(scribe.say("sensitivity-caption"), &columns);
    for one in &told {
        let family = one.family.map_or_else(
            || scribe.say("sensitivity-none"),
            |family| scribe.say(&format!("family-{family}")),
        );
        let leading = &one.leading;
        table.rows.push(vec![
            text(family),
            text(scribe.hypothesis(leading.hypothesis)),
            number(scribe.words.numbers().percent(leading.probability)),
            number(super::answer::ratio(scribe, leading.log10_lr)),
        ]);
    }
    let tone = if changed > 0 { Tone::Limit } else { Tone::Plain };
    let note = Note { tone, text: scribe.count("sensitivity-changed", changed) };
    let intro = Block::Text(scribe.say("sensitivity-intro"));
    let mut blocks = vec![intro, Block::Table(table), Block::Note(note)];
    blocks.extend(super::moved::blocks(scribe, incident));
    part(scribe, incident, "sensitivity", blocks)
}

/// What looks alike, and what was asked to tell it apart.
fn confounders(scribe: &Scribe<'_>, incident: &Incident) -> Part {
    let columns = [("column-confounder", false), ("column-looks", false), ("column-asked", false)];
    let mut table = scribe.table(scribe.say("confounders-caption"), &columns);
    for (key, tests) in CONFOUNDERS {
        table.rows.push(vec![
            text(scribe.say(&format!("confounder-{key}"))),
            text(scribe.say(&format!("confounder-{key}.looks"))),
            text(asked(scribe, incident, tests)),
        ]);
    }
    let intro = Block::Text(scribe.say("confounders-intro"));
    part(scribe, incident, "confounders", vec![intro, Block::Table(table)])
}

/// The tests with their headline figure, or that they could not be computed.
fn asked(scribe: &Scribe<'_>, incident: &Incident, tests: &[&str]) -> String {
    let found = tests.iter().filter_map(|name| incident.findings.iter().find(|f| f.name == *name));
    let line = |finding: &Finding| -> String {
        let title = scribe.say(&format!("finding-{}", finding.name));
        let value = match &finding.answer {
            Answer::Computed { figures, .. } => figures.first().map(|one| scribe.measured(one)),
            Answer::NotComputable(_) => Some(scribe.say("confounder-not-computable")),
        };
        let value = value.unwrap_or_else(|| "–".to_owned());
        scribe.get("figure-line", &[("name", title.into()), ("value", value.into())])
    };
    let lines: Vec<String> = found.map(line).collect();
    if lines.is_empty() { scribe.say("confounder-untold") } else { lines.join(" · ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::evidence::TESTS;
    use crate::tell::words::missing;

    #[test]
    fn every_confounder_has_words_and_every_test_exists() {
        for (key, tests) in CONFOUNDERS {
            let ids = [format!("confounder-{key}"), format!("confounder-{key}.looks")];
            assert_eq!(missing(&ids.each_ref().map(String::as_str)), [""; 0]);
            for name in *tests {
                assert!(TESTS.iter().any(|test| test.name == *name), "no test {name}");
            }
        }
    }
}
