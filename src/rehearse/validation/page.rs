//! The page that says how often the tool errs: `docs/reference/validation.md`. In: cases. Out: Markdown
//! and JSON. It adds no figure of its own.

use std::fmt::Write as _;

use super::case::Case;
use super::damaged::{Damaged, damaged};
use super::intrusion::{self, IntrusionCase};
use super::measure::{CAUSES, Measures, Rate, measure};
use crate::rehearse::family::FAMILIES;

/// The measures of all, of held-out families, and of each group, as JSON.
pub fn json(cases: &[Case], attempts: &[IntrusionCase], command: &str) -> String {
    let held_out = measure(clean(cases).filter(|case| case.held_out));
    let groups: serde_json::Map<String, serde_json::Value> = groups(cases)
        .into_iter()
        .map(|(name, measures)| (name, serde_json::to_value(measures).unwrap_or_default()))
        .collect();
    let document = serde_json::json!({
        "schema": "afflux.validation/1",
        "version": env!("CARGO_PKG_VERSION"),
        "command": command,
        "all": measure(clean(cases)),
        "held_out": held_out,
        "groups": groups,
        "damaged": damages(cases).into_iter().collect::<std::collections::BTreeMap<_, _>>(),
        "intrusion": intrusion::json(attempts),
    });
    // A tree of plain values with string keys always has a JSON form.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// The page.
pub fn markdown(cases: &[Case], attempts: &[IntrusionCase], command: &str) -> String {
    let mut page = HEAD.replace("{command}", command);
    if !cases.is_empty() {
        outages(&mut page, cases);
    }
    if !attempts.is_empty() {
        intrusion::chapter(&mut page, attempts);
    }
    page
}

fn outages(page: &mut String, cases: &[Case]) {
    let held_out = measure(clean(cases).filter(|case| case.held_out));
    summary(page, &measure(clean(cases)), &held_out);
    let _ = write!(page, "\n## What was called what (held-out families)\n\n");
    confusion(page, &held_out);
    let _ = write!(page, "\n## By condition (all families)\n\n");
    let _ = writeln!(
        page,
        "| | cases | macro-F1 | false accusations | attacks called overload | inconclusive | labels F1 |"
    );
    let _ = writeln!(page, "|---|---:|---:|---:|---:|---:|---:|");
    for (name, measures) in groups(cases) {
        group(page, &name, &measures);
    }
    damage(page, cases);
    let _ = write!(page, "\n## The families\n\n| family | held out | story |\n|---|---|---|\n");
    for family in FAMILIES {
        let held_out = if family.held_out { "yes" } else { "" };
        let _ = writeln!(page, "| `{}` | {held_out} | {} |", family.name, family.story);
    }
}

const HEAD: &str = "# Validation\n\n\
<!-- Written by `afflux validate`; do not edit. -->\n\n\
How often afflux errs, measured on simulated worlds whose truth is known by playing each again with one cause removed\n\
([the simulator](../internals/simulator.md)). Some stories are held out: no weight was fitted on them. The\n\
rules were written with all stories in view, so that even these figures flatter. **They are figures about a model, not\n\
error rates of the field**: no public collection of adjudicated outages exists.\n\n\
Made by `{command}`.\n";

fn summary(page: &mut String, all: &Measures, held_out: &Measures) {
    let _ = write!(page, "\n| | goal | held-out families | all |\n|---|---|---:|---:|\n");
    let mut row = |name: &str, goal: &str, pick: &dyn Fn(&Measures) -> String| {
        let _ = writeln!(page, "| {name} | {goal} | {} | {} |", pick(held_out), pick(all));
    };
    let maybe = |value: Option<f64>| value.map_or("–".to_owned(), |value| format!("{value:.3}"));
    row("cases", "", &|m| m.cases.to_string());
    row("macro-F1 over causes", "≥ 0.95", &|m| format!("{:.3}", m.macro_f1));
    row("attack named where none was a cause", "≤ 0.5 %", &|m| rate(&m.false_accusations));
    row("attack called overload", "≤ 1 %", &|m| rate(&m.missed_attacks));
    row("inconclusive on clean logs", "≤ 5 %", &|m| rate(&m.abstentions));
    row("incident not found", "", &|m| rate(&m.not_found));
    row("incident found where nothing happens", "0", &|m| rate(&m.false_alarms));
    row("incident found where less fails than the truth counts", "", &|m| rate(&m.slight));
    row("Cllr, attack against the rest", "≤ 0.06", &|m| maybe(m.cllr));
    row("Brier score of the hypotheses", "", &|m| maybe(m.brier));
    row("conformal sets that hold the truth", "94 … 97 %", &|m| rate(&m.sets.covered));
    row("explanations in a set, mean", "≤ 1.15", &|m| maybe(m.sets.size));
    row("replays that agree with the truth", "≥ 97 %", &|m| rate(&m.but_for));
    row("necessity, mean absolute error", "≤ 0.05", &|m| maybe(m.replayed.necessity_error));
    row("sufficiency, mean absolute error", "≤ 0.05", &|m| maybe(m.replayed.sufficiency_error));
    row("detail right where the cause is", "", &|m| rate(&m.replayed.details));
    row("capacity, median relative error", "≤ 0.10", &|m| maybe(m.replayed.capacity_error));
    row("F1 of the label attack, by request", "≥ 0.95", &|m| format!("{:.3}", m.label_f1));
    row("requests wrongly labelled", "", &|m| m.wrong_labels.to_string());
    row("onset within two minutes", "all", &|m| rate(&m.onset));
    row("first tries at the peak, median relative error", "", &|m| maybe(m.fresh_error));
    row("foreign share of the attack, median error", "≤ 0.02", &|m| maybe(m.foreign_error));
    row("incidents that the log cannot show", "", &|m| m.invisible.to_string());
}

/// `3 of 80, 3.8 % [1.3 … 10.5]`
pub(super) fn rate(rate: &Rate) -> String {
    if rate.of == 0 {
        return "–".to_owned();
    }
    let percent = |share: f64| 100.0 * share;
    format!(
        "{} of {}, {:.1} % [{:.1} … {:.1}]",
        rate.count,
        rate.of,
        percent(rate.share()),
        percent(rate.low),
        percent(rate.high)
    )
}

fn confusion(page: &mut String, measures: &Measures) {
    let _ = writeln!(page, "| truly | {} |", CAUSES.join(" | "));
    let _ = writeln!(page, "|---|{}", "---:|".repeat(CAUSES.len()));
    for truth in CAUSES.iter().filter(|truth| measures.confusion.contains_key(*truth)) {
        let row = &measures.confusion[truth];
        let cells = CAUSES.map(|answer| row.get(answer).copied().unwrap_or(0).to_string());
        let _ = writeln!(page, "| {truth} | {} |", cells.join(" | "));
    }
}

fn group(page: &mut String, name: &str, measures: &Measures) {
    let percent = |rate: &Rate| match rate.of {
        0 => "–".to_owned(),
        of => format!("{} of {of}", rate.count),
    };
    let _ = writeln!(
        page,
        "| {name} | {} | {:.2} | {} | {} | {} | {:.3} |",
        measures.cases,
        measures.macro_f1,
        percent(&measures.false_accusations),
        percent(&measures.missed_attacks),
        percent(&measures.abstentions),
        measures.label_f1
    );
}

/// Cases whose log shows what it should.
fn clean(cases: &[Case]) -> impl Iterator<Item = &Case> + Clone {
    cases.iter().filter(|case| !case.sabotaged)
}

/// Answers on damaged logs: all, and by family.
fn damages(cases: &[Case]) -> Vec<(&'static str, Damaged)> {
    let of = |family: Option<&'static str>| {
        let some = cases.iter().filter(|case| case.sabotaged);
        damaged(some.filter(move |case| family.is_none_or(|name| case.family == name)))
    };
    let each = FAMILIES.iter().map(|family| (family.name, of(Some(family.name))));
    let rows = std::iter::once(("all", of(None))).chain(each);
    rows.filter(|(_, damaged)| damaged.cases > 0).collect()
}

fn damage(page: &mut String, cases: &[Case]) {
    let rows = damages(cases);
    if rows.is_empty() {
        return;
    }
    let _ = write!(page, "{DAMAGED}");
    for (name, of) in rows {
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {} | {} | {} | {} |",
            of.cases,
            rate(&of.abstentions),
            of.right.count,
            of.wrong.count,
            of.false_accusations.count,
            of.missed_attacks.count
        );
    }
}

const DAMAGED: &str = "\n## Damaged logs\n\n\
Outages with ordinary causes whose log lost lines, has a wrong clock or hides clients. They are counted here only. Not\n\
every damage hides the cause: who names it rightly from what is left is right.\n\n\
| | cases | nothing said (goal ≥ 95 %) | right | wrong | false accusations | attacks called overload |\n\
|---|---:|---:|---:|---:|---:|---:|\n";

/// Cases by what could make a difference.
fn groups(cases: &[Case]) -> Vec<(String, Measures)> {
    let mut groups = Vec::new();
    let mut add = |name: String, keep: &dyn Fn(&&Case) -> bool| {
        let some: Vec<&Case> = clean(cases).filter(keep).collect();
        if !some.is_empty() {
            groups.push((name, measure(some.into_iter())));
        }
    };
    for (name, durations) in [("with durations", true), ("without durations", false)] {
        add(name.to_owned(), &|case| case.durations == durations);
    }
    for (name, days) in [
        ("no history", 0..1),
        ("1 day", 1..2),
        ("2–6 days", 2..7),
        ("7–13 days", 7..14),
        ("14 days and more", 14..i64::MAX),
    ] {
        add(name.to_owned(), &|case| days.contains(&case.history_days));
    }
    let formats: std::collections::BTreeSet<&str> = cases.iter().map(|case| case.format).collect();
    for format in formats {
        add(format!("`{format}`"), &|case| case.format == format);
    }
    for family in FAMILIES {
        add(family.name.to_owned(), &|case| case.family == family.name);
    }
    groups
}
