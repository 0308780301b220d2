//! The chapter on attempts to get in of the validation page. In: cases. Out: Markdown and JSON. It adds
//! no figure of its own.

use std::fmt::Write as _;

use serde_json::Value;

use super::case::IntrusionCase;
use super::measure::{IntrusionMeasures, measure};
use crate::rehearse::family::intrusion::INTRUSION_FAMILIES;
use crate::rehearse::validation::measure::Rate;
use crate::rehearse::validation::page::rate;

/// The measures of all, of held-out families and of each family.
pub(in crate::rehearse::validation) fn json(cases: &[IntrusionCase]) -> Value {
    let value = |measures: IntrusionMeasures| serde_json::to_value(measures).unwrap_or_default();
    let families: serde_json::Map<String, Value> =
        groups(cases).into_iter().map(|(name, measures)| (name, value(measures))).collect();
    serde_json::json!({
        "all": value(measure(cases.iter())),
        "held_out": value(measure(cases.iter().filter(|case| case.held_out))),
        "groups": families,
    })
}

const HEAD: &str = "\n## Attempts to get in\n\n\
The [second question](../guide/intrusion.md), apart from the outage: worlds in which somebody tries to get in, and clean\n\
ones that look a little like it. Every log holds people who log in and mistype, robots, and the few attempts that every\n\
public address receives. A campaign counts from twenty attempts on; it is found if at least half of its attempts are in\n\
campaigns that were called. Held-out families are those that no rule was\n\
mended for; their stories were known when the rules were written. Figures about a model, again.\n";

/// Writes the chapter.
pub(in crate::rehearse::validation) fn chapter(page: &mut String, cases: &[IntrusionCase]) {
    page.push_str(HEAD);
    let held_out = measure(cases.iter().filter(|case| case.held_out));
    summary(page, &measure(cases.iter()), &held_out);
    families(page, cases);
}

fn summary(page: &mut String, all: &IntrusionMeasures, held_out: &IntrusionMeasures) {
    let _ = write!(page, "\n| | goal | held-out families | all |\n|---|---|---:|---:|\n");
    let mut row = |name: &str, goal: &str, pick: &dyn Fn(&IntrusionMeasures) -> String| {
        let _ = writeln!(page, "| {name} | {goal} | {} | {} |", pick(held_out), pick(all));
    };
    row("cases", "", &|m| m.cases.to_string());
    row("campaigns found and called what they are", "≥ 97 %", &|m| rate(&m.right));
    row("campaigns found", "", &|m| rate(&m.found));
    row("of these, in one piece", "", &|m| rate(&m.whole));
    row("stuffing called where nobody guesses", "0", &|m| rate(&m.false_stuffing));
    row("campaign called where there is none", "0", &|m| rate(&m.false_campaigns));
    row("lines of others in campaigns, of a million", "", &|m| {
        format!("{:.1}", m.foreign_per_million)
    });
    row("attempts that worked and are suspected", "", &|m| rate(&m.suspected));
    row("suspected, and did not work", "", &|m| rate(&m.wrong_suspects));
    row("log-ins seen as such", "", &|m| rate(&m.log_ins_seen));
    row("answers to log-ins told rightly, where told", "", &|m| rate(&m.answers_right));
}

fn families(page: &mut String, cases: &[IntrusionCase]) {
    let _ = write!(
        page,
        "\n| family or condition | held out | cases | found and called right | stuffing wrongly | campaign wrongly | story |\n\
         |---|---|---:|---:|---:|---:|---|\n"
    );
    let of = |rate: &Rate| match rate.of {
        0 => "–".to_owned(),
        of => format!("{} of {of}", rate.count),
    };
    for (name, measures) in groups(cases) {
        let family = INTRUSION_FAMILIES.iter().find(|family| family.name == name);
        let held_out = if family.is_some_and(|family| family.held_out) { "yes" } else { "" };
        let _ = writeln!(
            page,
            "| `{name}` | {held_out} | {} | {} | {} | {} | {} |",
            measures.cases,
            of(&measures.right),
            of(&measures.false_stuffing),
            of(&measures.false_campaigns),
            family.map_or("", |family| family.story),
        );
    }
}

/// Cases by family, by kind of log-in, by the answer to what does not exist.
fn groups(cases: &[IntrusionCase]) -> Vec<(String, IntrusionMeasures)> {
    let mut groups = Vec::new();
    let mut add = |name: String, keep: &dyn Fn(&&IntrusionCase) -> bool| {
        let some: Vec<&IntrusionCase> = cases.iter().filter(keep).collect();
        if !some.is_empty() {
            groups.push((name, measure(some.into_iter())));
        }
    };
    for family in INTRUSION_FAMILIES {
        add(family.name.to_owned(), &|case| case.family == family.name);
    }
    for door in ["form", "script", "interface", "redirect", "unnamed"] {
        add(format!("log-in: {door}"), &|case| case.door == door);
    }
    for unknown in ["notfound", "forbidden", "page", "redirect"] {
        add(format!("unknown address: {unknown}"), &|case| case.unknown == unknown);
    }
    groups
}
