//! The annex of numbers: every threshold and seed that decides something, with its value, its unit and what it decides.
//! The program's own list in, a part out. It says nothing of an incident.

use super::scribe::{Scribe, literal, number, text};
use super::{Block, Part, Table};
use crate::base::time::SECOND_US;
use crate::judge::evidence::TESTS;
use crate::judge::thresholds::THRESHOLDS;

/// Ends of names, and the unit that they tell of (`threshold-unit-<key>`).
const UNITS: &[(&str, &str)] = &[
    ("_us", "time"),
    ("minutes", "minutes"),
    ("_minutes_max", "minutes"),
    ("days", "days"),
    ("days_used", "days"),
    ("_log10", "log10"),
    (".seed", "seed"),
];
/// Begins of names that have words of their own (`threshold-<key>`); those of a test have its title.
const DECIDE: &[(&str, &str)] = &[
    ("baseline.", "baseline"),
    ("campaign.", "campaign"),
    ("fingerprint.", "campaign"),
    ("profile.", "campaign"),
    ("referers.", "campaign"),
    ("again.", "campaign"),
    ("held.", "campaign"),
    ("forgetting.", "campaign"),
    ("replay.", "recording"),
    ("crowd.", "crowd"),
    ("capacity.", "capacity"),
    ("work.", "capacity"),
    ("claim.", "claim"),
    ("clock.", "clock"),
    ("counterfactual.", "counterfactual"),
    ("hostile.", "hostile"),
    ("incident.", "incident"),
    ("network.", "network"),
    ("arriving.", "network"),
    ("presence.", "network"),
    ("outcome.", "outcome"),
    ("intent.", "demand"),
    ("visit.", "demand"),
    ("facts.", "demand"),
    ("steps.", "demand"),
    ("onset.", "onset"),
    ("proxies.", "proxies"),
    ("intrusion.", "intrusion"),
    ("verdict.conformal.", "conformal"),
    ("verdict.decide.", "decide"),
    ("verdict.gates.", "gates"),
    ("missing.", "gates"),
    ("verdict.silence.", "silence"),
    ("verdict.weigh.", "weigh"),
    ("verdict.", "decide"),
];

/// All of them, to look up.
pub(super) fn part(scribe: &Scribe<'_>) -> Part {
    let intro = [("n", (THRESHOLDS.len() as u64).into())];
    let blocks =
        vec![Block::Text(scribe.get("thresholds-intro", &intro)), Block::Folded(table(scribe))];
    let title = scribe.say("thresholds-title");
    Part { id: "thresholds".to_owned(), title, stance: None, blocks }
}

fn table(scribe: &Scribe<'_>) -> Table {
    let columns = [
        ("column-name", false),
        ("column-value", true),
        ("column-unit", false),
        ("column-decides", false),
    ];
    let mut table = scribe.table(scribe.say("thresholds-caption"), &columns);
    let mut listed: Vec<&(&str, f64)> = THRESHOLDS.iter().collect();
    listed.sort_by_key(|(name, _)| *name);
    for (name, value) in listed {
        let unit = unit(name);
        table.rows.push(vec![
            literal(name),
            number(shown(scribe, unit, *value)),
            text(scribe.say(&format!("threshold-unit-{unit}"))),
            text(decides(scribe, name)),
        ]);
    }
    table
}

fn unit(name: &str) -> &'static str {
    UNITS.iter().find(|(end, _)| name.ends_with(end)).map_or("number", |(_, unit)| unit)
}

/// A length of time in its largest unit; everything else as it is written in the code.
fn shown(scribe: &Scribe<'_>, unit: &str, value: f64) -> String {
    let numbers = scribe.words.numbers();
    match unit {
        "time" => numbers.duration(value / SECOND_US as f64),
        _ => numbers.decimal(value, decimals(value)),
    }
}

/// As many as it is written with.
fn decimals(value: f64) -> usize {
    value.to_string().split_once('.').map_or(0, |(_, behind)| behind.len())
}

fn decides(scribe: &Scribe<'_>, name: &str) -> String {
    let group = name.split('.').next().unwrap_or(name);
    let own = DECIDE.iter().find(|(begin, _)| name.starts_with(begin));
    match (own, TESTS.iter().find(|test| test.name == group)) {
        (Some((_, key)), _) => scribe.say(&format!("threshold-{key}")),
        (None, Some(test)) => {
            let title = scribe.say(&format!("finding-{}", test.name));
            let arguments = [("number", test.number.into()), ("title", title.into())];
            scribe.get("threshold-test", &arguments)
        }
        (None, None) => group.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tell::words::missing;

    #[test]
    fn every_number_has_words_for_what_it_decides() {
        for (name, _) in THRESHOLDS.iter() {
            let group = name.split('.').next().unwrap_or(name);
            let own = DECIDE.iter().any(|(begin, _)| name.starts_with(begin));
            assert!(own || TESTS.iter().any(|test| test.name == group), "{name} decides nothing");
        }
        let keys = DECIDE.iter().map(|(_, key)| format!("threshold-{key}"));
        let units = UNITS.iter().map(|(_, key)| format!("threshold-unit-{key}"));
        let ids: Vec<String> = keys.chain(units).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        assert_eq!(missing(&ids), [""; 0]);
    }
}
